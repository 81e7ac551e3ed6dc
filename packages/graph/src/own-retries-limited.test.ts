/** How waits go on that are set in several steps, and that something limits which cannot be told. */
import { expect, it } from 'vitest';
import { programOf } from './marked-calls.test.setup.ts';
import { sleep } from './own-retries.test.setup.ts';
import { retryInventory } from './retry-inventory.ts';

it.each<[what: string, text: string, expected: string[]]>([
  ['what is left of the time limits a wait that grows', `${sleep}export async function send(url: string, ends: number) {
    for (let tried = 0; tried < 4; tried++) {
      try { return await fetch(url); } catch { await sleep(Math.min(100 * 2 ** tried, ends - performance.now())); }
    }
  }`, ['growing']],
  ['a limit that cannot be told may be what grows', `${sleep}export async function send(url: string, turn: () => number) {
    for (let tried = 0; tried < 4; tried++) {
      try { return await fetch(url); } catch { await sleep(Math.min(turn(), 1000)); }
    }
  }`, ['some']],
  ['a helper that raises the wait to what it was asked for', `${sleep}async function pause(tried: number, failure: any) {
    let wait = 100 * 2 ** tried;
    const asked = failure.retryAfter;
    if (asked !== undefined) wait = Math.max(wait, asked);
    await sleep(wait);
  }
  export async function send(url: string) {
    for (let tried = 0; tried < 4; tried++) { try { return await fetch(url); } catch (error) { await pause(tried, error); } }
  }`, ['growing']],
  ['a helper that may wait for another time altogether', `${sleep}async function pause(tried: number, failure: any) {
    let wait = 100 * 2 ** tried;
    if (failure.retryAfter) wait = failure.retryAfter * 1000;
    await sleep(wait);
  }
  export async function send(url: string) {
    for (let tried = 0; tried < 4; tried++) { try { return await fetch(url); } catch (error) { await pause(tried, error); } }
  }`, ['some']],
  ['a helper that sets the wait in two steps', `${sleep}async function pause(tried: number) {
    let wait = 100;
    wait = wait * (tried + 1);
    await sleep(wait);
  }
  export async function send(url: string) {
    for (let tried = 0; tried < 4; tried++) { try { return await fetch(url); } catch { await pause(tried); } }
  }`, ['growing 100']],
])('%s', (_, text, expected) => {
  expect(retryInventory(programOf(text)).map(({ layer: { delay } }) => [delay.kind, ...(delay.first === undefined ? [] : [delay.first])].join(' '))).toEqual(expected);
});
