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
import { componentsFrom } from './components.ts';
import { exits } from './control-flow.ts';
import { callEffects } from './effects.ts';
import { classEnvironment } from './generics.ts';
import { awaitedLater, escapesLater } from './held-promises.ts';
import type { Program } from './link.ts';
import type { FunctionNumber, LinkedModule } from './program.ts';
import { isAsync, promiseFate } from './promises.ts';
import { enclosing, type CallTarget, type Handed, type ParameterPlace, type ResolvedCall } from './resolved-calls.ts';
import { valueName } from './slots.ts';
import { forEachStep, innerBodies } from './walk.ts';

/** Functions handed to functions that hand them on to functions around them: followed this far. */
const DEEPEST_CLOSURE = 4;

/** Distinct effects kept for a function. */
const MOST_EFFECTS = 40;
/** Rounds over functions that call one another in a circle; two carry everything along most circles. */
const MOST_ROUNDS = 8;

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
  /** On the way out its failure has been logged. */
  logged?: true;
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

/** Summaries of functions, each computed when first asked for, after those of what it calls. */
export function summaries(program: Program): (fn: FunctionNumber) => Summary {
  const { modules, tracker } = program;
  const known = tracker.memo<FunctionNumber, Summary>();
  const kept = (number: FunctionNumber): Summary | undefined => known.get(undefined, number);
  const edges = (number: FunctionNumber): readonly number[] => {
    const { module, id } = modules.function(number);
    const found = new Set<number>();
    const enter = (target: CallTarget): void => {
      found.add(target.number);
      if (target.within) for (const { handed } of around(program, target)) for (const each of handed) for (const inner of each.functions) found.add(inner.number);
    };
    for (const resolved of program.calls(module, id)) {
      resolved.functions.forEach(enter);
      for (const handed of resolved.handed) handed.functions.forEach(enter);
    }
    return [...found];
  };

  /** The members of a component rest on the same things. */
  function settle(component: readonly FunctionNumber[]): void {
    const [first, ...others] = component;
    if (first === undefined) return;
    let found = new Map<FunctionNumber, Summary>();
    known.fill(undefined, first, EMPTY, () => {
      found = summarize(component);
      return found.get(first) ?? EMPTY;
    });
    for (const number of others) {
      known.fill(undefined, number, EMPTY, () => {
        kept(first);
        return found.get(number) ?? EMPTY;
      });
    }
  }

  function summarize(component: readonly FunctionNumber[]): Map<FunctionNumber, Summary> {
    const found = new Map<FunctionNumber, Summary>();
    const summaryOf = (number: FunctionNumber): Summary => found.get(number) ?? kept(number) ?? EMPTY;
    const rounds = component.length === 1 ? 1 : MOST_ROUNDS;
    let changed = true;
    for (let round = 0; round < rounds && changed; round += 1) {
      changed = false;
      // To and fro, so that what stands against the order of numbers is carried on as well.
      for (const number of round % 2 === 0 ? component : component.toReversed()) {
        const { module, id, fact } = modules.function(number);
        if (fact.bodiless) continue;
        const observed = observe(program, module, id, fact.body, summaryOf);
        const summary = { ...observed, alwaysThrows: neverEnds(program, module, id, fact.body, summaryOf) };
        changed ||= differs(summary, found.get(number) ?? EMPTY);
        found.set(number, summary);
      }
    }
    return found;
  }

  return (number) => {
    const before = kept(number);
    if (before) return before;
    componentsFrom(number, (each) => (kept(each) ? undefined : edges(each)), settle);
    return kept(number) ?? EMPTY;
  };
}

