import { expect, it } from 'vitest';
import { programOf } from './marked-calls.test.setup.ts';
import { forEachStep } from './walk.ts';
import { waitOf } from './waits.ts';

/** How long each `await` of the function `pay` waits: milliseconds, `some`, or `none`; `~` where chance has a part. */
function waits(files: string | Record<string, string>): string[] {
  const program = programOf(files);
  for (const module of program.modules.all) {
    const fn = module.facts.functions.findIndex(({ name }) => name === 'pay' || name.endsWith('.pay'));
    const fact = module.facts.functions[fn];
    if (!fact) continue;
    const found: string[] = [];
    forEachStep(fact.body, (step) => {
      if (step.s !== 'call' || !step.awaited) return;
      const wait = waitOf(program, { module, function: fn }, { k: 'result', id: step.id });
      found.push(wait ? `${wait.ms ?? 'some'}${wait.random ? '~' : ''}` : 'none');
    });
    return found;
  }
  throw new Error('no function pay');
}

const sleep = 'export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));';

it.each<[what: string, files: string | Record<string, string>, expected: string[]]>([
  ['a promise around a timer', `export async function pay() {
    await new Promise((resolve) => setTimeout(resolve, 250));
    await new Promise<void>((resolve) => { setTimeout(() => resolve(), 2 * 1000); });
    await new Promise((resolve) => setTimeout(resolve));
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 200));
  }`, ['250', '2000', '0', '100~']],
  ['a promise without a timer', `export async function pay() {
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise<void>((resolve) => resolve());
    await Promise.resolve();
    await fetch('https://billing.shop.example');
  }`, ['none', 'none', 'none', 'none']],
  ['timers of Node', `import { setTimeout } from 'node:timers/promises';
  import * as timers from 'timers/promises';
  export async function pay() { await setTimeout(300); await timers.setTimeout(400); }`, ['300', '400']],
  ['a sleep of another file, through a barrel', {
    'src/main.ts': `import { sleep } from './time/index.js'; export async function pay(ms: number) { await sleep(100); await sleep(5 * 60 * 1000); await sleep(ms); }`,
    'src/time/index.ts': `export * from './sleep.js';`,
    'src/time/sleep.ts': sleep,
  }, ['100', '300000', 'some']],
  ['a sleep that is an async function, or a block, or in seconds', `
  async function sleep(ms: number) { await new Promise((resolve) => setTimeout(resolve, ms)); }
  function pause(seconds: number) { return sleep(seconds * 1000); }
  const rest = async (ms = 50) => { const wanted = ms * 2; return sleep(wanted); };
  export async function pay() { await sleep(100); await pause(3); await rest(); await rest(10); }`, ['100', '3000', '100', '20']],
  ['a back-off that gives milliseconds', {
    'src/main.ts': `import { sleep } from './sleep.js'; import { backoff } from './backoff.js'; export async function pay() { await sleep(backoff(1)); await sleep(backoff(3)); await sleep(backoff(99)); }`,
    'src/sleep.ts': sleep,
    'src/backoff.ts': `export function backoff(attempt: number) { const base = 100 * 2 ** attempt; const capped = Math.min(base, 30_000); return capped; }`,
  }, ['200', '800', '30000']],
  ['a back-off with chance in it', `${sleep}
  const jitter = (ms: number) => ms * (0.5 + Math.random());
  export async function pay() { await sleep(jitter(400)); }`, ['400~']],
  ['a back-off that waits by itself', {
    'src/main.ts': `import { wait } from './wait.js'; export async function pay() { await wait.constant(); await wait.exponential(3); }`,
    'src/wait.ts': `${sleep} export const wait = { constant: () => sleep(500), exponential: (attempt: number, base = 100) => sleep(base * 2 ** attempt) };`,
  }, ['500', '800']],
  ['methods and statics', `
  class Clock { static sleep(ms: number) { return new Promise((resolve) => setTimeout(resolve, ms)); } pause() { return Clock.sleep(700); } }
  export class Payments { constructor(private readonly clock: Clock) {} async pay() { await Clock.sleep(600); await this.clock.pause(); } }`, ['600', '700']],
  ['a sleep that an abort ends', `
  function sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, ms);
      signal.addEventListener('abort', () => { clearTimeout(timer); reject(signal.reason); });
    });
  }
  export async function pay(signal: AbortSignal) { await sleep(900, signal); }`, ['900']],
  ['a negative time is none at all', `${sleep} export async function pay() { await sleep(-100); await sleep(0); }`, ['0', '0']],
  ['helpers that call one another end', `
  async function first(ms: number): Promise<void> { await second(ms); } async function second(ms: number): Promise<void> { await first(ms); }
  export async function pay() { await first(100); }`, ['none']],
])('%s', (_, files, expected) => {
  expect(waits(files)).toEqual(expected);
});
