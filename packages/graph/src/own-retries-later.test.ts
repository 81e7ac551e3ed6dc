import { expect, it } from 'vitest';
import { found, sleep } from './own-retries.test.setup.ts';

it.each<[what: string, text: string, expected: string[]]>([
  ['an attempt that is begun in one place and waited for in another', `${sleep}export async function load() {
    for (let tries = 0; tries < 3; tries++) {
      const pending = fetch('https://a.example');
      try { return await pending; } catch { await sleep(1000); }
    }
    throw new Error('no answer');
  }`, ['load: loop 3 count [1000 1000]']],
  ['what is waited for later, and whose failure is nobody else\'s to keep', `export async function loadAll(urls: string[]) {
    for (const url of urls) { const pending = fetch(url); console.log(url); await pending; }
  }`, []],
  ['a start that is kept in a global, and begun again by a timer in another function', `const state = globalThis as unknown as { timer?: unknown; starting?: Promise<void> };
  const again = (): void => {
    if (state.timer) return;
    state.timer = setTimeout(() => { state.timer = undefined; void start().catch(() => undefined); }, 30_000);
  };
  export const start = async (): Promise<void> => {
    if (state.starting) return await state.starting;
    state.starting = (async () => { await fetch('https://a.example'); })();
    try { return await state.starting; } catch (error) { state.starting = undefined; again(); throw error; }
  };`, ['start: recursion unbounded none [30000 30000 30000]']],
  ['a start that is kept, and that nobody begins again', `const state = globalThis as unknown as { starting?: Promise<void> };
  export const start = async (): Promise<void> => {
    state.starting = (async () => { await fetch('https://a.example'); })();
    try { return await state.starting; } catch (error) { state.starting = undefined; throw error; }
  };`, []],
  ['a process that is made again when it ends, while it is in the list', `import { Worker } from 'node:worker_threads';
  export class Pool {
    private readonly pool: { workers: Worker[] } = { workers: [] };
    private make(): Worker {
      const worker = new Worker('./price.js');
      worker.on('error', (error) => { console.error(error); this.replace(worker); });
      worker.on('exit', (code) => { if (code !== 0) this.replace(worker); });
      return worker;
    }
    private replace(dead: Worker) {
      const index = this.pool.workers.indexOf(dead);
      if (index !== -1) this.pool.workers[index] = this.make();
    }
  }`, ['Pool.make: event unbounded none [0 0 0]']],
  ['one that is made again after both: when it cannot be made, and when it ends later', `import { EventEmitter } from 'node:events';
  async function open(): Promise<EventEmitter> { await fetch('http://a.example'); return new EventEmitter(); }
  export async function launch(): Promise<void> {
    let browser;
    try { browser = await open(); } catch { setTimeout(() => { void launch(); }, 5000); return; }
    browser.on('disconnected', () => { void launch(); });
  }`, ['launch: recursion unbounded none [5000 5000 5000]', 'launch: event unbounded none [0 0 0]']],
  ['a controller of the module ends it with all the rest, and no caller does', `import { Socket } from 'node:net';
  const shutdown = new AbortController();
  export function connect() {
    const socket = new Socket();
    socket.on('close', () => { if (shutdown.signal.aborted) return; connect(); });
  }`, ['connect: event unbounded stop [0 0 0]']],
  ['a signal that the caller gives may end it', `import { Socket } from 'node:net';
  export function connect(signal: AbortSignal) {
    const socket = new Socket();
    socket.on('close', () => { if (signal.aborted) return; connect(signal); });
  }`, ['connect: event unknown signal [0 0 0]']],
  ['a controller of its own, which a timer aborts', `${sleep}export async function load() {
    const limit = new AbortController(); setTimeout(() => limit.abort(), 5000);
    while (!limit.signal.aborted) { try { return await fetch('https://a.example'); } catch { await sleep(100); } }
  }`, ['load: loop unknown signal [100 100 100]']],
  ['a stale lock that is removed goes round at once, a lock that is held does not', `${sleep}import { S3Client, PutObjectCommand, DeleteObjectCommand } from '@aws-sdk/client-s3';
  const s3 = new S3Client({}); declare const isOld: (key: string) => boolean;
  async function removeStale(key: string): Promise<boolean> { if (!isOld(key)) return false; await s3.send(new DeleteObjectCommand({ Bucket: 'locks', Key: key })); return true; }
  export async function acquire(key: string) {
    for (let tries = 0; tries < 10; tries++) {
      try { await s3.send(new PutObjectCommand({ Bucket: 'locks', Key: key })); return true; } catch (error) {
        const isStale = await removeStale(key);
        if (isStale) continue;
        if (tries < 9) await sleep(250 * (tries + 1));
        continue;
      }
    }
    return false;
  }`, ['acquire: loop 10 count [250 500 750]']],
  ['options that are filled in, and a function that throws once it is enough', `async function afterFailure(error: unknown, failures: number, options: { retries: number; wait: number }): Promise<boolean> {
    const left = Number.isFinite(options.retries) ? Math.max(0, options.retries - failures) : options.retries;
    if (left <= 0) throw error;
    await new Promise((resolve) => setTimeout(resolve, options.wait * 2 ** failures));
    return true;
  }
  export async function again<T>(work: () => Promise<T>, options: { retries?: number; wait?: number } = {}): Promise<T> {
    options = { ...options };
    options.retries ??= 4;
    options.wait ??= 1000;
    let failures = 0;
    while (Number.isFinite(options.retries) ? failures <= options.retries : true) {
      try { return await work(); } catch (error) { if (await afterFailure(error, failures, options)) failures++; }
    }
    throw new Error('not reached');
  }`, ['again: loop 5 count [1000 2000 4000]']],
  ['a loop that goes on while nothing is given up', `${sleep}export async function again<T>(work: () => Promise<T>, isPassing: (error: unknown) => boolean): Promise<T> {
    let tries = 0;
    let last: unknown;
    while (!last) {
      try { return await work(); } catch (error) {
        const mayPass = tries < 3 && isPassing(error);
        if (mayPass) { tries += 1; await sleep(100); } else { last = error; }
      }
    }
    throw last;
  }`, ['again: loop 4 count [100 100 100]']],
  ['a flag that some failures set ends it, and nobody can tell when', `${sleep}declare const weigh: (error: unknown) => unknown;
  export async function poll() {
    let gone: unknown;
    while (!gone) {
      try { return await fetch('https://a.example'); } catch (error) { if (weigh(error)) gone = weigh(error); else await sleep(100); }
    }
    throw gone;
  }`, ['poll: loop unknown count [0 0 0]']],
  ['failures that an object counts, in a loop over pages', `export async function all() {
    const progress = { done: false, last: '', failuresLeft: 10 };
    while (!progress.done) {
      try {
        const rows = await (await fetch('https://a.example/' + progress.last)).json();
        progress.done = rows.length === 0;
        progress.last = rows.at(-1);
      } catch (error) {
        progress.failuresLeft--;
        if (progress.failuresLeft <= 0) throw error;
      }
    }
  }`, ['all: loop goes on 10 count [0 0 0]']],
  ['an object whose count is set anew from outside', `declare const budget: () => number;
  export async function send(order: string) {
    const state = { left: 3 };
    for (;;) {
      try { return await fetch('https://a.example', { body: order }); } catch (error) { state.left = budget(); if (state.left <= 0) throw error; }
    }
  }`, ['send: loop unknown count [0 0 0]']],
  ['a time that a function gives, or nothing once it is enough', `${sleep}function next(error: unknown, tries: number): number | null {
    if (tries > 4) return null;
    if (!(error instanceof TypeError)) return null;
    return Math.min(500 * 2 ** (tries - 1), 30_000);
  }
  export async function send(order: string) {
    for (let tries = 1; ; tries++) {
      try { return await fetch('https://a.example', { body: order }); } catch (error) {
        const time = next(error, tries);
        if (time === null) throw error;
        await sleep(time);
      }
    }
  }`, ['send: loop 5 count [500 1000 2000]']],
  ['what tells another message elsewhere, once the first could not be told', `export class Reports {
    private isOther = false; private url = 'https://a.example';
    error = this.tell.bind(this, 'error');
    private async failed(error: { message: string }): Promise<void> {
      if (this.isOther) return;
      this.url = 'https://b.example'; this.isOther = true;
      await this.error('reports', { text: error.message });
    }
    private async tell(level: string, part: string, message: object): Promise<void> {
      let line: object = { level, part };
      line = { ...line, ...message };
      try { await fetch(this.url, { method: 'POST', body: JSON.stringify(line) }); } catch (error) { await this.failed(error as Error); }
    }
  }`, []],
  ['what tells the same message again', `export class Reports {
    private async failed(message: object, tries: number): Promise<void> { if (tries < 3) await this.tell(message, tries + 1); }
    private async tell(message: object, tries = 0): Promise<void> {
      let line: object = { level: 'error' };
      line = { ...line, ...message };
      try { await fetch('https://a.example', { method: 'POST', body: JSON.stringify(line) }); } catch { await this.failed(message, tries); }
    }
  }`, ['Reports.tell: recursion 4 count [0 0 0]']],
  ['a count that not every failure takes part in', `${sleep}declare const isBusy: (error: unknown) => boolean;
  export async function send(order: string) {
    let failures = 0;
    while (failures < 5) {
      try { return await fetch('https://a.example', { body: order }); } catch (error) { await sleep(1000); if (!isBusy(error)) failures++; }
    }
    throw new Error('given up');
  }`, ['send: loop unknown count [1000 1000 1000]']],
])('%s', (_, text, expected) => {
  expect(found(text)).toEqual(expected);
});
