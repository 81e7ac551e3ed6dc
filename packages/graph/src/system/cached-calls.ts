/** Calls that are made only when a cache has no answer: `const known = await cache.get(id); if (known) return known;`. */
import { addTo, type CallStep, type Expr, type Step } from '@dist-lint/model';
import type { Program } from '../link.ts';
import type { LinkedModule } from '../program.ts';
import { forEachStep, someExpr, someStep } from '../walk.ts';

/**
 * By call: the place of the read of the cache before it. What reads a cache is asked last, and only of what a test rests on:
 * hardly any does, and what a function reaches is dear to know.
 */
export function cachedCalls(program: Program, module: LinkedModule, fn: number, body: readonly Step[]): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  const note = (steps: readonly Step[], at: number): void => forEachStep(steps, (step) => { if (step.s === 'call' && !found.has(step.id)) found.set(step.id, at); });
  const reads = readsOf(program, module, fn);
  const walk = (steps: readonly Step[]): void => {
    steps.forEach((step, index) => {
      if (step.s === 'assign' && step.to.k === 'var') reads.assigned(step.to.v, step.value);
      if (step.s === 'try') walk(step.body);
      if (step.s !== 'if') return;
      const isEmptyTest = isAbsent(step.test);
      const isFilled = step.kind === 'nullish' || step.kind === 'or' || (isEmptyTest && fills(step.then, reads.isRead));
      // A mark that something was done, `if (await sent.has(id)) return`, is no answer.
      const isAnswered = step.kind === 'if' && !isEmptyTest && answers(step.then, reads.at);
      const at = isFilled || isAnswered ? reads.at(step.test) : undefined;
      if (at === undefined) return;
      if (isFilled) note(step.then, at);
      if (isAnswered) {
        note(step.else, at);
        note(steps.slice(index + 1), at);
      }
    });
  };
  walk(body);
  return found.size > 0 && program.summary(module.functionBase + fn).effects.some(({ kind }) => kind === 'cache-read') ? found : NONE;
}

const NONE: ReadonlyMap<number, number> = new Map();

/** Which values of a function come from a cache, as far as it was followed. */
function readsOf(program: Program, module: LinkedModule, fn: number) {
  interface Assigned {
    value: Expr;
    order: number;
    read?: { at: number | undefined };
  }
  const assigned = new Map<number, Assigned[]>();
  let count = 0;
  /** Of several reads the last one before. */
  const lastRead = (variable: number, before: number): number | undefined => {
    const earlier = (assigned.get(variable) ?? []).filter(({ order }) => order < before);
    for (const each of earlier.reverse()) {
      each.read ??= { at: readAt(each.value, each.order) };
      if (each.read.at !== undefined) return each.read.at;
    }
    return undefined;
  };
  const readAt = (expr: Expr, before: number): number | undefined => {
    let at: number | undefined;
    someExpr(expr, (each) => {
      const call = each.k === 'result' ? module.index.calls[fn]?.[each.id] : undefined;
      at = call ? readBy(call, before) : each.k === 'var' ? lastRead(each.v, before) : undefined;
      return at !== undefined;
    });
    return at;
  };
  /** `JSON.parse(await cache.get(id))` reads it, too. */
  const readBy = (call: CallStep, before: number): number | undefined =>
    (isRead(program, module, fn, call) ? call.nameAt : call.args.map((arg) => readAt(arg, before)).find((at) => at !== undefined));
  return {
    assigned(variable: number, value: Expr): void {
      addTo(assigned, variable, { value, order: count });
      count += 1;
    },
    isRead: (variable: number): boolean => lastRead(variable, count) !== undefined,
    /** The place of the read that a value comes from. */
    at: (expr: Expr): number | undefined => readAt(expr, count),
  };
}

/** It reads a cache, or calls what does nothing else. */
function isRead(program: Program, module: LinkedModule, fn: number, call: CallStep): boolean {
  const resolved = program.call(module, fn, call.id);
  if (!resolved) return false;
  const reads = resolved.externals.some((each) => program.link.libraries.symbol(each.package, each.path)?.facts.effects?.some(({ kind }) => kind === 'cache-read'));
  return reads || (resolved.functions.length > 0 && resolved.functions.every(({ number }) => {
    const kinds = program.summary(number).effects.map(({ kind }) => kind);
    return kinds.includes('cache-read') && !kinds.some((kind) => kind.startsWith('db-') || kind === 'network' || kind === 'enqueue');
  }));
}

/** `!known`, `known === undefined`. */
function isAbsent(test: Expr): boolean {
  return test.k === 'op' && (test.op === '!' || ((test.op === '===' || test.op === '==') && test.args.some((arg) => (arg.k === 'literal' && arg.value === null) || (arg.k === 'global' && arg.name === 'undefined'))));
}

function answers(steps: readonly Step[], readAt: (expr: Expr) => number | undefined): boolean {
  const last = steps.at(-1);
  return last?.s === 'return' && last.value !== undefined && readAt(last.value) !== undefined;
}

/** What the cache did not have is put in its place. */
function fills(steps: readonly Step[], isKnown: (variable: number) => boolean): boolean {
  return someStep(steps, (step) => step.s === 'assign' && step.to.k === 'var' && isKnown(step.to.v));
}