/** Whether a further round may carry something on. Which call leads to an effect, and how far it is, settles by itself. */
function differs(a: Summary, b: Summary): boolean {
  return (
    a.effects.length !== b.effects.length || a.invokes.length !== b.invokes.length || a.opaque !== b.opaque || a.alwaysThrows !== b.alwaysThrows ||
    a.effects.some((each, index) => each.escapes !== b.effects[index]?.escapes || each.kind !== b.effects[index].kind || each.target !== b.effects[index].target) ||
    a.invokes.some((each, index) => each.escapes !== b.invokes[index]?.escapes)
  );
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
  return observeWith(program, module, fn, summaryOf, true, (walk) => walk(steps));
}

/** The effects of attempted steps as their handler sees them: a promise that is returned and not awaited rejects past it. */
export function observeAttempt(program: Program, module: LinkedModule, fn: number, steps: readonly Step[]): Observed {
  return observeWith(program, module, fn, program.summary, false, (walk) => walk(steps));
}

/** The effects of the calls of one promise chain; `escapes` means: rejects the chain. */
export function observeChain(program: Program, module: LinkedModule, fn: number, calls: readonly CallStep[]): Observed {
  return observeWith(program, module, fn, program.summary, true, (_, visit) => calls.forEach((call) => visit(call)));
}

