/** What a time ends: attempts that race against it, and intervals. */
import { expect, it } from 'vitest';
import { found } from './own-retries.test.setup.ts';

const timedOut = `const timedOut = new Promise<never>((_, reject) => { setTimeout(() => { reject(new Error('took too long')); }, 10_000); });`;
const maker = `function fail(ms: number): Promise<never> { return new Promise((_, reject) => setTimeout(reject, ms)); }
`;

it.each<[what: string, text: string, expected: string[]]>([
  ['a time that all attempts race against, whose failure leaves', `export async function load() {
    ${timedOut}
    while (true) { try { return await Promise.race([fetch('https://a.example'), timedOut]); } catch (error: any) { if (error.code === 'ECONNREFUSED') continue; throw error; } }
  }`, ['load: loop unknown deadline [0 0 0]']],
  ['one that a function of the program makes', `${maker}export async function load() {
    const late = fail(10_000);
    while (true) { try { return await Promise.race([fetch('https://a.example'), late]); } catch (error: any) { if (error.code === 'ECONNREFUSED') continue; throw error; } }
  }`, ['load: loop unknown deadline [0 0 0]']],
  ['one whose failure is kept like all others', `export async function load() {
    ${timedOut}
    while (true) { try { return await Promise.race([fetch('https://a.example'), timedOut]); } catch (error) { console.log(error); } }
  }`, ['load: loop unbounded none [0 0 0]']],
  ['a time of each attempt is none of all', `${maker}export async function load() {
    while (true) { try { return await Promise.race([fetch('https://a.example'), fail(10_000)]); } catch (error: any) { if (error.code === 'ECONNREFUSED') continue; throw error; } }
  }`, ['load: loop unbounded none [0 0 0]']],
  ['a promise that something else settles', `export async function load(stopped: Promise<never>) {
    while (true) { try { return await Promise.race([fetch('https://a.example'), stopped]); } catch (error: any) { if (error.code === 'ECONNREFUSED') continue; throw error; } }
  }`, ['load: loop unbounded none [0 0 0]']],
  ['an interval that nothing takes away when it has failed', `export function poll() {
    const timer = setInterval(async () => { try { await fetch('https://a.example'); clearInterval(timer); } catch (error) { console.log(error); } }, 0);
  }`, ['poll.timer.<setInterval>: recursion unbounded none [0 0 0]']],
  ['an interval whose failure nobody keeps', `export function poll() {
    const timer = setInterval(async () => { await fetch('https://a.example'); clearInterval(timer); }, 50);
  }`, []],
  ['one whose failure is kept', `export function poll() {
    const timer = setInterval(async () => { try { await fetch('https://a.example'); clearInterval(timer); } catch (error) { console.log(error); } }, 50);
  }`, ['poll.timer.<setInterval>: recursion unbounded none [50 50 50]']],
])('%s', (_, text, expected) => {
  expect(found(text)).toEqual(expected);
});
