import { describe, expect, it } from 'vitest';
import { inventory } from './retry-inventory.test.setup.ts';

type Case = [what: string, files: string | Record<string, string>, expected: string[]];

const sleep = 'const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));\n';

describe('a limit that is no literal', () => {
  it.each<Case>([
    ['a field that a constructor sets from an option with a default', `${sleep}export class Client {
      private readonly max: number;
      constructor(options: { max?: number }) { this.max = options.max ?? 3; }
      async get() { for (let attempt = 1; attempt <= this.max; attempt++) { try { return await fetch('https://a.example'); } catch { await sleep(100); } } return null; }
    }`, ['3 / constant 100 / count']],
    ['the same where an object is made with more', `${sleep}export class Client {
      private readonly max: number;
      constructor(options: { max?: number }) { this.max = options.max ?? 3; }
      async get() { for (let attempt = 1; attempt <= this.max; attempt++) { try { return await fetch('https://a.example'); } catch { await sleep(100); } } return null; }
    }
    export const get = () => new Client({ max: 5 }).get();`, ['5 / constant 100 / count']],
    ['two objects, each with its own number', `${sleep}class Client {
      constructor(private readonly max = 3) {}
      async get() { for (let attempt = 1; attempt <= this.max; attempt++) { try { return await fetch('https://a.example'); } catch { await sleep(100); } } return null; }
    }
    export const few = () => new Client(2).get(); export const many = () => new Client(8).get();`, ['2 / constant 100 / count', '8 / constant 100 / count']],
    ['a helper that races its work with the time it may take', {
      'utils/retry.ts': `export async function retryOperation<T>(most: number, time: number, operation: () => Promise<T>): Promise<T> {
        let last: Error | undefined;
        for (let attempt = 1; attempt <= most; attempt++) {
          try {
            const timedOut = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('too long')), time));
            const result = await Promise.race([operation(), timedOut]);
            return result;
          } catch (error) { last = error as Error; if (attempt < most) await new Promise((resolve) => setTimeout(resolve, 500)); }
        }
        throw new Error('failed ' + last?.message);
      }`,
      'start.ts': `import { retryOperation } from './utils/retry.js'; export const start = () => retryOperation(3, 2000, async () => { await fetch('https://a.example'); });`,
    }, ['3 / constant 500 / count']],
    ['a static', `export class Runner { static MAX = 3;
      async run(work: () => Promise<void>) { let failed = false; let tries = 0;
        do { ++tries; try { await work(); } catch (error) { if ((error as { code?: string }).code === 'EAGAIN') failed = true; else throw error; } } while (failed && tries <= Runner.MAX);
      } }
    export const run = () => new Runner().run(async () => { await fetch('https://a.example'); });`, ['4 / none / count']],
    ['options that are filled in', `${sleep}export class Mailer {
      constructor(private readonly config: { url: string; tries?: number; delay?: number }) { this.config.tries ??= 3; this.config.delay ??= 30_000; }
      async send() { let sent = false; for (let tries = 0; !sent && tries < this.config.tries!; tries++) { try { await fetch(this.config.url); sent = true; } catch { await sleep(this.config.delay!); } } }
    }`, ['3 / constant 30000 / count']],
    ['one of two on a condition that nobody can tell', `declare const isCrawl: boolean; export async function run() {
      const tries = isCrawl ? 3 : 1;
      for (let i = 0; i < tries; i++) { try { return await fetch('https://a.example'); } catch (error) { console.error(error); } } return null; }`, ['unknown / none / count']],
    ['one of two on a condition that is off unless asked for', `async function run(isCrawl = false) {
      const tries = isCrawl ? 3 : 1;
      for (let i = 0; i < tries; i++) { try { return await fetch('https://a.example'); } catch (error) { console.error(error); } } return null; }
    export const once = () => run(); export const crawl = () => run(true);`, ['3 / none / count']],
    ['a table of delays, beside a test of the failure', `${sleep}const DELAYS = [100, 250, 500]; declare function busy(error: unknown): boolean;
    export async function run() { for (let attempt = 0; ; attempt++) { try { return await fetch('https://a.example'); } catch (error) {
      const delay = DELAYS[attempt]; if (!busy(error) || delay === undefined) throw error; await sleep(delay); } } }`, ['4 / growing 100 / count']],
    ['a table in the options of a constructor', `${sleep}export class Client {
      private readonly delays: number[]; constructor(options: { delays?: number[] } = {}) { this.delays = options.delays ?? [10, 20]; }
      async get() { for (let attempt = 0; attempt <= this.delays.length; attempt++) { try { return await fetch('https://a.example'); } catch (error) {
        if (attempt === this.delays.length) throw error; await sleep(this.delays[attempt]); } } } }`, ['3 / growing 10 / count']],
    ['a parameter that is 1 unless more is asked for, with a wait that is handed over', `${sleep}export class Publisher {
      constructor(private readonly by: { notify(): Promise<void>; delay(ms: number): Promise<void> }) {}
      private async publish(attempts = 1) { for (let attempt = 1; attempt <= attempts; attempt++) {
        try { await this.by.notify(); return; } catch { if (attempt < attempts) await this.by.delay(1000); } } }
      async end() { await this.publish(3); } async middle() { await this.publish(); }
    }
    export const publisher = new Publisher({ notify: async () => { await fetch('https://a.example'); }, delay: (ms) => sleep(ms) });`, ['3 / constant 1000 / count']],
    ['a count in a field, a limit and a delay in its options', `${sleep}export class Reconnect {
      private attempts = 0;
      constructor(private readonly config = { most: 4, delayOf: (attempt: number) => 2000 * 2 ** attempt }) {}
      async run() { while (this.attempts <= this.config.most) { try { await fetch('https://a.example'); return; } catch (error) {
        if (this.attempts >= this.config.most) throw error;
        const delay = this.config.delayOf(this.attempts); this.attempts++; await sleep(delay); } } }
    }`, ['5 / growing 2000 / count']],
    ['recursion with a limit in options: off unless asked for', `async function tx(work: () => Promise<Response>, options?: { most?: number }, attempt = 0): Promise<Response> {
      try { return await fetch('https://a.example'); } catch (error) { if (attempt < (options?.most ?? 0)) return tx(work, options, attempt + 1); throw error; } }
    export const patient = () => tx(fetch as never, { most: 3 }); export const once = () => tx(fetch as never);`, ['4 / none / count']],
    ['the same with a test of the type', `async function tx(options?: { most?: number }, attempt = 0): Promise<Response> {
      try { return await fetch('https://a.example'); } catch (error) { if (typeof options?.most === 'number' && attempt < options.most) return tx(options, attempt + 1); throw error; } }
    export const patient = () => tx({ most: 3 });`, ['4 / none / count']],
    ['off unless asked for, and nobody asks', `async function tx(options?: { most?: number }, attempt = 0): Promise<Response> {
      try { return await fetch('https://a.example'); } catch (error) { if (attempt < (options?.most ?? 0)) return tx(options, attempt + 1); throw error; } }
    export const once = () => tx();`, []],
  ])('%s', (_, files, expected) => expect(inventory(files)).toEqual(expected));
});

