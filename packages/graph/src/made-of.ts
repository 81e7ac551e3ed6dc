/** What an expression of a function is made of, by way of the function's own locals and calls. */
import type { CallStep, Expr } from '@dist-lint/model';
import type { LinkedModule } from './program.ts';
import { someExpr } from './walk.ts';

/**
 * Whether something holds of an expression, of a part of it, or of what such a part is made of in turn.
 *
 * @param madeOf what a local or the result of a call is made of; nothing for what is not looked into
 * @param steps so many times it is gone on from a local or a call to what that is made of
 */
export function isMadeWith(expr: Expr, holds: (part: Expr) => boolean, madeOf: (part: Expr) => readonly Expr[], steps: number): boolean {
  return someExpr(expr, (each) => holds(each) || (steps > 0 && madeOf(each).some((part) => isMadeWith(part, holds, madeOf, steps - 1))));
}

/** The call whose result an expression is. */
export function callBehind(module: LinkedModule, fn: number, expr: Expr): CallStep | undefined {
  return expr.k === 'result' ? module.index.calls[fn]?.[expr.id] : undefined;
}

/** What a function sets a variable to, where an expression is one. */
export function valuesSet(module: LinkedModule, fn: number, expr: Expr): readonly Expr[] {
  return expr.k === 'var' ? (module.index.assignments[expr.v] ?? []).flatMap(({ function: at, value }) => (at === fn ? [value] : [])) : [];
}

/** The same of a variable that nothing else is ever set to: a constant. */
export function onlyValueSet(module: LinkedModule, fn: number, expr: Expr): readonly Expr[] {
  return expr.k === 'var' && module.index.assignments[expr.v]?.length === 1 ? valuesSet(module, fn, expr) : [];
}
