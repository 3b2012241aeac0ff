// `npm run law`, `npm run ledger`: a command of dist/dev, with nothing on stdout but its own answer.
import { bootstrap, prepare } from './prepare.mjs';

await bootstrap(async () => {
  const [name] = process.argv.splice(2, 1);
  if (!/^[a-z-]+$/.test(name ?? '')) throw new Error('usage: node dev/run.mjs <command> [arguments]');
  await prepare({ bundle: false, page: false, quiet: true, typeErrors: true });
  await import(`../dist/dev/${name}.js`);
});
