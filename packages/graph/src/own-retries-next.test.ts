/** Turns that are about another thing each time, counts and waits that stand deeper in a turn, and retries beside them. */
import { expect, it } from 'vitest';
import { programOf } from './marked-calls.test.setup.ts';
import { found, sleep } from './own-retries.test.setup.ts';
import { ownRetries } from './own-retries.ts';
import { ownLayer } from './retry-layers.ts';

it.each<[what: string, text: string, expected: string[]]>([
  ['a count in a branch that goes round, which something else may end', `${sleep}export async function run(step: any, limit: number, pause: number) {
    let failed = 0;
    while (true) {
      try { await step.act(); break; } catch (error) {
        if (failed < limit) { failed += 1; if (pause > 0) { try { await sleep(pause); } catch (late: any) { if (late.isQuiet) return; throw late; } } continue; }
        throw error;
      }
    }
  }`, ['run: loop unknown count [? ? ?]']],
  ['a failure that waits, but for those of a class of the program that a helper asks for', `${sleep}class Ended extends Error {}
  function isEnded(error: unknown) { return error instanceof Ended; }
  export async function follow(signal: AbortSignal) {
    while (!signal.aborted) { try { await fetch('https://a.example'); await sleep(200); } catch (error) { if (!isEnded(error)) await sleep(500); } }
  }`, ['follow: loop goes on unknown signal [500 500 500]']],
  ['a failure that waits only when the program itself has thrown it', `${sleep}class Ended extends Error {}
  function isEnded(error: unknown) { return error instanceof Ended; }
  export async function follow(signal: AbortSignal) {
    while (!signal.aborted) { try { await fetch('https://a.example'); await sleep(200); } catch (error) { if (isEnded(error)) await sleep(500); } }
  }`, ['follow: loop goes on unknown signal [0 0 0]']],
  ['the next of a queue, whatever came of the one before', `export async function visit(page: any, queue: { url: string; depth: number }[], links: string[]) {
    while (queue.length > 0) {
      const { url, depth } = queue.shift()!;
      try { await page.open(url); await page.ready(); for (const link of links) queue.push({ url: link, depth: depth + 1 }); } catch (error) { console.log(url, error); }
    }
  }`, []],
  ['one that is put back into its queue', `export async function visit(page: any, queue: string[]) {
    while (queue.length > 0) {
      const url = queue.shift()!;
      try { await page.open(url); await page.ready(); } catch { queue.push(url); }
    }
  }`, ['visit: loop goes on unbounded none [? ? ?]']],
  ['the next of a list by its place', `export async function visit(page: any, links: { url: string }[]) {
    for (let i = 0; i < links.length; i++) {
      const link = links[i];
      try { await page.open(link.url); await page.ready(); } catch (error) { console.log(error); }
    }
  }`, []],
  ['the next of what is kept, after success as after failure', `export class Line {
    #store: any; #wire: any;
    async send(values: unknown) {
      try { await this.#wire.ready(); await this.#wire.send(values); } catch (error) { console.log(error); } finally { setTimeout(() => this.#next(), 0); }
    }
    #next(): void {
      const current = this.#store.all();
      if (current.length === 0) return;
      const [next, ...rest] = current;
      this.#store.set(rest);
      void this.send(next.values).catch(() => {});
    }
  }`, []],
  ['another channel each turn, to which the attempt is turned first', `const channels = [11, 15, 20];
  export async function scan(radio: any) {
    for (const channel of channels) { await radio.tune(channel); try { return await radio.ask('who'); } catch (error) { console.log(error); } }
    return undefined;
  }`, []],
  ['waits that are listed', `${sleep}export async function read() {
    for (const delay of [100, 500, 1000]) { try { return await fetch('https://a.example'); } catch { await sleep(delay); } }
    return undefined;
  }`, ['read: loop 3 count [100 500]']],
  ['the folder above, by way of a function written in place', `import * as path from 'node:path'; import { promises as fs } from 'node:fs';
  async function exists(file: string) { try { await fs.access(file); return true; } catch (error: any) { if (error.code === 'ENOENT') return false; throw error; } }
  export async function upwards(name: string, from: string) {
    let folder = from;
    const here = () => path.join(folder, name);
    while (!await exists(here())) { const above = path.dirname(folder); if (above === folder) throw new Error('none'); folder = above; }
    return here();
  }`, []],
  ['only what a timer has rejected: it has taken its time', `const LATE = new Error('too late');
  export async function ask(call: () => Promise<string>, most: number) {
    for (let n = 0; n <= most; n++) {
      try { return await Promise.race([call(), new Promise<never>((_, reject) => setTimeout(() => reject(LATE), 900))]); } catch (error) { if (error === LATE && n < most) continue; throw error; }
    }
    throw new Error('never');
  }`, ['ask: loop unknown count [? ? ?]']],
])('%s', (_, text, expected) => {
  expect(found(text)).toEqual(expected);
});

it('says who ends a loop whose flag another function sets', () => {
  const program = programOf(`export function start() {
    let isMounted = true;
    void (async () => { while (isMounted) { try { await fetch('https://a.example'); return; } catch (error) { console.log(error); } } })();
    return () => { isMounted = false; };
  }`);
  const said = program.modules.all.flatMap((module) => module.facts.functions.flatMap((_, fn) => ownRetries(program, module, fn).map((each) => ownLayer(program, each, { module, function: fn }).said)));
  expect(said).toEqual(['only its owner ends it']);
});
