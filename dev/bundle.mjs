// Bundles the compiled workflows for the worker: `node dev/bundle.mjs`, called by prepare.mjs.
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { root } from './prepare.mjs';

const compiled = join(root, 'dist', 'src');
/** What the procedures read of the law: the rows, and with them every table they name. */
const lawModules = ['procedure-rows.js', 'step-label.js', 'record/gates.js', 'record/requirements.js'];
const { code } = await bundleWorkflowCode({
  workflowsPath: join(compiled, 'workflows', 'index.js'),
  // The worker asks for the same one; a bundle without it would answer with texts in clear.
  failureConverterPath: join(compiled, 'connections', 'failure-converter.js'),
  // The law's tables and pure functions are read once and shared, frozen, by every run; without this each run
  // reads them anew and keeps a copy of its own.
  preloadModules: lawModules.map((name) => join(compiled, 'workflows', 'law', name)),
  logger: new DefaultLogger('WARN', ({ message }) => process.stderr.write(`${message}\n`)),
});
const target = join(compiled, 'workflow-bundle.cjs');
writeFileSync(`${target}.new`, code);
renameSync(`${target}.new`, target);
