/**
 * Work that is put back into the list it was taken from when it has failed, to be taken again: `catch { queue.push(job); }`.
 * How often, by what it counts on the job; how long it waits, by a timer or by the time before which it is not taken.
 */
import type { CallStep, Expr, Step, TryStep } from '@dist-lint/model';
import { isAttempted, callsOf } from './attempted-calls.ts';
import { nameSpan } from './call-spans.ts';
import { delayOf } from './delays.ts';
import type { Program } from './link.ts';
import { callBehind } from './made-of.ts';
import { isTimeout } from './named-calls.ts';
import type { LinkedModule } from './program.ts';
import { requeueCount, type Requeueing } from './requeue-counts.ts';
import type { RetryLayer } from './retry-layers.ts';
import { isSameExpr } from './same-call.ts';
import { forEachStep, innerBodies, someExpr, someStep } from './walk.ts';

/** What is put back in the handlers of a function, once each. */
export function requeuedWork(program: Program, module: LinkedModule, fn: number): RetryLayer[] {
  const fact = module.facts.functions[fn];
  if (!fact || fact.bodiless) return [];
  return triesIn(fact.body).flatMap((step) => {
    const handler = step.handler?.body ?? [];
    if (!callsOf(step.body).some((call) => isAttempted(program, module, fn, call))) return [];
    const [first] = putsIn(module, fn, handler).filter((put) => isBack(module, fn, step, put));
    return first ? [layerOf(program, module, fn, handler, first)] : [];
  });
}

function layerOf(program: Program, module: LinkedModule, fn: number, handler: readonly Step[], put: Put): RetryLayer {
  const name = module.facts.functions[fn]?.name ?? '';
  const { attempts, waits, limit } = requeueCount(program, { module, function: fn, handler, put: put.call, at: put.function, item: put.item, ...(put.timer ? { timer: put.timer } : {}) });
  return {
    form: 'job', name: `work that ${name} puts back`, module, span: nameSpan(put.call),
    attempts, bound: attempts === 'unbounded' ? 'none' : 'count', delay: delayOf(waits, attempts), errors: 'any',
    said: attempts === 'unbounded' ? 'nothing ends it' : attempts === 'unknown' ? 'a number that cannot be told here' : 'counted on what is put back',
    ...(limit ? { saidAt: limit } : {}),
  };
}

interface Put extends Pick<Requeueing, 'item' | 'timer'> {
  call: CallStep;
  /** The list. */
  list: Expr;
  /** The function in whose body it stands: the one at hand, or one that is written in place. */
  function: number;
}

function triesIn(steps: readonly Step[]): TryStep[] {
  return steps.flatMap((step) => [...(step.s === 'try' && step.handler ? [step] : []), ...innerBodies(step).flatMap(triesIn)]);
}

const PUTTING: ReadonlySet<string> = new Set(['push', 'unshift', 'enqueue']);

/** `queue.push(job)`, `queue.unshift(...jobs)`, `queue.push({ ...job, tries: job.tries + 1 })`, also for each of several, or by a timer. */
function putsIn(module: LinkedModule, at: number, steps: readonly Step[], within?: { timer?: CallStep }): Put[] {
  const found: Put[] = [];
  forEachStep(steps, (step) => {
    if (step.s !== 'call') return;
    const { callee, args: [first] } = step;
    const item = callee.k === 'member' && PUTTING.has(callee.name) ? itemOf(first) : undefined;
    if (callee.k === 'member' && item !== undefined) found.push({ call: step, list: callee.of, function: at, item, ...within });
    const isTimer = isTimeout(step);
    const isEach = callee.k === 'member' && callee.name === 'forEach' && callee.of.k === 'var';
    if (first?.k === 'function' && (isTimer || isEach) && !within) found.push(...putsIn(module, first.function, module.facts.functions[first.function]?.body ?? [], isTimer ? { timer: step } : {}));
  });
  return found;
}

/** The variable of what is put: as it is, its copy, its number, or all of it. */
function itemOf(arg: Expr | undefined): number | undefined {
  if (arg?.k === 'var') return arg.v;
  if (arg?.k === 'spread') return itemOf(arg.of);
  if (arg?.k === 'member' && /^_?(id|key|uuid)$/i.test(arg.name)) return itemOf(arg.of);
  const spread = arg?.k === 'object' ? arg.props.find(({ value }) => value.k === 'spread')?.value : undefined;
  return spread?.k === 'spread' ? itemOf(spread.of) : undefined;
}

/** It was taken from the same list, or counts how often; and it is not put there when all went well, too, as a pool takes back what it lent. */
function isBack(module: LinkedModule, fn: number, around: TryStep, put: Put): boolean {
  const body = module.facts.functions[fn]?.body ?? [];
  const isPut = (step: Step): boolean => step.s === 'call' && step !== put.call && step.callee.k === 'member' && step.callee.name === (put.call.callee.k === 'member' ? put.call.callee.name : '') && isSameExpr(module, fn, step.callee.of, put.list) && itemOf(step.args[0]) === put.item;
  if (someStep(around.body, isPut) || someStep(around.finally ?? [], isPut)) return false;
  if (someStep(body, (step) => isPut(step) && (step.at < around.at || step.at >= around.end))) return false;
  return isTaken(module, fn, put, put.item) || (isCounted(module, put) && isTakenSomewhere(module, put.list));
}

const TAKING: ReadonlySet<string> = new Set(['shift', 'pop', 'splice', 'dequeue']);

/** `const jobs = queue.splice(0, 10)`, and each of them. */
function isTaken(module: LinkedModule, fn: number, put: Put, variable: number, depth = 0): boolean {
  const fact = module.facts.variables[variable];
  const passed = fact?.kind === 'param' && fact.function !== fn ? module.index.passedTo[fact.function] : undefined;
  const of = passed?.function === fn && passed.call.callee.k === 'member' ? passed.call.callee.of : undefined;
  if (of?.k === 'var' && depth < 3) return isTaken(module, fn, put, of.v, depth + 1);
  return (module.index.assignments[variable] ?? []).some((bound) => {
    if (bound.function !== fn) return false;
    const call = callBehind(module, fn, bound.value);
    if (call?.callee.k === 'member' && TAKING.has(call.callee.name)) return isSameExpr(module, fn, call.callee.of, put.list);
    return bound.item === true && bound.value.k === 'var' && depth < 3 && isTaken(module, fn, put, bound.value.v, depth + 1);
  });
}

/** `job.tries++`, `{ ...job, tries: job.tries + 1 }`: whoever counts on it means to try it again. */
function isCounted(module: LinkedModule, { item, function: at, call }: Put): boolean {
  const isOwn = (expr: Expr): boolean => expr.k === 'member' && expr.of.k === 'var' && expr.of.v === item;
  const [arg] = call.args;
  if (arg?.k === 'object' && arg.props.some(({ value }) => value.k === 'op' && value.op === '+' && someExpr(value, isOwn))) return true;
  return someStep(module.facts.functions[at]?.body ?? [], (step) => step.s === 'assign' && step.to.k === 'member' && isOwn(step.to) && (step.op === '++' || step.op === '+='));
}

function isTakenSomewhere(module: LinkedModule, list: Expr): boolean {
  return module.index.calls.some((calls, id) => calls.some((call) => call?.callee.k === 'member' && TAKING.has(call.callee.name) && isSameExpr(module, id, call.callee.of, list)));
}
