import { expect, test } from 'vitest';
import { checkEffects, programOf, summaryOf } from './marked-calls.test.setup.ts';

const DB = `
  import { PrismaClient } from '@prisma/client';
  const prisma = new PrismaClient();
  async function write() { await prisma.order.create({}); }
  async function fail(): Promise<void> { throw new Error('no'); }`;

test('effects come up through calls, callbacks of arrays, and methods', () => {
  checkEffects(`${DB}
    async function direct() { await write(); }
    async function deep() { await direct(); }
    async function each(ids: string[]) { await Promise.all(ids.map((id) => write())); }
    async function later() { setTimeout(() => write(), 10); }
    class Orders { async save() { await write(); } async all() { await this.save(); } }`,
  {
    direct: ['db-write order'], deep: ['db-write order'], each: ['db-write order'], later: ['timer (kept)'],
    'Orders.all': ['db-write order'],
  });
});

test('a failure escapes unless somebody keeps it', () => {
  checkEffects(`${DB}
    async function swallows() { try { await write(); } catch {} }
    async function rethrows() { try { await write(); } catch (error) { throw error; } }
    async function wraps() { try { await write(); } catch (error) { await fail(); } }
    async function sometimes(on: boolean) { try { await write(); } catch (error) { if (on) throw error; } }
    async function cleans() { try { await write(); } finally { prisma.$disconnect(); } }
    async function chained() { await write().catch(() => undefined); }
    async function passed() { await write().catch((error) => { throw error; }); }
    async function second() { await write().then(() => 1, () => undefined); }
    async function settled() { await Promise.allSettled([write()]); }
    async function together() { await Promise.all([write()]); }
    async function floating() { void write(); }
    async function dropped() { write(); }
    async function returned() { try { return write(); } catch {} }
    async function kept() { try { return await write(); } catch {} }
    async function outer() { await swallows(); }`,
  {
    swallows: ['db-write order (kept)'], rethrows: ['db-write order'], wraps: ['db-write order'], sometimes: ['db-write order'],
    cleans: ['db-write order'], chained: ['db-write order (kept)'], passed: ['db-write order'], second: ['db-write order (kept)'],
    settled: ['db-write order (kept)'], together: ['db-write order'], floating: ['db-write order (kept)'], dropped: ['db-write order (kept)'],
    returned: ['db-write order'], kept: ['db-write order (kept)'], outer: ['db-write order (kept)'],
  });
});

test('a function that calls what it is handed has no effect of its own; its callers have', () => {
  checkEffects(`${DB}
    async function withRetry<T>(fn: () => Promise<T>): Promise<T> { for (;;) { try { return await fn(); } catch {} } }
    async function run(options: { task: () => Promise<void> }) { await options.task(); }
    async function twice(fn: () => Promise<void>) { await run({ task: fn }); }
    async function retried() { await withRetry(() => write()); }
    async function handed() { await run({ task: write }); }
    async function through() { await twice(write); }
    async function other() { await withRetry(async () => {}); }`,
  { withRetry: [], retried: ['db-write order (kept)'], handed: ['db-write order'], through: ['db-write order'], other: [] });
});

test('a function made by a wrapper calls what the wrapper was handed, and not what others were', () => {
  checkEffects(`${DB}
    function traced<A extends unknown[]>(fn: (...args: A) => Promise<void>) { return async (...args: A) => { await fn(...args); }; }
    function named(name: string) { return (fn: () => Promise<void>) => async () => { await fn(); }; }
    const store = traced(write);
    const nothing = traced(async () => {});
    const labelled = named('store')(write);
    async function wrapped() { await store(); }
    async function empty() { await nothing(); }
    async function curried() { await labelled(); }
    const bound = write.bind(null);
    async function viaBind() { await bound(); }`,
  { wrapped: ['db-write order'], empty: [], curried: ['db-write order'], viaBind: ['db-write order'] });
});

test('what a wrapper was handed has the wrapper\'s callers as callers', () => {
  const program = programOf(`
    function write() {}
    const traced = (fn: () => void) => () => fn();
    const store = traced(write);
    export function run() { store(); }`);
  const module = program.modules.all[0];
  const write = module?.facts.functions.findIndex(({ name }) => name === 'write') ?? -1;
  const callers = program.callers(write).map(({ function: fn }) => module?.facts.functions[fn]?.name);
  expect(callers).toEqual(['run']);
});

test('always throwing: through helpers, branches and process.exit', () => {
  const program = programOf(`
    function refuse(): never { throw new Error('no'); }
    function both(on: boolean) { if (on) throw new Error('a'); else refuse(); }
    function stop() { process.exit(1); }
    function one(on: boolean) { if (on) throw new Error('a'); }
    function caught() { try { refuse(); } catch {} }
    function nothing() {}`);
  expect(['refuse', 'both', 'stop', 'one', 'caught', 'nothing'].map((name) => summaryOf(program, name).alwaysThrows)).toEqual([true, true, true, false, false, false]);
});

test('which parameters a function calls, and whether their failure comes out', () => {
  const program = programOf(`
    async function run(task: () => Promise<void>) { await task(); }
    async function guard(task: () => Promise<void>) { try { await task(); } catch {} }
    async function options({ task }: { task: () => Promise<void> }) { await task(); }
    async function none(task: () => Promise<void>) { return task; }
    async function nested(task: () => Promise<void>) { await Promise.all([1].map(async () => task())); }`);
  const shown = (name: string) => summaryOf(program, name).invokes.map(({ place, escapes }) => `${[place.index, ...place.path].join('.')}${escapes ? '' : ' kept'}`);
  expect(shown('run')).toEqual(['0']);
  expect(shown('guard')).toEqual(['0 kept']);
  expect(shown('options')).toEqual(['0.task']);
  expect(shown('none')).toEqual([]);
  expect(shown('nested')).toEqual(['0']);
});

test('functions that call one another share their effects, and the search ends', () => {
  checkEffects(`${DB}
    async function ping(n: number) { await pong(n); }
    async function pong(n: number) { if (n) await ping(n - 1); else await write(); }
    async function self(n: number) { await self(n - 1); }
    async function a() { await b(); } async function b() { await c(); } async function c() { await d(); } async function d() { await a(); await write(); }`,
  { ping: ['db-write order'], pong: ['db-write order'], self: [], a: ['db-write order'], b: ['db-write order'], c: ['db-write order'] });
});

test('a chain of 10,000 functions is no deeper for the stack than one', () => {
  const links = Array.from({ length: 10_000 }, (_, index) => `export async function step${index}() { await step${index + 1}(); }`);
  checkEffects(`${DB}\n${links.join('\n')}\nasync function step10000() { await write(); }`, { step0: ['db-write order'] });
});

test('a chain of 3,000 calls on one receiver ends', () => {
  const chain = Array.from({ length: 3_000 }, () => '.where()').join('');
  const program = programOf(`class Query { where() { return this; } } export function run() { return new Query()${chain}; }`);
  expect(summaryOf(program, 'run').effects).toEqual([]);
});
