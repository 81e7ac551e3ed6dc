/** Calls in a run of attempts: the attempt itself, waits, and what leads back to the beginning. */
import type { CallStep, LoopStep, Step } from '@dist-lint/model';
import { runAside } from './attempt-aside.ts';
import { waitAhead } from './attempt-first.ts';
import { handled, listenedTo, onTheWay, reachesBack, told } from './attempt-back.ts';
import { isPassing, noteFinals } from './attempt-outcome.ts';
import { noteKeptBy, noteSetBy, waitForKept } from './attempt-keeps.ts';
import { laterWait } from './attempt-later.ts';
import { throwsOn } from './attempt-rethrows.ts';
import { noteSignalCall } from './attempt-tests.ts';
import { noteRace } from './attempt-races.ts';
import { changedIn, endsProcess } from './attempt-steps.ts';
import { asksPerson } from './attempted-calls.ts';
import { addWait, END, isAgain, resolvedOf, scopeNow, STOP, type AttemptState, type Outcome } from './attempt-state.ts';
import { clearsInterval } from './intervals.ts';
import { plainResults } from './plain-values.ts';
import type { FunctionNumber } from './program.ts';
import { asksForCredentials } from './refusals.ts';
import { begunBy, blockingWait, mayWait, waitOf, type Wait } from './waits.ts';
import { someStep, triesAround } from './walk.ts';
import { isWork } from './work.ts';
import { once } from './once.ts';

/** Attempts that are counted one by one; more is as good as without end. */
export const MOST_ATTEMPTS = 1_000;
/** After so many, with nothing known to end them, they do not end. */
export const ENDLESS = 12;
/** After so many, where a test counts that something else may end, too. */
const MANY = 120;
const MOST_WAITS = 8;

export function runCall(now: AttemptState, step: CallStep): Outcome {
  if (now.isAttempt(step)) return tried(now, step);
  if (isAgain(now, step)) return { how: 'again', call: step, from: scopeNow(now) };
  const outcome = onTheWay(now, step);
  if (outcome.how !== 'end') return outcome;
  if (now.every) now.isCleared ||= clearsInterval(now.program, resolvedOf(now, step));
  if (endsProcess(step)) return { how: 'return' };
  if (isEndOfWay(now, step) || throwsOn(now, step)) return { how: 'throw' };
  noteSignalCall(now, step);
  noteRace(now, step);
  noteRenewal(now, step);
  noteAsked(now, step);
  noteKeptBy(now, step);
  noteSetBy(now, step);
  // What stands in an argument is counted before it is waited for.
  runAside(now, step);
  const here = scopeNow(now);
  if (step.awaited) waitForKept(now, { k: 'result', id: step.id });
  if (!step.awaited) addWait(now, blockingWait(now.program, here, step));
  if (step.awaited && givesNothing(now, step)) addWait(now, waitFor(now, step));
  return END;
}

/** How long an awaited call waits; once enough waits are known, it is taken to wait as long as before. */
function waitFor(now: AttemptState, step: CallStep): Wait | undefined {
  const { program, waits, waitsBefore } = now;
  if (waits.length >= MOST_WAITS && waitsBefore.has(step)) return waitsBefore.get(step);
  const here = scopeNow(now);
  // `await page.settled().catch(ignore)` waits as what it begins with, unless that is attempted.
  const first = begunBy(here, step);
  const begun = now.isAttempt(first) || now.finals.has(step) ? step : first;
  const wait = waitOf(program, here, { k: 'result', id: step.id }) ?? waitOf(program, here, { k: 'result', id: begun.id }) ??
    (now.attempts > 0 && mayWait(program, here, begun) ? { ms: undefined } : undefined);
  waitsBefore.set(step, wait);
  return wait;
}

/** It may be there to wait: what is asked for before a write, which is made of it, is no wait. */
function givesNothing({ how }: AttemptState, { fate }: CallStep): boolean {
  return fate === 'dropped' || how !== 'refused';
}

/** It never returns: it throws on all ways, or says so. */
function isEndOfWay(now: AttemptState, step: CallStep): boolean {
  const resolved = resolvedOf(now, step);
  const [target, ...more] = resolved?.functions ?? [];
  if (!resolved || !target) return false;
  return (more.length === 0 && throwsNow(now, step, target.number)) || resolved.functions.every(({ number }) => {
    const { fact } = now.program.modules.function(number);
    return (fact.returns?.t === 'keyword' && fact.returns.name === 'never') || now.program.summary(number).alwaysThrows;
  });
}

/** `await giveUpAfter(tries)`: with what it is given now, it throws on all ways. */
function throwsNow(now: AttemptState, { args, awaited }: CallStep, number: FunctionNumber): boolean {
  const { module, id, fact } = now.program.modules.function(number);
  if (now.attempts === 0 || (fact.async && !awaited) || !mayThrow(fact.body)) return false;
  return plainResults(now.program.link, { module, function: id, given: { args, scope: scopeNow(now) } }).length === 0;
}

