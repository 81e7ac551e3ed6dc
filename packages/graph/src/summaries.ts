/**
 * What each function does besides computing: effects reached through calls and callbacks, whether their
 * failure comes back to the caller, which of its parameters it calls, whether it waits.
 *
 * Computed once, bottom-up over the strongly connected components of the call graph; within a
 * component until nothing changes. Per function at most {@link MOST_EFFECTS} distinct effects are kept,
 * so the whole is O(calls × effects).
 */
import type { Effect } from '@dist-lint/libraries';
import type { CallStep, Expr, Step } from '@dist-lint/model';
import { stronglyConnectedComponents } from './components.ts';
import { exits } from './control-flow.ts';
import { callEffects } from './effects.ts';
import type { Program } from './link.ts';
import type { FunctionNumber, LinkedModule } from './program.ts';
import { isAsync, promiseFate } from './promises.ts';
import type { Handed, ParameterPlace, ResolvedCall } from './resolved-calls.ts';
import { innerBodies } from './walk.ts';

/** Distinct effects kept for a function. */
export const MOST_EFFECTS = 40;

export interface ReachedEffect {
  /** `unseen`: an awaited call whose implementation cannot be seen, presumed to matter. */
  kind: Effect['kind'] | 'unseen';
  /** The row; absent for `unseen`. */
  effect?: Effect;
  /** `bullmq#Queue.add`, or the callee's name for `unseen`. */
  symbol: string;
  /** Entity, queue, URL, …; '' when unknown, `<T>` for a type parameter not yet known. */
  target: string;
  /** HTTP method in upper case for network effects; '' when unknown. */
  method: string;
  /** It rests on a presumption: unseen, or behind a callback nobody documented. */
  presumed: boolean;
  /** Its failure can reach the caller of this function. */
  escapes: boolean;
  /** The call in this function that leads to it. */
  call: CallStep;
  /** The function that call enters; absent when the call itself is the effect. */
  via?: FunctionNumber;
  hops: number;
}

export interface InvokedParameter {
  place: ParameterPlace;
  escapes: boolean;
  call: CallStep;
}

export interface Summary {
  effects: readonly ReachedEffect[];
  /** Parameters it calls before it returns or settles, its own and those of functions around it. */
  invokes: readonly InvokedParameter[];
  /** It makes calls nobody could resolve. */
  opaque: boolean;
  /** Every way through it ends in a throw. */
  alwaysThrows: boolean;
}

const EMPTY: Summary = { effects: [], invokes: [], opaque: false, alwaysThrows: false };

/** Summaries of all functions. */
export function summaries(program: Program): (fn: FunctionNumber) => Summary {
  const { modules } = program;
  const known: Summary[] = new Array<Summary>(modules.functionCount).fill(EMPTY);
  const edges = (number: FunctionNumber): readonly number[] => {
    const { module, id } = modules.function(number);
    const found = new Set<number>();
    for (const resolved of program.calls(module, id)) {
      for (const target of resolved.functions) found.add(target.number);
      for (const handed of resolved.handed) for (const target of handed.functions) found.add(target.number);
    }
    return [...found];
  };
  for (const component of stronglyConnectedComponents(modules.functionCount, edges)) {
    const rounds = component.length === 1 ? 1 : 3;
    for (let round = 0; round < rounds; round += 1) {
      for (const number of component) {
        const { module, id, fact } = modules.function(number);
        if (fact.bodiless) continue;
        const observed = observe(program, module, id, fact.body, (each) => known[each] ?? EMPTY);
        known[number] = { ...observed, alwaysThrows: neverEnds(program, module, id, fact.body, (each) => known[each] ?? EMPTY) };
      }
    }
  }
  return (number) => known[number] ?? EMPTY;
}

/** What happens in a body, and what of it fails out of it. */
export interface Observed {
  effects: readonly ReachedEffect[];
  invokes: readonly InvokedParameter[];
  opaque: boolean;
}

/** The effects of some steps of a function; `escapes` means: out of these steps. */
export function observe(
  program: Program, module: LinkedModule, fn: number, steps: readonly Step[], summaryOf: (fn: FunctionNumber) => Summary = program.summary,
): Observed {
  return observeWith(program, module, fn, summaryOf, (walk) => walk(steps));
}

/** The effects of the calls of one promise chain; `escapes` means: rejects the chain. */
export function observeChain(program: Program, module: LinkedModule, fn: number, calls: readonly CallStep[]): Observed {
  return observeWith(program, module, fn, program.summary, (_, visit) => calls.forEach((call) => visit(call)));
}

