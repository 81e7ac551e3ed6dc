/** Counters and clocks: whether a test in a run of attempts asks for what changes from one attempt to the next. */
import type { Expr } from '@dist-lint/model';
import { readsClock } from './attempt-steps.ts';
import { callOf, resolvedOf, type AttemptState } from './attempt-state.ts';
import { owningClass } from './index-module.ts';
import { someExpr } from './walk.ts';

export function isChanging(now: AttemptState, expr: Expr): boolean {
  if (expr.k === 'member' && expr.of.k === 'this') return isFieldChanging(now, expr.name);
  return expr.k === 'var' && (now.changing.has(expr.v) || now.stepping.has(expr.v) || isCounterOutside(now, expr.v));
}

/** `this.attempts`: set in more places than one. */
function isFieldChanging({ module, current }: AttemptState, name: string): boolean {
  const owner = owningClass(module.facts, current.function);
  return owner !== undefined && (module.index.fieldAssignments[owner]?.get(name)?.length ?? 0) > 1;
}

/** A counter of the function or module around. */
function isCounterOutside({ module, again }: AttemptState, variable: number): boolean {
  const fact = module.facts.variables[variable];
  return again !== undefined && fact?.kind === 'let' && (fact.writes ?? 0) > 0;
}

/**
 * Whether something holds of an expression, or of what its constants and calls are made from. `calls`: only through
 * what a call is handed, as in `shouldRetry(error, attempt)`.
 */
export function derives(now: AttemptState, expr: Expr, holds: (expr: Expr) => boolean, through: 'all' | 'calls' = 'all', depth = 0): boolean {
  return someExpr(expr, (each) => {
    if (through === 'all' && holds(each)) return true;
    if (depth > 3) return false;
    if (each.k === 'result') {
      const made = callOf(now, each);
      return made !== undefined && !now.isAttempt(made) && made.args.some((arg) => derives(now, arg, holds, 'all', depth + 1));
    }
    const [only, ...more] = each.k === 'var' && !now.changing.has(each.v) ? (now.module.index.assignments[each.v] ?? []) : [];
    return only !== undefined && more.length === 0 && only.function === now.current.function && derives(now, only.value, holds, through, depth + 1);
  });
}

/** It asks for the time. */
export function isClock(now: AttemptState, test: Expr, depth = 0): boolean {
  return someExpr(test, (each) => {
    if (each.k === 'result') {
      const made = callOf(now, each);
      if (made && resolvedOf(now, made)?.functions.some(({ number }) => readsClock(now.program, number))) return true;
      const { callee } = made ?? {};
      return callee?.k === 'member' && (callee.name === 'now' || callee.name === 'getTime' || callee.name === 'hrtime' || callee.name === 'bigint');
    }
    const [only, ...more] = each.k === 'var' ? (now.module.index.assignments[each.v] ?? []) : [];
    return only !== undefined && more.length === 0 && depth < 3 && only.function === now.scope.function && isClock(now, only.value, depth + 1);
  });
}