/** It throws somewhere, and keeps nothing of that to itself. Every round asks for it. */
const mayThrow = once((body: readonly Step[]): boolean =>
  someStep(body, (step) => step.s === 'throw') && !someStep(body, (step) => step.s === 'try' && step.handler !== undefined));

function tried(now: AttemptState, step: CallStep): Outcome {
  const { module, current, how } = now;
  noteFinals(now, step);
  noteRace(now, step);
  // `sleep(1000).then(connect)`: the wait stands in what is attempted.
  if (step.callee.k === 'member' && step.callee.name === 'then') addWait(now, waitOf(now.program, scopeNow(now), step.callee.of));
  if (now.attempts > 0) addWait(now, waitAhead(now, step));
  if (isLast(now)) return STOP;
  if (how === 'listener') return listenedTo(now, step);
  if (how !== 'throw') return END;
  if (now.intercepted) return { how: 'again', call: { ...step, args: [] }, from: scopeNow(now) };
  const later = laterWait(module, current.function, step);
  if (later) {
    now.pending.add(later.name);
    return END;
  }
  // `return work()` in an async function: the rejection passes the `try` by.
  const fact = module.facts.functions[current.function];
  const tries = triesAround(fact?.body ?? [], step.at);
  if (step.fate === 'returned' && !step.awaited && fact?.async && tries.length > 0) return { how: 'return' };
  const isCaught = tries.some(({ handler }) => handler !== undefined && leadsOn(now, handler.body));
  return told(now, step, isCaught) ?? handled(now, step) ?? { how: 'throw' };
}

/** One more attempt, and whether no more is asked. */
function isLast(now: AttemptState): boolean {
  if (now.attempts > 0 && now.waits.length < MOST_WAITS) now.waits.push(now.waited);
  now.waited = { ms: 0 };
  now.attempts += 1;
  return now.attempts >= now.enough || (isPassing(now) ? now.attempts > 1 : now.attempts >= (now.isCounted && !now.isLost ? MOST_ATTEMPTS : now.mayCount && !now.isLost ? MANY : ENDLESS));
}

/** A loop that attempts, as one attempt. */
export function tryRound(now: AttemptState, loop: LoopStep, ends: Outcome['how']): Outcome {
  if (isLast(now)) return STOP;
  for (const variable of changedIn([loop])) if (!now.unsetVariables.has(variable)) now.locals.set(variable, null);
  return { how: ends };
}

/** It does work of its own, other than the attempt: it removes a stale lock, it signs in again. */
export function repairs(now: AttemptState, body: readonly Step[]): boolean {
  return someStep(body, (step) => {
    if (step.s !== 'call' || now.isAttempt(step)) return false;
    const resolved = resolvedOf(now, step);
    const rows = resolved?.externals.flatMap(({ package: from, path }) => now.program.link.libraries.symbol(from, path)?.facts.effects ?? []) ?? [];
    const reached = resolved?.functions.flatMap(({ number }) => now.program.summary(number).effects) ?? [];
    return [...rows, ...reached].some((effect) => (effect.kind === 'file-delete' || isWork(effect)) && effect.kind !== 'unseen');
  });
}

/** What may ask for other credentials before the next attempt: work, and whatever cannot be seen. */
function noteRenewal(now: AttemptState, step: CallStep): void {
  if (now.isRenewed || now.attempts === 0 || !asksForCredentials(now.status) || reachesBack(now, step)) return;
  const { link } = now.program;
  const { externals = [], functions = [] } = resolvedOf(now, step) ?? {};
  const isSeen = functions.length > 0 || (externals.length > 0 && externals.every(({ package: from, path }) => link.libraries.symbol(from, path) !== undefined));
  const isWait = waitOf(now.program, scopeNow(now), { k: 'result', id: step.id }) !== undefined;
  now.isRenewed = !isWait && (!isSeen || functions.length > 0 || repairs(now, [step]));
}

/** A person is asked before the next attempt: it is theirs. */
function noteAsked(now: AttemptState, step: CallStep): void {
  if (now.attempts > 0) now.isRenewed ||= asksPerson(now.program, resolvedOf(now, step));
}

/** Something in these steps attempts, or begins anew. */
export function leadsOn(now: AttemptState, body: readonly Step[]): boolean {
  const known = now.leading.get(body);
  if (known !== undefined) return known;
  const found = someStep(body, (step) =>
    step === now.rounds?.loop || (step.s === 'call' && (isAgain(now, step) || now.isAttempt(step) || reachesBack(now, step))));
  now.leading.set(body, found);
  return found;
}
