/**
 * How much a function needs what one of its calls does: whether it goes on when that fails, and why.
 *
 * A call is guarded exactly when its failure cannot reach the function's own caller. A handler that turns the failure
 * into a failed answer (a status of 400 or more, `next(error)`, a message given back) is no guard: the work has failed.
 */
import type { CallStep, Fallback, Step, TryStep } from '@dist-lint/model';
import { nameSpan } from '../call-spans.ts';
import { exits } from '../control-flow.ts';
import type { Program } from '../link.ts';
import { once } from '../once.ts';
import { lineAndColumn, type LinkedModule } from '../program.ts';
import { isAsync, promiseFate, type PromiseFate } from '../promises.ts';
import type { ResolvedCall } from '../resolved-calls.ts';
import { mayThrow, swallows } from '../summaries.ts';
import { innerBodies } from '../walk.ts';
import { cachedCalls } from './cached-calls.ts';
import { collectsToThrow, tellsFailure } from './failed-answers.ts';
import type { Need } from './graph-builder.ts';

/** What is special about a function that is called from outside. */
export interface Begun {
  /** Nobody waits for what it returns, because it is a listener or a consumer: what it leaves running is its work. */
  leavesWork?: boolean;
  /** What it returns is the answer. */
  answers?: boolean;
}

/** Reads the calls of one function. */
export function needReader(program: Program, module: LinkedModule, fn: number, begun: Begun = {}): (resolved: ResolvedCall) => Need {
  const body = module.facts.functions[fn]?.body ?? [];
  const { around, afterFailure } = triesByCall(body);
  const cached = cachedCalls(program, module, fn, body);
  const kept = new Map<TryStep, Fallback | undefined>();
  const fallbackOf = (attempt: TryStep): Fallback | undefined => {
    if (!kept.has(attempt)) kept.set(attempt, keptBy(program, module, fn, body, attempt, begun));
    return kept.get(attempt);
  };
  return (resolved) => {
    const { call } = resolved;
    const place = { module, ...nameSpan(call) };
    const read = cached.get(call.id);
    if (read !== undefined) return { strength: 'guarded', fallback: fallback(module, 'cache', read, 'asks a cache before'), ...place };
    const failed = afterFailure.get(call.id);
    if (failed !== undefined) return { strength: 'guarded', fallback: fallback(module, 'failed', failed, 'is reached after a failure alone'), ...place };
    const fate = promiseFate(program, module, fn, call);
    const asynchronous = gives(program, resolved);
    const caught = caughtInChain(program, module, fn, fate);
    if (caught === 'told') return { strength: 'hard', ...place };
    if (asynchronous && fate.floating) {
      if (begun.leavesWork) return { strength: 'hard', ...place };
      return { strength: 'asynchronous', fallback: fallback(module, 'detached', fate.final.at, 'nobody waits for it'), ...place };
    }
    if (fate.settled && !settledAndThrown(module, fn, body, fate)) return { strength: 'guarded', fallback: fallback(module, 'settled', fate.final.at, 'waits for all, whether they fail or not'), ...place };
    if (caught) return { strength: 'guarded', fallback: caught, ...place };
    if (!(asynchronous && fate.returned)) {
      for (const attempt of around.get(call.id) ?? NO_TRIES) {
        const found = fallbackOf(attempt);
        if (found) return { strength: 'guarded', fallback: found, ...place };
      }
    }
    return { strength: 'hard', ...place };
  };
}

const NO_TRIES: readonly TryStep[] = [];

export function fallback(module: LinkedModule, kind: Fallback['kind'], at: number, says: string): Fallback {
  const [line] = lineAndColumn(module.facts.lineStarts, at);
  return { kind, file: module.path, line, says: `line ${line} ${says}` };
}

interface Tries {
  /** By call: the `try` statements with a handler in whose attempted steps it stands, the inner first. */
  around: ReadonlyMap<number, readonly TryStep[]>;
  /** By call: the place of the catch clause in which it stands. */
  afterFailure: ReadonlyMap<number, number>;
}

