/** Retries that are written out: the same call once more where its failure is handled. */
import { expect, it } from 'vitest';
import { programOf } from './marked-calls.test.setup.ts';
import { ownRetries } from './own-retries.ts';
import { found, sleep } from './own-retries.test.setup.ts';

it.each<[what: string, text: string, expected: string[]]>([
  ['in a catch', `export async function load(url: string) { try { return await fetch(url); } catch (error) { console.warn(error); return await fetch(url); } }`, ['load: again 2 count [0]']],
  ['after a wait, of a function that was handed over', `${sleep}export async function twice<T>(work: () => Promise<T>) { try { return await work(); } catch { await sleep(250); return await work(); } }`, ['twice: again 2 count [250]']],
  ['in the handler of a promise', `export const load = (url: string) => fetch(url).catch(() => fetch(url));`, ['load: again 2 count [0]']],
  ['with what is made alike both times', `declare const mails: { send(body: string): Promise<void> };
  export async function send(order: { id: string }) { try { await mails.send(JSON.stringify({ id: order.id })); } catch { await mails.send(JSON.stringify({ id: order.id })); } }`, ['send: again 2 count [0]']],
  ['when a response says that it failed', `${sleep}export async function load(url: string) { let answer = await fetch(url); if (!answer.ok) { await sleep(500); answer = await fetch(url); } return answer; }`, ['load: again 2 count [500]']],
  ['when what was asked for is not there yet', `${sleep}declare const rows: { find(id: string): Promise<unknown[]> };
  export async function load(id: string) { let found = await rows.find(id); if (!found[0]) { await sleep(150); found = await rows.find(id); } return found[0]; }`, ['load: again 2 count [150]']],
  ['but not with another argument', `export async function load(url: string, other: string) { try { return await fetch(url); } catch { return await fetch(other); } }`, []],
  ['nor with one that was changed', `export async function load(url: string) { try { return await fetch(url); } catch { url = url + '?fresh'; return await fetch(url); } }`, []],
  ['nor on a client that was made anew', `declare function connect(): { get(id: string): Promise<string> };
  export class Stock { private client = connect(); async get(id: string) { try { return await this.client.get(id); } catch { this.client = connect(); return await this.client.get(id); } } }`, []],
  ['nor after other work, which mends something', `import { mkdir, writeFile } from 'node:fs/promises';
  export async function save(path: string, text: string) { try { await writeFile(path, text); } catch { await mkdir(path, { recursive: true }); await writeFile(path, text); } }`, []],
  ['nor after signing in again', `declare const session: { refresh(): Promise<void> }; export async function load(url: string) { try { return await fetch(url); } catch { await session.refresh(); return await fetch(url); } }`, []],
  ['nor what is asked again to fill a cache', `declare const rows: { find(id: string): Promise<unknown> };
  export async function load(id: string) { let found = await rows.find(id); if (!found) { found = await rows.find(id); } return found; }`, []],
  ['nor what is done after other work, which may have failed', `declare const shards: { make(id: string): Promise<void>; confirm(id: string): Promise<void> };
  export async function make(id: string) { try { await shards.make(id); await shards.confirm(id); } catch { await shards.confirm(id); } }`, []],
  ['nor when somebody is told that there is more', `declare const rows: { read(from: string): Promise<unknown[]> }; declare function told(most: number): Promise<void>;
  const wait = (most: number) => Promise.race([told(most), new Promise<void>((resolve) => setTimeout(resolve, most))]);
  export async function read(from: string, most: number) { let found = await rows.read(from); if (found.length === 0) { await wait(most); found = await rows.read(from); } return found; }`, []],
  ['nor what is done in place of something else', `declare function cached(): Promise<{ ok: boolean; wrap<T>(work: () => Promise<T>): Promise<T> }>;
  export async function through<T>(work: () => Promise<T>) { try { const cache = await cached(); if (!cache.ok) return await work(); return await cache.wrap(work); } catch { return await work(); } }`, []],
  ['nor what nobody waits for where its failure is kept', `export async function load(url: string) { try { return fetch(url); } catch { return fetch(url); } }`, []],
])('the same call %s', (_, text, expected) => expect(found(text)).toEqual(expected));

it('only some failures lead to the second attempt where a test decides', () => {
  const program = programOf(`declare function passes(error: unknown): boolean; export async function load(url: string) { try { return await fetch(url); } catch (error) { if (!passes(error)) throw error; return await fetch(url); } }`);
  const all = program.modules.all.flatMap((module) => module.facts.functions.flatMap((_, fn) => ownRetries(program, module, fn).map((each) => each.course({ module, function: fn }))));
  expect(all).toMatchObject([{ attempts: 2, narrow: 'some' }]);
});
