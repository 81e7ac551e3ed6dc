/** Retries that wait for something others hold, that go on after success, and loops whose ends lie in several branches. */
import { expect, it } from 'vitest';
import { programOf } from './marked-calls.test.setup.ts';
import { found, sleep } from './own-retries.test.setup.ts';
import { retryInventory } from './retry-inventory.ts';

it.each<[what: string, text: string, expected: string[]]>([
  ['a lock that a function of the program tries to take', `${sleep}import { mkdirSync } from 'node:fs';
  function tryAcquire(folder: string) { try { mkdirSync(folder); return { folder }; } catch (error: any) { if (error.code === 'EEXIST') return undefined; throw error; } }
  export async function update(folder: string, options: { signal?: AbortSignal } = {}) {
    let lock: { folder: string } | undefined;
    while (!(lock = tryAcquire(folder))) { if (options.signal?.aborted) throw new Error('aborted'); await sleep(25); }
    return lock;
  }`, ['update: loop unknown signal [25 25 25]']],
  ['a helper that throws once it is aborted', `${sleep}function check(signal?: AbortSignal) { if (signal?.aborted) throw new Error('aborted'); }
  export async function read(options: { signal?: AbortSignal }) {
    while (true) { try { return await fetch('https://a.example'); } catch { check(options.signal); await sleep(25); } }
  }`, ['read: loop unknown signal [25 25 25]']],
  ['an option that is off by default: attempts in sight, none in this run', `export async function send(url: string, options?: { retries?: number }, attempt = 0): Promise<Response> {
    try { return await fetch(url); } catch (error) { if (attempt < (options?.retries ?? 0)) return send(url, options, attempt + 1); throw error; }
  }`, ['send: recursion 1 count []']],
  ['a lock of a database, whose first row says whether it was taken', `${sleep}export async function locked<T>(client: any, work: () => Promise<T>) {
    let acquired = false; let tries = 1; const start = Date.now();
    while (!acquired) {
      if (Date.now() - start > 3000) throw new Error('locked');
      const result = await client.query('SELECT pg_try_advisory_lock(7)');
      if (result.rows[0].pg_try_advisory_lock === true) acquired = true; else await sleep(20 * tries);
      tries++;
    }
    return work();
  }`, ['locked: loop unknown deadline [20 40 60]']],
  ['a number of rows that is asked for until it is there', `${sleep}export async function drained(client: any) {
    while (true) { const found = await client.query('SELECT count(*) FROM jobs'); if (found.rows[0].count > 0) return; await sleep(20); }
  }`, []],
  ['a lock behind a command that nobody can see', `import { setTimeout } from 'node:timers/promises';
  export class Locks {
    private interval = 5; private max = 200;
    constructor(private readonly redis: any) {}
    async acquire(keys: string[], options?: { isPatient?: boolean }, token?: { cancelled: boolean }) {
      let times = 0; const isPatient = options?.isPatient ?? false;
      const all = keys.map(async (key) => {
        const one = async () => {
          while (true) {
            if (token?.cancelled) throw new Error('cancelled');
            const result = await this.redis.acquireLock(key);
            if (result === 1) { break; } else { if (isPatient) { await setTimeout(Math.min(this.interval + (times / 10) * this.interval, this.max)); times++; } else { throw new Error('held'); } }
          }
        };
        await one();
      });
      await Promise.all(all);
    }
  }`, ['Locks.acquire.all.<map>.one: loop unknown signal [5 5.5 6]']],
  ['a lock file until a deadline, in two branches', `${sleep}import { mkdir, rm, readFile } from 'node:fs/promises';
  export async function withLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
    const deadline = Date.now() + 15000;
    while (true) {
      try { await mkdir(folder, { recursive: false }); } catch (error: any) {
        if (error.code !== 'EEXIST') throw error;
        const owner = await readFile(folder + '/owner').catch(() => null);
        if (!owner) { if (Date.now() >= deadline) { await rm(folder); continue; } await sleep(100); continue; }
        if (Date.now() >= deadline) throw new Error('Timed out');
        await sleep(100); continue;
      }
      try { return await work(); } finally { await rm(folder); }
    }
  }`, ['withLock: loop unknown deadline [100 100 100]']],
  ['a lock file whose dead owner is cleared away', `${sleep}import { mkdir, rm, readFile } from 'node:fs/promises';
  declare function isAlive(pid: string): boolean;
  export async function withLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
    const deadline = Date.now() + 15000;
    while (true) {
      try { await mkdir(folder, { recursive: false }); } catch (error: any) {
        if (error.code !== 'EEXIST') throw error;
        const owner = await readFile(folder + '/owner', 'utf8');
        if (!isAlive(owner)) { await rm(folder); continue; }
        if (Date.now() >= deadline) throw new Error('Timed out');
        await sleep(100); continue;
      }
      return await work();
    }
  }`, ['withLock: loop unknown deadline [100 100 100]']],
  ['work in the turns of a stream, until it has failed too often', `export function stream(signal: AbortSignal) {
    return new ReadableStream({ start: async (controller) => {
      let failures = 0; const max = 3; let last = Date.now();
      try {
        while (!signal.aborted) {
          if (Date.now() - last > 1000) { controller.enqueue({ type: 'ping' }); }
          try {
            const answer = await fetch('https://a.example'); failures = 0;
            if (answer.ok) { for (const part of await answer.json()) { if (signal.aborted) { controller.close(); return; } controller.enqueue(part); } last = Date.now(); }
            else if (Date.now() - last >= 60000) { controller.close(); return; }
          } catch (error) {
            if (signal.aborted) break;
            failures++;
            if (failures >= max) throw error;
            await new Promise((resolve) => setTimeout(resolve, 1000 * failures));
          }
        }
      } catch (error) { controller.error(error); }
    } });
  }`, ['stream.<returned>.<new ReadableStream>.start: loop goes on 3 count [1000 2000]']],
  ['polling that counts failures in a row, and does not once it is told the end', `${sleep}export async function monitor() {
    let failures = 0; const max = 3;
    while (true) {
      try {
        const answer = await fetch('https://a.example');
        if (answer.status === 200) { failures = 0; const job = await answer.json(); if (job.status === 'completed') return job; await sleep(2000); }
      } catch (error) {
        if (failures < max) { failures++; await sleep(Math.min(1000 * Math.pow(2, failures - 1), 10000)); continue; }
        throw error;
      }
    }
  }`, ['monitor: loop goes on 4 count [1000 2000 4000]']],
  ['a helper that gives a tuple back, and leaves by break', `${sleep}export async function insert<T>(work: (attempt: number) => Promise<T>): Promise<[Error | null, T | null]> {
    let last: Error | null = null;
    for (let attempt = 1; attempt <= 3; attempt++) {
      try { return [null, await work(attempt)]; } catch (error) {
        last = error as Error;
        if (!last.message.includes('auth')) { await sleep(100 * 2 ** attempt); continue; }
        break;
      }
    }
    return [last, null];
  }`, ['insert: loop 3 count [200 400]']],
  ['a break that lies after the try', `${sleep}export async function send(isPassing: (error: unknown) => boolean) {
    let answer: Response | undefined;
    for (let attempt = 1; attempt <= 3; attempt++) {
      try { answer = await fetch('https://a.example'); } catch (error) { if (isPassing(error)) { await sleep(40); continue; } }
      break;
    }
    return answer;
  }`, ['send: loop 3 count [40 40]']],
  ['a promise that is returned without await, past the catch', `export class Client {
    private async retry<T>(work: (attempt: number) => Promise<T>) {
      let failure;
      for (let i = 1; i <= 3; i++) { try { return work(i); } catch (error) { failure = error; } }
      throw failure;
    }
    load() { return this.retry(() => fetch('https://a.example')); }
  }`, []],
  ['a call before the loop, and again inside it', `${sleep}export async function read(max = 3) {
    let result = await fetch('https://a.example');
    for (let attempt = 1; ; attempt++) {
      let isRead = false; let failure: unknown;
      try { await result.text(); isRead = true; } catch (error) { failure = error; }
      if (!isRead) { if (attempt >= max) throw failure; await sleep(250); result = await fetch('https://a.example'); continue; }
      return result;
    }
  }`, ['read: loop 3 count [250 250]']],
  ['a loop within a loop', `${sleep}export async function send() {
    for (let round = 0; round < 2; round++) {
      for (let attempt = 0; attempt < 3; attempt++) {
        try { return await fetch('https://a.example'); } catch { await sleep(10); }
      }
      await sleep(1000);
    }
    throw new Error('gave up');
  }`, ['send: loop 2 count [1000]', 'send: loop 3 count [10 10]']],
  ['recursion with a count that may not be given', `export async function send(url: string, left?: number | null): Promise<Response> {
    const tries = left ?? 3;
    try { return await fetch(url); } catch (error) { if (tries <= 1) throw error; return send(url, tries - 1); }
  }`, ['send: recursion 3 count [0 0]']],
  ['two functions, with a count that may not be given', `${sleep}export async function first(url: string, count?: number): Promise<Response> {
    try { return await fetch(url); } catch (error) { return again(url, error, count); }
  }
  async function again(url: string, error: unknown, count?: number): Promise<Response> {
    const tried = (count ?? 0) + 1;
    if (tried >= 4) throw error;
    await sleep(50);
    return first(url, tried);
  }`, ['first: recursion 4 count [50 50 50]']],
  ['two failures, each with a count and waits of its own', `${sleep}export class Pages {
    private limit = 3; private delay = 1000;
    constructor(options: { limit?: number } = {}) { this.limit = options.limit ?? this.limit; }
    async read() {
      let tries = 0; let serverTries = 0;
      while (true) {
        try { return await fetch('https://a.example'); } catch (error) {
          if (error instanceof TypeError) { if (tries < this.limit) { tries++; await sleep(this.delay * tries); continue; } }
          if ((error as { status: number }).status >= 500) { if (serverTries < 8) { serverTries++; await sleep(this.delay * 2 ** (serverTries - 1)); continue; } }
          throw error;
        }
      }
    }
  }`, ['Pages.read: loop 12 count [1000 2000 3000]']],
  ['a promise that is made by hand, by a function that calls itself in a timer', `export function load(work: () => Promise<string>, left = 3, interval = 500): Promise<string> {
    return new Promise((resolve, reject) => {
      work().then(resolve).catch((error) => {
        setTimeout(() => { if (left === 1) { reject(error); return; } load(work, left - 1, interval).then(resolve, reject); }, interval);
      });
    });
  }`, ['load.<returned>.<new Promise>: recursion 3 count [500 500]']],
  ['work that is handed to a library that nobody knows', `import { withTimeout } from 'some-timeouts';
  export async function run(work: () => Promise<string>, most = 3, tried = 1): Promise<string> {
    try { return await withTimeout(work, 1000); } catch (error) { if (tried <= most) return run(work, most, tried + 1); throw error; }
  }`, ['run: recursion 4 count [0 0 0]']],
])('%s', (_, text, expected) => {
  expect(found(text)).toEqual(expected);
});

it('counts for whoever turns an option on', () => {
  const program = programOf(`export async function send(url: string, options?: { retries?: number }, attempt = 0): Promise<Response> {
    try { return await fetch(url); } catch (error) { if (attempt < (options?.retries ?? 0)) return send(url, options, attempt + 1); throw error; }
  }
  export const often = () => send('https://a.example', { retries: 3 });
  export const once = () => send('https://a.example');`);
  expect(retryInventory(program).map(({ layer: { form, attempts }, uses }) => [form, attempts, uses.length])).toEqual([['recursion', 4, 1]]);
});