/** The two sides of a change have the facts of what did not change in common. */
const triesByCall = once((body: readonly Step[]): Tries => {
  const around = new Map<number, readonly TryStep[]>();
  const afterFailure = new Map<number, number>();
  const walk = (steps: readonly Step[], tries: readonly TryStep[], handler: number | undefined): void => {
    for (const step of steps) {
      if (step.s === 'call') {
        if (tries.length > 0) around.set(step.id, tries);
        if (handler !== undefined) afterFailure.set(step.id, handler);
      } else if (step.s === 'try') {
        walk(step.body, step.handler ? [step, ...tries] : tries, handler);
        walk(step.handler?.body ?? [], tries, step.handler?.at ?? handler);
        walk(step.finally ?? [], tries, handler);
      } else for (const inner of innerBodies(step)) walk(inner, tries, handler);
    }
  };
  walk(body, [], undefined);
  return { around, afterFailure };
});

function keptBy(program: Program, module: LinkedModule, fn: number, body: readonly Step[], { handler, finally: last }: TryStep, { answers = false }: Begun): Fallback | undefined {
  if (!handler || mayThrow(program, module, fn, handler.body) || tellsFailure(program, module, fn, handler.body, answers)) return undefined;
  if (last && mayThrow(program, module, fn, last)) return undefined;
  if (collectsToThrow(module, fn, body, handler)) return undefined;
  const ways = exits(handler.body, (step) => (step.s === 'call' && enqueues(program, module, fn, step) ? QUEUED : 0));
  const [line] = lineAndColumn(module.facts.lineStarts, handler.at);
  const queued = ways.length > 0 && ways.every(({ marks }) => (marks & QUEUED) !== 0);
  const returned = ways.some((exit) => exit.how === 'return' && exit.step?.s === 'return' && exit.step.value !== undefined);
  const does = queued ? 'hands the work to a queue' : returned ? 'answers with something else' : ways.some(({ how }) => how === 'continue') ? 'goes on with the next' : 'goes on without it';
  return { kind: queued ? 'queue' : 'caught', file: module.path, line, says: `the catch in line ${line} ${does}` };
}

const QUEUED = 1;

function enqueues(program: Program, module: LinkedModule, fn: number, call: CallStep): boolean {
  const resolved = program.call(module, fn, call.id);
  return resolved?.externals.some((each) => program.link.libraries.symbol(each.package, each.path)?.facts.effects?.some(({ kind }) => kind === 'enqueue')) === true
    || resolved?.functions.some(({ number }) => program.summary(number).effects.some(({ kind }) => kind === 'enqueue')) === true;
}

/** What the handlers of a promise's chain do with its failure: keep it, pass it on as a failed answer (`told`), or let it pass. */
function caughtInChain(program: Program, module: LinkedModule, fn: number, { handlers }: PromiseFate): Fallback | 'told' | undefined {
  for (const { call, expr } of handlers) {
    const functions = program.link.evaluate(module, fn, expr).flatMap((value) => (value.is === 'function' ? [program.modules.function(value.number)] : []));
    if (functions.some((place) => tellsFailure(program, place.module, place.id, place.fact.body))) return 'told';
    if (expr.k === 'var' && module.facts.variables[expr.v]?.kind === 'param') return 'told'; // `.catch(next)`, `.catch(reject)`
    if (swallows(program, module, fn, expr)) {
      const [line] = lineAndColumn(module.facts.lineStarts, call.nameAt);
      return { kind: 'caught', file: module.path, line, says: `the ${call.callee.k === 'member' ? `.${call.callee.name}` : 'handler'} in line ${line} goes on without it` };
    }
  }
  return undefined;
}

/** `const results = await Promise.allSettled(…); if (results.some(isRejected)) throw …`. */
function settledAndThrown(module: LinkedModule, fn: number, body: readonly Step[], { final }: PromiseFate): boolean {
  return collectsToThrow(module, fn, body, { at: final.at, body: [], result: final.id });
}

/** Whether a call gives a promise; other than in summaries, a function that returns such a call gives one, too. */
function gives(program: Program, resolved: ResolvedCall, depth = 0): boolean {
  if (isAsync(program, resolved)) return true;
  if (resolved.handed.some(({ row, functions }) => row?.runs !== 'later' && functions.some(({ number }) => program.modules.function(number).fact.async))) return true;
  return depth < 3 && resolved.functions.some(({ number }) => {
    const { module, id } = program.modules.function(number);
    return (module.index.returns[id] ?? []).some((expr) => {
      const inner = expr.k === 'result' ? program.call(module, id, expr.id) : undefined;
      return inner !== undefined && !inner.call.awaited && gives(program, inner, depth + 1);
    });
  });
}
