/** Retries where who is told of a failure, and when, is said elsewhere: handlers, intervals, generators, waits that may be left out. */
import { expect, it } from 'vitest';
import { found, sleep } from './own-retries.test.setup.ts';
import { inventory } from './retry-inventory.test.setup.ts';

it.each<[what: string, text: string, expected: string[]]>([
  ['one failure counts once, whether it is caught or told to a handler', `import WebSocket from 'ws';
  export class Feed {
    private socket: WebSocket | null = null; private tries = 0; private readonly most = 5;
    connect() {
      try { this.socket = new WebSocket('wss://a.example'); this.socket.onclose = () => { this.lost(); }; } catch { this.lost(); }
    }
    private lost() { if (this.tries >= this.most) return; this.tries++; setTimeout(() => this.connect(), 1000 * 2 ** (this.tries - 1)); }
  }`, ['Feed.connect: event 6 count [1000 2000 4000]']],
  ['an interval waits as long as it was told at first', `export function poll(done: () => void) { let delay = 1000;
    const timer = setInterval(async () => { try { const answer = await fetch('https://a.example'); if (answer.ok) { clearInterval(timer); done(); } } catch { delay *= 2; } }, delay); }`, ['poll.timer.<setInterval>: recursion unbounded none [1000 1000 1000]']],
  ['what a generator hands on', `${sleep}export async function* again<T>(make: () => AsyncGenerator<T>, most = 3): AsyncGenerator<T> {
    for (let attempt = 0; attempt < most; attempt++) { try { yield* make(); return; } catch (error) { if (attempt === most - 1) throw error; await sleep(1000 * 2 ** attempt); } } }`, ['again: loop 3 count [1000 2000]']],
  ['what is gone through', `${sleep}export async function all<T>(rows: () => AsyncIterable<T>, take: (row: T) => void) {
    for (let attempt = 0; attempt < 4; attempt++) { try { for await (const row of rows()) take(row); return; } catch { await sleep(50); } } }`, ['all: loop 4 count [50 50 50]']],
  ['an end that is listened to on what may not be there', `declare function start(): Promise<{ on(event: string, told: () => void): void } | undefined>; let browser: Awaited<ReturnType<typeof start>>;
  export async function launch() { browser = undefined; browser = await start(); browser?.on('disconnected', () => { void launch(); }); }`, ['launch: event unbounded none [0 0 0]']],
])('%s', (_, text, expected) => expect(found(text)).toEqual(expected));

it('a test of the delay asks whether there is anything to wait for, also where the promise is made in place', () => {
  expect(inventory(`export async function load(delay: number) {
    for (let attempt = 0; attempt < 4; attempt++) { try { if (delay) await new Promise((resolve) => setTimeout(resolve, delay)); return await fetch('https://a.example'); } catch (error) { console.warn(error); } }
    return null; }`)).toEqual(['4 / constant / count']);
});
