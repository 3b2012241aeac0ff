// Health check: exit 0 when the address answers with success.
const PATIENCE_MS = 5_000;

const [address] = process.argv.slice(2);
const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => undefined);
process.exitCode = answer?.ok === true ? 0 : 1;
