/** Attempts that are begun in one place and waited for in another: `current = load(); try { await current } catch { … }`. */
import { soleOf, type CallStep, type Expr, type Step } from '@dist-lint/model';
import type { LinkedModule } from './program.ts';
import { spellExpr } from './summaries.ts';
import { forEachStep, someStep } from './walk.ts';
import { once } from './once.ts';

export interface LaterWait {
  /** The name under which its promise is kept. */
  name: string;
  /** Where it is waited for. */
  at: number;
}

/** Where a function waits for a promise that it has put under a name; undefined where it waits for it in place, or nowhere. */
export function laterWait(module: LinkedModule, fn: number, { id, awaited, fate, end }: CallStep): LaterWait | undefined {
  if (awaited || fate !== undefined) return undefined;
  const body = module.facts.functions[fn]?.body ?? [];
  if (!waitsForNames(body)) return undefined;
  let name = '';
  let at: number | undefined;
  forEachStep(body, (step) => {
    if (step.s === 'assign' && step.op === '=' && isResult(step.value, id) && (step.to.k === 'var' || step.to.k === 'member')) name = spellExpr(module, step.to);
    if (name !== '' && step.s === 'await' && step.at >= end && isNamed(step.of) && spellExpr(module, step.of) === name) at ??= step.at;
    return at === undefined;
  });
  return at === undefined ? undefined : { name, at };
}

function isResult(expr: Expr, id: number): boolean {
  return (expr.k === 'result' && expr.id === id) || (expr.k === 'op' && expr.op === 'assign' && expr.args.some((arg) => isResult(arg, id)));
}

function isNamed(expr: Expr): boolean {
  return expr.k === 'var' || (expr.k === 'member' && (expr.of.k === 'this' || isNamed(expr.of)));
}

/** Every call of a function asks for it. */
const waitsForNames = once((body: readonly Step[]): boolean => someStep(body, (step) => step.s === 'await' && isNamed(step.of)));

/** The call that waits for a promise which was put under a name before: `const work = load(); await Promise.race([work, tooLong])`. */
export function waitsInstead(module: LinkedModule, fn: number, { id, awaited, fate, end }: CallStep, among: readonly CallStep[]): CallStep | undefined {
  if (awaited || fate !== undefined) return undefined;
  return among.find(({ callee, args: [list], at, awaited: isAwaited }) => {
    const isCombinator = isAwaited && at >= end && callee.k === 'member' && callee.of.k === 'global' && callee.of.name === 'Promise';
    return isCombinator && list?.k === 'array' && list.items.some((item) => {
      const only = soleOf(item.k === 'var' ? module.index.assignments[item.v] : undefined);
      return only !== undefined && only.function === fn && isResult(only.value, id);
    });
  });
}
