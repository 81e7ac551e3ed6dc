import { existsSync } from 'node:fs';
import type { CheckOptions } from '@dist-lint/engine';
import { expect, test } from 'vitest';
import { check } from './check.ts';
import { fakeEngine } from './fake-engine.ts';

test('passes when the findings are the marked ones', async () => {
  const { findings } = await check({ rule: 'silent-catch', files: { 'src/mail.ts': '\ntry { send() } catch {} // finds: silent-catch' } }, fakeEngine());
  expect(findings).toHaveLength(1);
});

test('passes without marks when nothing is found', async () => {
  await check({ rule: 'silent-catch', files: { 'mail.ts': 'send();' } }, fakeEngine());
});

test('runs the rule alone, with its options, over a root of its own that is gone afterwards', async () => {
  const seen: CheckOptions[] = [];
  await check({ rule: 'silent-catch', files: { 'mail.ts': 'send();' }, options: { sinks: ['audit'] } }, fakeEngine(seen));
  expect(seen).toEqual([expect.objectContaining({
    rules: ['silent-catch'], ruleOptions: { 'silent-catch': { sinks: ['audit'] } },
    preset: 'all', minSeverity: 'info', minPrecision: 'low', cache: false, threads: 1,
  })]);
  expect(existsSync(seen[0]?.cwd ?? '')).toBe(false);
});

test('names what is marked and missing, with its line', async () => {
  const run = check({ rule: 'silent-catch', files: { 'mail.ts': 'send();\nsend(); // finds: silent-catch' } }, fakeEngine());
  await expect(run).rejects.toThrow(/Marked, but not found \(1\):\n {4}mail\.ts:2 {2}silent-catch\n {6}2 \| send\(\);/);
});

test('names what is found and not marked, with message and evidence', async () => {
  const run = check({ rule: 'silent-catch', files: { 'mail.ts': 'try { send() } catch {}' } }, fakeEngine());
  await expect(run).rejects.toThrow(/Found, but not marked \(1\):\n {4}mail\.ts:1:1 {2}silent-catch {2}error, high precision\n {6}The failure of 'send' is lost\.\n.*\n {6}1\. mail\.ts:1 {2}is caught here/);
});

test('a mark may ask for words of the message', async () => {
  const asks = (words: string) => ({ 'mail.ts': `try { send() } catch {} // finds: silent-catch ~ "${words}"` });
  await check({ rule: 'silent-catch', files: asks(`failure of 'send'`) }, fakeEngine());
  await expect(check({ rule: 'silent-catch', files: asks('failure of post') }, fakeEngine())).rejects.toThrow(/in other words \(1\)[^]*the mark asks for: "failure of post"/);
});

test('one mark does not stand for two findings', async () => {
  const engine = fakeEngine();
  const twice = { ...engine, check: async (options: CheckOptions) => {
    const { report } = await engine.check(options);
    return { report: { ...report, findings: [...report.findings, ...report.findings] } };
  } };
  await expect(check({ rule: 'silent-catch', files: { 'mail.ts': 'catch {} // finds: silent-catch' } }, twice)).rejects.toThrow(/Found, but not marked \(1\)/);
  await check({ rule: 'silent-catch', files: { 'mail.ts': 'catch {} // finds: silent-catch, silent-catch' } }, twice);
});

test('throws on a rule that nobody knows', async () => {
  const run = check({ rule: 'silent-catch', files: { 'mail.ts': 'send(); // finds: silent-cath' } }, fakeEngine());
  await expect(run).rejects.toThrow(/mail\.ts:1: 'silent-cath' is neither a built rule nor in the planned catalogue/);
});

test('throws on a mark of another rule, which could never be found', async () => {
  const run = check({ rule: 'silent-catch', files: { 'mail.ts': 'send(); // finds: lost-update' } }, fakeEngine());
  await expect(run).rejects.toThrow(/marks 'lost-update', but the case runs 'silent-catch' alone/);
});

test('what could not be read does not pass for clean, unless it is the case', async () => {
  const gaps = [{ kind: 'syntax-error', count: 1, samples: [{ file: 'mail.ts', line: 1, message: 'Expression expected.' }] }];
  const files = { 'mail.ts': 'send(' };
  await expect(check({ rule: 'silent-catch', files }, fakeEngine([], { gaps }))).rejects.toThrow(/mail\.ts:1 {2}syntax-error: Expression expected/);
  await check({ rule: 'silent-catch', files, broken: true }, fakeEngine([], { gaps }));
});

test('an incomplete analysis and a root elsewhere do not pass for clean', async () => {
  const files = { 'mail.ts': 'send();' };
  await expect(check({ rule: 'silent-catch', files }, fakeEngine([], { incomplete: ['A worker crashed.'] }))).rejects.toThrow(/incomplete: A worker crashed/);
  await expect(check({ rule: 'silent-catch', files }, fakeEngine([], { root: '/' }))).rejects.toThrow(/the root is \//);
});
