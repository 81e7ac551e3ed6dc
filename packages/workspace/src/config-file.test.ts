import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfigFile } from './config-file.ts';

test('a configuration that never comes to an end is given up', async () => {
  const root = mkdtempSync(join(tmpdir(), 'dist-lint-'));
  writeFileSync(join(root, 'dist-lint.config.mjs'), 'export default () => new Promise(() => {});');
  await expect(readConfigFile({ root, cwd: root, limit: 200 })).rejects.toMatchObject({ code: 'config-too-slow' });
});

test('lines are those of keys, in JSON with comments and tabs and in YAML', async () => {
  const root = mkdtempSync(join(tmpdir(), 'dist-lint-'));
  writeFileSync(join(root, 'a.json'), '{\n\t// "rules"\n\t"rules": {\n\t\t"x": "//", /* \n */ "y": 1,\n\t},\n}');
  writeFileSync(join(root, 'b.yaml'), 'rules:\n  x: 1\noverrides:\n  - files: []\n  - rules:\n      y: 1\n');
  const json = await readConfigFile({ root, cwd: root, config: 'a.json' });
  expect([['rules'], ['rules', 'x'], ['rules', 'y']].map((path) => json?.lineOf(path))).toEqual([3, 4, 5]);
  const yaml = await readConfigFile({ root, cwd: root, config: 'b.yaml' });
  expect([['rules'], ['overrides', 1], ['overrides', 1, 'rules', 'y'], ['overrides', 1, 'rules', 'gone']].map((path) => yaml?.lineOf(path))).toEqual([1, 5, 6, 5]);
});
