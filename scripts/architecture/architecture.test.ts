import { join } from 'node:path';
import { ESLint, Linter } from 'eslint';
import { expect, test } from 'vitest';
import { inTree } from '../temporary-tree.mjs';
import { missingCompanions } from './companions.mjs';
import { vagueFolders } from './folders.mjs';
import { forbiddenImports, objection } from './imports.mjs';
import { forbiddenDependencies } from './manifests.mjs';
import { insteadOf, packages } from './table.mjs';

const root = join(import.meta.dirname, '../..');

test('dependencies go downward: no package reaches itself', () => {
  const reach = (name: string): string[] => packages[name as keyof typeof packages].may.flatMap((other: string) => [other, ...reach(other)]);
  for (const name of Object.keys(packages)) expect(reach(name)).not.toContain(name);
});

test('every package that may not be imported says where to go instead', () => {
  expect(Object.keys(insteadOf).sort()).toEqual(Object.keys(packages).sort());
});

/** The table's two guards have to agree, in the editor and in the test. */
async function lintMessages(file: string, text: string): Promise<string[]> {
  const config = await new ESLint({ cwd: root }).calculateConfigForFile(join(root, file));
  const rules = { 'no-restricted-imports': config.rules['no-restricted-imports'] };
  return new Linter().verify(text, { rules }).map(({ message }) => message);
}

test.each([
  ['rules', 'rules/silent-catch.ts', '@dist-lint/frontend', /the linked program/],
  ['rules', 'rules/silent-catch.ts', '@dist-lint/testing', /is for tests/],
  ['rules', 'rules/silent-catch.ts', '@dist-lint/graph/src/link.ts', /from its index/],
  ['graph', 'packages/graph/src/link.ts', 'ts-morph', /Only frontend reads syntax/],
  ['graph', 'packages/graph/src/link.test.ts', 'ts-morph', /Only frontend reads syntax/],
  ['frontend', 'packages/frontend/src/lower.ts', 'node:fs', /Only workspace touches the disk/],
  ['rules', 'rules/silent-catch.ts', 'graphology-traversal', /Only graph holds graphs/],
  ['engine', 'packages/engine/src/check.ts', 'node:child_process', /Only workspace starts processes/],
  ['model', 'packages/model/src/report.ts', '@dist-lint/graph', /belongs to rules/],
  ['reporters', 'packages/reporters/src/text.ts', '@dist-lint/engine', /hands it data/],
])('%s does not import: %s imports %s', async (name, file, specifier, message) => {
  expect(objection(name, file.includes('.test.'), specifier)).toMatch(message);
  expect((await lintMessages(file, `import '${specifier}';`)).join('\n')).toMatch(message);
});

test.each([
  ['graph', 'packages/graph/src/link.ts', 'graphology'],
  ['graph', 'packages/graph/src/link.test.ts', '@dist-lint/frontend'],
  ['workspace', 'packages/workspace/src/find.ts', 'node:fs'],
  ['rules', 'rules/silent-catch.test.ts', '@dist-lint/testing'],
  ['rules', 'rules/silent-catch.ts', '@dist-lint/graph'],
  ['libraries', 'packages/libraries/src/bullmq.ts', './library.ts'],
])('%s may import: %s imports %s', async (name, file, specifier) => {
  expect(objection(name, file.includes('.test.'), specifier)).toBeUndefined();
  expect(await lintMessages(file, `import '${specifier}';`)).toEqual([]);
});

test('finds imports in every form, and none in texts and comments', () => inTree({
  'packages/graph/src/a.ts': "// import 'ts-morph'\nexport * from 'ts-morph';\nconst text = `import 'node:fs'`;\ntype F = typeof import('node:child_process');\n",
  'packages/graph/src/b.test.ts': "import { mkdtempSync } from 'node:fs';\n",
}, (tree: string) => {
  expect(forbiddenImports(tree)).toEqual([
    expect.stringMatching(/^packages\/graph\/src\/a\.ts imports 'ts-morph'\. Only frontend/),
    expect.stringMatching(/^packages\/graph\/src\/a\.ts imports 'node:child_process'\. Only workspace/),
  ]);
}));

test('finds dependencies that point upward, and packages that nobody knows', () => inTree({
  'packages/graph/package.json': '{"name":"@dist-lint/graph","dependencies":{"@dist-lint/engine":"*","@dist-lint/model":"*"},"devDependencies":{"@dist-lint/frontend":"*"}}',
  'packages/parser/package.json': '{}',
}, (tree: string) => {
  expect(forbiddenDependencies(tree)).toEqual([
    expect.stringMatching(/^packages\/parser is not in/),
    expect.stringMatching(/^packages\/graph\/package\.json: dependencies has @dist-lint\/engine\./),
  ]);
}));

test('finds folders that do not say what they hold', () => inTree({ 'packages/graph/src/utils/a.ts': '', 'packages/graph/src/questions/a.ts': '' }, (tree: string) => {
  expect(vagueFolders(tree)).toEqual(['packages/graph/src/utils/: name it after what it holds.']);
}));

test('names what lies there without a rule', () => inTree({ 'rules/retry.ts': '', 'fixtures/late-mail/bad/a.ts': '', 'fixtures/stale-cache/bad/a.ts': '', 'fixtures/systems/shop/a.ts': '' }, (tree: string) => {
  expect(missingCompanions(tree, ['stale-cache'])).toEqual([
    expect.stringMatching(/^rules\/retry\.ts is neither a rule/), 'fixtures/late-mail belongs to no rule, built or planned.',
  ]);
}));
