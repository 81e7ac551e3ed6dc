/** Loops that go on while a flag says so, and ends that a count decides by way of a constant or a function. */
import { expect, it } from 'vitest';
import { found, sleep } from './own-retries.test.setup.ts';
import { inventory } from './retry-inventory.test.setup.ts';

it.each<[what: string, text: string, expected: string[]]>([
  ['a flag that is set anew before each further attempt, up to a number that callers say', `${sleep}export async function run(url: string, most: number) {
    let again = true; let tries = 0;
    while (again) { again = false; try { await fetch(url); } catch { if (tries < most) { tries++; again = true; await sleep(100); } } }
  }`, ['run: loop unknown count [100 100 100]']],
  ['a flag that is set anew for ever', `${sleep}export async function run(url: string) {
    let again = true;
    while (again) { again = false; try { await fetch(url); } catch { again = true; await sleep(100); } }
  }`, ['run: loop unbounded none [100 100 100]']],
  ['a flag in an object', `${sleep}export async function run(url: string, most: number) {
    const state = { done: false, tries: 0 };
    while (!state.done) { try { await fetch(url); state.done = true; } catch { state.tries += 1; if (state.tries > most) state.done = true; else await sleep(100); } }
  }`, ['run: loop unknown count [100 100 100]']],
  ['a flag in a field', `${sleep}export class Sender {
    private done = false; private tries = 0;
    constructor(private most: number) {}
    async run(url: string) { while (!this.done) { try { await fetch(url); this.done = true; } catch { this.tries += 1; if (this.tries > this.most) this.done = true; else await sleep(100); } } }
  }`, ['Sender.run: loop unknown count [100 100 100]']],
  ['a count of many in a constant of the turn', `${sleep}export async function run(url: string) {
    let tries = 0; let failed: unknown;
    while (!failed) { try { return await fetch(url); } catch (error) { const again = tries < 40; if (again) { tries += 1; await sleep(5); } else failed = error; } }
    throw failed;
  }`, ['run: loop 41 count [5 5 5]']],
  ['a count of many that a function asks', `${sleep}const mayTry = (tries: number) => tries < 40;
  export async function run(url: string) {
    for (let tries = 0; ; tries++) { try { return await fetch(url); } catch (error) { if (!mayTry(tries)) throw error; await sleep(5); } }
  }`, ['run: loop 41 count [5 5 5]']],
  ['a count of many, and something else that may end it sooner', `${sleep}export async function run(url: string, mayPass: (error: unknown) => boolean) {
    let tries = 0;
    while (true) { try { return await fetch(url); } catch (error) { if (tries++ < 40 && mayPass(error)) { await sleep(5); continue; } throw error; } }
  }`, ['run: loop 41 count [5 5 5]']],
])('%s', (_, text, expected) => {
  expect(found(text)).toEqual(expected);
});

const helper = `${sleep}export async function retry<T>(work: () => Promise<T>, options: { most?: number; waitFor?: (tries: number) => number | null; passes?: (error: unknown) => boolean } = {}): Promise<T> {
  const { most = 3, passes = () => true, waitFor = (n: number) => 100 * 2 ** n } = options;
  let tries = 0; let failed: unknown;
  while (!failed) {
    try { return await work(); } catch (error) {
      const ms = waitFor(tries);
      const again = tries < most && ms !== null && passes(error);
      if (again) { tries += 1; if (ms !== 0) await sleep(ms); } else failed = error;
    }
  }
  throw failed;
}
`;

it.each<[what: string, text: string, expected: string[]]>([
  ['its own wait', `export const load = () => retry(() => fetch('https://a.example'));`, ['4 / growing 100 / count']],
  ['a wait that the caller hands in', `export const load = () => retry(() => fetch('https://a.example'), { most: 60, waitFor: () => 50 });`, ['61 / constant 50 / count']],
  ['none', `export const load = () => retry(() => fetch('https://a.example'), { waitFor: () => 0 });`, ['4 / none / count']],
  ['a wait that says when it is enough, for some failures', `const DELAYS = [1, 2, 5];
  const waitFor = (n: number) => { let delay: number; if (n < DELAYS.length) delay = DELAYS[n]; else delay = DELAYS[DELAYS.length - 1]; if (n >= 20) return null; return delay; };
  export const load = () => retry(() => fetch('https://a.example'), { most: 60, waitFor, passes: (error: any) => error.code === 'BUSY' });`, ['21 / growing 1 / count']],
])('a helper that is told how long to wait: %s', (_, text, expected) => {
  expect(inventory(`${helper}${text}`)).toEqual(expected);
});