function observeWith(
  program: Program, module: LinkedModule, fn: number, summaryOf: (fn: FunctionNumber) => Summary,
  over: (walk: (steps: readonly Step[]) => void, visit: (call: CallStep) => void) => void,
): Observed {
  const effects = new Map<string, ReachedEffect>();
  const invokes = new Map<string, InvokedParameter>();
  let opaque = false;

  function add(reached: ReachedEffect): void {
    const key = `${reached.kind} ${reached.effect?.operation ?? ''} ${reached.target} ${reached.method} ${reached.effect?.stake ?? ''} ${reached.effect?.level ?? ''} ${reached.presumed} ${reached.escapes} ${reached.kind === 'unseen' || reached.effect?.status ? reached.symbol : ''}`;
    const before = effects.get(key);
    if (before ? before.hops <= reached.hops : effects.size >= MOST_EFFECTS) return;
    effects.set(key, reached);
  }

  function invoke(place: ParameterPlace, escapes: boolean, call: CallStep): void {
    const key = `${place.function} ${place.index} ${place.path.join('.')}`;
    if (!invokes.get(key)?.escapes) invokes.set(key, { place, escapes, call });
  }

  function walk(body: readonly Step[], caught: boolean): void {
    for (const step of body) {
      if (step.s === 'call') {
        if (step.kind !== 'jsx' && step.kind !== 'import') visit(step, caught);
      } else if (step.s === 'try') {
        walk(step.body, caught || (step.handler !== undefined && !mayThrow(program, module, fn, step.handler.body, summaryOf)));
        if (step.handler) walk(step.handler.body, caught);
        if (step.finally) walk(step.finally, caught);
      } else for (const inner of innerBodies(step)) walk(inner, caught);
    }
  }

  function visit(call: CallStep, caught: boolean): void {
    const resolved = program.call(module, fn, call.id);
    if (!resolved) return;
    effectsOf(resolved, failureEscapes(resolved, caught));
  }

  function failureEscapes(resolved: ResolvedCall, caught: boolean): boolean {
    const { call } = resolved;
    const fate = promiseFate(program, module, fn, call);
    const asynchronous = isAsync(program, resolved) || resolved.handed.some((handed) => handed.functions.some((target) => program.modules.function(target.number).fact.async));
    const handled = fate.settled || fate.handlers.some(({ expr }) => swallows(program, module, fn, expr, summaryOf));
    return !handled && !(asynchronous && fate.floating) && (!caught || (asynchronous && fate.returned));
  }

  function effectsOf(resolved: ResolvedCall, escapes: boolean): void {
    const { call } = resolved;
    for (const external of resolved.externals) {
      const facts = program.link.libraries.symbol(external.package, external.path)?.facts;
      const rejects = facts?.fails !== 'result' || facts.errorIn === 'ok'; // fetch rejects when nothing answers
      for (const each of callEffects(program.link, { module, function: fn, call }, external)) {
        add({ ...each, symbol: `${external.package}#${external.path}`, presumed: false, escapes: escapes && rejects, call, hops: 0 });
      }
    }
    for (const target of resolved.functions) {
      const summary = summaryOf(target.number);
      for (const reached of summary.effects) through(reached, target.number, escapes, false, call);
      for (const invoked of summary.invokes) {
        if (invoked.place.function !== target.number) invoke(invoked.place, escapes && invoked.escapes, call);
        else handIn(resolved, invoked, escapes && invoked.escapes, call);
      }
      if (summary.opaque) opaque = true;
    }
    for (const handed of resolved.handed) {
      if (resolved.functions.length > 0 && !handed.row) continue;
      const runs = handed.row?.runs ?? (resolved.externals.length > 0 ? 'unknown' : 'never');
      if (runs === 'later' || runs === 'never') continue;
      run(handed, escapes && (handed.row?.onThrow ?? 'caller') === 'caller', runs === 'unknown', call);
    }
    if (resolved.parameter) invoke(resolved.parameter, escapes, call);
    else if (resolved.unseen !== undefined && (call.awaited || returnsPromise(program, module, fn, call))) {
      add({ kind: 'unseen', symbol: resolved.unseen, target: '', method: '', presumed: true, escapes, call, hops: 0 });
    } else if (resolved.functions.length === 0 && resolved.externals.length === 0) {
      opaque = true;
      if (call.awaited) add({ kind: 'unseen', symbol: spelling(module, call), target: '', method: '', presumed: true, escapes, call, hops: 0 });
    }
  }

  function through(reached: ReachedEffect, via: FunctionNumber, escapes: boolean, presumed: boolean, call: CallStep): void {
    add({ ...reached, escapes: escapes && reached.escapes, presumed: presumed || reached.presumed, call, via, hops: reached.hops + 1 });
  }

  /** A function of the program calls a parameter: what was handed in there runs. */
  function handIn(resolved: ResolvedCall, invoked: InvokedParameter, escapes: boolean, call: CallStep): void {
    const at = [invoked.place.index, ...invoked.place.path].join('.');
    const handed = resolved.handed.find((each) => each.at === at);
    if (handed) run(handed, escapes, false, call);
  }

  function run(handed: Handed, escapes: boolean, presumed: boolean, call: CallStep): void {
    if (handed.parameter) invoke(handed.parameter, escapes, call);
    for (const target of handed.functions) {
      const summary = summaryOf(target.number);
      for (const reached of summary.effects) through(reached, target.number, escapes, presumed, call);
      for (const invoked of summary.invokes) if (invoked.place.function !== target.number) invoke(invoked.place, escapes && invoked.escapes, call);
      if (summary.opaque) opaque = true;
    }
  }

  over(
    (steps) => walk(steps, false),
    (call) => {
      const resolved = program.call(module, fn, call.id);
      if (resolved) effectsOf(resolved, true);
    },
  );
  return { effects: [...effects.values()], invokes: [...invokes.values()], opaque };
}

