// Bundles the compiled workflows for the worker: `node dev/bundle.mjs`, called by prepare.mjs.
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { root } from './prepare.mjs';

const compiled = join(root, 'dist', 'src');
const { code } = await bundleWorkflowCode({
  workflowsPath: join(compiled, 'workflows', 'index.js'),
  // The worker asks for the same one; a bundle without it would answer with texts in clear.
  failureConverterPath: join(compiled, 'connections', 'failure-converter.js'),
  logger: new DefaultLogger('WARN', ({ message }) => process.stderr.write(`${message}\n`)),
});
const target = join(compiled, 'workflow-bundle.cjs');
writeFileSync(`${target}.new`, code);
renameSync(`${target}.new`, target);
