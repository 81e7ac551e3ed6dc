/**
 * What a unit of work keeps for later: `em.persist(order)` stores nothing, the next flush does.
 *
 * A change counts where the flush is in sight: after it in the same function, around it, or in one that calls it.
 */
import type { Deferred } from '@dist-lint/libraries';
import type { CallStep, Expr, Span, Step } from '@dist-lint/model';
import { simpleName } from '../class-members.ts';
import type { CallEffect } from '../effects.ts';
import { decoratorCall } from '../injection.ts';
import type { Program } from '../link.ts';
import { once } from '../once.ts';
import type { FunctionNumber, LinkedModule, Placed } from '../program.ts';
import { handedRow } from '../resolved-calls.ts';
import { chainCall, slotExpr, slotText, textOf } from '../slots.ts';
import type { Memo } from '../tracking.ts';
import type { CallSite, ExternalValue } from '../values.ts';
import { innerBodies, someExpr } from '../walk.ts';
import { isNewRow } from './row-made.ts';

/** Functions between the change and the one that flushes. */
const MOST_HOPS = 2;

/** What is stored later, as if the call did it; empty where no flush is in sight. */
export function deferredEffects(program: Program, site: CallSite, external: ExternalValue): readonly (CallEffect & { payload?: Placed })[] {
  const defers = program.link.libraries.symbol(external.package, external.path)?.facts.defers;
  if (!defers || !isTold(program, site, external, defers)) return [];
  const { operation, target, payload, row } = defers;
  const changed = row === undefined ? undefined : slotExpr(program.link, site, external, row);
  const effect = { kind: 'db-write' as const, operation: changed && isNewRow(program, changed) ? 'create' as const : operation, target, ...(payload === undefined ? {} : { payload }) };
  const list = slotExpr(program.link, site, external, target);
  if (list?.expr.k !== 'array') return [{ effect, kind: effect.kind, target: slotText(program.link, site, external, target), method: '' }];
  // `em.persist([order, payment])`: each is a row of its own.
  return list.expr.items.map((expr) => {
    const placed = { ...list, expr };
    return { effect, kind: effect.kind, target: textOf(program.link, placed.module, placed.function, expr), method: '', ...(payload === target ? { payload: placed } : {}) };
  });
}

function isTold(program: Program, site: CallSite, external: ExternalValue, { ofNew, unlessDeferred, target }: Deferred): boolean {
  const { module, function: fn, call } = site;
  const handed = slotExpr(program.link, site, external, target);
  if (ofNew && !(handed && isNewRow(program, handed))) return false;
  if (!unlessDeferred) return isFlushed(program, module, fn, call, chainCall(external, 'fork')?.call);
  return isFlushed(program, module, fn, call, chainCall(external, 'fork')?.call, MOST_HOPS) && !isDeferredAgain(program, site, ofNew && handed ? handed.expr : { k: 'result', id: call.id });
}

/** What is made, or handed over, is handed to another call that keeps it, or stores it at once. */
function isDeferredAgain(program: Program, { module, function: fn, call }: CallSite, expr: Expr): boolean {
  const variables = new Set(module.index.assignments.flatMap((assignments, variable) => (assignments?.some(({ value, function: at }) => at === fn && isSame(value, expr)) ? [variable] : [])));
  if (expr.k === 'var') variables.add(expr.v);
  return module.facts.functions.some((_, each) => program.calls(module, each).some((other) =>
    other.call !== call && other.call.args.some((arg) => someExpr(arg, (inner) => (inner.k === 'var' ? variables.has(inner.v) : each === fn && isSame(inner, expr))))
    && other.externals.some(({ package: name, path }) => {
      const facts = program.link.libraries.symbol(name, path)?.facts;
      return facts?.flushes === true || facts?.defers?.operation === 'upsert';
    })));
}

function isSame(a: Expr, b: Expr): boolean {
  return (a.k === 'result' && b.k === 'result' && a.id === b.id) || (a.k === 'var' && b.k === 'var' && a.v === b.v);
}