describe('a delay that nobody can tell in numbers', () => {
  const loop = (before: string, wait: string): string => `${sleep}export async function run(options: { delay: number; base: number; cap: number; low: number; high: number }) { ${before}
    for (let attempt = 0; attempt < 4; attempt++) { try { return await fetch('https://a.example'); } catch { ${wait} } } return null; }`;
  it.each<Case>([
    ['an option that stays as it is', loop('', 'await sleep(options.delay);'), ['4 / constant / count']],
    ['an option that the loop changes', loop('', 'options.delay *= 2; await sleep(options.delay);'), ['4 / some / count']],
    ['an option that grows with the attempts, up to another', loop('', 'await sleep(Math.min(options.base * 2 ** attempt, options.cap));'), ['4 / growing / count']],
    ['a number that grows, up to an option', loop('', 'await sleep(Math.min(100 * 2 ** attempt, options.cap));'), ['4 / growing / count']],
    ['between two options, by chance', loop('', 'await sleep(options.low + Math.random() * (options.high - options.low));'), ['4 / constant ~ / count']],
    ['the same with chance by another name, and limits that are put right', loop('const { low, high } = options; const random = (options as { random?: () => number }).random ?? Math.random;', 'const least = Math.max(0, Math.min(low, high)); await sleep(Math.round(least + random() * (Math.max(least, high) - least)));'), ['4 / constant ~ / count']],
    ['options that somebody else has checked, around what tries again', `${sleep}declare function checked(options: unknown): { base: number; factor: number; cap: number; jitter: boolean };
      function delayOf({ base, factor, cap, jitter }: { base: number; factor: number; cap: number; jitter: boolean }, n: number): number { let delay: number; if (factor === 0) delay = base; else delay = base * factor ** n; delay = Math.min(delay, cap); if (jitter) delay = delay * (0.5 + Math.random()); return delay; }
      export function patient(options: unknown) { const { base, factor, cap, jitter } = checked(options); const policy = { base, factor, cap, jitter };
        return async (url: string) => { for (let attempt = 0; attempt < 4; attempt++) { try { return await fetch(url); } catch { await sleep(delayOf(policy, attempt)); } } return null; }; }`, ['4 / growing ~ / count']],
    ['what is asked for each time, in a function that is called again by another, and in a turn', `${sleep}declare const backoff: { next(): number };
      export class Line { async connect(): Promise<void> { try { await fetch('https://a.example'); } catch { await this.schedule(); } }
        private async schedule() { const delay = backoff.next(); await new Promise((resolve) => setTimeout(resolve, delay)); return this.connect(); } }
      export function lines() { return async () => { for (let i = 0; i < 4; i++) { try { return await fetch('https://b.example'); } catch { const delay = backoff.next(); await sleep(delay); } } return null; }; }`, ['unbounded / some / none', '4 / some / count']],
    ['what a call gives each time', loop('', 'await sleep(ask()); declare function ask(): number;'), ['4 / some / count']],
  ])('%s', (_, files, expected) => expect(inventory(files)).toEqual(expected));
});

