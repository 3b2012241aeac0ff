// `npm run check`: types, lint, format, boundaries.
import { bootstrap, prepare } from './prepare.mjs';

await bootstrap(async () => {
  await prepare({ bundle: false, page: false, typeErrors: true });
  const { check } = await import('../dist/dev/check.js');
  process.exitCode = await check();
});
