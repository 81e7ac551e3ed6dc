/**
 * Ordinary code with retries is run against a server that always fails. The requests that arrive are counted and compared with
 * what the analyzer derives from the same text: what it says is held to what happens, not to what somebody has read.
 */
import { afterAll, beforeAll, describe, expect, it, test, vi } from 'vitest';
import { removeProjects } from '../projects.ts';
import { derivedAttempts, reportedAttempts, type Derived } from './derived-attempts.ts';
import { requestsOf, type Counted } from './failing-server.ts';
import { compounded, runs } from './runs.test.data.ts';
import { codeOf, projectOfSources, sourceNames } from './sources.ts';

const counts = new Map<string, { answered: Counted; broken: Counted }>();
let derived: Map<string, Derived>;
let reported: Map<string, unknown>;

beforeAll(async () => {
  // A proxy of this machine is not asked for what is on this machine.
  vi.stubEnv('no_proxy', '127.0.0.1');
  const cwd = projectOfSources();
  derived = await derivedAttempts(cwd);
  reported = await reportedAttempts(cwd);
  // Most of the time they wait: all at once.
  await Promise.all(runs.map(async ({ source }) => {
    const run = await codeOf(source);
    const [answered, broken] = await Promise.all([requestsOf(run, 'answers'), requestsOf(run, 'breaks')]);
    counts.set(source, { answered, broken });
  }));
}, 60_000);

afterAll(() => {
  vi.unstubAllEnvs();
  removeProjects();
});

test('every source is run', () => {
  expect(runs.map(({ source }) => source).sort()).toEqual(sourceNames().filter((source) => source !== 'with-retry'));
});

describe.each(runs)('$source', ({ source, answered, broken = answered, derives }) => {
  it('is tried so often', () => {
    expect(counts.get(source)).toEqual({ answered, broken });
  });

  it(derives ? `is not derived yet: ${derives.because}` : 'is derived as it is tried, at the worst', () => {
    const worst = atTheWorst(source);
    expect(derived.get(source) ?? 1).toBe(derives ? derives.attempts : worst);
    if (derives) expect(derives.attempts).not.toBe(worst);
  });
});

test.each(compounded)('%s: the rule tells of all attempts', (source) => {
  expect(reported.get(source)).toBe(atTheWorst(source));
});

function atTheWorst(source: string): Counted | undefined {
  const { answered = 0, broken = 0 } = counts.get(source) ?? {};
  return answered === 'unbounded' || broken === 'unbounded' ? 'unbounded' : Math.max(answered, broken);
}