/** Whether some way through a handler ends in a throw (or a call that never returns). */
export function mayThrow(
  program: Program, module: LinkedModule, fn: number, steps: readonly Step[], summaryOf: (fn: FunctionNumber) => Summary = program.summary,
): boolean {
  const THROWN = 1;
  return exits(steps, (step) => (step.s === 'call' && diverges(program, module, fn, step, summaryOf) ? THROWN : 0)).some(
    (exit) => exit.how === 'throw' || (exit.marks & THROWN) !== 0,
  );
}

function neverEnds(program: Program, module: LinkedModule, fn: number, steps: readonly Step[], summaryOf: (fn: FunctionNumber) => Summary): boolean {
  const last = steps.at(-1);
  if (!last) return false;
  if (steps.length > 12) return last.s === 'throw' && !steps.some((step) => step.s === 'if' || step.s === 'return' || step.s === 'switch' || step.s === 'loop');
  const THROWN = 1;
  return exits(steps, (step) => (step.s === 'call' && diverges(program, module, fn, step, summaryOf) ? THROWN : 0)).every(
    (exit) => exit.how === 'throw' || (exit.marks & THROWN) !== 0,
  );
}

/** A call that never returns normally: `process.exit`, or a function that always throws. */
function diverges(program: Program, module: LinkedModule, fn: number, call: CallStep, summaryOf: (fn: FunctionNumber) => Summary): boolean {
  const resolved = program.call(module, fn, call.id);
  if (!resolved) return false;
  if (resolved.externals.some((each) => program.link.libraries.symbol(each.package, each.path)?.facts.effects?.some((effect) => effect.kind === 'exit'))) return true;
  return resolved.functions.length > 0 && resolved.externals.length === 0 && resolved.functions.every((target) => summaryOf(target.number).alwaysThrows);
}

/** Whether a handler given as a value keeps the error to itself. What cannot be seen is presumed not to. */
export function swallows(
  program: Program, module: LinkedModule, fn: number, handler: Expr, summaryOf: (fn: FunctionNumber) => Summary = program.summary,
): boolean {
  const values = program.link.evaluate(module, fn, handler);
  return values.some((value) => {
    if (value.is === 'function') {
      const place = program.modules.function(value.number);
      return !mayThrow(program, place.module, place.id, place.fact.body, summaryOf);
    }
    return value.is === 'external' && program.link.libraries.symbol(value.package, value.path) !== undefined;
  });
}

function returnsPromise(program: Program, module: LinkedModule, fn: number, call: CallStep): boolean {
  return program.link.callee(module, fn, call).some(
    (value) => value.is === 'signature' && value.type.returns?.t === 'ref' && value.type.returns.name === 'Promise',
  );
}

/** The callee as a person would spell it. */
export function spelling(module: LinkedModule, call: CallStep): string {
  return spellExpr(module, call.callee);
}

function spellExpr(module: LinkedModule, expr: Expr): string {
  switch (expr.k) {
    case 'var':
      return module.facts.variables[expr.v]?.name ?? '';
    case 'global':
      return expr.name;
    case 'this':
    case 'super':
      return expr.k;
    case 'member': {
      const of = spellExpr(module, expr.of);
      return of === '' ? expr.name : `${of}.${expr.name}`;
    }
    case 'awaited':
      return spellExpr(module, expr.of);
    default:
      return '';
  }
}
