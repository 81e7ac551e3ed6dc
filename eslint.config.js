import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { doors, importName, insteadOf, packages } from './scripts/architecture/table.mjs';

/** Tests, and what several of them share. */
const TESTS = '**/*.test{,.*}.ts';

export default defineConfig(
  {
    ignores: [
      '**/dist/**', '**/node_modules/**', 'coverage/**', 'fixtures/**', '**/.dist-lint/**',
      // Generated.
      'rules/index.ts', 'rules/pages.ts', 'packages/libraries/src/registry.ts', 'packages/reporters/src/graph-page.ts', 'packages/action/bundle/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  {
    files: ['packages/*/src/**/*.ts', 'packages/reporters/page/*.ts', 'rules/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'eqeqeq': 'error',
      'no-console': ['error'],
      'no-restricted-properties': ['error',
        { object: 'process', property: 'exit', message: 'Only cli decides the exit code, and it lets the process end by itself: throw, or return.' },
        { object: 'process', property: 'exitCode', message: 'Only cli decides the exit code: throw, or return.' },
        { object: 'process', property: 'stdout', message: 'Only cli prints: return the text.' },
        { object: 'process', property: 'stderr', message: 'Only cli prints: return the text.' },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      // Objects here are made of closures, which need no `this`.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
    },
  },
  { files: ['packages/{cli,action}/src/**/*.ts'], rules: { 'no-console': 'off', 'no-restricted-properties': 'off' } },
  // What a test reads back it looks at, and its fakes are async because what they stand for is.
  {
    files: ['packages/*/src/**/*.test.ts', 'packages/*/src/**/*.test.*.ts'],
    rules: {
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/prefer-promise-reject-errors': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  // Tests of rules are checked by the compiler; their project cannot be the rules' own, which the harness depends on.
  { files: ['rules/*.test.ts', 'packages/reporters/page/*.test*.ts', 'packages/reporters/page/vitest.config.ts'], extends: [tseslint.configs.disableTypeChecked] },

  {
    files: ['scripts/**/*.{mjs,test.ts}', 'packages/*/bin/*.js', '*.{js,ts}'],
    extends: [tseslint.configs.strict],
    rules: { eqeqeq: 'error' },
  },

  ...Object.keys(packages).flatMap(restrictImports),
);

/** Holds a package's imports to the table, and those of its tests to what tests may do beside. */
function restrictImports(name) {
  const { folder, may, tests = [] } = packages[name];
  const files = name === 'rules' ? `${folder}/*.ts` : `${folder}/src/**/*.ts`;
  return [
    { files: [files], ignores: [TESTS], rules: restriction(name, may, doors) },
    { files: [files.replace('*.ts', TESTS.slice(3))], rules: restriction(name, [...may, ...tests], doors.filter((door) => !door.tests)) },
  ];
}

function restriction(name, allowed, closed) {
  const ours = Object.keys(packages).filter((other) => other !== name && !allowed.includes(other));
  const foreign = closed.filter(({ only }) => !only.includes(name));
  const patterns = [
    ...ours.map((other) => ({ group: [importName(other), `${importName(other)}/**`], message: insteadOf[other] })),
    ...foreign.map(({ imports, instead }) => ({ group: imports, message: instead })),
    { regex: '^@dist-lint/[^/]+/.', message: "Import what a package exports from its index: another package's files are its own." },
    { regex: '^\\.\\.?/.*(?<!\\.ts)$', message: 'Write the extension: ./name.ts' },
  ];
  return { 'no-restricted-imports': ['error', { patterns }] };
}
