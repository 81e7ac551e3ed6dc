import { expect, test } from 'vitest';
import { checkFixtures } from './check-fixtures.ts';
import { checkSystem } from './check-system.ts';
import { fakeEngine } from './fake-engine.ts';
import { inTemporaryFolder, writeFiles } from './temporary-folder.ts';

const BAD = 'try { send() } catch {} // finds: silent-catch\n';
const GOOD = 'send();\n';
const whole = { 'silent-catch/bad/mail/src/send.ts': BAD, 'silent-catch/bad/billing.ts': BAD, 'silent-catch/good/mail/src/send.ts': GOOD };

const run = (files: Record<string, string>, rule = 'silent-catch', engine = fakeEngine()) =>
  inTemporaryFolder((folder) => writeFiles(folder, files), (fixtures) => checkFixtures(rule, { fixtures, engine }));

test('folders and single files are systems of their own', async () => {
  await run(whole);
});

test('names the system in which findings differ, and all of them', async () => {
  const files = { ...whole, 'silent-catch/good/stock.ts': 'try { send() } catch {}', 'silent-catch/bad/stock.ts': 'send(); // finds: silent-catch' };
  await expect(run(files)).rejects.toThrow(/fixtures\/silent-catch\/bad\/stock\.ts: [^]*Marked, but not found[^]*fixtures\/silent-catch\/good\/stock\.ts: [^]*Found, but not marked/);
});

test('a bad fixture marks something', async () => {
  await expect(run({ ...whole, 'silent-catch/bad/stock.ts': GOOD })).rejects.toThrow(/silent-catch\/bad\/stock\.ts marks nothing/);
});

test('a good fixture marks nothing', async () => {
  await expect(run({ ...whole, 'silent-catch/good/stock.ts': BAD })).rejects.toThrow(/good\/stock\.ts marks 'silent-catch' at stock\.ts:1/);
});

test('a fixture marks its own rule only', async () => {
  const files = { ...whole, 'silent-catch/bad/stock.ts': `${BAD}send(); // finds: tight-coupling` };
  await expect(run(files)).rejects.toThrow(/marks 'tight-coupling' at stock\.ts:2, but a rule's fixtures run with that rule alone/);
});

test('both kinds of fixture are demanded', async () => {
  await expect(run({ 'silent-catch/bad/mail.ts': BAD })).rejects.toThrow(/fixtures\/silent-catch\/good holds no system/);
});

test('a planned rule is not a built one, and an unknown one is neither', async () => {
  await expect(run(whole, 'stale-cache')).rejects.toThrow(/planned but not built/);
  await expect(run(whole, 'silent-cath')).rejects.toThrow(/neither a built rule nor in the planned catalogue/);
});

test('a fault of the engine is not a failure of the fixture', async () => {
  const engine = { ...fakeEngine(), check: () => Promise.reject(new TypeError('x is not a function')) };
  await expect(run(whole, 'silent-catch', engine)).rejects.toThrow(TypeError);
});

const system = (files: Record<string, string>) =>
  inTemporaryFolder((folder) => writeFiles(folder, files), (systems) => checkSystem('shop', { systems, engine: fakeEngine() }));

test('a system runs with every built rule; marks of planned ones wait', async () => {
  await system({ 'shop/src/mail.ts': `${BAD}stock -= 1; // finds: lost-update, stale-cache\n`, 'shop/node_modules/x/x.ts': 'catch {}' });
});

test('a system that marks nothing, or an unknown rule, fails', async () => {
  await expect(system({ 'shop/src/mail.ts': GOOD })).rejects.toThrow(/systems\/shop marks nothing/);
  await expect(system({ 'shop/src/mail.ts': 'send(); // finds: silent-cath' })).rejects.toThrow(/'silent-cath' is neither/);
});
