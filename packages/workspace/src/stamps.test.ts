import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
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
  expect(stamps.changes()).toEqual({ folders: false, deciding: false, modules: ['src/order.ts'] });
  expect(stamps.changes()).toEqual(NOTHING);
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
