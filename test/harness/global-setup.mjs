// Brings up what the tests of a run share and tells them where it is by TEST_… variables. A part that cannot
// be had leaves its variable unset and says why: the suites that need it fail, the others run.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare, root } from '../../dev/prepare.mjs';

const say = (line) => process.stderr.write(`${line}\n`);

export default async function globalSetup() {
  await prepare({ bundle: false, page: false, quiet: true, typeErrors: true });
  const folder = mkdtempSync(join(tmpdir(), 'procedures-test-'));
  const shared = { folder, running: [] };
  globalThis.sharedParts = shared;
  process.env.TEST_DIST = join(root, 'dist');
  process.env.TEST_SCRATCH = folder;
  await Promise.all([
    attempt('TEST_TEMPORAL_ADDRESS', () => temporal(shared)),
    attempt('TEST_MONGODB_URI', () => database(shared)),
    attempt('TEST_WORKFLOW_BUNDLE', bundle),
    attempt('TEST_WEB_ROOT', page),
  ]);
  await attempt('TEST_CHROMIUM_PATH', browser);
}

async function attempt(variable, find) {
  delete process.env[variable];
  try {
    process.env[variable] = await find();
  } catch (error) {
    say(`${variable}：${error instanceof Error ? error.message : String(error)}`);
  }
}

const compiled = (path) => import(join(root, 'dist', 'dev', path));

async function temporal({ folder, running }) {
  const { findTemporal, startTemporal } = await compiled('parts/temporal.js');
  const { freePort } = await compiled('parts/process.js');
  const { executable } = await findTemporal(say);
  process.env.TEST_TEMPORAL_EXECUTABLE = executable;
  // The parts of a running deployment, where a run is told of them (temporal-docker, profile `integration`).
  if (process.env.INTEGRATION_TEMPORAL_ADDRESS) return process.env.INTEGRATION_TEMPORAL_ADDRESS;
  const server = await startTemporal({
    executable,
    folder: join(folder, 'temporal'),
    port: await freePort(),
    logFile: join(folder, 'temporal.log'),
    extraArguments: ['--dynamic-config-value', 'frontend.WorkflowTimeSkippingEnabled=true'],
  });
  running.push(server);
  return server.address;
}

async function database({ folder, running }) {
  const { findDatabase, startDatabase } = await compiled('parts/mongodb.js');
  const { freePort } = await compiled('parts/process.js');
  const { engine, executable } = await findDatabase(say);
  process.env.TEST_DATABASE_EXECUTABLE = executable;
  process.env.TEST_DATABASE_ENGINE = engine;
  if (process.env.INTEGRATION_MONGODB_URI) return process.env.INTEGRATION_MONGODB_URI;
  const server = await startDatabase({
    engine,
    executable,
    folder: join(folder, 'database'),
    port: await freePort(),
    logFile: join(folder, 'database.log'),
  });
  running.push(server);
  return server.address;
}

async function bundle() {
  await prepare({ page: false, quiet: true, typeErrors: true });
  return join(root, 'dist', 'src', 'workflow-bundle.cjs');
}

async function page() {
  await prepare({ bundle: false, quiet: true, typeErrors: true });
  return join(root, 'dist', 'web');
}

async function browser() {
  const { findBrowser } = await compiled('parts/browser.js');
  const { executable } = await findBrowser(say);
  return executable;
}