function observeWith(
  program: Program, module: LinkedModule, fn: number, summaryOf: (fn: FunctionNumber) => Summary, returnedCounts: boolean,
  over: (walk: (steps: readonly Step[]) => void, visit: (call: CallStep) => void) => void,
): Observed {
  const effects = new Map<string, ReachedEffect>();
  const invokes = new Map<string, InvokedParameter>();
  let opaque = false;
  let observed: readonly Step[] = [];

  /** Of the call at hand: its failure is logged on the way out of these steps. */
  let passesLog = false;

  function add(given: ReachedEffect): void {
    const reached: ReachedEffect = passesLog ? { ...given, logged: true } : given;
    const key = `${reached.kind} ${reached.effect?.operation ?? ''} ${reached.target} ${reached.method} ${reached.effect?.stake ?? ''} ${reached.effect?.level ?? ''} ${reached.presumed} ${reached.escapes} ${reached.logged ?? ''} ${reached.kind === 'unseen' || reached.effect?.status ? reached.symbol : ''}`;
    const before = effects.get(key);
    if (before ? before.hops <= reached.hops : effects.size >= MOST_EFFECTS) return;
    effects.set(key, reached);
  }

  function invoke(place: ParameterPlace, escapes: boolean, call: CallStep): void {
    const key = `${place.function} ${place.index} ${place.path.join('.')}`;
    if (!invokes.get(key)?.escapes) invokes.set(key, { place, escapes, call });
  }

  function walk(body: readonly Step[], around: Around): void {
    for (const step of body) {
      if (step.s === 'call') {
        if (step.kind !== 'jsx' && step.kind !== 'import') visit(step, around);
      } else if (step.s === 'try') {
        walk(step.body, step.handler ? within(around, step.handler.body) : around);
        if (step.handler) walk(step.handler.body, around);
        if (step.finally) walk(step.finally, around);
      } else for (const inner of innerBodies(step)) walk(inner, around);
    }
  }

  function within(around: Around, handler: readonly Step[]): Around {
    const passes = mayThrow(program, module, fn, handler, summaryOf);
    return { caught: around.caught || !passes, logged: around.logged || (passes && logs(program, module, fn, handler, summaryOf)) };
  }

  function visit(call: CallStep, around: Around): void {
    const resolved = program.call(module, fn, call.id);
    if (resolved) effectsOf(resolved, failureEscapes(resolved, around.caught), around.logged);
  }

  function failureEscapes(resolved: ResolvedCall, caught: boolean): boolean {
    const { call } = resolved;
    const fate = promiseFate(program, module, fn, call);
    const asynchronous = isAsync(program, resolved) || resolved.handed.some((handed) => handed.functions.some((target) => program.modules.function(target.number).fact.async));
    const handled = fate.settled || fate.handlers.some(({ expr }) => swallows(program, module, fn, expr, summaryOf));
    const held = asynchronous && !handled ? awaitedLater(module, fn, fate.final) : undefined;
    if (held) return escapesLater(observed, held, ({ body }) => mayThrow(program, module, fn, body, summaryOf));
    return !handled && !(asynchronous && fate.floating) && (asynchronous && fate.returned ? returnedCounts : !caught);
  }

  function effectsOf(resolved: ResolvedCall, escapes: boolean, logged: boolean): void {
    const { call } = resolved;
    passesLog = logged;
    for (const external of resolved.externals) {
      const facts = program.link.libraries.symbol(external.package, external.path)?.facts;
      // Fetch rejects when nothing answers; a socket's write tells its failure to a listener.
      const rejects = facts?.fails !== 'never' && (facts?.fails !== 'result' || facts.errorIn === 'ok');
      for (const each of callEffects(program.link, { module, function: fn, call }, external)) {
        add({ ...each, symbol: `${external.package}#${external.path}`, presumed: false, escapes: escapes && rejects, call, hops: 0 });
      }
    }
    for (const target of resolved.functions) {
      const summary = summaryOf(target.number);
      for (const reached of summary.effects) through(named(reached, target), target.number, escapes, false, call);
      for (const invoked of summary.invokes) {
        if (invoked.place.function !== target.number) invokeAround(target, invoked, escapes && invoked.escapes, false, call, 0);
        else handIn(resolved, invoked, escapes && invoked.escapes, call);
      }
      if (summary.opaque) opaque = true;
    }
    for (const handed of resolved.handed) {
      if (resolved.functions.length > 0 && !handed.row) continue;
      const nobodyKnows = resolved.externals.some((each) => program.link.libraries.symbol(each.package, each.path) === undefined);
      const runs = handed.row?.runs ?? (nobodyKnows ? 'unknown' : 'never');
      if (runs === 'later' || runs === 'never') continue;
      run(handed, escapes && (handed.row?.onThrow ?? 'caller') === 'caller', runs === 'unknown', call);
    }
    if (resolved.parameter) invoke(resolved.parameter, escapes, call);
    // A function it was given runs at its callers; of a method of a named type (`Gateway.charge`) only the type is seen.
    if (resolved.parameter && resolved.unseen?.includes('.') !== true) return;
    if (resolved.unseen !== undefined && (call.awaited || returnsPromise(program, module, fn, call))) {
      add({ kind: 'unseen', symbol: resolved.unseen, target: '', method: '', presumed: true, escapes, call, hops: 0 });
    } else if (resolved.functions.length === 0 && resolved.externals.length === 0) {
      opaque = true;
      if (call.awaited) add({ kind: 'unseen', symbol: spelling(module, call), target: '', method: '', presumed: true, escapes, call, hops: 0 });
    }
  }

  function through(reached: ReachedEffect, via: FunctionNumber, escapes: boolean, presumed: boolean, call: CallStep): void {
    add({ ...reached, escapes: escapes && reached.escapes, presumed: presumed || reached.presumed, call, via, hops: reached.hops + 1 });
  }

  /** A target that is a type parameter of the callee's class, by the object it is called on: `BaseRepo<Order>` writes orders. */
  function named(reached: ReachedEffect, { number, self }: CallTarget): ReachedEffect {
    const parameter = /^<(\w+)>$/.exec(reached.target)?.[1];
    if (parameter === undefined || !self) return reached;
    const { module: declaring, fact } = program.modules.function(number);
    if (fact.class === undefined) return reached;
    const values = classEnvironment(program.link, self, declaring.classBase + fact.class)?.get(parameter) ?? [];
    const target = values.map((value) => valueName(program.link, value)).find((name) => name !== '');
    return target === undefined ? reached : { ...reached, target };
  }

  /** A function of the program calls a parameter: what was handed in there runs. */
  function handIn(resolved: ResolvedCall, invoked: InvokedParameter, escapes: boolean, call: CallStep): void {
    const at = placeText(invoked.place);
    const handed = resolved.handed.find((each) => each.at === at);
    if (handed) run(handed, escapes, false, call);
  }

  /** A function calls a parameter of one around it: what the call that made it was handed, if that is in sight. */
  function invokeAround(target: CallTarget, invoked: InvokedParameter, escapes: boolean, presumed: boolean, call: CallStep, depth: number): void {
    const at = placeText(invoked.place);
    const given = target.within ? around(program, target).filter(({ callee }) => callee === invoked.place.function).flatMap(({ handed }) => handed.filter((each) => each.at === at)) : [];
    if (given.length === 0 || depth >= DEEPEST_CLOSURE) invoke(invoked.place, escapes, call);
    else for (const handed of given) run(handed, escapes, presumed, call, depth + 1);
  }

  function run(handed: Handed, escapes: boolean, presumed: boolean, call: CallStep, depth = 0): void {
    if (handed.parameter) invoke(handed.parameter, escapes, call);
    for (const target of handed.functions) {
      const summary = summaryOf(target.number);
      for (const reached of summary.effects) through(reached, target.number, escapes, presumed, call);
      for (const invoked of summary.invokes) if (invoked.place.function !== target.number) invokeAround(target, invoked, escapes && invoked.escapes, presumed, call, depth);
      if (summary.opaque) opaque = true;
    }
  }

  over(
    (steps) => {
      observed = steps;
      walk(steps, { caught: false, logged: false });
    },
    (call) => {
      const resolved = program.call(module, fn, call.id);
      if (resolved) effectsOf(resolved, true, false);
    },
  );
  return { effects: [...effects.values()], invokes: [...invokes.values()], opaque };
}

