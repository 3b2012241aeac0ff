// Who may import whom. Each arrow of the design is a rule with a name; see README, the tree.
const builtin = { dependencyTypes: ['core'] };
const byValue = { dependencyTypesNot: ['type-only'] };

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'workflows-touch-nothing',
      comment: 'Procedures run in a sandbox and are replayed: no activity, model or API by value.',
      severity: 'error',
      from: { path: '^src/workflows/' },
      to: { path: '^src/(activities|models|api|connections)/', ...byValue },
    },
    {
      name: 'workflows-touch-no-node',
      comment: 'No files, clocks, randomness or sockets of Node in a workflow.',
      severity: 'error',
      from: { path: '^src/workflows/' },
      to: { ...builtin },
    },
    {
      name: 'workflows-touch-no-io-package',
      comment: 'pino bundles without a word, and then writes from inside a replay.',
      severity: 'error',
      from: { path: '^src/workflows/' },
      to: {
        path: 'node_modules/(mongoose|mongodb|pino|express|nodemailer|mjml|ulid|nanoid|uuid|jose|@temporalio/(client|worker|activity|testing))/',
        ...byValue,
      },
    },
    {
      name: 'law-imports-nothing',
      comment:
        'The law is data and pure functions, read by everybody; the refusals are a table like its own.',
      severity: 'error',
      from: { path: '^src/workflows/law/' },
      to: {
        pathNot: [
          '^src/workflows/law/',
          '^src/workflows/refusals\\.ts$',
          'node_modules/(tyme4ts|temporal-polyfill|temporal-spec|temporal-utils)/',
        ],
      },
    },
    {
      name: 'models-import-law-only',
      severity: 'error',
      from: { path: '^src/models/' },
      to: {
        path: '^src/',
        pathNot: [
          '^src/models/',
          '^src/connections/',
          '^src/workflows/law/',
          '^src/workflows/(refusals|messages)\\.ts$',
        ],
      },
    },
    {
      name: 'activities-import-no-procedure',
      severity: 'error',
      from: { path: '^src/activities/' },
      to: { path: '^src/workflows/(?!law/|messages\\.ts$|refusals\\.ts$)', ...byValue },
    },
    {
      name: 'nobody-imports-api',
      comment: 'Only the mains know everybody.',
      severity: 'error',
      from: {
        path: '^(src|dev)/',
        pathNot: ['^src/api/', '^src/(server|worker)\\.ts$', '^dev/demonstration-people\\.ts$'],
      },
      to: { path: '^src/api/' },
    },
    {
      name: 'nobody-imports-the-mains',
      comment: 'Tests may: they run a worker in their own process.',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^src/(server|worker)\\.ts$' },
    },
    {
      name: 'page-imports-law-only',
      comment: 'The page takes its words from the law tables, and nothing of the server by value.',
      severity: 'error',
      from: { path: '^src/api/web/' },
      to: { path: '^src/', pathNot: ['^src/api/web/', '^src/workflows/law/'], ...byValue },
    },
    {
      name: 'nothing-outside-dev-imports-dev',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(dev|test|bench)/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      from: {},
      // dev/*.mjs import what they have just compiled.
      to: { couldNotResolve: true, pathNot: ['\\.(css|svg)$', '^\\.\\./dist/'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json'],
    },
  },
};
