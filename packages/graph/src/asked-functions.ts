/** Functions in the options of libraries that say how long to wait, or whether to try again: asked as the library asks them. */
import type { Asked } from '@dist-lint/libraries';
import type { Expr } from '@dist-lint/model';
import type { Program } from './link.ts';
import { plainResults, type PlainValue, type Scope } from './plain-values.ts';
import { asWait, type Wait } from './waits.ts';

/** Waits that are asked for; later ones are as the last. */
const MOST_WAITS = 8;
/** A function that has not ended it after so many does not. */
const ENDLESS = 100;
/** Arguments that a function may have beside the one that counts. */
const MOST_ARGUMENTS = 4;

export interface Answers {
  /** Before the second attempt, the third, …; the first {@link MOST_WAITS}. */
  waits: readonly Wait[];
  /** Attempts after which it ends them; `never`: it does not; `unknown`: it may. */
  ends: number | 'never' | 'unknown';
}

/** What a function that makes waits answers. `usual`: what would be waited without it, by number of the failure. */
export function askedWaits(program: Program, run: Scope, asked: Asked, usual: (failure: number) => number | undefined): Answers {
  const waits: Wait[] = [];
  let mayEnd = false;
  for (let failure = 1; failure <= (asked.ends ? ENDLESS : MOST_WAITS); failure += 1) {
    const given = withArguments(run, asked, failure, usual(failure));
    const told = plainResults(program.link, given);
    if (told.length > 0 && told.every((each) => each && isEnd(each, asked))) return { waits, ends: failure };
    mayEnd ||= told.some((each) => !each || isEnd(each, asked));
    // Whoever is tried again was given a time.
    const goingOn = (ways: readonly (PlainValue | undefined)[]): Wait | undefined => theSame(ways.filter((each) => !each || !isEnd(each, asked)));
    if (waits.length < MOST_WAITS) waits.push(goingOn(told) ?? goingOn(plainResults(program.link, given, true)) ?? { ms: undefined });
  }
  return { waits, ends: asked.ends && mayEnd ? 'unknown' : 'never' };
}

function isEnd({ value, guess, env }: PlainValue, { ends }: Asked): boolean {
  if (guess || env !== undefined || ends === undefined) return false;
  return ends === 'zero' ? value === 0 || value === undefined : typeof value !== 'number';
}

/** The time that all ways come to. */
function theSame(ways: readonly (PlainValue | undefined)[]): Wait | undefined {
  const [first, ...more] = ways.map((each) => asWait(each));
  return first && more.every((each) => each?.ms === first.ms && each?.about === first.about) ? first : undefined;
}

/** After how many attempts a function answers that there are to be no more. What cannot be told may be tried again. */
export function askedAttempts(program: Program, run: Scope, asked: Asked): number | 'unbounded' | 'unknown' {
  let isEndless = false;
  for (let failure = 1; failure <= ENDLESS; failure += 1) {
    const told = plainResults(program.link, withArguments(run, asked, failure, undefined));
    if (told.length > 0 && told.every((each) => each?.env === undefined && each?.isObject === undefined && each !== undefined && !each.value)) return failure;
    isEndless = told.some((each) => each?.value === true && each.env === undefined);
  }
  // Whatever else it looks at: some failures are tried again, however many there were.
  return isEndless ? 'unbounded' : 'unknown';
}

/** A run in which it is told how often, and of the rest nothing. */
function withArguments(run: Scope, { count, from = 1, usual }: Asked, failure: number, wait: number | undefined): Scope {
  const args = Array.from({ length: MOST_ARGUMENTS }, (): Expr => UNKNOWN);
  if (count !== undefined) place(args, count, failure - 1 + from);
  if (usual !== undefined && wait !== undefined) place(args, usual, wait);
  return { ...run, given: { args, scope: run } };
}

const UNKNOWN: Expr = { k: 'unknown' };

function place(args: Expr[], slot: string, value: number): void {
  const [position, name] = slot.split('.');
  const index = Number(position);
  const literal: Expr = { k: 'literal', value };
  if (name === undefined) args[index] = literal;
  else {
    const before = args[index];
    const props = before?.k === 'object' ? before.props : [{ value: { k: 'spread', of: UNKNOWN } as const, at: 0 }];
    args[index] = { k: 'object', props: [...props, { key: name, value: literal, at: 0 }] };
  }
}