/** @param fork the call that made the entity manager, where it is one of its own: it stores nothing that another one keeps */
export function isFlushed(program: Program, module: LinkedModule, fn: number, place: Span, fork?: CallStep, hops = 0): boolean {
  let at = place;
  for (let each = fn; each >= 0; ) {
    const fact = module.facts.functions[each];
    if (!fact) return false;
    const after = flushAfter(fact.body, at, flushesIn(program, module).filter((flush) => flush.fork === fork || (flush.at <= at.at && flush.end >= at.end)));
    if (after !== 'on') return after === 'stored';
    const passed = module.index.passedTo[each];
    if (!passed && !fact.immediate) return isFlushedOutside(program, module, each, fork, hops);
    if (passed && runsLater(program, module, passed.function, passed.call, passed.at)) return false;
    at = passed ? { at: fact.at, end: fact.end } : fact;
    each = fact.parent;
  }
  return false;
}

/** By a decorator of the method, or by those who call it. */
function isFlushedOutside(program: Program, module: LinkedModule, fn: number, fork: CallStep | undefined, hops: number): boolean {
  const decorators = module.facts.functions[fn]?.decorators ?? [];
  const isDecorated = decorators.some((each) => program.link.evaluate(module, 0, decoratorCall(each).callee).some((value) => value.is === 'external' && doesFlush(program, value)));
  if (isDecorated || hops >= MOST_HOPS) return isDecorated;
  return program.callers(module.functionBase + fn).some(({ module: from, function: by, resolved }) => !program.link.isExempt(from.path) && isFlushed(program, from, by, resolved.call, fork, hops + 1));
}

/** A listener or a timer runs when what stands around it is long done. What stands in a pipe does not. */
function runsLater(program: Program, module: LinkedModule, fn: number, call: CallStep, at: string): boolean {
  return program.link.callee(module, fn, call).some((callee) => callee.is === 'external'
    && handedRow(program.link, callee, at, call.args.length)?.runs === 'later' && program.link.libraries.symbol(callee.package, callee.path)?.facts.pipes === undefined);
}

/** Whether a flush follows a place, or stands around it: `stored`; the function ends before that: `left`; or it goes `on` outside. */
function flushAfter(steps: readonly Step[], place: Span, flushes: readonly Span[]): 'stored' | 'left' | 'on' {
  const index = steps.findIndex((step) => covers(step, place));
  const step = steps[index];
  if (!step) return 'on';
  for (const body of innerBodies(step)) {
    const inside = flushAfter(body, place, flushes);
    if (inside !== 'on') return inside;
  }
  for (const [offset, each] of steps.slice(index).entries()) {
    const isAround = covers(each, place);
    if (flushes.some((flush) => (isAround ? covers(flush, place) && covers(each, flush) : covers(each, flush)) && (offset > 0 || each.s === 'call'))) return 'stored';
    if (!isAround && (each.s === 'return' || each.s === 'throw')) return 'left';
  }
  return 'on';
}

function covers(outer: Span, inner: Span): boolean {
  return outer.at <= inner.at && outer.end >= inner.end;
}

interface Flush extends Span {
  fork?: CallStep;
}

const memoOf = once((program: Program): Memo<'flushes', readonly Flush[]> => program.tracker.memo());

function flushesIn(program: Program, module: LinkedModule): readonly Flush[] {
  const memo = memoOf(program);
  return memo.get(module, 'flushes') ?? memo.fill(module, 'flushes', [], () => module.facts.functions.flatMap((_, fn) => program.calls(module, fn).flatMap(({ call, externals, functions }): Flush[] => {
    const flush = externals.find((each) => doesFlush(program, each));
    const fork = flush && chainCall(flush, 'fork')?.call;
    if (flush) return [{ at: call.at, end: call.end, ...(fork ? { fork } : {}) }];
    return functions.some(({ number }) => flushesItself(program, number)) ? [{ at: call.at, end: call.end }] : [];
  })));
}

/** A function of the team that does nothing else but flush, or does it by the way. */
function flushesItself(program: Program, number: FunctionNumber): boolean {
  const { module, id, fact } = program.modules.function(number);
  if (fact.kind === 'constructor' || simpleName(fact.name) === '') return false;
  return program.calls(module, id).some(({ externals }) => externals.some((each) => doesFlush(program, each)));
}

function doesFlush(program: Program, { package: name, path }: ExternalValue): boolean {
  return program.link.libraries.symbol(name, path)?.facts.flushes === true;
}
