import { describe, expect, it } from 'vitest';
import { findFiles } from './find.ts';
import { findPackages } from './packages.ts';
import { tree } from './temporary-tree.test.support.ts';

const packagesIn = (files: Record<string, unknown>) => findPackages(findFiles(tree(files)));
const pathsIn = (files: Record<string, unknown>) => packagesIn(files).packages.map(({ path }) => path);
const entriesIn = (manifest: unknown, ...modules: string[]) => {
  const files = Object.fromEntries(modules.map((it) => [it, '']));
  return Object.fromEntries((packagesIn({ 'package.json': manifest, ...files }).packages[0]?.entries ?? []).map(({ as, module }) => [as, module]));
};

describe('findPackages', () => {
  it.each([
    ['pnpm', { 'pnpm-workspace.yaml': 'packages:\n  - "apps/*"\n  - "./libs/**"\n  - "!**/old/**"\n' }],
    ['npm', { 'package.json': { workspaces: ['apps/*', 'libs/**', '!**/old/**'] } }],
    ['yarn', { 'package.json': { workspaces: { packages: ['apps/*', 'libs/**', '!**/old/**'] } } }],
    ['lerna', { 'lerna.json': { packages: ['apps/*', 'libs/**', '!**/old/**'] } }],
    ['rush', { 'rush.json': '{ // ours\n "projects": [{"projectFolder": "apps/orders"}, {"projectFolder": "libs/deep/money"}] }' }],
  ])('finds the members that %s defines', (_, definition) => {
    const { packages, member } = packagesIn({
      'apps/orders/package.json': { name: '@shop/orders' }, 'libs/deep/money/package.json': { name: '@shop/money' },
      'libs/old/tax/package.json': { name: '@shop/tax' }, ...definition,
    });
    expect(packages.map(({ path }) => path)).toEqual(['', 'apps/orders', 'libs/deep/money', 'libs/old/tax']);
    expect(['@shop/orders', '@shop/money', '@shop/tax'].map((name) => member(name, 'apps/orders/a.ts'))).toEqual(['apps/orders', 'libs/deep/money', undefined]);
  });

  it('takes every package for a member when nothing is defined, and a root without package.json', () => {
    const { packages, member } = packagesIn({ 'orders/package.json': { name: 'orders' }, 'orders/esm/package.json': { type: 'module' } });
    expect(packages).toEqual([
      { name: '', path: '', private: true, dependencies: {}, entries: [] },
      { name: 'orders', path: 'orders', private: false, dependencies: {}, entries: [] },
    ]);
    expect(member('orders', '')).toBe('orders');
  });

  it('keeps workspaces within the workspace apart', () => {
    const { member } = packagesIn({
      'pnpm-workspace.yaml': 'packages: [libs/*]', 'libs/mail/package.json': { name: 'mail' },
      'fixtures/a/pnpm-workspace.yaml': 'packages: ["*"]', 'fixtures/a/package.json': {}, 'fixtures/a/mail/package.json': { name: 'mail' },
      'fixtures/b/package.json': { workspaces: ['*'] }, 'fixtures/b/mail/package.json': { name: 'mail' },
    });
    expect(['libs/x.ts', 'fixtures/a/x.ts', 'fixtures/b/mail/x.ts'].map((from) => member('mail', from))).toEqual(['libs/mail', 'fixtures/a/mail', 'fixtures/b/mail']);
  });

  it('says which package a file belongs to', () => {
    const { packageOf } = packagesIn({ 'package.json': {}, 'apps/orders/package.json': { name: 'orders' }, 'apps/orders/src/deep/a.ts': '' });
    expect([packageOf('a.ts'), packageOf('apps/orders/src/deep/a.ts'), packageOf('apps/b.ts')]).toEqual(['', 'apps/orders', '']);
  });

  it('lists dependencies of all sections, sorted', () => {
    const { packages } = packagesIn({
      'package.json': { private: true, devDependencies: { b: '2', a: '1' }, dependencies: { b: '3' }, peerDependencies: { c: '*' }, optionalDependencies: { d: 4 } },
    });
    expect(packages[0]).toMatchObject({ private: true, dependencies: { a: '1', b: '3', c: '*' } });
  });

  it('places mistakes, and goes on', () => {
    const { gaps, packages } = packagesIn({
      'pnpm-workspace.yaml': 'packages:\n  - "a\n', 'a/package.json': '{\n "name": "a",\n "main" }', 'b/package.json': '[]',
      'c/package.json': '\ufeff{ "name": "c", /* why not */ }', 'd/package.json': '\ufeff{"name":"d"}', 'e/package.json': '{"name": 5, "bin": [3], "exports": 7, "dependencies": "x", "main": {}}',
    });
    expect(gaps.map(({ kind, file, line }) => `${kind} ${file}:${line}`).sort()).toEqual([
      'broken-config a/package.json:3', 'broken-config b/package.json:1', 'broken-config c/package.json:1', 'broken-config pnpm-workspace.yaml:3',
    ]);
    expect(packages.map(({ name }) => name)).toEqual(['', 'c', 'd']);
  });

  it('tells when two members share a name', () => {
    const { gaps } = packagesIn({ 'package.json': { workspaces: ['*'] }, 'a/package.json': { name: 'x' }, 'b/package.json': { name: 'x' } });
    expect(gaps).toEqual([{ kind: 'broken-config', file: 'b/package.json', line: 1, message: 'Two packages are called "x"; imports of that name lead to a.' }]);
  });

  it('does not look for packages among dependencies and output', () => {
    expect(pathsIn({ 'node_modules/x/package.json': { name: 'x' }, 'vendor/y/package.json': { name: 'y' }, 'package.json': {} })).toEqual(['']);
  });
});

