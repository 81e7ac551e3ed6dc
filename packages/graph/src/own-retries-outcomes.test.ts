/** Attempts whose outcome is an exit code, a pair or a callback's error, and what a component keeps in its refs meanwhile. */
import { expect, it } from 'vitest';
import { found, sleep } from './own-retries.test.setup.ts';

it.each<[what: string, text: string, expected: string[]]>([
  ['a command, by its exit code, with a wait that blocks', `import { spawnSync } from 'node:child_process';
  function pause(ms: number) { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms); }
  export function generate() {
    for (let attempt = 1; attempt <= 5; attempt++) {
      const result = spawnSync('generate', ['--all']);
      if (result.status === 0) return;
      if (attempt === 5) break;
      pause(500 * attempt);
    }
    throw new Error('not generated');
  }`, ['generate: loop 5 count [500 1000 1500]']],
  ['a pair of what was given and what went wrong, of a call that nothing is known of', `declare const runner: any; declare const clock: any;
  async function settled<T>(promise: Promise<T>) { try { return { data: await promise, error: null }; } catch (error) { return { data: null, error }; } }
  export async function run(order: string) {
    let tries = 0;
    while (tries <= 3) {
      const result = await settled(runner.run(order));
      if (!result.error) return result.data;
      await clock.pause(5);
      tries++;
    }
  }`, ['run: loop 4 count [? ? ?]']],
  ['a failure that what was given says in a word, where a throttled request goes round uncounted', `${sleep}declare const runner: any;
  async function settled<T>(promise: Promise<T>) { try { const data = await promise; return { data, error: null }; } catch (error) { return { data: null, error }; } }
  export async function run(order: string) {
    let tries = 0;
    while (tries <= 3) {
      const answer = await settled(runner.run(order));
      if (answer.error) { await sleep(5); tries++; continue; }
      const result = answer.data;
      if (result.type === 'rate_limit') { await sleep(result.delay); continue; }
      if (result.type === 'error') { await sleep(9); tries++; continue; }
      break;
    }
  }`, ['run: loop 4 count [5 5 5]']],
  ['a word for how far something is, that is asked for again', `${sleep}declare const jobs: any;
  export async function done(id: string) { while (true) { const job = await jobs.get(id); if (job.state === 'completed') return job; if (job.state === 'failed') throw new Error('failed'); await sleep(100); } }`, []],
  ['work that is run within a context', `import { context } from '@opentelemetry/api';
  export async function traced<T>(work: () => Promise<T>) {
    for (let attempt = 0; attempt < 3; attempt++) { try { return await context.with(context.active(), async () => work()); } catch (error) { console.error(error); } }
    throw new Error('gave up');
  }`, ['traced: loop 3 count [0 0]']],
  ['work that is begun under a name and races against its time', `export async function ranked(work: () => Promise<string>) {
    for (let attempt = 0; attempt < 3; attempt++) {
      try {
        const tooLong = new Promise<null>((resolve) => { setTimeout(() => resolve(null), 1000); });
        const answer = work();
        const first = await Promise.race([answer, tooLong]);
        if (!first) continue;
        return first;
      } catch (error) { console.error(error); }
    }
    return '';
  }`, ['ranked: loop 3 count [0 0]']],
  ['a page that says its status below', `declare const shop: any;
  export async function page() {
    for (let i = 0; i < 3; i++) {
      try { const got = await shop.page(); if (!got.success) throw new Error('no page'); if (got.page.metadata.statusCode < 300) break; } catch (error) { console.error(error); }
    }
  }`, ['page: loop 3 count [0 0]']],
  ['a copy that tells its callback, with a count that may be left out', `import fs from 'fs-extra';
  export function copy(job: any) {
    const { from, to, done, failed, retry = 0 } = job;
    fs.copy(from, to, (error) => {
      if (!error) return done();
      if (retry >= 3) return failed(error);
      setTimeout(() => copy({ ...job, retry: retry + 1 }), 500 * 2 ** retry);
    });
  }`, ['copy: recursion 4 count [500 1000 2000]']],
  ['a callback of a component, with a timer and flags in its refs', `import { useCallback, useRef } from 'react';
  declare const shop: any;
  export function Prices() {
    const timer = useRef<number | null>(null); const isBusy = useRef(false);
    const load = useCallback(async () => {
      if (isBusy.current) return;
      isBusy.current = true;
      let ok = false;
      try { await shop.prices(); ok = true; } catch (error) { console.error(error); }
      isBusy.current = false;
      if (ok || timer.current !== null) return;
      timer.current = window.setTimeout(() => { timer.current = null; void load(); }, 5000);
    }, []);
    return load;
  }`, ['Prices.load.<useCallback>: recursion unbounded none [5000 5000 5000]']],
  ['a callback of a component that goes on with the next of what waits', `import { useCallback, useRef } from 'react';
  export function Board(props: { url: string; onError?: (error: unknown) => void }) {
    const waiting = useRef<any[]>([]); const isBusy = useRef(false);
    const next = useCallback(async () => {
      if (isBusy.current || waiting.current.length === 0) return;
      isBusy.current = true;
      const task = waiting.current.shift()!;
      try {
        if (task.type === 'card') { const response = await fetch(props.url, { method: 'POST', body: task.card }); if (!response.ok) throw new Error(await response.text()); }
      } catch (error) { props.onError?.(error); } finally { isBusy.current = false; next(); }
    }, []);
    return next;
  }`, []],
  ['a count in an object of the module, which nothing else changes', `declare const shop: any;
  const state = { tries: 0 };
  export async function connect(): Promise<void> {
    try { await shop.connect(); } catch { state.tries++; if (state.tries < 4) setTimeout(() => void connect(), 100 * state.tries); }
  }`, ['connect: recursion 4 count [100 200 300]']],
  ['one that something else changes, too', `declare const shop: any;
  const state = { tries: 0 };
  export function begin(at: number) { state.tries = at; }
  export async function connect(): Promise<void> {
    try { await shop.connect(); } catch { state.tries++; if (state.tries < 4) setTimeout(() => void connect(), 100); }
  }`, ['connect: recursion unknown count [100 100 100]']],
])('%s', (_, text, expected) => {
  expect(found(text)).toEqual(expected);
});
