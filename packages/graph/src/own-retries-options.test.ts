/** Retries by options: merged over others, left out, handed on by those in between, and hooks that an object is made with. */
import { expect, it } from 'vitest';
import { found, sleep } from './own-retries.test.setup.ts';
import { inventory } from './retry-inventory.test.setup.ts';

const often = (before: string, most: string, delay: string, type = 'Options'): string => `import type { Options } from '@shop/options';
  ${sleep}const usual = { most: 3, first: 1000 };
  export async function often<T>(work: () => Promise<T>, options: ${type}): Promise<T> {
    ${before}
    for (let attempt = 1; ; attempt++) { try { return await work(); } catch (error) { if (attempt >= ${most}) throw error; await sleep(${delay} * 2 ** (attempt - 1)); } }
  }`;

it.each<[what: string, text: string, expected: string[]]>([
  ['merged over others, which hold where nobody is seen to say anything', often('const all = { ...usual, ...options };', 'all.most', 'all.first'), ['often: loop 3 count [1000 2000]']],
  ['with a number that stands in for each', often('', '(options.most ?? 4)', '(options.first || 50)'), ['often: loop 4 count [50 100 200]']],
  ['under another name', often('const given = options as Partial<Options>;', '(given.most ?? 2)', '10'), ['often: loop 2 count [10]']],
  ['taken apart, with a number for what is not there', often('', 'most', '10').replace('options: Options', '{ most = 5 }: Options'), ['often: loop 5 count [10 20 40]']],
  ['of a type that asks for it: there are others out of sight, who say it', often('const all = { ...usual, ...options };', 'all.most', '10', '{ most: number }'), ['often: loop unknown count [10 20 40]']],
  ['with something before it that nobody knows', often('const all = { ...options.usual, ...options };', 'all.most', '10'), ['often: loop unknown count [10 20 40]']],
])('options %s', (_, text, expected) => expect(found(text)).toEqual(expected));

const transaction = `declare function isConflict(error: unknown): boolean;
  export async function transaction<R>(db: Db, work: (db: Db) => Promise<R>, options?: { maxRetries?: number }, attempt = 0): Promise<R> {
    try { return (await db.$transaction((inner: Db) => work(inner), options)) as R; } catch (error) {
      if (isConflict(error) && typeof options?.maxRetries === 'number' && attempt < options.maxRetries) return transaction(db, work, options, attempt + 1);
      throw error;
    }
  }
  type Db = any;`;
const between = `import { transaction as inner } from './transaction';
  export async function transaction<R>(db: never, name: string, work: () => Promise<R>, options?: { maxRetries?: number }) { console.log(name); return inner(db, work, options); }`;

it.each<[what: string, use: string, expected: string[]]>([
  ['who says a number, and one who does not', `export const save = () => transaction(db, 'save', work, { maxRetries: 3 }); export const load = () => transaction(db, 'load', work);`, ['4 / none / count']],
  ['two who say others', `export const save = () => transaction(db, 'save', work, { maxRetries: 3 }); export const load = () => transaction(db, 'load', work, { maxRetries: 1 });`, ['2 / none / count', '4 / none / count']],
  ['nobody who says it', `export const load = () => transaction(db, 'load', work);`, []],
])('options that a function in between hands on: %s', (_, use, expected) =>
  expect(inventory({ 'transaction.ts': transaction, 'between.ts': between, 'use.ts': `import { transaction } from './between'; declare const db: never; const work = async () => { await fetch('https://a.example'); }; ${use}` })).toEqual(expected));

const reconnecting = (before: string, wanted: string): Record<string, string> => ({
  'reconnecting.ts': `interface Hooks { connect(): Promise<void>; isWanted(): Promise<boolean>; pause: (ms: number) => Promise<void> }
    const USUAL = { most: 6, delayOf: (tries: number) => 2000 * 2 ** tries };
    export class Reconnecting {
      private tries = 0;
      constructor(private readonly hooks: Hooks, private readonly config = USUAL) {}
      async lost(error: Error) {
        if (this.tries >= this.config.most) return;
        ${before}
        while (this.tries <= this.config.most) {
          if (!(await this.hooks.isWanted())) return;
          try { await this.hooks.connect(); } catch {
            if (this.tries < this.config.most) { const delay = this.config.delayOf(this.tries); this.tries++; await this.hooks.pause(delay); continue; }
            break;
          }
          this.tries = 0;
          return;
        }
      }
    }`,
  'hub.ts': `import { setTimeout as pause } from 'timers/promises'; import { Reconnecting } from './reconnecting'; declare const wanted: Map<string, boolean>;
    export const hub = (name: string) => new Reconnecting({ connect: async () => { await fetch('https://a.example'); }, isWanted: ${wanted}, pause: (ms) => pause(ms) });`,
});

it.each<[what: string, files: Record<string, string>, expected: string[]]>([
  ['a count in a field that is stepped before, hooks of whoever makes it', reconnecting('this.tries++;', 'async () => wanted.get(name) === true'), ['Reconnecting.lost: loop 6 count [4000 8000 16000]']],
  ['a count that is set and stepped before', reconnecting('this.tries = 2; this.tries += 2;', 'async () => wanted.get(name) === true'), ['Reconnecting.lost: loop 3 count [32000 64000]']],
  ['a count that is stepped on some ways alone', reconnecting('if (error.name === "A") this.tries++;', 'async () => wanted.get(name) === true'), ['Reconnecting.lost: loop unknown count [? ? ?]']],
  ['a hook that waits, too', reconnecting('this.tries++;', 'async () => { await pause(500); return true; }'), ['Reconnecting.lost: loop 6 count [4500 8500 16500]']],
])('%s', (_, files, expected) => expect(found(files)).toEqual(expected));

it('a hook that tests put something else in the place of', () =>
  expect(found({ ...reconnecting('this.tries++;', 'async () => wanted.get(name) === true'), 'hub.test.ts': `import { Reconnecting } from './reconnecting'; import sinon from 'sinon';
    export const tested = new Reconnecting({ connect: sinon.stub(), isWanted: async () => true, pause: sinon.stub() });` }, (path) => path.endsWith('.test.ts'))).toEqual(['Reconnecting.lost: loop 6 count [4000 8000 16000]']));
