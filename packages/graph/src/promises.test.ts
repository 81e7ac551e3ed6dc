import { expect, test } from 'vitest';
import { programOf } from './marked-calls.test.setup.ts';
import { isAsync, promiseFate } from './promises.ts';

/** What becomes of the call of `work` in a statement of an async function. */
function fateOf(statement: string): string {
  const program = programOf(`
    async function work() { return 1; } function sync() { return 1; }
    async function main(on: boolean, keep: (x: unknown) => void) { ${statement} }`);
  const module = program.modules.all[0];
  if (!module) throw new Error('no module');
  const fn = module.facts.functions.findIndex(({ name }) => name === 'main');
  const call = module.facts.functions.flatMap((_, id) => program.calls(module, id).map((resolved) => ({ id, resolved })))
    .find(({ resolved }) => resolved.functions.some(({ number }) => program.modules.function(number).fact.name === 'work'));
  if (!call || fn < 0) throw new Error('work is not called');
  const fate = promiseFate(program, module, call.id, call.resolved.call);
  const words = [fate.floating && 'floating', fate.returned && 'returned', fate.settled && 'settled', fate.handlers.length > 0 && `handled ${fate.handlers.length}`];
  return words.filter(Boolean).join(' ') || 'waited for';
}

test('awaited, floating, returned', () => {
  expect(fateOf('await work();')).toBe('waited for');
  expect(fateOf('const x = await work(); keep(x);')).toBe('waited for');
  expect(fateOf('work();')).toBe('floating');
  expect(fateOf('void work();')).toBe('floating');
  expect(fateOf('return work();')).toBe('returned');
  expect(fateOf('return await work();')).toBe('waited for');
  expect(fateOf('if (on) work(); else await null;')).toBe('floating');
});

test('catch, then with two functions, finally', () => {
  expect(fateOf('work().catch(() => {});')).toBe('floating handled 1');
  expect(fateOf('await work().then(keep).catch(keep);')).toBe('handled 1');
  expect(fateOf('await work().then(keep, keep);')).toBe('handled 1');
  expect(fateOf('await work().then(keep);')).toBe('waited for');
  expect(fateOf('await work().finally(() => {});')).toBe('waited for');
  expect(fateOf('work().finally(() => {});')).toBe('floating');
  expect(fateOf('return work().catch(keep);')).toBe('returned handled 1');
});

test('all, race and allSettled', () => {
  expect(fateOf('await Promise.all([work(), 1]);')).toBe('waited for');
  expect(fateOf('Promise.all([work()]);')).toBe('floating');
  expect(fateOf('await Promise.allSettled([work()]);')).toBe('settled');
  expect(fateOf('await Promise.race([work()]);')).toBe('waited for');
  expect(fateOf('return Promise.all([work()]);')).toBe('returned');
  expect(fateOf('await Promise.all([work().catch(keep)]);')).toBe('handled 1');
});

test('a promise that is handed on or kept is not floating', () => {
  expect(fateOf('keep(work());')).toBe('waited for');
  expect(fateOf('const later = work(); await later;')).toBe('waited for');
});

test('what gives a promise: async functions, declared promises, rows that reject', () => {
  const program = programOf(`
    import { readFile } from 'node:fs/promises';
    async function a() {} function b(): Promise<void> { return a(); } function c() {} declare const d: () => Promise<void>;
    function main() { a(); b(); c(); readFile('x'); JSON.parse('x'); }`);
  const module = program.modules.all[0];
  const fn = module?.facts.functions.findIndex(({ name }) => name === 'main') ?? -1;
  expect(module && program.calls(module, fn).map((call) => isAsync(program, call))).toEqual([true, true, false, true, false]);
});
