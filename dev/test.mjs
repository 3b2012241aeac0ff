// `npm test`: everything; `npm test -- test/law`: the named tests alone.
import { bootstrap, prepare } from './prepare.mjs';

await bootstrap(async () => {
  await prepare({ bundle: false, page: false, typeErrors: true });
  const { test } = await import('../dist/dev/test.js');
  process.exitCode = await test(process.argv.slice(2));
});
