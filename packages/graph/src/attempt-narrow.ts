/** Tests of the failure itself, in a run of attempts: which failures are tried again. */
import type { Expr, Step } from '@dist-lint/model';
import { mayGoRound } from './attempt-steps.ts';
import { scopeNow, type AttemptState } from './attempt-state.ts';
import { isTruthy } from './attempt-outcome.ts';
import { valueNow } from './attempt-values.ts';
import { both, either, failuresWith, type FailureKind } from './failure-kinds.ts';
import { someExpr } from './walk.ts';

/** An attempt that has timed out, which has taken its time. */
export function isTimeOut({ failures }: AttemptState, test: Expr): boolean {
  return someExpr(test, (each) => each.k === 'literal' && typeof each.value === 'string' && /abort|time_?out/i.test(each.value)) && someExpr(test, (each) => each.k === 'var' && failures.has(each.v));
}

/** A case for attempts that have timed out: `case ErrorCode.TIMEOUT`, of what a failure says. */
export function isTimeOutCase(now: AttemptState, on: Expr, test: Expr | undefined): boolean {
  const { failures, module, current } = now;
  const isOfFailure = someExpr(on, (each) => each.k === 'var' && (failures.has(each.v) || (module.index.assignments[each.v] ?? []).some(({ function: at, value }) => at === current.function && someExpr(value, (inner) => inner.k === 'var' && failures.has(inner.v)))));
  const says = (text: unknown): boolean => typeof text === 'string' && /^(e|err_)?_?time_?(d_?)?out$|timed_?out$|^ETIMEDOUT$/i.test(text);
  return isOfFailure && test !== undefined && someExpr(test, (each) => (each.k === 'member' && says(each.name)) || (each.k === 'literal' && says(each.value)));
}

/**
 * A test of the failure itself: those that do not pass it are not tried again.
 *
 * @param others steps in which other tests may let other failures go round
 */
export function noteNarrow(now: AttemptState, test: Expr, leavesWhenTrue: boolean, others: readonly Step[] = []): void {
  const kinds = [failuresOf(now, test, !leavesWhenTrue)];
  for (const step of others) {
    if (step.s === 'if' && mayGoRound(step.then) !== mayGoRound(step.else)) kinds.push(failuresOf(now, step.test, mayGoRound(step.then)));
  }
  const [first, ...more] = kinds;
  if (first === undefined) return;
  const all = more.reduce<FailureKind>((known, kind) => either(known, kind ?? 'some'), first);
  if (all === 'any') return;
  now.narrow = both(now.narrow, all) ?? all;
}

/** It lets only some failures through. */
export function asksFailure(now: AttemptState, test: Expr, wanted: boolean): boolean {
  const kind = failuresOf(now, test, wanted);
  return kind !== undefined && kind !== 'any';
}

function failuresOf(now: AttemptState, test: Expr, wanted: boolean): FailureKind | undefined {
  const truth = (part: Expr): boolean | undefined => {
    const found = valueNow(now, part);
    return found && isTruthy(found);
  };
  return failuresWith({ program: now.program, scope: scopeNow(now), failures: now.failures, truth }, test, wanted);
}

/** `error instanceof StaleOrder`, of a class of the program. */
export function isOwnFailure({ failures, module, program, current }: AttemptState, test: Expr): boolean {
  if (test.k !== 'op' || test.op !== 'instanceof') return false;
  const [of, kind] = test.args;
  return of?.k === 'var' && failures.has(of.v) && kind !== undefined && program.link.evaluate(module, current.function, kind).some(({ is }) => is === 'class');
}
