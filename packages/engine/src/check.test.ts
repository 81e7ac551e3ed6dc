import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineRule, type Rule } from '@dist-lint/graph';
import { expect, test } from 'vitest';
import type { CheckOptions } from './api.ts';
import { check } from './check.ts';

/** Finds the first line of each file, as a warning of low, medium and high precision. */
const lateMail: Rule = defineRule({
  name: 'late-mail', summary: 'S.', pillar: 'feedback', source: 'S', severity: 'warning', precision: 'high', scope: 'file', options: {},
  *find(_program, _options, modules) {
    for (const module of modules) {
      for (const precision of ['low', 'medium', 'high'] as const) {
        yield { module, span: { at: 0, end: 1 }, message: precision, path: [{ module, span: { at: 0, end: 1 }, message: 'here' }], precision, anchor: precision };
      }
    }
  },
});

function tree(config: object = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'dist-lint-'));
  mkdirSync(join(root, '.git'));
  for (const name of ['mails.ts', 'orders.ts']) writeFileSync(join(root, name), 'export const a = 1;\n');
  writeFileSync(join(root, 'accepted.ts'), 'export const a = 1; // dist-lint-disable-line late-mail\n');
  writeFileSync(join(root, 'dist-lint.config.json'), JSON.stringify(config));
  return root;
}

/** How many findings are shown, suppressed and hidden, and below which preset. */
async function counts(cwd: string, options: Partial<CheckOptions> = {}) {
  const { report } = await check({ paths: ['mails.ts', 'accepted.ts'], cwd, cache: false, ...options }, [lateMail]);
  return { shown: report.findings.length, suppressed: report.suppressed, hidden: report.hidden, below: report.hiddenBelow };
}

test('what a preset does not show is counted, in the targets alone and without what is suppressed', async () => {
  const cwd = tree();
  expect(await counts(cwd)).toEqual({ shown: 1, suppressed: 1, hidden: 2, below: 'recommended' });
  expect(await counts(cwd, { preset: 'strict' })).toEqual({ shown: 2, suppressed: 2, hidden: 1, below: 'strict' });
  expect(await counts(cwd, { preset: 'all' })).toEqual({ shown: 3, suppressed: 3, hidden: 0, below: undefined });
});

test('no preset is named where a severity or precision is asked for', async () => {
  expect(await counts(tree(), { minPrecision: 'medium' })).toMatchObject({ hidden: 1, below: undefined });
  expect(await counts(tree({ minSeverity: 'error' }))).toMatchObject({ hidden: 3, below: undefined });
  expect(await counts(tree({ rules: { 'late-mail': { minPrecision: 'medium' } } }))).toMatchObject({ hidden: 1, below: undefined });
});

test('the preset that is named is the one that decides', async () => {
  expect(await counts(tree({ preset: 'strict' }))).toMatchObject({ hidden: 1, below: 'strict' });
  expect(await counts(tree({ minSeverity: 'error' }), { preset: 'strict' })).toMatchObject({ hidden: 1, below: 'strict' });
  const cwd = tree({ overrides: [{ files: ['orders.ts'], preset: 'strict' }] });
  expect(await counts(cwd, { paths: ['orders.ts'] })).toMatchObject({ hidden: 1, below: 'strict' });
  expect(await counts(cwd, { paths: [] })).toMatchObject({ hidden: 3, below: undefined });
});
