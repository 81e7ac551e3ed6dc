/** What leads a run of attempts back to its beginning: a function that is called, a callback that is run, now or after a time. */
import type { CallStep } from '@dist-lint/model';
import { keeperOf } from './attempt-outcome.ts';
import { addWait, END, resolvedOf, scopeNow, type AttemptState, type Outcome } from './attempt-state.ts';
import type { FunctionNumber } from './program.ts';
import { promiseFate } from './promises.ts';
import { swallows } from './summaries.ts';
import type { ExternalValue } from './values.ts';
import { timeOf, waitOf, type Wait } from './waits.ts';

/** Functions run in the place of their calls, one within another. */
const DEEPEST = 4;

export function onTheWay(now: AttemptState, step: CallStep): Outcome {
  if (now.again === undefined) return END;
  const resolved = resolvedOf(now, step);
  const promise = step.callee.k === 'member' && (step.callee.name === 'then' || step.callee.name === 'finally') ? step.callee.of : undefined;
  const wait = promise && reachesBack(now, step) ? waitOf(now.program, scopeNow(now), promise) : undefined;
  addWait(now, wait);
  for (const { number } of resolved?.functions ?? []) {
    const outcome = inPlace(now, number, step);
    if (outcome.how === 'again' || outcome.how === 'stop') return outcome;
  }
  for (const { functions, row, by } of resolved?.handed ?? []) {
    // Who takes errors runs after a failure alone; see `handled`.
    if (row?.runs === 'never' || row?.role === 'consumer' || row?.errorParam !== undefined) continue;
    const before = now.waited;
    if (row?.runs === 'later' && by) {
      const delay = timerDelay(now, step, by);
      if (!delay) continue; // a listener for something else
      addWait(now, delay);
    }
    for (const { number } of functions) {
      const outcome = begun(now, number, step);
      if (outcome) return outcome;
    }
    now.waited = before;
  }
  return END;
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

/** Runs a function of the module where it is called, if it may lead back. */
function inPlace(now: AttemptState, number: FunctionNumber, by: CallStep | undefined): Outcome {
  const { module } = now;
  const id = number - module.functionBase;
  if (!now.leadsBack.has(id) || now.depth >= DEEPEST) return END;
  const place = now.program.modules.function(number);
  if (place.module !== module) return END;
  const before = now.current;
  const from = scopeNow(now);
  now.current = { module, function: id, ...(by ? { given: { args: by.args, scope: from } } : {}) };
  now.depth += 1;
  const outcome = now.run(place.fact.body);
  now.current = before;
  now.depth -= 1;
  return outcome;
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
  for (const { functions, row } of resolvedOf(now, step)?.handed ?? []) {
    if (row?.runs !== 'later' && row !== undefined) continue;
    for (const { number } of functions) {
      const outcome = begun(now, number, step);
      if (outcome) return outcome;
    }
  }
  return END;
}

export function reachesBack(now: AttemptState, step: CallStep): boolean {
  if (now.again === undefined) return false;
  const resolved = resolvedOf(now, step);
  const leads = ({ number }: { number: FunctionNumber }): boolean => number === now.again || now.leadsBack.has(number - now.module.functionBase);
  return resolved !== undefined && (resolved.functions.some(leads) || resolved.handed.some(({ functions }) => functions.some(leads)));
}
