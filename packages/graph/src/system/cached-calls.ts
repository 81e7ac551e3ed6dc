/** Calls that are made only when a cache has no answer: `const known = await cache.get(id); if (known) return known;`. */
import type { CallStep, Expr, Step } from '@dist-lint/model';
import type { Program } from '../link.ts';
import type { LinkedModule } from '../program.ts';
import { forEachStep, someExpr } from '../walk.ts';

/** By call: the place of the read of the cache before it. */
export function cachedCalls(program: Program, module: LinkedModule, fn: number, body: readonly Step[]): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  const known = new Map<number, number>();
  const note = (steps: readonly Step[], at: number): void => forEachStep(steps, (step) => { if (step.s === 'call' && !found.has(step.id)) found.set(step.id, at); });
  const readAt = (expr: Expr): number | undefined => {
    let at: number | undefined;
    someExpr(expr, (each) => {
      const call = each.k === 'result' ? module.index.calls[fn]?.[each.id] : undefined;
      at = call ? readBy(call) : each.k === 'var' ? known.get(each.v) : undefined;
      return at !== undefined;
    });
    return at;
  };
  /** `JSON.parse(await cache.get(id))` reads it, too. */
  const readBy = (call: CallStep): number | undefined => (isRead(program, module, fn, call) ? call.nameAt : call.args.map(readAt).find((at) => at !== undefined));
  const walk = (steps: readonly Step[]): void => {
    steps.forEach((step, index) => {
      if (step.s === 'assign' && step.to.k === 'var') {
        const at = readAt(step.value);
        if (at !== undefined) known.set(step.to.v, at);
      }
      if (step.s === 'try') walk(step.body);
      if (step.s !== 'if') return;
      const at = readAt(step.test);
      if (at === undefined) return;
      if (step.kind === 'nullish' || step.kind === 'or' || (isAbsent(step.test) && fills(step.then, known))) note(step.then, at);
      // A mark that something was done, `if (await sent.has(id)) return`, is no answer.
      if (step.kind === 'if' && !isAbsent(step.test) && answers(step.then, readAt)) {
        note(step.else, at);
        note(steps.slice(index + 1), at);
      }
    });
  };
  walk(body);
  return found;
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
function fills(steps: readonly Step[], known: ReadonlyMap<number, number>): boolean {
  let found = false;
  forEachStep(steps, (step) => { if (step.s === 'assign' && step.to.k === 'var' && known.has(step.to.v)) found = true; });
  return found;
}
