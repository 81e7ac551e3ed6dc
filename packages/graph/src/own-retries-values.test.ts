/** Retries of work whose failure is a value: results that say so, functions that give something instead, what is refused. */
import { expect, it } from 'vitest';
import { found, sleep } from './own-retries.test.setup.ts';

it.each<[what: string, text: string, expected: string[]]>([
  ['a result object of a client whose type alone is known', `declare const client: { rpc(name: string): Promise<{ data: unknown; error: unknown }> };
  export async function load() {
    let data, error, retries = 0; const max = 5;
    while (retries < max) {
      ({ data, error } = await client.rpc('x'));
      if (!error) break;
      retries++;
      if (retries === max) throw new Error('failed');
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return data;
  }`, ['load: loop 5 count [200 200 200]']],
  ['a status in a test of several', `${sleep}export async function send() {
    for (let attempt = 0; attempt <= 3; attempt++) {
      const response = await fetch('https://a.example', { method: 'POST' });
      if (response.ok) return response.json();
      if (response.status === 429 || response.status >= 500) {
        if (attempt < 3) { await sleep(2 ** attempt * 1000 + Math.random() * 1000); continue; }
      }
      throw new Error('HTTP ' + response.status);
    }
  }`, ['send: loop 4 count [1500~ 2500~ 4500~]']],
  ['one status alone', `${sleep}export async function put(id: string) {
    let attempts = 0;
    while (attempts <= 3) {
      const response = await fetch('https://a.example', { method: 'PUT', body: id });
      if (response.status === 409) { if (attempts === 3) return null; await sleep(100); attempts++; continue; }
      return response;
    }
  }`, ['put: loop 4 count [100 100 100]']],
  ['a tuple made by a helper of the program', `${sleep}async function tryCatch<T>(promise: Promise<T>): Promise<[Error, null] | [null, T]> {
    try { return [null, await promise]; } catch (error) { return [error as Error, null]; }
  }
  export async function lock() {
    let taken: Response | undefined; let last: unknown;
    for (let attempt = 0; attempt <= 10; attempt++) {
      const [error, got] = await tryCatch(fetch('https://a.example'));
      if (!error && got) { taken = got; break; }
      last = error instanceof Error ? error : new Error(String(error));
      if (attempt === 10) throw last;
      await sleep(200 * 2 ** attempt);
    }
    return taken;
  }`, ['lock: loop 11 count [200 400 800]']],
  ['a tuple made by handlers of a promise', `${sleep}const to = <T>(promise: Promise<T>) => promise.then((data) => [null, data] as const).catch((error: unknown) => [error, null] as const);
  export async function load() {
    for (let i = 0; i < 3; i++) {
      const [error, response] = await to(fetch('https://a.example'));
      if (!error) return response;
      await sleep(10);
    }
    throw new Error('gave up');
  }`, ['load: loop 3 count [10 10]']],
  ['a result object made by a helper that runs what it is given', `${sleep}async function attempt<T>(work: () => Promise<T>) {
    try { return { ok: true as const, value: await work() }; } catch (error) { return { ok: false as const, error }; }
  }
  export async function load() {
    for (let i = 0; i < 4; i++) {
      const outcome = await attempt(() => fetch('https://a.example'));
      if (outcome.ok) return outcome.value;
      await sleep(10);
    }
  }`, ['load: loop 4 count [10 10 10]']],
  ['a function that says false when its work fails', `${sleep}async function isUp() { try { return (await fetch('https://a.example')).ok; } catch { return false; } }
  export async function ready() {
    for (let i = 1; i < 10 + 1; i += 1) {
      const result = await isUp();
      if (result) { return true; }
      await sleep(5000);
    }
    return false;
  }`, ['ready: loop 10 count [5000 5000 5000]']],
  ['a handler that gives the failure', `export async function load() {
    for (let i = 0; i < 3; i++) {
      const response = await fetch('https://a.example').catch((error: Error) => error);
      if (response instanceof Error) continue;
      return response;
    }
    throw new Error('gave up');
  }`, ['load: loop 3 count [0 0]']],
  ['a handler that gives an object with the failure', `export async function load() {
    let tries = 0;
    do {
      const answer = await fetch('https://a.example').catch((error: unknown) => ({ error }));
      if (!('error' in answer)) return answer;
      tries += 1;
    } while (tries < 3);
  }`, ['load: loop 3 count [0 0]']],
  ['a catch clause that logs, and a test of what was not assigned', `export async function load(id: string) {
    for (let retry = 0; retry <= 2; retry++) {
      try {
        let done;
        try { done = await (await fetch('https://a.example/' + id)).json(); } catch (error) { console.warn(error); }
        if (!done) continue;
        return done.links;
      } catch (error) { if (retry === 2) return []; }
    }
  }`, ['load: loop 3 count [0 0]']],
  ['a failure that is kept in a variable', `${sleep}export async function load() {
    for (let i = 0; ; i++) {
      let failure: unknown;
      let answer: Response | undefined;
      try { answer = await fetch('https://a.example'); } catch (error) { failure = error; }
      if (!failure) return answer;
      if (i >= 4) throw failure;
      await sleep(30);
    }
  }`, ['load: loop 5 count [30 30 30]']],
  ['a write that says that it did not take place', `export async function update(id: string) {
    for (let attempt = 0; attempt < 4; attempt++) {
      const current = await (await fetch('https://a.example/' + id)).json();
      if (!current) return { updated: false };
      const changed = await (await fetch('https://a.example/' + id, { method: 'PUT', body: current })).json();
      if (!changed.updated) continue;
      return { updated: true };
    }
    return { updated: false };
  }`, ['update: loop 4 count [0 0 0]']],
  ['a write that counts what it has changed', `interface Store { find(id: string): Promise<{ version: number } | null>; update(id: string, version: number): Promise<{ count: number }> }
  export async function save(store: Store, id: string) {
    let attempts = 0;
    while (attempts <= 3) {
      const row = await store.find(id);
      if (!row) throw new Error('not found');
      const result = await store.update(id, row.version);
      if (result.count === 0) { attempts++; continue; }
      return row;
    }
  }`, ['save: loop 4 count [0 0 0]']],
  ['a write that says in words what became of it', `${sleep}interface Buffer { get(id: string): Promise<{ version: number }>; compareAndSet(id: string, version: number): Promise<{ kind: string }> }
  export async function apply(buffer: Buffer, input: { id: string; maxRetries?: number }) {
    const maxRetries = input.maxRetries ?? 12;
    for (let attempt = 0; attempt <= maxRetries; attempt++) {
      const entry = await buffer.get(input.id);
      const outcome = await buffer.compareAndSet(input.id, entry.version);
      if (outcome.kind === 'applied') return true;
      if (outcome.kind === 'not_found') return false;
      await sleep(Math.floor(Math.random() * (5 + attempt * 5)));
    }
    return false;
  }`, ['apply: loop 13 count [2~ 5~ 7~]']],
  ['a helper that looks at what its callback says', `export async function withLock<A, B>(load: () => Promise<A | undefined>, update: (loaded: A) => Promise<B>, max: number) {
    let attempt = 0;
    while (true) {
      const loaded = await load();
      if (loaded === undefined) return { updated: false };
      const result = await update(loaded);
      if (typeof result === 'object' && result !== null && 'updated' in result && (result as { updated?: boolean }).updated === false) {
        attempt += 1;
        if (attempt >= max) return result;
        continue;
      }
      return result;
    }
  }`, ['withLock: loop unknown count [0 0 0]']],
  ['a key that must be new', `import Redis from 'ioredis'; import { randomBytes } from 'node:crypto';
  export class States {
    private readonly redis = new Redis();
    async create(state: object) {
      for (let attempt = 0; attempt < 2; attempt++) {
        const nonce = randomBytes(32).toString('base64url');
        const created = await this.redis.set('state:' + nonce, JSON.stringify(state), 'EX', 60, 'NX');
        if (created === 'OK') return nonce;
      }
      throw new Error('no new key');
    }
  }`, ['States.create: loop 2 count [0]']],
  ['a list that is filled elsewhere, and whose first is taken away once it is done', `${sleep}export class Downloads {
    private readonly queue: string[] = [];
    add(key: string) { this.queue.push(key); void this.run(); }
    private async run() {
      while (this.queue.length > 0) {
        const key = this.queue[0] ?? '';
        try { await fetch('https://a.example/' + key); this.queue.shift(); } catch (error) {
          if (error instanceof TypeError) await sleep(5000);
        }
      }
    }
  }`, ['Downloads.run: loop goes on unbounded none [0 0 0]']],
  ['a deadline after which the process ends', `${sleep}export async function ready() {
    const start = Date.now();
    while (true) {
      try { await fetch('https://a.example'); return; } catch {
        const elapsed = Date.now() - start;
        if (elapsed > 60_000) { console.error('gave up'); process.exit(1); }
        await sleep(2000);
      }
    }
  }`, ['ready: loop unknown deadline [2000 2000 2000]']],
  ['a deadline by a clock that may be another', `${sleep}export async function ready(limit: number, by: { now?: () => number } = {}) {
    const now = by.now ?? Date.now;
    const start = now();
    while (now() - start < limit) {
      try { await fetch('https://a.example'); return; } catch { await sleep(500); }
    }
    throw new Error('gave up');
  }`, ['ready: loop unknown deadline [500 500 500]']],
  ['a result that helpers make', `${sleep}const ok = <T>(data: T) => wrap(true, data); const err = (error: unknown) => wrap(false, error); declare function wrap(ok: boolean, of: unknown): { ok: boolean };
  async function post() { try { const response = await fetch('https://a.example'); if (!response.ok) return err(response.status); return ok(await response.json()); } catch (error) { return err(error); } }
  export async function send(most = 4) {
    let attempts = 0;
    while (attempts < most) {
      const result = await post();
      if (result.ok) return true;
      await sleep(1000 * Math.pow(2, attempts));
      attempts++;
    }
    return false;
  }`, ['send: loop 4 count [1000 2000 4000]']],
  ['a function that is told the status, and a list of those that pass', `${sleep}const PASSING = [502, 503] as const;
  function again(status: number, count: number) { if (count >= 3) return false; return PASSING.includes(status as 503); }
  export async function get() {
    let count = 0;
    while (true) {
      let response: Response;
      try { response = await fetch('https://a.example'); } catch (error) { if (count < 3) { await sleep(1000); count++; continue; } throw error; }
      if (again(response.status, count)) { count++; await sleep(1000); continue; }
      return response.json();
    }
  }`, ['get: loop 4 count [1000 1000 1000]']],
  ['a count that has no end, and a test that is handed over', `export function retryable<T>(work: (attempt: number) => Promise<T>, again: (attempt: number, error: unknown) => boolean) {
    return (async () => {
      for (let attempt = 0; attempt < Infinity; attempt++) { try { return await work(attempt); } catch (error) { if (!again(attempt, error)) throw error; } }
    })();
  }`, ['retryable.<returned>: loop unknown count [0 0 0]']],
])('%s', (_, text, expected) => {
  expect(found(text)).toEqual(expected);
});

