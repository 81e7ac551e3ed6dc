/** Tests of the failure itself, in a run of attempts: which failures are tried again. */
import type { Expr } from '@dist-lint/model';
import { CONFLICT, LASTING, PASSING } from './attempt-steps.ts';
import { callOf, type AttemptState } from './attempt-state.ts';
import { forEachExpr, someExpr } from './walk.ts';

/** An attempt that has timed out, which has taken its time. */
export function isTimeOut({ failures }: AttemptState, test: Expr): boolean {
  return someExpr(test, (each) => each.k === 'literal' && typeof each.value === 'string' && /abort|time_?out/i.test(each.value)) && someExpr(test, (each) => each.k === 'var' && failures.has(each.v));
}

/** A test of the failure itself: those that do not pass it are not tried again. */
export function noteNarrow(now: AttemptState, test: Expr, leavesWhenTrue: boolean): void {
  const isNegated = test.k === 'op' && ['!', '!==', '!='].includes(test.op);
  if (leavesWhenTrue !== isNegated) return; // a few are let out, and all others tried again
  const { module, program, current } = now;
  const texts: string[] = [];
  let isOfFailure = false as boolean;
  let isOfOwnClass = false as boolean;
  let isOfLasting = false as boolean;
  let isOfThrottling = false as boolean;
  let isEquality = test.k === 'op' && ['!==', '!='].includes(test.op);
  const look = (each: Expr, depth: number): void => forEachExpr(each, (inner) => {
    if (inner.k === 'var') {
      isOfFailure ||= now.failures.has(inner.v);
      const [only, ...more] = module.index.assignments[inner.v] ?? [];
      if (only && more.length === 0 && depth < 2 && only.function === current.function) look(only.value, depth + 1);
      texts.push(module.facts.variables[inner.v]?.name ?? '');
    } else if (inner.k === 'op' && (inner.op === '===' || inner.op === '==')) isEquality = true;
    else if (inner.k === 'op' && inner.op === 'instanceof') {
      isOfOwnClass ||= inner.args[1] !== undefined && program.link.evaluate(module, current.function, inner.args[1]).some(({ is }) => is === 'class');
    } else if (inner.k === 'member') texts.push(inner.name);
    else if (inner.k === 'global') texts.push(inner.name);
    else if (inner.k === 'literal') {
      texts.push(String(inner.value));
      isOfThrottling ||= inner.value === 429 || (typeof inner.value === 'string' && /rate_?limit|throttl|^too_?many/i.test(inner.value));
      isOfLasting ||= typeof inner.value === 'number' ? LASTING.has(inner.value) : typeof inner.value === 'string' && inner.value.length > 3 && !PASSING.test(inner.value);
    }
    else if (inner.k === 'result' && depth < 2) {
      const call = callOf(now, inner);
      if (call) [call.callee, ...call.args].forEach((part) => look(part, depth + 1));
    }
  });
  look(test, 0);
  if (!isOfFailure) return;
  if (isEquality && isOfThrottling && !isOfLasting) now.narrow ??= 'throttled';
  now.narrow = isOfOwnClass || (isEquality && isOfLasting) || texts.some((text) => CONFLICT.test(text)) ? 'own' : (now.narrow ?? 'some');
}
