import { expect, it } from 'vitest';
import { found, sleep } from './own-retries.test.setup.ts';

it.each<[what: string, text: string, expected: string[]]>([
  ['a loop with a literal limit and a constant wait', `${sleep}export async function send() {
    for (let attempt = 0; attempt < 3; attempt++) {
      try { return await fetch('https://a.example'); } catch { await sleep(100); }
    }
    throw new Error('gave up');
  }`, ['send: loop 3 count [100 100]']],
  ['a limit in a constant and growing waits with jitter and a cap', `${sleep}const MAX = 5; const BASE = 100;
  export async function send() {
    for (let attempt = 1; attempt <= MAX; attempt += 1) {
      try { return await fetch('https://a.example'); } catch (error) {
        if (attempt === MAX) throw error;
        await sleep(Math.min(BASE * 2 ** attempt, 1000) * (0.5 + Math.random()));
      }
    }
  }`, ['send: loop 5 count [200~ 400~ 800~]']],
  ['an option made by a function that calls what another call gave', `declare const make: () => { build(): AbortSignal }; declare const prepare: (by: () => AbortSignal) => AbortSignal;
  export async function send() {
    for (let attempt = 0; attempt < 3; attempt++) {
      const signal = prepare(() => make().build());
      try { return await fetch('https://a.example', { signal }); } catch (error) { console.error(error); }
    }
    throw new Error('gave up');
  }`, ['send: loop 3 count [0 0]']],
  ['no limit and no wait', `export async function send() {
    while (true) {
      try { return await fetch('https://a.example'); } catch (error) { console.error(error); }
    }
  }`, ['send: loop unbounded none [0 0 0]']],
  ['a flag that only success sets', `export async function send() {
    let done = false;
    while (!done) {
      try { await fetch('https://a.example', { method: 'POST' }); done = true; } catch {}
    }
  }`, ['send: loop unbounded none [0 0 0]']],
  ['do … while with a counter', `export async function send() {
    let tries = 0; let error: unknown;
    do {
      try { await fetch('https://a.example'); return; } catch (caught) { error = caught; tries++; }
    } while (tries < 4);
    throw error;
  }`, ['send: loop 4 count [0 0 0]']],
  ['a result that is looked at', `${sleep}export async function send() {
    for (let i = 0; i < 3; i++) {
      const response = await fetch('https://a.example');
      if (response.ok) return response;
      await sleep(50);
    }
    throw new Error('gave up');
  }`, ['send: loop 3 count [50 50]']],
  ['recursion in a catch clause', `${sleep}export async function send(body: string, retries = 3): Promise<Response> {
    try { return await fetch('https://a.example', { method: 'POST', body }); } catch (error) {
      if (retries <= 0) throw error;
      await sleep(10);
      return send(body, retries - 1);
    }
  }`, ['send: recursion 4 count [10 10 10]']],
  ['recursion without an end', `export async function send(body: string): Promise<Response> {
    try { return await fetch('https://a.example', { method: 'POST', body }); } catch { return send(body); }
  }`, ['send: recursion unbounded none [0 0 0]']],
  ['a deadline', `${sleep}export async function send(timeout: number) {
    const start = Date.now();
    while (Date.now() - start < timeout) {
      try { return await fetch('https://a.example'); } catch { await sleep(20); }
    }
    throw new Error('too late');
  }`, ['send: loop unknown deadline [20 20 20]']],
  ['a helper that retries what it is given', `${sleep}export async function withRetry<T>(fn: () => Promise<T>, { retries = 2, delay = 100 } = {}) {
    let last: unknown;
    for (let attempt = 0; attempt <= retries; attempt++) {
      try { return await fn(); } catch (error) { last = error; if (attempt < retries) await sleep(delay * 2 ** attempt); }
    }
    throw last;
  }`, ['withRetry: loop 3 count [100 200]']],
  ['waits from a list', `${sleep}export async function send() {
    for (const delay of [10, 20, 30]) {
      try { return await fetch('https://a.example'); } catch { await sleep(delay); }
    }
    throw new Error('gave up');
  }`, ['send: loop 3 count [10 20]']],
  ['a limit from the environment', `export async function send() {
    const max = Number(process.env.MAX_ATTEMPTS ?? 6);
    let attempt = 0;
    while (attempt < max) {
      try { return await fetch('https://a.example'); } catch { attempt++; }
    }
    throw new Error('gave up');
  }`, ['send: loop 6 count [0 0 0]']],
  ['a limit that nobody knows', `export async function send(max: number) {
    let attempt = 0;
    while (true) {
      try { return await fetch('https://a.example'); } catch (error) { attempt++; if (attempt >= max) throw error; }
    }
  }`, ['send: loop unknown count [0 0 0]']],
  ['one arm that does not wait', `${sleep}export async function send() {
    while (true) {
      try { return await fetch('https://a.example'); } catch (error) { if (isBusy(error)) await sleep(1000); }
    }
  }
  declare function isBusy(error: unknown): boolean;`, ['send: loop unbounded none [0 0 0]']],
  ['a handler of a promise that calls again', `export function send(body: string): Promise<Response> {
    return fetch('https://a.example', { method: 'POST', body }).catch(() => send(body));
  }`, ['send: recursion unbounded none [0 0 0]']],
  ['a timer that calls again', `export async function poll(): Promise<void> {
    try { await fetch('https://a.example'); } catch { setTimeout(() => { void poll(); }, 250); }
  }`, ['poll: recursion unbounded none [250 250 250]']],
  ['a timer that is handed the function itself', `export async function connect(): Promise<void> {
    try { await fetch('https://a.example'); } catch { setTimeout(connect, 1000); }
  }`, ['connect: recursion unbounded none [1000 1000 1000]']],
  ['two functions that call one another', `async function first(): Promise<void> {
    try { await fetch('https://a.example'); } catch (error) { await failed(error); }
  }
  async function failed(error: unknown): Promise<void> { console.error(error); await first(); }
  export const start = first;`, ['first: recursion unbounded none [0 0 0]']],
  ['a listener that connects anew', `import WebSocket from 'ws';
  export class Feed {
    private tries = 0;
    connect(): void {
      const socket = new WebSocket('wss://a.example');
      socket.on('close', () => this.schedule());
    }
    private schedule(): void {
      if (this.tries >= 5) return;
      this.tries += 1;
      setTimeout(() => this.connect(), 500);
    }
  }`, ['Feed.connect: event 6 count [500 500 500]']],
  ['work in a race with its time', `export async function retryOperation<T>(most: number, time: number, operation: () => Promise<T>): Promise<T> {
    for (let attempt = 1; attempt <= most; attempt++) {
      try {
        const timedOut = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('too long')), time));
        return await Promise.race([operation(), timedOut]);
      } catch { if (attempt < most) await new Promise((resolve) => setTimeout(resolve, 500)); }
    }
    throw new Error('no');
  }`, ['retryOperation: loop unknown count [500 500 500]']],
  ['a listener that connects at once', `import WebSocket from 'ws';
  export function connect(): void {
    const socket = new WebSocket('wss://a.example');
    socket.on('close', () => connect());
  }`, ['connect: event unbounded none [0 0 0]']],
  ['a handler in a loop', `export async function send() {
    for (let i = 0; i < 3; i++) {
      const response = await fetch('https://a.example').catch(() => null);
      if (response) return response;
    }
    throw new Error('gave up');
  }`, ['send: loop 3 count [0 0]']],
  ['a failure that is a value', `import { createClient } from '@supabase/supabase-js';
  const client = createClient('a', 'b');
  ${sleep}export async function send() {
    let data, error, retries = 0;
    while (retries < 5) {
      ({ data, error } = await client.rpc('x'));
      if (!error) break;
      retries++;
      if (retries === 5) throw new Error('failed');
      await sleep(200);
    }
    return data;
  }`, ['send: loop 5 count [200 200 200]']],
  ['work that goes on after success, until it has failed too often', `${sleep}export async function read(signal: AbortSignal) {
    let failures = 0;
    while (!signal.aborted) {
      try { await fetch('https://a.example'); failures = 0; } catch (error) {
        failures++;
        if (failures >= 3) throw error;
        await sleep(1000 * failures);
      }
    }
  }`, ['read: loop goes on 3 count [1000 2000]']],
  ['work that goes on after success', `${sleep}export async function poll() {
    while (true) {
      try { await fetch('https://a.example'); } catch (error) { console.error(error); await sleep(5000); continue; }
      await sleep(1000);
    }
  }`, ['poll: loop goes on unbounded none [5000 5000 5000]']],
  ['the next item of a queue is no attempt', `export async function drain(queue: string[]) {
    while (queue.length > 0) { const url = queue.shift()!; try { await fetch(url); } catch (error) { console.error(error); } }
  }`, []],
  ['a field that success writes', `${sleep}export class Feed {
    private done = false;
    async start() { while (!this.done) { try { await fetch('https://a.example'); this.done = true; } catch { await sleep(10); } } }
  }`, ['Feed.start: loop unbounded none [10 10 10]']],
  ['a switch that cannot be told, beside a counter', `${sleep}export class Client {
    constructor(private readonly isOn: boolean) {}
    async send() {
      let tries = 0;
      while (true) {
        try { return await fetch('https://a.example'); } catch (error) {
          if (this.isOn && tries < 3) { const delay = 100 * 2 ** tries; tries++; await sleep(delay); continue; }
          throw error;
        }
      }
    }
  }`, ['Client.send: loop 4 count [100 200 400]']],
  ['a wait that is said in a variable', `${sleep}export async function send(max: number) {
    for (let n = 1; n <= max; n++) {
      let delay: number | undefined;
      try { return await fetch('https://a.example'); } catch (error) { if (n === max) throw error; delay = 100 * n; }
      if (delay !== undefined) await sleep(delay);
    }
  }`, ['send: loop unknown count [100 200 300]']],
  ['what each turn makes from what it was', `import { stat } from 'node:fs/promises'; import { dirname } from 'node:path';
  export async function find(start: string) {
    let folder = start;
    for (;;) {
      try { await stat(folder); break; } catch (error) { if ((error as { code?: string }).code !== 'ENOENT') throw error; }
      const parent = dirname(folder);
      if (parent === folder) break;
      folder = parent;
    }
  }`, []],
  ['the rest of a list', `export async function send(urls: string[]): Promise<void> {
    try { await fetch(urls[0]!); } catch { return send(urls.slice(1)); }
  }`, []],
  ['a helper that never returns', `export async function send() {
    for (;;) { try { return await fetch('https://a.example'); } catch (error) { fail(error); } }
  }
  function fail(error: unknown): never { if (error instanceof TypeError) throw error; throw new Error('no', { cause: error }); }`, []],
  ['one counter or another', `export async function send() {
    let mine = 2; let theirs = 2;
    for (;;) {
      try { return await fetch('https://a.example'); } catch (error) {
        const left = (error as Error).name === 'ApiError' ? --theirs : --mine;
        if (left <= 0) throw error;
      }
    }
  }`, ['send: loop unknown count [0 0 0]']],
  ['a helper that decides by the counter', `${sleep}export async function send(url: string, attempt = 1): Promise<Response> {
    try { return await fetch(url); } catch (error) {
      const delay = next(attempt);
      if (delay) { await sleep(delay); return send(url, attempt + 1); }
      throw error;
    }
  }
  function next(attempt: number): number | undefined { return attempt > 3 ? undefined : 100 * attempt; }`, ['send: recursion 4 count [100 200 300]']],
  ['a wait that is left out after the last attempt', `${sleep}export async function send(max: number) {
    for (let attempt = 1; attempt <= max; attempt++) {
      try { return await fetch('https://a.example'); } catch (error) { if (attempt < max) await sleep(500); else console.error(error); }
    }
    throw new Error('gave up');
  }`, ['send: loop unknown count [500 500 500]']],
  ['polling with states in a switch', `${sleep}export async function token() {
    while (true) {
      const answer = await fetch('https://a.example', { method: 'POST' });
      if (answer.ok) return answer;
      switch (answer.statusText) { case 'pending': case 'slow': { await sleep(5000); break; } default: throw new Error('denied'); }
    }
  }`, ['token: loop unbounded none [5000 5000 5000]']],
  ['items are no attempts', `export async function send(urls: string[]) {
    for (const url of urls) { try { return await fetch(url); } catch (error) { console.error(error); } }
    for (let i = 0; i < urls.length; i++) { try { return await fetch(urls[i]); } catch (error) { console.error(error); } }
    for (let page = 1; page < 9; page++) { try { return await fetch(\`https://a.example/?page=\${page}\`); } catch {} }
  }`, []],
  ['work that goes on after success is no retry', `export async function drain() {
    while (true) { try { await fetch('https://a.example/next'); } catch (error) { console.error(error); break; } }
    for (let i = 0; i < 3; i++) { try { await fetch('https://a.example/warm-up'); } catch {} }
  }`, []],
  ['polling until something is there', `${sleep}export async function ready(id: string) {
    while (true) {
      const job = await (await fetch('https://a.example/' + id)).json();
      if (job.state === 'done') return job;
      await sleep(1000);
    }
  }`, []],
  ['a catch that throws', `export async function send() {
    for (let i = 0; i < 3; i++) { try { return await fetch('https://a.example'); } catch (error) { throw error; } }
  }`, []],
  ['results in a function written in place, which numbers them by itself', `export async function send(a: (value: unknown) => unknown, b: () => unknown) {
    for (let i = 0; i < 3; i++) {
      try { const made = await make(() => a(b())); return await fetch('https://a.example', made); } catch {}
    }
  }
  declare function make(of: () => unknown): Promise<RequestInit>;`, ['send: loop 3 count [0 0]']],
])('%s', (_, text, expected) => {
  expect(found(text)).toEqual(expected);
});