describe('entries', () => {
  it.each([
    ['dist/index.js', 'src/index.ts'],
    ['./dist/cjs/index.cjs', 'src/index.ts'],
    ['dist/src/index.js', 'src/index.ts'],
    ['dist/esm/orders/index.mjs', 'src/orders/index.mts'],
    ['lib/index', 'src/index.ts'],
    ['lib/', 'lib/index.ts'],
    ['./build/main.min.js', 'source/main.ts'],
    ['dist/shop.umd.js', 'src/index.ts'],
    ['dist/index.js', 'index.ts'],
    ['./src/index.js', 'src/index.ts'],
    ['dist/orders.js', 'src/orders/index.tsx'],
  ])('maps %s to %s', (main, module) => {
    expect(entriesIn({ name: 'shop', main }, module)).toEqual({ main: module });
  });

  it('reads exports: conditions, arrays, nesting, patterns, null', () => {
    const exports = {
      '.': { types: './dist/index.d.ts', import: { node: ['./dist/index.mjs'] } },
      './orders': { '@shop/source': './src/orders/main.ts', default: './dist/orders.js' },
      './deep/*': './dist/deep/*.js',
      './internal': null,
      './package.json': './package.json',
      './gone': './dist/gone.js',
    };
    expect(entriesIn({ exports }, 'src/index.ts', 'src/orders.ts', 'src/orders/main.ts', 'src/deep/a.ts', 'src/deep/b/c.tsx')).toEqual({
      '.': 'src/index.ts', './orders': 'src/orders/main.ts', './deep/a': 'src/deep/a.ts', './deep/b/c': 'src/deep/b/c.tsx',
    });
  });

  it('reads bin, as a name of its own and as a table', () => {
    expect(entriesIn({ name: '@shop/cli', bin: './dist/cli.js' }, 'src/cli.ts')).toEqual({ 'bin:cli': 'src/cli.ts' });
    expect(entriesIn({ bin: { a: 'bin/a.js', b: './dist/b.js' } }, 'bin/a.js', 'src/b.ts')).toEqual({ 'bin:a': 'bin/a.js', 'bin:b': 'src/b.ts' });
  });

  it('believes outDir and rootDir before conventions', () => {
    const { packages } = packagesIn({
      'package.json': { main: './target/a.js' }, 'tsconfig.json': { extends: './base.json' }, 'code/a.ts': '', 'src/a.ts': '',
      'base.json': { compilerOptions: { outDir: '${configDir}/target', rootDir: 'code' } },
    });
    expect(packages[0]?.entries).toEqual([{ as: 'main', module: 'code/a.ts' }]);
  });
});
