/** What is no retry of the same, and waits and bounds that lie elsewhere: guards, kept waits, exit codes, other attempts. */
import { expect, it } from 'vitest';
import { programOf } from './marked-calls.test.setup.ts';
import { found, sleep } from './own-retries.test.setup.ts';
import { ownRetries } from './own-retries.ts';

it.each<[what: string, text: string, expected: string[]]>([
  ['a guard that the failed attempt has set: the call in its catch does nothing', `${sleep}export class Consumers {
    private readonly busy = new Map<string, boolean>();
    async rejoin(id: string, consumer: any) {
      if (this.busy.has(id)) return;
      this.busy.set(id, true);
      try { await sleep(1000); await consumer.connect(); } catch { await this.rejoin(id, consumer); } finally { this.busy.delete(id); }
    }
  }`, []],
  ['a guard that is taken away before it begins anew', `export class Consumers {
    private readonly busy = new Map<string, boolean>();
    async rejoin(id: string, consumer: any) {
      if (this.busy.has(id)) return;
      this.busy.set(id, true);
      try { await consumer.connect(); } catch { this.busy.delete(id); await this.rejoin(id, consumer); }
    }
  }`, ['Consumers.rejoin: recursion unbounded none [0 0 0]']],
  ['a wait that is kept by host, and waited for before the next attempt', `import { setTimeout } from 'node:timers/promises';
  const delays = new Map<string, Promise<unknown>>();
  export async function ask(url: string, host: string) {
    for (let tries = 0; ; ) {
      try { await delays.get(host); delays.delete(host); return await fetch(url); } catch (error) {
        if (tries === 2) throw error;
        delays.set(host, Promise.all([delays.get(host), setTimeout(500)]));
        tries += 1;
      }
    }
  }`, ['ask: loop 3 count [? ?]']],
  ['a wait that is kept and never waited for', `import { setTimeout } from 'node:timers/promises';
  const delays = new Map<string, Promise<unknown>>();
  export async function ask(url: string, host: string) {
    for (let tries = 0; ; ) {
      try { return await fetch(url); } catch (error) {
        if (tries === 2) throw error;
        delays.set(host, setTimeout(500));
        tries += 1;
      }
    }
  }`, ['ask: loop 3 count [0 0]']],
  ['a wait in a field', `${sleep}export class Feed {
    private pause: Promise<unknown> = Promise.resolve();
    async read(url: string) {
      while (true) { try { await this.pause; return await fetch(url); } catch { this.pause = sleep(200); } }
    }
  }`, ['Feed.read: loop unbounded none [200 200 200]']],
  ['a worker that is replaced for codes of its own alone', `import { Worker } from 'node:worker_threads';
  export function make(file: string): Worker {
    const worker = new Worker(file);
    worker.once('exit', (code) => { if (code <= 1) return; make(file); });
    return worker;
  }`, []],
  ['a worker that is replaced when it has failed', `import { Worker } from 'node:worker_threads';
  export function make(file: string): Worker {
    const worker = new Worker(file);
    worker.once('exit', (code) => { if (code === 0) return; make(file); });
    return worker;
  }`, ['make: event unbounded none [0 0 0]']],
  ['rows that are copied before they are written', `declare class Row { note: string | null }
  import { writeFile } from 'node:fs/promises';
  export async function clear(rows: Row[]) {
    for (const row of rows) {
      try { const copy = new Row(); Object.assign(copy, row); copy.note = null; await writeFile('row', JSON.stringify(copy)); break; } catch { /* the next one */ }
    }
  }`, []],
  ['a list of what is still to be looked at', `export async function load(roots: string[]) {
    const ahead = [...roots];
    while (ahead.length > 0) {
      const next = ahead.pop();
      try { await fetch(next!); break; } catch { console.error('the next one'); }
    }
  }`, []],
  ['what is taken and put back', `export async function load(roots: string[]) {
    const ahead = [...roots];
    while (ahead.length > 0) {
      const next = ahead.pop();
      try { await fetch(next!); break; } catch { ahead.push(next!); }
    }
  }`, ['load: loop unbounded none [0 0 0]']],
  ['what is in a cache, and taken out of it before it begins anew', `declare const cache: { has(key: string): Promise<boolean>; get(key: string): Promise<string>; delete(key: string): void };
  export async function find(key: string): Promise<string> {
    if (await cache.has(key)) {
      let known: unknown;
      try { known = await fetch('https://shop.example/' + key); } catch { known = undefined; }
      if (!known) { cache.delete(key); return find(key); }
    }
    return 'new';
  }`, []],
  ['an attempt that an option leaves out says nothing of the one beside it', `${sleep}declare const backend: any;
  export async function start(id: string, isFull = false, tries = 1): Promise<void> {
    try {
      if (isFull) { await fetch('https://shop.example/full', { method: 'POST' }); } else { await backend.begin(id); }
    } catch (error) { if (tries <= 10) { await sleep(100); return start(id, isFull, tries + 1); } throw error; }
  }`, ['start: recursion 11 count [100 100 100]']],
  ['a hook that decides whether it goes on may wait', `export class Tool {
    constructor(private readonly options: { again?: (error: unknown) => Promise<boolean> }) {}
    async run(url: string) {
      while (true) {
        try { return await fetch(url); } catch (error) { const isAgain = await this.options.again?.(error); if (!isAgain) throw error; }
      }
    }
  }`, ['Tool.run: loop unbounded none [? ? ?]']],
])('%s', (_, text, expected) => {
  expect(found(text)).toEqual(expected);
});

