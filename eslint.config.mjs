import { builtinModules } from 'node:module';
import tseslint from 'typescript-eslint';

const typescript = ['**/*.ts', '**/*.tsx'];
const procedures = ['src/workflows/**/*.ts'];

const nodeBuiltins = [...builtinModules, ...builtinModules.map((name) => `node:${name}`)];
const outsideTheSandbox = ['mongoose', 'mongodb', 'pino', 'express', 'nodemailer', 'mjml'].concat([
  ...['ulid', 'nanoid', 'uuid', 'jose', '@temporalio/client', '@temporalio/worker', '@temporalio/activity'],
]);

const impure = [
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Randomness in a workflow differs on replay.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'The moment of a workflow comes from its history: take it as an argument.',
  },
];

const plainErrors = {
  selector: "ThrowStatement > NewExpression[callee.name='Error']",
  message: 'A plain error does not refuse, it stalls the workflow task: throw a refusal (refusals.ts).',
};

const upserts = {
  selector:
    'CallExpression[callee.property.name=/^(findOneAnd(Update|Replace)|findByIdAndUpdate)$/] ' +
    "Property[key.name='upsert'][value.value=true]",
  message:
    'findOneAndUpdate with upsert answers null to several callers on the built database: ' +
    'insertOne and handle 11000, or updateOne with upsert and read upsertedCount.',
};

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', 'data/', 'test/histories/saved/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: typescript,
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // Both take mongoose's schemas and Temporal's protocol types for what they are not.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['src/models/**/*.ts', 'src/activities/**/*.ts', 'src/api/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', upserts] },
  },
  {
    files: procedures,
    rules: {
      'no-restricted-syntax': ['error', ...impure, plainErrors],
      'no-restricted-globals': ['error', 'process', 'fetch', 'Buffer', 'setImmediate', 'require'],
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [
            ...nodeBuiltins.map((name) => ({
              name,
              message: 'Workflow code runs in a sandbox without Node.',
            })),
            ...outsideTheSandbox.map((name) => ({
              name,
              message: 'Belongs to an activity.',
              allowTypeImports: true,
            })),
            {
              name: 'zod',
              message: 'Parsing belongs to the doors; 2 MB in every workflow.',
              allowTypeImports: true,
            },
          ],
        },
      ],
    },
  },
  {
    // Tables and pure functions: a broken invariant there is a fault of the program, and stalling is right.
    files: ['src/workflows/law/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...impure] },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'MemberExpression[object.name=/^(test|it|describe)$/][property.name=/^(skip|only|todo)$/]',
          message: 'No test is skipped, alone or left to do on main.',
        },
      ],
    },
  },
);
