// Downloads a vendor's own executable through the library that does it, and prints the path. A process of its
// own, because neither library can be stopped when a closed network lets it wait.
//   node vendor-download.mjs temporal FOLDER TAG
//   node vendor-download.mjs mongod FOLDER VERSION
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const [part, folder, version] = process.argv.slice(2);

try {
  process.stdout.write(part === 'temporal' ? await temporal() : await mongod());
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

async function temporal() {
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  const executable = { type: 'cached-download', downloadDir: folder, version };
  const environment = await TestWorkflowEnvironment.createLocal({ server: { executable } });
  await environment.teardown();
  const [name] = readdirSync(folder).filter((entry) => entry.startsWith('temporal'));
  return join(folder, name);
}

async function mongod() {
  const { MongoBinary } = await import('mongodb-memory-server-core/lib/util/MongoBinary.js');
  return MongoBinary.getPath({ version, downloadDir: folder, checkMD5: true });
}
