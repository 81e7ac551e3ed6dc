/** What an expression holds in a run of attempts: of what an attempt has given, only how it went is known. */
import type { Expr } from '@dist-lint/model';
import { BAD, COMPARISONS, GOOD, STATUS, withFields } from './attempt-steps.ts';
import { callOf, scopeNow, type AttemptState } from './attempt-state.ts';
import { plainValue, type PlainValue } from './plain-values.ts';

export function valueNow(now: AttemptState, expr: Expr): PlainValue | undefined {
  const seen = now.fields.size === 0 ? expr : withFields(expr, now.fields);
  return seen && (ofOutcome(now, seen) ?? plainValue(now.program.link, scopeNow(now), seen));
}

/** What a result that is an outcome says under the names that such results have. */
function ofOutcome(now: AttemptState, expr: Expr): PlainValue | undefined {
  if (expr.k === 'op' && expr.op === '!' && expr.args[0]) {
    const inner = isOutcome(now, expr.args[0]) ? { value: now.how !== 'throw' } : ofOutcome(now, expr.args[0]);
    return inner && { value: !inner.value };
  }
  if (expr.k === 'op' && COMPARISONS.has(expr.op)) return comparedOutcome(now, expr);
  if (expr.k === 'member' && isOutcome(now, expr.of)) return outcomeMember(now, expr.name);
  return undefined;
}

function comparedOutcome(now: AttemptState, { op, args }: Extract<Expr, { k: 'op' }>): PlainValue | undefined {
  const [left, right] = args.map((arg) => (arg.k === 'member' && isOutcome(now, arg.of) ? outcomeMember(now, arg.name) : undefined));
  const [a, b] = args;
  if ((!left && !right) || !a || !b) return undefined;
  const literal = (known: PlainValue | undefined, expr: Expr): Expr => (known && known.value !== undefined ? { k: 'literal', value: known.value } : expr);
  return plainValue(now.program.link, scopeNow(now), { k: 'op', op, args: [literal(left, a), literal(right, b)] });
}

/** It is what an attempt has given. */
export function isOutcome(now: AttemptState, expr: Expr): boolean {
  if (expr.k === 'var') return now.outcomes.has(expr.v);
  if (expr.k === 'awaited') return isOutcome(now, expr.of);
  const call = expr.k === 'result' ? callOf(now, expr) : undefined;
  return call !== undefined && (now.isAttempt(call) || now.finals.has(call));
}

export function outcomeMember({ how }: AttemptState, name: string): PlainValue | undefined {
  const isPass = how === 'pass';
  if (GOOD.test(name)) return { value: isPass };
  if (BAD.test(name)) return { value: isPass ? null : true };
  if (STATUS.test(name)) return { value: isPass ? 200 : how === 'throttled' ? 429 : 503 };
  return undefined;
}
