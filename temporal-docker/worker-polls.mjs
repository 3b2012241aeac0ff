// Health check of the worker: exit 0 when it polls Temporal for the procedures' tasks.
const METRICS = 'http://127.0.0.1:9464/metrics';
const PATIENCE_MS = 4_000;
const POLLERS = /^temporal_num_pollers\{[^}]*poller_type="workflow_task"[^}]*\} ([1-9]\d*)/m;

const answer = await fetch(METRICS, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => undefined);
process.exitCode = answer?.ok && POLLERS.test(await answer.text()) ? 0 : 1;
