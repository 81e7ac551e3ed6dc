/** What an expression is in a run of attempts: from counters, from constants, and from how an attempt went. */
import type { Expr } from '@dist-lint/model';
import { BAD, COMPARISONS, CONFLICT, GOOD, TELLING, TOOK } from './attempt-steps.ts';
import { isHeld } from './attempt-keeps.ts';
import { givenBy, isPassing, isTruthy, partOf, SOMETHING } from './attempt-outcome.ts';
import { callOf, scopeNow, type AttemptState } from './attempt-state.ts';
import { plainFunction, plainResults, plainValue, type PlainValue } from './plain-values.ts';
import { someExpr } from './walk.ts';

export function valueNow(now: AttemptState, expr: Expr): PlainValue | undefined {
  return (someExpr(expr, (each) => isTelling(now, each)) ? told(now, expr) : undefined) ?? plainValue(now.program.link, scopeNow(now), expr);
}

/** A test looks at what an attempt has given, or at a part of it that tells how it went. */
export function looksAtOutcome(now: AttemptState, test: Expr): boolean {
  return someExpr(test, (each) => isOutcome(now, each));
}

export function isOutcome(now: AttemptState, expr: Expr): boolean {
  return givenBy(now, expr) !== undefined || (expr.k === 'var' && now.tellers.has(expr.v));
}

/** Its truth may be known where its value is not: an outcome, a failure. */
function isTelling(now: AttemptState, expr: Expr): boolean {
  if (expr.k === 'var') return now.outcomes.has(expr.v) || now.locals.get(expr.v)?.isObject === true;
  if (expr.k !== 'result') return false;
  return isHeld(now, expr) || givenBy(now, expr) !== undefined || (callOf(now, expr)?.args.some((arg) => isPartTold(now, arg)) ?? false);
}

function told(now: AttemptState, expr: Expr): PlainValue | undefined {
  if (expr.k === 'op') return operation(now, expr.op, expr.args);
  if (isHeld(now, expr)) return { value: true };
  if (expr.k === 'result') {
    // `result.isErr()`
    const { callee, args } = callOf(now, expr) ?? { args: [] };
    if (callee && args.some((arg) => isPartTold(now, arg))) return answered(now, callee, args);
    if (callee?.k === 'member' && args.length === 0 && (GOOD.test(callee.name) || BAD.test(callee.name)) && givenBy(now, callee.of)) return partOf(now, { k: 'member', of: callee.of, name: callee.name });
  }
  return partOf(now, expr);
}

/** `shouldRetry(response.status, attempt)`: what a function of the program answers to how the attempt went. */
function answered(now: AttemptState, callee: Expr, args: readonly Expr[]): PlainValue | undefined {
  const scope = scopeNow(now);
  const run = plainFunction(now.program.link, scope, callee);
  if (!run) return undefined;
  const given = args.map((arg): Expr => {
    const part = isPartTold(now, arg) ? partOf(now, arg) : undefined;
    return part ? { k: 'literal', value: part.value as string | number | boolean | null } : arg;
  });
  const [first, ...others] = plainResults(now.program.link, { ...run, given: { args: given, scope } });
  return first && others.every((each) => each && each.value === first.value && each.isObject === first.isObject) ? first : undefined;
}

/** A part of what an attempt has given that is told as a plain value. */
function isPartTold(now: AttemptState, arg: Expr): boolean {
  if (arg.k !== 'member' || givenBy(now, arg.of) === undefined) return false;
  const part = partOf(now, arg);
  return part !== undefined && !part.isObject && part.value !== undefined;
}

function operation(now: AttemptState, op: string, args: readonly Expr[]): PlainValue | undefined {
  const [a, b, c] = args;
  if (!a) return undefined;
  if (op === '!') {
    const inner = valueNow(now, a);
    return inner && { value: !isTruthy(inner) };
  }
  if (op === 'assign') return valueNow(now, a);
  if (op === '&&' || op === '||') return chained(now, op, args);
  if (!b) return undefined;
  if (op === '??') {
    const first = valueNow(now, a);
    if (!first) return undefined;
    return first.isObject === true || (first.value !== undefined && first.value !== null) ? first : valueNow(now, b);
  }
  if (op === '?:') {
    const test = valueNow(now, a);
    return test && c ? valueNow(now, isTruthy(test) ? b : c) : undefined;
  }
  if (op === 'instanceof') return isErrorClass(now, b) ? isFailure(now, a) : undefined;
  if (op === 'in') return a.k === 'literal' && givenBy(now, b) ? hasMember(now, String(a.value), b) : undefined;
  return COMPARISONS.has(op) ? compared(now, op, a, b) : undefined;
}

function chained(now: AttemptState, op: '&&' | '||', args: readonly Expr[]): PlainValue | undefined {
  let isUnknown = false;
  let last: PlainValue | undefined;
  for (const arg of args) {
    last = valueNow(now, arg);
    if (!last) isUnknown = true;
    else if (isTruthy(last) === (op === '||')) return isUnknown ? { value: op === '||' } : last;
  }
  return isUnknown ? undefined : last;
}

