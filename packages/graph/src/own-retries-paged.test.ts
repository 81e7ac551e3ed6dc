/** Loops that carry something on when a turn succeeds, and ask for the same again when it fails; and streams that are gone through again. */
import { expect, it } from 'vitest';
import { found, sleep } from './own-retries.test.setup.ts';

it.each<[what: string, text: string, expected: string[]]>([
  ['pages, with all failures counted', `declare const shop: any; declare function gql(parts: TemplateStringsArray): string;
  export async function orders() {
    const all: unknown[] = []; const progress = { lastId: '', done: false, left: 10 };
    while (!progress.done) {
      try {
        const result = await shop.query(gql\`query { orders }\`, { lastId: progress.lastId });
        if (result.error) throw result.error;
        progress.done = result.data.length < 100;
        progress.lastId = result.data.at(-1).id;
        all.push(...result.data);
      } catch (error) { progress.left--; if (progress.left <= 0) throw error; }
    }
    return all;
  }`, ['orders: loop goes on 10 count [0 0 0]']],
  ['a cursor that the call itself gives', `${sleep}declare const feed: any;
  export async function scan(signal: AbortSignal) {
    let cursor: string | undefined;
    while (!signal.aborted) { try { cursor = await feed.scan(cursor, signal); } catch { if (signal.aborted) break; await sleep(100); } }
  }`, ['scan: loop goes on unknown signal [100 100 100]']],
  ['a cursor that is read from what was given', `${sleep}declare const feed: any;
  export async function read(signal: AbortSignal) {
    let lastId = '0'; let tries = 0;
    while (!signal.aborted) {
      try { const messages = await feed.xread(lastId); tries = 0; for (const [id] of messages) lastId = id; }
      catch (error) { tries++; if (tries >= 3) throw error; await sleep(1000 * tries); }
    }
  }`, ['read: loop goes on 3 count [1000 2000]']],
  ['a page that is left out when it has failed', `declare const shop: any;
  export async function pages() {
    let page = 0;
    while (page < 9) { try { const got = await shop.read(page); page = got.next; } catch { page = page + 1; } }
  }`, []],
  ['the next job, whatever came of the one before', `${sleep}declare const queue: any; declare const shop: any;
  export async function work() {
    while (true) { const job = await queue.take(); try { await shop.run(job); } catch (error) { console.error(error); await sleep(10); } }
  }`, []],
  ['rows that a query gives are not the same each time', `${sleep}declare function sql(parts: TemplateStringsArray): Promise<any>; declare const shop: any;
  export async function work() {
    while (true) { const [job] = await sql\`delete from jobs returning *\`; try { await shop.run(job); } catch (error) { console.error(error); await sleep(10); } }
  }`, []],
  ['a stream, by a method that calls itself', `${sleep}export class Feed {
    constructor(private readonly source: any) {}
    async start(): Promise<void> {
      try { for await (const event of this.source) console.log(event); } catch (error) {
        if ((error as Error).name === 'AbortError') return;
        await sleep(3000);
        return this.start();
      }
    }
  }`, ['Feed.start: recursion unbounded none [3000 3000 3000]']],
  ['a stream that is opened in a loop', `${sleep}declare const feed: any;
  export async function read() {
    for (let attempt = 0; attempt < 4; attempt++) {
      try { for await (const event of feed.open()) console.log(event); return; } catch { await sleep(100); }
    }
  }`, ['read: loop 4 count [100 100 100]']],
  ['a stream that is opened anew when it ends, too', `${sleep}declare const feed: any;
  export async function listen() {
    while (true) { try { for await (const event of feed.open()) console.log(event); } catch (error) { console.error(error); } await sleep(700); }
  }`, ['listen: loop goes on unbounded none [700 700 700]']],
  ['a stream that a generator hands on', `${sleep}declare const feed: any;
  export async function* read() {
    for (let attempt = 0; attempt < 4; attempt++) {
      try { yield* feed.open(); return; } catch { await sleep(100); }
    }
  }`, ['read: loop 4 count [100 100 100]']],
  ['streams that a generator hands on of each file, and of folders in it', `declare function list(folder: string): Promise<string[]>; declare function open(file: string): AsyncIterable<string>;
  export async function* lines(files: string[]) { for (const file of files) { try { yield* open(file); } catch (error) { console.error(error); } } }
  export async function* walk(folder: string): AsyncIterable<string> { try { for (const each of await list(folder)) yield* walk(folder + each); } catch (error) { console.error(error); } }
  export async function* rest(folders: string[]) { while (folders.length > 0) { const folder = folders.pop()!; try { yield* open(folder); } catch (error) { console.error(error); } } }`, []],
  ['a stream of each file, and one that is left when it has failed', `export async function first(files: any[], feed: any) {
    for (const file of files) { try { for await (const line of file.open()) console.log(line); return; } catch (error) { console.error(error); } }
    while (true) { try { for await (const event of feed) console.log(event); return; } catch (error) { console.error(error); break; } }
  }`, []],
  ['a stream that is made of each part', `declare function read(from: unknown): AsyncIterable<string>;
  export async function replay(parts: string[][]) {
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i]!;
      const stream = new ReadableStream({ start(controller) { for (const chunk of part) controller.enqueue(chunk); } });
      let last: string | undefined;
      try { for await (const line of read({ stream })) last = line; } catch (error) { console.error(error); continue; }
      if (last === 'end') return last;
    }
  }`, []],
])('%s', (_, text, expected) => {
  expect(found(text)).toEqual(expected);
});
