import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineRule, type Rule } from '@dist-lint/graph';
import { expect, test } from 'vitest';
import { check } from './check.ts';

const declared = { summary: 'S.', pillar: 'feedback', source: 'S', severity: 'error', precision: 'high', scope: 'file' } as const;
const options = { most: { type: 'number', default: 1, minimum: 1, description: 'How many.' } } as const;

const failing: Rule = defineRule({ ...declared, name: 'failing', options: {}, find() { throw new Error('no answer'); } });
const telling: Rule = defineRule({
  ...declared, name: 'telling', options,
  *find(program, { most }, modules) {
    for (const module of modules) yield { module, span: { at: 0, end: 1 }, message: `most ${most}`, path: [{ module, span: { at: 0, end: 1 }, message: 'here' }] };
  },
});

function tree(config: unknown): string {
  const root = mkdtempSync(join(tmpdir(), 'dist-lint-'));
  mkdirSync(join(root, '.git'));
  writeFileSync(join(root, 'mails.ts'), 'export const a = 1;\n');
  writeFileSync(join(root, 'orders.ts'), 'export const b = 1;\n');
  writeFileSync(join(root, 'dist-lint.config.json'), JSON.stringify(config));
  return root;
}

test('a rule that throws is named, and the others run', async () => {
  const { report } = await check({ paths: [], cwd: tree({}), cache: false }, [failing, telling]);
  expect(report.incomplete).toEqual(["The rule 'failing' failed: no answer"]);
  expect(report.findings.map(({ rule, file }) => `${rule} ${file}`)).toEqual(['telling mails.ts', 'telling orders.ts']);
});

test('a rule sees the options of each file, those of flags on top', async () => {
  const cwd = tree({ rules: { telling: { most: 2 } }, overrides: [{ files: ['orders.ts'], rules: { telling: { most: 3 } } }] });
  const messages = async (flags: object) => (await check({ paths: [], cwd, cache: false, ...flags }, [telling])).report.findings.map(({ message }) => message);
  expect(await messages({})).toEqual(['most 2', 'most 3']);
  expect(await messages({ ruleOptions: { telling: { most: 4 } } })).toEqual(['most 4', 'most 4']);
});

test('an option for a rule that is off is a mistake, unless the rule is asked for', async () => {
  const cwd = tree({ rules: { telling: 'off' } });
  const ruleOptions = { telling: { most: 4 } };
  await expect(check({ paths: [], cwd, cache: false, ruleOptions }, [telling])).rejects.toMatchObject({ code: 'option-of-off-rule' });
  expect((await check({ paths: [], cwd, cache: false, ruleOptions, rules: ['telling'] }, [telling])).report.findings).toHaveLength(2);
});

test('a gap that a rule comes to in several ways is told once', async () => {
  const unsure: Rule = defineRule({
    ...declared, name: 'unsure', options: {},
    *find(_, __, modules) {
      for (const module of modules) for (const at of [0, 0, 7]) yield { gap: 'unsure-why', module, span: { at, end: 9 }, message: 'it cannot be told' };
    },
  });
  const { report } = await check({ paths: [], cwd: tree({}), cache: false }, [unsure]);
  // Two places in each of the two files.
  expect(report.gaps.map(({ kind, count }) => `${kind} ${count}`)).toEqual(['unsure-why 4']);
});