it.each<[what: string, text: string]>([
  ['polling until a job is done', `${sleep}export async function ready(id: string) {
    while (true) { const job = await (await fetch('https://a.example/' + id)).json(); if (job.done) return job; await sleep(1000); }
  }`],
  ['polling a function of the program that keeps no failure', `${sleep}async function isReady() { return (await (await fetch('https://a.example')).json()).ready; }
  export async function ready() { for (let i = 0; i < 10; i++) { if (await isReady()) return true; await sleep(1000); } return false; }`],
  ['pages', `export async function all() {
    const items: unknown[] = []; let cursor: string | undefined;
    do { const page = await (await fetch('https://a.example?cursor=' + cursor)).json(); items.push(...page.items); cursor = page.next; } while (cursor);
    return items;
  }`],
  ['batches until nothing is left', `import { PrismaClient } from '@prisma/client';
  const prisma = new PrismaClient();
  export async function purge() {
    while (true) { const { count } = await prisma.order.deleteMany({ where: { old: true } }); if (count === 0) break; }
    for (;;) { const result = await prisma.order.updateMany({ where: { old: true }, data: { old: false } }); if (result.count < 100) return; }
  }`],
  ['a queue until it is empty', `export async function drain(next: () => Promise<string | null>) {
    while (true) { const job = await next(); if (!job) break; await fetch(job, { method: 'POST' }); }
  }`],
  ['a step of work until all is done', `import { PrismaClient } from '@prisma/client';
  const prisma = new PrismaClient();
  async function migrateBatch() { await prisma.order.updateMany({ data: {} }); return false; }
  export async function migrate() { while (true) { const finished = await migrateBatch(); if (finished) break; } }
  export async function stream(reader: { read(): Promise<{ done: boolean; value: string }> }) {
    while (true) { const { done, value } = await reader.read(); if (done) break; console.log(value); }
  }`],
  ['hosts, one after the other', `export async function first(hosts: string[]) {
    for (const host of hosts) { const response = await fetch(host); if (response.ok) return response; }
    for (const host of hosts) { const response = await fetch(host).catch((error: Error) => error); if (!(response instanceof Error)) return response; }
  }`],
  ['an answer that has to be valid', `import { generateText } from 'ai';
  export async function ask(prompt: string, isValid: (text: string) => boolean) {
    for (let i = 0; i < 3; i++) { const { text } = await generateText({ prompt }); if (isValid(text)) return text; }
  }`],
  ['a value that is compared after a write', `interface Store { load(): Promise<number>; swap(from: number, to: number): Promise<number> }
  export async function increment(store: Store) { for (;;) { const seen = await store.load(); if ((await store.swap(seen, seen + 1)) === seen) return seen; } }`],
  ['what goes on when it is there and stops when it is not', `interface Store { claim(): Promise<{ claimed: boolean }> }
  export async function work(store: Store) { while (true) { const { claimed } = await store.claim(); if (!claimed) break; await fetch('https://a.example', { method: 'POST' }); } }`],
])('%s is no retry', (_, text) => {
  expect(found(text)).toEqual([]);
});
