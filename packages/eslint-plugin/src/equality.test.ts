/** One engine, two places: what ESLint shows is what the command line prints. */
import { cpSync, existsSync, readdirSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
import { expect, it } from 'vitest';
import { check, rules } from '@dist-lint/engine';
import type { DistLintPlugin } from './index.ts';
import { builtPlugin, loadBuilt, project } from './projects.test.support.ts';

builtPlugin();

const fixtures = resolve(import.meta.dirname, '../../../fixtures');
const entriesOf = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []);
const systems = [
  ...rules.flatMap(({ name }) => [...entriesOf(join(fixtures, name, 'bad')), ...entriesOf(join(fixtures, name, 'good'))]),
  join(fixtures, 'systems/shop'),
].map((path) => relative(fixtures, path).split(sep).join('/'));

it.each(systems)('%s', { timeout: 120_000 }, async (system) => {
  const root = copied(system);
  const { report } = await check({ cwd: root, paths: [], preset: 'all', cache: false });
  const printed = report.findings.map(({ rule, file, line, column, endLine, endColumn, message }) => ({ rule, file, line, column, endLine, endColumn, message }));
  const shown = await shownByEslint(root);
  expect(shown.sort(byPlace)).toEqual(printed.sort(byPlace));
  if (system === 'systems/shop' || system.includes('/bad/')) expect(printed).not.toEqual([]);
});

/** As git would have it, in a root of its own. */
function copied(system: string): string {
  const root = project({});
  const from = join(fixtures, system);
  cpSync(from, /\.[mc]?[jt]sx?$/.test(system) ? join(root, basename(from)) : root, { recursive: true, filter: (path) => !['node_modules', 'dist', '.git'].includes(basename(path)) });
  return root;
}

type Shown = { rule: string; file: string; line: number; column: number; endLine: number | undefined; endColumn: number | undefined; message: string };

async function shownByEslint(root: string): Promise<Shown[]> {
  const { default: plugin } = await loadBuilt<{ default: DistLintPlugin }>('index.js');
  const eslint = new ESLint({
    cwd: root,
    overrideConfigFile: true,
    overrideConfig: [
      plugin.configs.all,
      { settings: { 'dist-lint': { wait: 'batch', cache: false } }, languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } }, linterOptions: { reportUnusedDisableDirectives: 'off' } },
    ],
    errorOnUnmatchedPattern: false,
  });
  const results = await eslint.lintFiles(['.']);
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, line, column, endLine, endColumn, message }) => ({
      rule: (ruleId ?? '').replace('dist-lint/', ''), file: relative(root, filePath).split(sep).join('/'), line, column, endLine, endColumn, message,
    })));
}

function byPlace(a: Shown | { rule: string; file: string; line: number; column: number; message: string }, b: typeof a): number {
  const key = (each: typeof a): string => `${each.file}\0${String(each.line).padStart(9, '0')}\0${String(each.column).padStart(9, '0')}\0${each.rule}\0${each.message}`;
  return key(a) < key(b) ? -1 : 1;
}