describe('a function that a library asks', () => {
  const redis = (options: string): string => `import { Redis } from 'ioredis'; export const redis = new Redis({ retryStrategy${options} });`;
  const axios = (delay: string): string => `import axios from 'axios'; import axiosRetry, { exponentialDelay, linearDelay } from 'axios-retry';
    const client = axios.create(); axiosRetry(client, { retries: 3, retryDelay: ${delay} }); export const get = () => client.get('https://a.example');`;
  const got = (retry: string): string => `import got from 'got'; export const get = () => got('https://a.example', { retry: ${retry} });`;
  const query = (options: string): string => `import { useQuery } from '@tanstack/react-query'; const make = (most = 2) => (failed: number) => failed < most;
    export const useIt = () => useQuery({ queryKey: ['a'], queryFn: () => fetch('https://a.example'), ${options} });`;
  it.each<Case>([
    ['for ioredis: growing to a limit', redis(': (times: number) => Math.min(times * 50, 1000)'), ['unbounded / growing 50 / none']],
    ['as a method with a body', redis('(times) { const delay = Math.min(times * 50, 1000); return delay; }'), ['unbounded / growing 50 / none']],
    ['with Math.exp', redis(': (times) => Math.max(Math.min(Math.exp(times), 20000), 1000)'), ['unbounded / growing 1000 / none']],
    ['that stays the same', redis(': () => 500'), ['unbounded / constant 500 / none']],
    ['that ends it', redis(': (times) => { if (times > 5) return null; return times * 100; }'), ['6 / growing 100 / count']],
    ['that ends it after a number that nobody can tell', `declare const most: number; ${redis(': (times) => (times > most ? null : 100)')}`, ['unknown / constant 100 / count']],
    ['by chance', redis(': (times) => times * 100 + Math.random() * 50'), ['unbounded / growing 125 ~ / none']],
    ['that only runs', redis(': (times) => ask(times)'), ['unknown / some / count']],
    ['in options that are spread', `import { Redis } from 'ioredis'; const usual = { retryStrategy: (times: number) => Math.min(times * 50, 1000) }; export const redis = new Redis({ host: 'a', ...usual });`, ['unbounded / growing 50 / none']],
    ['for a cluster, and what a cluster does without', `import { Cluster } from 'ioredis'; export const a = new Cluster([], { clusterRetryStrategy: (times) => Math.max(Math.min(Math.exp(times), 20000), 1000) }); export const b = new Cluster([]);`, ['unbounded / growing 1000 / none', 'unbounded / growing 102 / none']],
    ['for node-redis: with a number, a function, and an end', `import { createClient } from 'redis';
      export const a = createClient({ socket: { reconnectStrategy: 250 } }); export const b = createClient({ socket: { reconnectStrategy: (retries) => Math.min(100 * (retries + 1), 3000) } });
      export const c = createClient({ socket: { reconnectStrategy: (retries) => retries >= 3 ? new Error('gone') : 100 } });`, ['unbounded / constant 250 / none', 'unbounded / growing 100 / none', '4 / constant 100 / count']],
    ['for axios-retry: its own, growing by doubling', axios('axiosRetry.exponentialDelay'), ['4 / growing 200 ~ / count']],
    ['imported by name', axios('exponentialDelay'), ['4 / growing 200 ~ / count']],
    ['made by the library, growing by adding', axios('linearDelay(50)'), ['4 / growing 50 / count']],
    ['that calls another', `function backoff(count: number) { if (count === 1) return 2; const delay = count * 3; return delay > 8 ? 8 : delay; } ${axios('(count: number) => backoff(count) * 1000')}`, ['4 / growing 2000 / count']],
    ['for got: it says how long and how often', got('{ calculateDelay: ({ attemptCount }) => (attemptCount === 4 ? 0 : 2 ** attemptCount * 1000) }'), ['4 / growing 2000 / count']],
    ['that goes by what would be waited', got('{ limit: 4, calculateDelay: ({ computedValue }) => computedValue / 10 }'), ['5 / growing 100 / count']],
    ['that asks nothing', got('{ limit: 2, calculateDelay: () => 500 }'), ['unbounded / constant 500 / none']],
    ['for ky', `import ky from 'ky'; export const get = () => ky('https://a.example', { retry: { limit: 3, delay: (count) => 100 * count } });`, ['4 / growing 100 / count']],
    ['for fetch-retry', `import fetchRetry from 'fetch-retry'; const again = fetchRetry(fetch); export const get = () => again('https://a.example', { retries: 3, retryDelay: (attempt) => 2 ** attempt * 1000 });`, ['4 / growing 1000 / count']],
    ['for a query: a number is every wait', query('retry: 3, retryDelay: 1000'), ['4 / constant 1000 / count']],
    ['how long, by the failures before', query('retryDelay: (failed) => Math.min(500 * 2 ** failed, 3000)'), ['4 / growing 500 / count']],
    ['whether, as a function makes it', query('retry: make(2)'), ['3 / growing 1000 / count']],
    ['whether, beside the failure itself', query('retry: (failed, error) => error.status !== 404 && failed < 3'), ['4 / growing 1000 / count']],
    ['whether, with a body', query('retry: (failed, error) => { if (error.status === 404) return false; return failed < 1; }'), ['2 / growing 1000 / count']],
    ['whether, by the failure alone', query('retry: (failed, error) => error.status !== 404'), ['unknown / growing 1000 / count']],
  ])('%s', (_, files, expected) => expect(inventory(files)).toEqual(expected));
});
