import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { main } from '../bench/command.js';
import { projectFolder } from './project.js';

// The worker runs the bundle, which the bootstrap of other commands does without.
const prepared = (await import(pathToFileURL(join(projectFolder, 'dev', 'prepare.mjs')).href)) as {
  prepare: (options: { page: boolean; quiet: boolean; typeErrors: boolean }) => Promise<void>;
};
await prepared.prepare({ page: false, quiet: true, typeErrors: true });

process.exitCode = await main(process.argv.slice(2));
