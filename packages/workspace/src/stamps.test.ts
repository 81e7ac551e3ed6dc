import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { findFiles } from './find.ts';
import { stampsOf } from './stamps.ts';
import { tree } from './temporary-tree.test.support.ts';

const NOTHING = { folders: false, deciding: false, modules: [] };

test('a tree nobody touched has not changed', () => {
  const root = tree({ 'package.json': {}, 'src/order.ts': 'export {};' });
  expect(stampsOf(findFiles(root)).changes()).toEqual(NOTHING);
});

test('an edited module is named once', () => {
  const root = tree({ 'src/mail.ts': '', 'src/order.ts': 'export {};' });
  const stamps = stampsOf(findFiles(root));
  writeFileSync(join(root, 'src/order.ts'), 'export const order = 1;');
  utimesSync(join(root, 'src/order.ts'), 1, 1);
  expect(stamps.changes()).toEqual({ folders: false, deciding: false, modules: ['src/order.ts'] });
  expect(stamps.changes()).toEqual(NOTHING);
});

test('what was written just before a look is named at the next, too: it may have been written again within the same tick', () => {
  const root = tree({ 'src/order.ts': 'export {};' });
  const stamps = stampsOf(findFiles(root));
  const [before, after] = [Date.now(), Date.now() + 500];
  vi.useFakeTimers({ toFake: ['Date'], now: before });
  onTestFinished(() => void vi.useRealTimers());
  writeFileSync(join(root, 'src/order.ts'), 'let a;');
  utimesSync(join(root, 'src/order.ts'), before / 1000, before / 1000);
  expect(stamps.changes().modules).toEqual(['src/order.ts']);
  writeFileSync(join(root, 'src/order.ts'), 'let b;');
  utimesSync(join(root, 'src/order.ts'), before / 1000, before / 1000);
  vi.setSystemTime(after);
  expect(stamps.changes().modules).toEqual(['src/order.ts']);
  expect(stamps.changes()).toEqual(NOTHING);
});

test('what a configuration imports decides, be it there or not', () => {
  const root = tree({ 'src/order.ts': '' });
  const stamps = stampsOf(findFiles(root), [join(root, 'node_modules/rules.ts')]);
  expect(stamps.changes()).toEqual(NOTHING);
  mkdirSync(join(root, 'node_modules'));
  writeFileSync(join(root, 'node_modules/rules.ts'), '');
  expect(stamps.changes()).toMatchObject({ deciding: true });
});

test('a new file shows in its folder', () => {
  const root = tree({ 'src/order.ts': '' });
  const stamps = stampsOf(findFiles(root));
  writeFileSync(join(root, 'src/mail.ts'), '');
  expect(stamps.changes()).toMatchObject({ folders: true, deciding: false });
});

test('a file that is gone, and an edited manifest, decide what the others mean', () => {
  const root = tree({ 'package.json': {}, 'src/order.ts': '' });
  const stamps = stampsOf(findFiles(root));
  writeFileSync(join(root, 'package.json'), '{ "name": "shop" }');
  expect(stamps.changes()).toEqual({ folders: false, deciding: true, modules: [] });
  rmSync(join(root, 'src/order.ts'));
  expect(stamps.changes()).toMatchObject({ deciding: true });
});

test('so does a tsconfig that others extend, whatever it is called', () => {
  const shared = ['tsconfig.json', 'base.tsconfig.json', 'packages/typescript-config/nextjs.json', 'packages/tsconfig/base.json'];
  for (const path of shared) {
    const root = tree({ [path]: {}, 'src/order.ts': '' });
    const stamps = stampsOf(findFiles(root));
    writeFileSync(join(root, path), '{ "compilerOptions": { "baseUrl": "." } }');
    expect(stamps.changes(), path).toEqual({ folders: false, deciding: true, modules: [] });
  }
});