/** `'error' in result`. */
function hasMember(now: AttemptState, name: string, of: Expr): PlainValue | undefined {
  const part = partOf(now, { k: 'member', of, name });
  const instead = givenBy(now, of)?.instead;
  if (instead && isPassing(now) && instead.passed.length === 0) return { value: false };
  if (part && instead) return { value: part.isObject === true || part.value !== undefined };
  return TOOK.test(name) && part ? { value: true } : TELLING.test(name) && part ? { value: isTruthy(part) } : undefined;
}

function isErrorClass({ module }: AttemptState, expr: Expr): boolean {
  const name = expr.k === 'global' ? expr.name : expr.k === 'var' ? (module.facts.variables[expr.v]?.name ?? '') : '';
  return /(Error|Exception|Failure)$/.test(name);
}

/** `result instanceof Error`, of what a handler has made of the failure. */
function isFailure(now: AttemptState, expr: Expr): PlainValue | undefined {
  if (!givenBy(now, expr)?.instead) return undefined;
  if (isPassing(now)) return { value: false };
  return partOf(now, expr)?.isObject ? { value: true } : undefined;
}

/** Under these names, results say in words how it went. */
const SAYING = /^(kind|type|status|state|result|outcome|reason|code)$/;

/** Words for failures of the operation itself: not for what it was asked about, of which nobody knows whether it will be another time. */
const FAILED = /^(error|errored|failure)$/i;

const THROTTLED = /^(rate_?limit(ed)?|throttled)$/i;

function compared(now: AttemptState, op: string, a: Expr, b: Expr): PlainValue | undefined {
  const isEquality = op.length > 1 && op[1] === '=' && op !== '<=' && op !== '>=';
  if (a.k === 'op' && a.op === 'typeof' && a.args[0] && isEquality) {
    const whole = givenBy(now, a.args[0]) ? partOf(now, a.args[0]) : undefined;
    return whole?.isObject && b.k === 'literal' && b.value === 'object' ? { value: !op.startsWith('!') } : undefined;
  }
  const left = partOf(now, a) ?? (a.k === 'var' ? localOf(now, a) : undefined);
  const right = partOf(now, b) ?? (b.k === 'var' ? localOf(now, b) : undefined);
  if (isEquality) {
    const said = wordOf(now, a, b) ?? wordOf(now, b, a);
    const same = said ?? (left ? isSame(now, a, left, b, op) : right ? isSame(now, b, right, a, op) : undefined);
    if (same !== undefined) return { value: same !== op.startsWith('!') };
  }
  // A state in words is no status of a response.
  if ([[left, b], [right, a]].some(([known, other]) => typeof (known as PlainValue | undefined)?.value === 'number' && (other as Expr).k === 'literal' && typeof (other as { value?: unknown }).value === 'string')) return undefined;
  const literal = (known: PlainValue | undefined, expr: Expr, other: Expr): Expr | undefined => {
    if (!known) return expr;
    if (known.isObject) return undefined;
    const { value } = known;
    if (value === undefined) return { k: 'global', name: 'undefined' };
    return { k: 'literal', value: typeof value === 'boolean' && other.k === 'literal' && typeof other.value === 'number' ? Number(value) : value };
  };
  const x = literal(left, a, b);
  const y = literal(right, b, a);
  return x && y ? plainValue(now.program.link, scopeNow(now), { k: 'op', op, args: [x, y] }) : undefined;
}

function localOf(now: AttemptState, { v }: Extract<Expr, { k: 'var' }>): PlainValue | undefined {
  const local = now.locals.get(v);
  return local?.isObject ? local : undefined;
}

/** `result.kind === 'conflict'`, where what was asked for was refused or not, and `result.type === 'error'`, of what has failed or has not. */
function wordOf(now: AttemptState, of: Expr, word: Expr): boolean | undefined {
  if (of.k !== 'member' || !SAYING.test(of.name) || !givenBy(now, of.of) || word.k !== 'literal' || typeof word.value !== 'string') return undefined;
  if (isPassing(now) && (FAILED.test(word.value) || THROTTLED.test(word.value))) return false;
  if (now.how === 'result' && now.status === undefined && FAILED.test(word.value)) return true;
  if (now.how === 'throttled' && THROTTLED.test(word.value)) return true;
  if (now.how !== 'refused' && now.how !== 'taken') return undefined;
  return TOOK.test(word.value) ? now.how === 'taken' : CONFLICT.test(word.value) ? now.how === 'refused' : undefined;
}

/** Whether what is told of an outcome is what it is compared with; nothing, where that would be a guess. */
function isSame(now: AttemptState, expr: Expr, known: PlainValue, other: Expr, op: string): boolean | undefined {
  const isUndefined = other.k === 'global' && other.name === 'undefined';
  if (other.k !== 'literal' && !isUndefined) return undefined;
  const value = isUndefined || other.k !== 'literal' ? undefined : other.value;
  const isOpaque = givenBy(now, expr) !== undefined && !givenBy(now, expr)?.instead;
  const isEmpty = value === undefined || value === null || value === false || value === 0 || value === '';
  // What was asked for is not given: whatever stands for that.
  if (isOpaque && now.isWhole && (now.how === 'refused' || now.how === 'taken')) return isEmpty === (now.how === 'refused');
  if (isOpaque && now.how === 'throw') return op.length === 2 && (value === null || isUndefined) ? true : undefined;
  if (known === SOMETHING || known.isObject) return isEmpty && value !== '' && value !== 0 && value !== false ? false : undefined;
  return undefined;
}
