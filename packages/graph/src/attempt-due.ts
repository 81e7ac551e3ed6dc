/** What timers, callbacks and listeners run in a run of attempts: once the steps at hand are done, as an event loop does. */
import type { CallStep } from '@dist-lint/model';
import { inPlace } from './attempt-in-place.ts';
import { addWait, type AttemptState, type Due, type Outcome } from './attempt-state.ts';
import type { FunctionNumber } from './program.ts';
import type { Wait } from './waits.ts';

/** An interval hands over nothing. */
const AS_IT_WAS = { s: 'call', id: -1, callee: { k: 'unknown' }, args: [], nameAt: 0, at: 0, end: 0 } satisfies CallStep;

/** Whoever is run later finds what the steps at hand leave behind. */
export function later(now: AttemptState, call: CallStep, functions: readonly { number: FunctionNumber }[], wait: Wait, error?: number, isExit = false): void {
  const leading = functions.filter(({ number }) => number === now.again || now.leadsBack.has(number - now.module.functionBase));
  if (leading.length > 0) now.due = [...now.due, { call, functions: leading, wait, scope: now.current, ...(error === undefined ? {} : { error }), ...(isExit ? { isExit: true as const } : {}) }];
}

/** Runs what is due when the steps at hand have come to an end. */
export function runDue(now: AttemptState, outcome: Outcome): Outcome {
  if (outcome.how === 'again' || outcome.how === 'stop') return outcome;
  while (now.due.length > 0) {
    const [first, ...rest] = now.due as [Due, ...Due[]];
    now.due = rest;
    const before = now.waited;
    addWait(now, first.wait);
    for (const { number } of first.functions) {
      const ran: Outcome = number === now.again ? { how: 'again', call: { ...first.call, args: [] } } : inPlace(now, number, undefined, first);
      if (ran.how === 'again' || ran.how === 'stop') return ran;
    }
    if (now.due === rest) now.waited = before;
  }
  if (!now.every || now.isCleared || now.attempts === 0) return outcome;
  // What nobody keeps ends the process, unless its host is lenient: nobody has made it try again.
  if (outcome.how === 'throw') return outcome;
  addWait(now, now.every);
  return { how: 'again', call: AS_IT_WAS };
}

/** The wait of a way, up to what it has left to a timer. */
export function waitOn({ waited, due: [first] }: Pick<AttemptState, 'waited' | 'due'>): number {
  return (waited.ms ?? Infinity) + (first ? (first.wait.ms ?? Infinity) : 0);
}
