// `npm start`, and with --watch `npm run dev`.
import { bootstrap, prepare } from './prepare.mjs';

await bootstrap(async () => {
  await prepare();
  const { start } = await import('../dist/dev/start.js');
  await start({ watch: process.argv.includes('--watch') });
});