/** What the courses of a program say of which failures are tried again, and whether the next attempt is another. */
function kinds(text: string): string[] {
  const program = programOf(text);
  return program.modules.all.flatMap((module) => module.facts.functions.flatMap((_, fn) => ownRetries(program, module, fn).map((each) => {
    const { narrow, isOther } = each.course({ module, function: fn });
    return `${narrow ?? 'any'}${isOther ? ' other' : ''}`;
  })));
}

it.each<[what: string, text: string, expected: string[]]>([
  ['fewer items', `export async function update(items: { id: string }[], tries = 5): Promise<unknown> {
    try { return await fetch('https://shop.example', { method: 'PUT', body: JSON.stringify(items) }); } catch (error) {
      const left = items.filter(({ id }) => id !== String(error));
      if (tries > 0) return update(left, tries - 1);
      throw error;
    }
  }`, []],
  ['fewer items, of which what is attempted is made in steps', `export async function update(items: string[], tries = 5): Promise<unknown> {
    const commands: string[] = [];
    for (const item of items) commands.push('update ' + item);
    try { return await fetch('https://shop.example', { method: 'POST', body: commands.join() }); } catch (error) {
      const left = items.filter((item) => !String(error).includes(item));
      if (tries > 0) return update(left, tries - 1);
      throw error;
    }
  }`, []],
  ['a list with more in it, by name', `export async function update({ file, items }: { file: string; items: string[] }, tries = 5): Promise<unknown> {
    try { return await fetch('https://shop.example/' + file, { method: 'PUT', body: items.join() }); } catch (error) {
      if (tries > 0) return update({ file, items: [...items, String(error)] }, tries - 1);
      throw error;
    }
  }`, ['any other']],
  ['the same, with one try less and the failure', `export async function update(items: string[], tries = 5, last?: unknown): Promise<unknown> {
    try { return await fetch('https://shop.example', { method: 'PUT', body: items.join() }); } catch (error) {
      if (tries > 0) return update(items, tries - 1, error);
      throw error;
    }
  }`, ['any']],
  ['options that count', `export async function send(url: string, options: { tries: number }): Promise<unknown> {
    try { return await fetch(url); } catch (error) {
      if (options.tries > 0) return send(url, { ...options, tries: options.tries - 1 });
      throw error;
    }
  }`, ['any']],
  ['a switch to another engine, in a method', `export class Detector {
    private engine = 'cloud';
    private useLocal() { this.engine = 'local'; }
    async run() {
      while (true) {
        try { return await fetch('https://' + this.engine); } catch (error) { if (this.engine === 'cloud') { this.useLocal(); continue; } throw error; }
      }
    }
  }`, ['any other']],
  ['smaller pages, each size once', `export class Pages {
    private size = 100;
    private shrink() { if (this.size === 100) { this.size = 50; return true; } return false; }
    async read() {
      while (true) { try { return await fetch('https://shop.example?size=' + this.size); } catch (error) { if (!this.shrink()) throw error; } }
    }
  }`, ['any other']],
  ['a rate limit within another test of the failure', `${sleep}export async function read(url: string): Promise<unknown> {
    try { return await fetch(url); } catch (error: any) {
      if (error.response) { if (error.response.status === 429) { await sleep(1000); return read(url); } }
      throw error;
    }
  }`, ['throttled']],
  ['two writers that met, as a function tells', `function isTaken(error: any) { return error?.code === '23505'; }
  export async function add(save: () => Promise<void>) {
    for (let tries = 0; tries < 5; tries += 1) {
      try { await save(); break; } catch (error) { if (isTaken(error)) { if (tries > 9) throw error; continue; } throw error; }
    }
  }`, ['own']],
  ['failures that a list names', `export async function retry(work: () => Promise<void>, only: string[]) {
    for (let tries = 0; tries < 3; tries += 1) {
      try { return await work(); } catch (error: any) { if (only.length !== 0 && !only.includes(error.message)) throw error; }
    }
  }`, ['some']],
  ['a class of its own beside all others', `class Swapped extends Error {}
  export async function run(work: () => Promise<void>, ended: { closed: boolean }) {
    while (true) {
      try { return await work(); } catch (error) { if (error instanceof Swapped) { if (ended.closed) return; continue; } console.error(error); }
    }
  }`, ['any']],
])('says of which failures, and whether it is another attempt: %s', (_, text, expected) => {
  expect(kinds(text)).toEqual(expected);
});

it('what is too large a second time is no retry that waiting would help', () => {
  expect(kinds(`export async function put(body: string): Promise<unknown> {
    const response = await fetch('https://shop.example', { method: 'PUT', body });
    if (response.status === 413) return put('too large');
    return response;
  }`)).toEqual(['own']);
});
