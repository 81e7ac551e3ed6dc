/** What leads a run of attempts back to its beginning: a function that is called, a callback that is run, now or after a time. */
import type { CallStep, Expr } from '@dist-lint/model';
import { later } from './attempt-due.ts';
import { inPlace } from './attempt-in-place.ts';
import { givenBy, keeperOf } from './attempt-outcome.ts';
import { addWait, calledHere, callOf, END, resolvedOf, scopeNow, type AttemptState, type Outcome } from './attempt-state.ts';
import { errorCallbacks, failureListeners, toldOfFailure } from './failure-listeners.ts';
import type { FunctionNumber } from './program.ts';
import { promiseFate } from './promises.ts';
import { swallows } from './summaries.ts';
import type { ExternalValue } from './values.ts';
import { mayWait, timeOf, waitBeforeHanded, waitOf, type Wait } from './waits.ts';

export function onTheWay(now: AttemptState, step: CallStep): Outcome {
  if (now.again === undefined) return END;
  const { program } = now;
  const resolved = resolvedOf(now, step);
  const promise = step.callee.k === 'member' && (step.callee.name === 'then' || step.callee.name === 'finally') ? step.callee.of : undefined;
  if (promise && reachesBack(now, step)) addWait(now, waitOf(program, scopeNow(now), promise) ?? (mayBeAnything(now, promise) ? { ms: undefined } : undefined));
  for (const { number } of calledHere(now, step)) {
    const outcome = inPlace(now, number, step);
    if (outcome.how === 'again' || outcome.how === 'stop') return outcome;
  }
  for (const { at, functions, row, by } of resolved?.handed ?? []) {
    // Who takes errors runs after a failure alone; see `handled`.
    if (row?.runs === 'never' || row?.role === 'consumer' || row?.errorParam !== undefined) continue;
    if (row?.runs === 'later' && by) {
      const delay = timerDelay(now, step, by);
      // A listener for something else has no delay.
      if (delay) later(now, step, functions, delay);
      continue;
    }
    if (!row && !promise && resolved) {
      const wait = waitBeforeHanded(program, resolved, at);
      if (wait?.ms !== 0) {
        if (wait) later(now, step, functions, wait);
        continue;
      }
    }
    for (const { number } of functions) {
      if (promise) takeOutcome(now, number, promise);
      const outcome = begun(now, number, step);
      if (outcome) return outcome;
    }
  }
  return END;
}

/** `ask('Once more?').then(…)`: nothing of the call before it can be seen. */
function mayBeAnything(now: AttemptState, promise: Expr): boolean {
  const made = promise.k === 'result' ? callOf(now, promise) : undefined;
  return made !== undefined && !now.isAttempt(made) && !now.finals.has(made) && now.attempts > 0 && mayWait(now.program, scopeNow(now), made);
}

/** `.then((outcome) => …)`. */
function takeOutcome(now: AttemptState, number: FunctionNumber, promise: Expr): void {
  const [param] = now.program.modules.function(number).fact.params;
  const given = givenBy(now, promise);
  if (!given || param?.target.k !== 'var') return;
  now.outcomes.set(param.target.v, given);
  now.locals.set(param.target.v, null);
}

/** A function that was handed over begins anew, by itself or by what it calls. */
function begun(now: AttemptState, number: FunctionNumber, step: CallStep): Outcome | undefined {
  if (number === now.again) return { how: 'again', call: { ...step, args: [] } };
  const outcome = inPlace(now, number, undefined);
  return outcome.how === 'again' || outcome.how === 'stop' ? outcome : undefined;
}

function timerDelay(now: AttemptState, step: CallStep, by: ExternalValue): Wait | undefined {
  const effect = now.program.link.libraries.symbol(by.package, by.path)?.facts.effects?.find(({ kind }) => kind === 'timer');
  if (effect?.delay === undefined || by.path === 'setInterval') return undefined;
  if (effect.delay.startsWith('=')) return { ms: Number(effect.delay.slice(1)) };
  const arg = step.args[Number(effect.delay)];
  return arg ? timeOf(now.program, scopeNow(now), arg) : { ms: 0 };
}

/** Handlers of a promise that take its failure: one that begins anew, or one that keeps it. */
export function handled(now: AttemptState, step: CallStep): Outcome | undefined {
  const { program, module, current } = now;
  const fate = promiseFate(program, module, current.function, step);
  let isKept = fate.settled || keeperOf(now, fate.final) !== undefined;
  for (const { expr } of fate.handlers) {
    for (const each of program.link.evaluate(module, current.function, expr)) {
      if (each.is !== 'function') continue;
      const outcome = begun(now, each.number, step);
      if (outcome) return outcome;
    }
    isKept ||= swallows(program, module, current.function, expr);
  }
  return isKept ? END : undefined;
}

/** A listener that is told of the failure: `socket.on('close', () => connect())`. */
export function listenedTo(now: AttemptState, step: CallStep): Outcome {
  const resolved = resolvedOf(now, step);
  const [event] = step.args;
  for (const { functions } of resolved ? failureListeners(resolved) : []) later(now, step, functions, AT_ONCE, undefined, event?.k === 'literal' && event.value === 'exit');
  return END;
}

/**
 * Those who are told when what a call begins has failed, and are not around it: a callback with an error, a listener.
 * What is caught where it is called has not begun: of one failure, nobody else is told.
 */
export function told(now: AttemptState, step: CallStep, isCaught: boolean): Outcome | undefined {
  if (now.again === undefined) return undefined;
  const { program, module, current } = now;
  const resolved = resolvedOf(now, step);
  const before = now.due;
  for (const { functions, row } of resolved ? errorCallbacks(resolved) : []) later(now, step, functions, AT_ONCE, row?.errorParam);
  const isCalledBack = now.due !== before;
  if (!isCaught) later(now, step, toldOfFailure(program, module, current.function, step).map((number) => ({ number })), AT_ONCE);
  return isCalledBack ? END : undefined;
}

const AT_ONCE: Wait = { ms: 0 };

export function reachesBack(now: AttemptState, step: CallStep): boolean {
  if (now.again === undefined) return false;
  const resolved = resolvedOf(now, step);
  const leads = ({ number }: { number: FunctionNumber }): boolean => number === now.again || now.leadsBack.has(number - now.module.functionBase);
  return resolved !== undefined && (calledHere(now, step).some(leads) || resolved.handed.some(({ functions }) => functions.some(leads)));
}
