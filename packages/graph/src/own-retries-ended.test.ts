/** Who ends retries from outside: signals that break waits off, intervals that others clear; and waits that stand in what is attempted or awaited. */
import { expect, it } from 'vitest';
import { programOf } from './marked-calls.test.setup.ts';
import { found, sleep } from './own-retries.test.setup.ts';
import { ownRetries } from './own-retries.ts';
import { ownLayer } from './retry-layers.ts';
import { inventory } from './retry-inventory.test.setup.ts';

const abortable = `async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new Error('aborted'));
    const timer = setTimeout(() => resolve(), ms);
    if (signal) signal.addEventListener('abort', () => { clearTimeout(timer); reject(new Error('aborted')); });
  });
}
`;
const quiet = abortable.replaceAll(`reject(new Error('aborted'))`, 'resolve()');
const events = `class Blocks {
  private waiting = new Map<string, (found: boolean) => void>();
  waitFor(root: string): Promise<boolean> { return new Promise((resolve) => { this.waiting.set(root, resolve); }); }
}
`;

it.each<[what: string, text: string, expected: string[]]>([
  ['a wait that an aborted signal makes throw', `${abortable}export async function poll(signal?: AbortSignal) {
    while (true) { try { return await fetch('https://a.example'); } catch { await sleep(1000, signal); } }
  }`, ['poll: loop unknown signal [1000 1000 1000]']],
  ['one whose failure is kept', `${abortable}export async function poll(signal?: AbortSignal) {
    while (true) { try { return await fetch('https://a.example'); } catch { try { await sleep(1000, signal); } catch { console.log('over'); } } }
  }`, ['poll: loop unbounded none [1000 1000 1000]']],
  ['one that an aborted signal only makes shorter', `${quiet}export async function poll(signal?: AbortSignal) {
    while (true) { try { return await fetch('https://a.example'); } catch { await sleep(1000, signal); } }
  }`, ['poll: loop unbounded none [1000 1000 1000]']],
  ['one that is handed no signal', `${abortable}export async function poll() {
    while (true) { try { return await fetch('https://a.example'); } catch { await sleep(1000); } }
  }`, ['poll: loop unbounded none [1000 1000 1000]']],
  ['something else is waited for that comes some time', `${events}export async function check(blocks: Blocks, root: string) {
    for (let tries = 0; tries < 3; tries++) { try { return await fetch('https://a.example'); } catch { await blocks.waitFor(root); } }
    throw new Error('gave up');
  }`, ['check: loop 3 count [? ?]']],
  ['what is waited for says whether it goes round, for some failures', `${events}const MOST = 1;
  export async function check<T>(work: () => Promise<T>, blocks: Blocks, root: string): Promise<T> {
    let tries = 0;
    while (true) {
      try { return await work(); } catch (error: any) {
        if (error.code === 'UNKNOWN') { if (tries++ < MOST) { const isThere = await blocks.waitFor(root); if (isThere) { continue; } } }
        throw error;
      }
    }
  }`, ['check: loop 2 count [?]']],
  ['an attempt that waits first, but not the first time', `${sleep}async function once(tries: number) { if (tries > 0) await sleep(100 * tries); return fetch('https://a.example'); }
  export async function load() { for (let tries = 0; tries < 5; tries++) { try { return await once(tries); } catch (error) { console.log(error); } } throw new Error('gave up'); }`, ['load: loop 5 count [100 200 300]']],
  ['an attempt that works with a wait in it', `${sleep}async function begin() { await fetch('https://a.example/begin'); await sleep(50); }
  async function once() { await begin(); return fetch('https://a.example'); }
  export async function load() { for (let tries = 0; tries < 5; tries++) { try { return await once(); } catch (error) { console.log(error); } } throw new Error('gave up'); }`, ['load: loop 5 count [0 0 0]']],
  ['an attempt that waits when it is done', `${sleep}async function once() { const found = await fetch('https://a.example'); await sleep(100); return found; }
  export async function load() { for (let tries = 0; tries < 5; tries++) { try { return await once(); } catch (error) { console.log(error); } } throw new Error('gave up'); }`, ['load: loop 5 count [0 0 0]']],
])('%s', (_, text, expected) => {
  expect(found(text)).toEqual(expected);
});

const asked = `${sleep}export async function again<T>(work: (tries: number) => Promise<T>, passes: (tries: number, error: unknown) => boolean): Promise<T> {
  for (let tries = 0; tries < Infinity; tries++) { try { return await work(tries); } catch (error) { if (!passes(tries, error)) throw error; } }
  throw new Error('never');
}
`;

it('a helper whose caller waits in what it hands over, and looks at the clock', () => {
  expect(inventory(`${asked}export async function refresh() {
    const begun = Date.now();
    return again(async (tries) => { if (tries > 0) await sleep(200 * 2 ** (tries - 1)); return fetch('https://a.example'); },
      (tries, error) => isPassing(error) && Date.now() + 200 * 2 ** tries - begun < 30_000);
  }
  declare function isPassing(error: unknown): boolean;`)).toEqual(['unknown / growing 200 / deadline']);
});

it.each<[what: string, stop: string, expected: string]>([
  ['that another method clears', 'stop() { clearInterval(this.timer); }', 'only its owner ends it'],
  ['that nobody else clears', 'stop() { this.timer = undefined; }', 'nothing ends it'],
])('an interval %s', (_, stop, expected) => {
  const program = programOf(`export class Tracker {
    private timer?: NodeJS.Timeout;
    wait() { this.timer = setInterval(async () => { try { await fetch('https://a.example'); clearInterval(this.timer); } catch { console.log('again'); } }, 10); }
    ${stop}
  }`);
  const all = program.modules.all.flatMap((module) => module.facts.functions.flatMap((fact, fn) => ownRetries(program, module, fn).map((retry) => ownLayer(program, retry, { module, function: fn }).said)));
  expect(all).toEqual([expected]);
});

it('a count in a field that a helper steps, which nobody else calls', () => {
  expect(found(`${sleep}export class Feed {
    private tries = 0; private closed = false; private running?: Promise<void>;
    async poll(): Promise<void> {
      if (this.closed) return;
      try { const rows = await load(); if (rows.length > 0) this.tries = 0; else await this.rest(); this.running = this.poll(); } catch (error) { console.error(error); await this.rest(); this.running = this.poll(); }
    }
    private async rest(): Promise<void> { this.tries++; const time = Math.min(Math.pow(2, this.tries), 1000); await sleep(time); }
    close() { this.closed = true; }
  }
  async function load() { return (await fetch('https://a.example')).json(); }`)).toEqual(['Feed.poll: recursion goes on unbounded stop [2 4 8]']);
});

it('a wait by options that cannot be told: a factor that is asked for nothing, a limit and chance', () => {
  expect(inventory(`${sleep}function waitOf({ factor, first, most, jitter }: { factor: number; first: number; most: number; jitter: boolean }, tries: number) {
    let delay: number;
    if (factor === 0) { delay = first; } else { delay = first * factor ** tries; }
    if (jitter && delay > 0) { const part = delay * 0.25; delay = delay + (Math.random() * 2 - 1) * part; delay = Math.max(0, delay); }
    return delay;
  }
  export async function load(options: { factor: number; first: number; most: number; jitter: boolean; tries: number }) {
    for (let tries = 0; tries < options.tries; tries++) { try { return await fetch('https://a.example'); } catch { await sleep(waitOf(options, tries)); } }
    throw new Error('gave up');
  }`)).toEqual(['unknown / growing ~ / count']);
});
