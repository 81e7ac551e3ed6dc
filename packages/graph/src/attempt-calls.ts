/** Calls in a run of attempts: the attempt itself, waits, and what leads back to the beginning. */
import type { CallStep, Step } from '@dist-lint/model';
import { handled, listenedTo, onTheWay, reachesBack } from './attempt-back.ts';
import { addWait, END, isAgain, resolvedOf, scopeNow, STOP, type AttemptState, type Outcome } from './attempt-state.ts';
import { promiseFate } from './promises.ts';
import { blockingWait, mayWait, waitOf } from './waits.ts';
import { forEachStep, triesAround } from './walk.ts';

/** Attempts that are counted one by one; more is as good as without end. */
export const MOST_ATTEMPTS = 1_000;
/** After so many, with nothing known to end them, they do not end. */
const ENDLESS = 12;
const MOST_WAITS = 8;

export function runCall(now: AttemptState, step: CallStep): Outcome {
  if (now.isAttempt(step)) return tried(now, step);
  if (isAgain(now, step)) return { how: 'again', call: step };
  const outcome = onTheWay(now, step);
  if (outcome.how !== 'end') return outcome;
  if (isEndOfWay(now, step)) return { how: 'throw' };
  const here = scopeNow(now);
  if (!step.awaited) addWait(now, blockingWait(now.program, here, step));
  if (step.awaited) addWait(now, waitOf(now.program, here, { k: 'result', id: step.id }) ?? (now.attempts > 0 && mayWait(now.program, here, step) ? { ms: undefined } : undefined));
  return END;
}

/** It never returns: it throws on all ways, or says so. */
function isEndOfWay(now: AttemptState, step: CallStep): boolean {
  const resolved = resolvedOf(now, step);
  if (!resolved || resolved.functions.length === 0) return false;
  return resolved.functions.every(({ number }) => {
    const { fact } = now.program.modules.function(number);
    return (fact.returns?.t === 'keyword' && fact.returns.name === 'never') || now.program.summary(number).alwaysThrows;
  });
}

function tried(now: AttemptState, step: CallStep): Outcome {
  const { program, module, current, how } = now;
  if (now.attempts > 0 && now.waits.length < MOST_WAITS) now.waits.push(now.waited);
  now.waited = { ms: 0 };
  now.attempts += 1;
  now.finals.add(promiseFate(program, module, current.function, step).final);
  const isEnough = now.attempts >= now.enough || (how === 'pass' ? now.attempts > 1 : now.attempts >= (now.isCounted ? MOST_ATTEMPTS : ENDLESS));
  if (isEnough) return STOP;
  if (how === 'listener') return listenedTo(now, step);
  if (how !== 'throw') return END;
  // `return work()` in an async function: the rejection passes the `try` by.
  const fact = module.facts.functions[current.function];
  if (step.fate === 'returned' && !step.awaited && fact?.async && triesAround(fact.body, step.at).length > 0) return { how: 'return' };
  return handled(now, step) ?? { how: 'throw' };
}

/** Something in these steps attempts, or begins anew. */
export function leadsOn(now: AttemptState, body: readonly Step[]): boolean {
  const known = now.leading.get(body);
  if (known !== undefined) return known;
  let found = false;
  forEachStep(body, (step) => {
    found ||= step.s === 'call' && (isAgain(now, step) || now.isAttempt(step) || reachesBack(now, step));
    return !found;
  });
  now.leading.set(body, found);
  return found;
}
