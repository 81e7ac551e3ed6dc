/** How the waits between attempts go on: not at all, the same each time, growing. */
import type { Wait } from './waits.ts';

export interface Delay {
  kind: 'none' | 'constant' | 'growing' | 'some';
  /** Milliseconds before the second attempt; absent when it cannot be told. */
  first?: number;
  /** Milliseconds of all waits together, as far as there are that many attempts. */
  total?: number;
  random?: true;
}

/** What the first few waits show of the delay before each attempt. */
export function delayOf(waits: readonly Wait[], attempts: number | 'unbounded' | 'unknown'): Delay {
  const random = waits.some((wait) => wait.random) ? { random: true as const } : {};
  const [first] = waits;
  if (!first) return { kind: 'none', first: 0, total: 0 };
  const known = waits.flatMap(({ ms }) => (ms === undefined ? [] : [ms]));
  const said = first.ms === undefined ? {} : { first: first.ms };
  if (known.length < waits.length) return { kind: estimated(waits), ...said, ...random };
  if (known.every((ms) => ms === 0)) return { kind: 'none', first: 0, total: 0 };
  const last = known.at(-1) ?? 0;
  const rest = typeof attempts === 'number' ? Math.max(0, attempts - 1 - known.length) * last : 0;
  return { kind: grows(known) ? 'growing' : 'constant', first: known[0] ?? 0, total: known.reduce((sum, ms) => sum + ms, 0) + rest, ...random };
}

/** Where some of the times cannot be told: what can be told of how they compare. */
function estimated(waits: readonly Wait[]): Delay['kind'] {
  const about = waits.flatMap(({ ms, about: estimate }) => estimate ?? ms ?? []);
  // Known times do not compare to made-up ones.
  if (about.length < waits.length || waits.some(({ ms }) => ms !== undefined)) return 'some';
  const isSame = about.every((each) => each === about[0]) && !waits.some(({ limited }) => limited);
  return grows(about) ? 'growing' : isSame ? 'constant' : 'some';
}

function grows(times: readonly number[]): boolean {
  return times.some((time, index) => index > 0 && time > (times[index - 1] ?? 0));
}
