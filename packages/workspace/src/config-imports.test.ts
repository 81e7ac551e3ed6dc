import { relative } from 'node:path';
import { expect, test } from 'vitest';
import { configFiles } from './config-imports.ts';
import { tree } from './temporary-tree.test.support.ts';

const filesOf = (files: Record<string, string>, config?: string): string[] => {
  const root = tree(files);
  return configFiles({ root, cwd: root, ...(config === undefined ? {} : { config }) }).map((file) => relative(root, file));
};

test('what the code of a configuration names by a relative path, and what that names', () => {
  const config = `import a from './rules/a';\nimport { b } from "./rules/b.js";\nexport default async () => ({ c: await import('./c'), d: readFileSync(new URL('./d.json', import.meta.url)), e: require('../e') });\n`;
  const files = { 'dist-lint.config.ts': config, 'rules/a/index.ts': `export * from '../../far.ts';`, 'rules/b.ts': '', 'c.mjs': `import '../${'x'.repeat(3)}/dist-lint.config.ts';`, 'd.json': '{ "x": "./y.ts" }', 'far.ts': '' };
  expect(filesOf(files)).toEqual(['dist-lint.config.ts', 'rules/a/index.ts', 'rules/b.ts', 'c.mjs', 'd.json', '../e', 'far.ts', '../xxx/dist-lint.config.ts']);
});

test('a circle has an end, and a file that is not there has a place', () => {
  expect(filesOf({ 'dist-lint.config.mjs': `import './a.mjs';`, 'a.mjs': `import './dist-lint.config.mjs'; import './gone.ts';` })).toEqual(['dist-lint.config.mjs', 'a.mjs', 'gone.ts']);
});

test('data names nothing, and another configuration may be named', () => {
  expect(filesOf({ 'dist-lint.config.json': '{}', 'strict.json': '{ "ignore": ["./a.ts"] }', 'a.ts': '' }, 'strict.json')).toEqual(['strict.json']);
  expect(filesOf({ 'a.ts': '' })).toEqual([]);
});
