// One project per folder of test/. Those that only compute start nothing; the others share one Temporal, one
// database and one bundle of the workflows, brought up once by test/harness/global-setup.mjs.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const base = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  // Sources before scripts: dev/ has a test.ts and the test.mjs that starts it.
  moduleFileExtensions: ['js', 'ts', 'tsx', 'mjs', 'cjs', 'json', 'node'],
  // The sources name their imports by the compiled file, as Node wants it.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: { parser: { syntax: 'typescript', decorators: false }, target: 'es2023', keepClassNames: true },
        module: { type: 'es6' },
      },
    ],
  },
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/data/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/data/'],
};

const parts = {
  globalSetup: '<rootDir>/test/harness/global-setup.mjs',
  globalTeardown: '<rootDir>/test/harness/global-teardown.mjs',
};

const alone = new Set(['law', 'dev', 'connections', 'bench']);
const holdsTests = (name) => !['harness', 'fixtures'].includes(name);

const folders = readdirSync(join(import.meta.dirname, 'test'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && holdsTests(entry.name))
  .map(({ name }) => ({
    ...base,
    ...(alone.has(name) ? {} : parts),
    displayName: name,
    testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
  }));

export default {
  maxWorkers: 2,
  // Modules of ended files stay in a worker's memory; past this it is replaced, before collecting them costs more.
  workerIdleMemoryLimit: '1200MB',
  testTimeout: 60_000,
  // A browser or a compiler beside the tests makes single steps slow on two cores; it is no failure.
  slowTestThreshold: 30,
  projects: [...folders, { ...base, displayName: 'style', testMatch: ['<rootDir>/test/*.test.ts'] }],
};