function placeText({ index, path }: ParameterPlace): string {
  return [index, ...path].join('.');
}

function around(program: Program, target: CallTarget) {
  return enclosing(target, ({ site }) => program.call(site.module, site.function, site.call.id));
}

/** What the handlers around a step do with its failure. */
interface Around {
  /** Some handler keeps it. */
  caught: boolean;
  /** Some handler logs it and lets it pass. */
  logged: boolean;
}

/** Whether some steps log at warn or error, directly or in a function they call. */
function logs(program: Program, module: LinkedModule, fn: number, steps: readonly Step[], summaryOf: (fn: FunctionNumber) => Summary): boolean {
  let found = false;
  forEachStep(steps, (step) => {
    if (step.s !== 'call' || found) return;
    const resolved = program.call(module, fn, step.id);
    // A logger nobody knows is presumed to be one: it is called for nothing but what it does.
    const unknown = step.fate === 'dropped' && resolved?.functions.length === 0;
    found =
      resolved?.externals.some((each) => {
        const row = program.link.libraries.symbol(each.package, each.path);
        return row ? row.facts.effects?.some((effect) => isTelling(effect.kind, effect.level)) : unknown;
      }) === true ||
      (unknown && resolved.externals.length === 0) ||
      resolved?.functions.some((target) => summaryOf(target.number).effects.some((each) => isTelling(each.kind, each.effect?.level))) === true;
  });
  return found;
}

function isTelling(kind: ReachedEffect['kind'], level: Effect['level']): boolean {
  return kind === 'report' || (kind === 'log' && level !== 'debug' && level !== 'info');
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

/** Whether a handler given as a value keeps the error to itself. What cannot be seen is presumed to have dealt with it. */
export function swallows(
  program: Program, module: LinkedModule, fn: number, handler: Expr, summaryOf: (fn: FunctionNumber) => Summary = program.summary,
): boolean {
  return !program.link.evaluate(module, fn, handler).some((value) => {
    if (value.is !== 'function') return false;
    const place = program.modules.function(value.number);
    return mayThrow(program, place.module, place.id, place.fact.body, summaryOf);
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

export function spellExpr(module: LinkedModule, expr: Expr): string {
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
