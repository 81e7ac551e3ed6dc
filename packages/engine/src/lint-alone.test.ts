import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { defineRule } from '@dist-lint/graph';
import type { DistLintConfig } from './config-keys.ts';
import { loadConfig } from './config.ts';
import { lintAlone } from './lint-alone.ts';

const declaration = { summary: 'A queue is used.', pillar: 'feedback', source: 'test', severity: 'error', precision: 'high', options: {} } as const;

/** Finds each call of `add` of BullMQ's queue: it needs a library's row and nothing of other files. */
const find = (name: string, scope: 'file' | 'program') => defineRule({
  ...declaration, name, scope,
  *find(program, _, [module]) {
    if (!module) return;
    for (const [fn] of module.facts.functions.entries()) {
      for (const { call, externals } of program.calls(module, fn)) {
        if (!externals.some((each) => each.package === 'bullmq')) continue;
        const point = { module, span: { at: call.nameAt, end: call.end }, message: `A call of ${externals[0]?.path}.` };
        yield { ...point, path: [point] };
      }
    }
  },
});

const rules = [find('queue-use', 'file'), find('queue-use-anywhere', 'program')];
const all = { 'queue-use': {}, 'queue-use-anywhere': {} };
const text = `import { Queue } from 'bullmq';
import { format } from './format.ts';
const mails = new Queue('mail');
export const send = (order: string) => mails.add('a', format(order));
// dist-lint-disable-next-line queue-use
export const again = () => mails.add('b', {});
`;

it('answers for rules of file scope, with libraries known and other files unknown', async () => {
  const found = await lintAlone({ path: 'src/mail.ts', text, rules: all }, rules);
  expect(found.map(({ rule, file, line, suppressedBy }) => ({ rule, file, line, suppressedBy }))).toEqual([
    { rule: 'queue-use', file: 'src/mail.ts', line: 3, suppressedBy: undefined },
    { rule: 'queue-use', file: 'src/mail.ts', line: 4, suppressedBy: undefined },
    { rule: 'queue-use', file: 'src/mail.ts', line: 6, suppressedBy: 'dist-lint' },
  ]);
});

it('runs only the rules that are asked for', async () => {
  expect(await lintAlone({ path: 'src/mail.ts', text, rules: { 'queue-use-anywhere': {} } }, rules)).toEqual([]);
});

it('says nothing of tests, nor of texts that are no code', async () => {
  expect(await lintAlone({ path: 'src/mail.test.ts', text, rules: all }, rules)).toEqual([]);
  expect(await lintAlone({ path: 'src/mail.vue', text, rules: all }, rules)).toEqual([]);
  expect(await lintAlone({ path: 'src/mail.ts', text: 'const = ;{{{', rules: all }, rules)).toEqual([]);
});

it('goes by the configuration', async () => {
  const at = async (config: DistLintConfig) => {
    const root = mkdtempSync(join(tmpdir(), 'dist-lint-'));
    onTestFinished(() => rmSync(root, { recursive: true }));
    writeFileSync(join(root, 'dist-lint.config.json'), JSON.stringify(config));
    return (await lintAlone({ path: 'src/mail.ts', text, rules: { 'queue-use': {} }, config: await loadConfig({ root, cwd: root }, rules) }, rules)).length;
  };
  expect(await at({})).toBe(3);
  expect(await at({ rules: { 'queue-use': 'off' } })).toBe(0);
  expect(await at({ ignore: ['src/**'] })).toBe(0);
  expect(await at({ exempt: ['src/**'] })).toBe(0);
});

it('names the nearest rule when there is none of that name', async () => {
  await expect(lintAlone({ path: 'src/mail.ts', text, rules: { 'queue-us': {} } }, rules)).rejects.toThrow("There is no rule 'queue-us'.");
});
