/** Retries of streams that are read to their end, and of processes and timers whose failure is told in passing. */
import { expect, it } from 'vitest';
import { found, sleep } from './own-retries.test.setup.ts';

const answer = (failed: string, after = 'controller.close(); return;'): string => `${sleep}declare const open: () => Promise<{ stream: ReadableStream }>;
  export async function answer(controller: { enqueue(part: unknown): void; error(error: unknown): void; close(): void }) {
    let result = await open();
    for (let attempt = 1; ; attempt++) {
      const reader = result.stream.getReader();
      let failure: unknown; let isFailed = false;
      try { while (true) { const { done, value } = await reader.read(); if (done) break; controller.enqueue(value); } } catch (error) { isFailed = true; failure = error; } finally { reader.releaseLock(); }
      if (isFailed) { ${failed} }
      ${after}
    }
  }`;
const again = 'await sleep(2000 * 2 ** (attempt - 1)); try { result = await open(); } catch (error) { controller.error(error); return; } continue;';

it.each<[what: string, text: string, expected: string[]]>([
  ['a stream that is opened anew when it has broken off', answer(`if (attempt >= 3) { controller.error(failure); return; } ${again}`), ['answer: loop 3 count [2000 4000]']],
  ['one that is not', answer('controller.error(failure); return;'), []],
  ['the next of several, when one has broken off', `export async function all(streams: ReadableStream[], failed: unknown[]) {
    for (const each of streams) {
      const reader = each.getReader();
      try { while (true) { const { done, value } = await reader.read(); if (done) break; console.log(value); } } catch (error) { failed.push(error); }
    }
  }`, []],
  ['what is taken from a list until it is empty', `export async function drain(streams: ReadableStream[]) {
    while (streams.length > 0) {
      const next = streams.shift()!; const reader = next.getReader();
      try { while (true) { const { done, value } = await reader.read(); if (done) break; console.log(value); } } catch (error) { console.error(error); }
    }
  }`, []],
  ['a process that cannot be begun, with a list of waits', `import { spawn } from 'node:child_process';
  ${sleep}const DELAYS = [100, 250, 500]; declare function isBusy(error: unknown): boolean;
  function begin() { const child = spawn('daemon', [], { detached: true }); child.unref(); }
  export async function beginAnyhow() {
    for (let attempt = 0; ; attempt++) {
      try { begin(); return; } catch (error) { const delay = DELAYS[attempt]; if (!isBusy(error) || delay === undefined) throw error; await sleep(delay); }
    }
  }`, ['beginAnyhow: loop 4 count [100 250 500]']],
  ['a function that keeps to itself what cannot be begun', `import { spawn } from 'node:child_process';
  ${sleep}function begin() { try { spawn('daemon', []).unref(); } catch (error) { console.error(error); } }
  export async function beginOnce() { for (let attempt = 0; attempt < 3; attempt++) { try { begin(); return; } catch { await sleep(10); } } }`, []],
  ['a timer that goes on where the outcome of a chain says in a word that it failed', `export class Lists {
    private flights = new Map<string, Promise<void>>();
    schedule(server: string, tries = 0): void {
      const delay = tries === 0 ? Math.max(0, Math.min(500, Date.now())) : 1000 * 2 ** (tries - 1);
      setTimeout(() => {
        const before = this.flights.get(server) ?? Promise.resolve();
        const run = before.then(() => this.refresh(server)).then((outcome) => { if (outcome === 'failed' && tries < 3) this.schedule(server, tries + 1); }).catch((error) => { console.error(error); });
        this.flights.set(server, run);
      }, delay);
    }
    private async refresh(server: string): Promise<'failed' | 'skipped' | 'refreshed'> {
      if (server === '') return 'skipped';
      try { await fetch('https://a.example/' + server); } catch { return 'failed'; }
      return 'refreshed';
    }
  }`, ['Lists.schedule.<setTimeout>: recursion 4 count [1000 2000 4000]']],
  ['one that goes on until it is told the end, whatever fails', `export class Lists {
    watch(server: string): void {
      setTimeout(() => { this.ask(server).then((state) => { if (state === 'pending') this.watch(server); }).catch((error) => { console.error(error); }); }, 1000);
    }
    private async ask(server: string): Promise<'pending' | 'failed' | 'done'> {
      try { return (await (await fetch('https://a.example/' + server)).json()).state === 'done' ? 'done' : 'pending'; } catch { return 'failed'; }
    }
  }`, []],
  ['a test on the way of both, which ends nothing', `export class Hub {
    private tries = 0; private closed = false; private url = 'wss://a.example'; private timer: unknown;
    private schedule(): void { if (this.closed) return; this.timer = setTimeout(() => { void this.again(); }, Math.min(250 * 2 ** this.tries, 5000)); }
    private async again(): Promise<void> {
      try { await this.connect(); this.tries = 0; } catch {
        if (!isLocal(this.url)) { this.tries += 1; this.schedule(); return; }
        this.url = other(); this.tries += 1; this.schedule();
      }
    }
    async connect() { await fetch(this.url); }
    close() { this.closed = true; }
  }
  declare function isLocal(url: string): boolean; declare function other(): string;`, ['Hub.again: recursion unbounded stop [500 1000 2000]']],
  ['what a script of a store has refused, in a method of its own', `import { Redis } from 'ioredis';
  ${sleep}export class Rows { private redis = new Redis('redis://a');
    async swap(id: string, version: number) {
      const said = (await this.redis.swapRow(id, version)) as string;
      if (said === 'gone') return { kind: 'gone' };
      if (said.startsWith('applied:')) return { kind: 'applied' };
      return { kind: 'version_conflict' };
    } }
  const rows = new Rows();
  export async function change(id: string, most?: number) {
    for (let attempt = 0; attempt <= (most ?? 12); attempt++) {
      const swapped = await rows.swap(id, attempt);
      if (swapped.kind === 'applied') return true;
      if (swapped.kind === 'gone') return false;
      await sleep(5 * (attempt + 1));
    }
    return false;
  }`, ['change: loop 13 count [5 10 15]']],
  ['functions that wait for what nobody describes: one that says how it went, one that throws, one that nothing is handed to', `import { Thing } from '@shop/things';
  ${sleep}async function tell() { try { await Thing.tell('a'); return true; } catch (error) { console.error(error); return false; } }
  const load = () => Thing.load();
  const loaded = async () => { const found = await load(); return found; };
  export async function often() { for (let i = 0; i < 3; i++) { if (await tell()) return; await sleep(100); } throw new Error('gave up'); }
  export async function anyhow() { for (let i = 0; i < 4; i++) { try { return await loaded(); } catch { await sleep(10); } } }`, ['often: loop 3 count [100 100]', 'anyhow: loop 4 count [10 10 10]']],
  ['until it is there, on and on whatever fails, and each of several', `import { Thing } from '@shop/things';
  ${sleep}async function isReady() { const { state } = await Thing.state(); return state === 'ready'; }
  async function tick() { try { await Thing.tick(); } catch (error) { console.error(error); } }
  export async function ready() { while (!(await isReady())) await sleep(100); }
  export async function work() { while (true) { await tick(); await sleep(1000); } }
  export async function each(items: string[]) { for (const item of items) { try { await tick(); } catch { console.error(item); } } }`, []],
  ['a wait by a class of its own, with chance and no limits unless they are said', `${sleep}export class Backoff {
    #min: number; #max: number;
    constructor(private kind: 'plain' | 'jitter' = 'plain', options: { min?: number; max?: number } = {}) { this.#min = options.min ?? -Infinity; this.#max = options.max ?? Infinity; }
    delay(tries: number) {
      let delay = 2 ** tries;
      switch (this.kind) { case 'plain': { break; } case 'jitter': { delay *= Math.random(); break; } default: { throw new Error('none'); } }
      if (delay < this.#min) delay = this.#min + Math.random();
      if (delay > this.#max) delay = this.#max - Math.random();
      return Math.round(delay * 1000);
    }
    async wait(tries: number) { return await sleep(this.delay(tries)); }
  }
  export class Poll { private backoff = new Backoff('jitter');
    async ask(url: string) { let tries = 0; while (true) { try { return await fetch(url); } catch { await this.backoff.wait(tries++); } } } }`, ['Poll.ask: loop unbounded none [500~ 1000~ 2000~]']],
])('%s', (_, text, expected) => expect(found(text)).toEqual(expected));
