/** Counters and clocks: whether a test in a run of attempts asks for what changes from one attempt to the next. */
import { soleOf, type CallStep, type Expr } from '@dist-lint/model';
import { memberKey, readsClock } from './attempt-steps.ts';
import { callOf, resolvedOf, scopeNow, type AttemptState } from './attempt-state.ts';
import { owningClass } from './index-module.ts';
import { isMadeWith, onlyValueSet } from './made-of.ts';
import { plainFunction } from './plain-values.ts';
import { someExpr } from './walk.ts';

export function isChanging(now: AttemptState, expr: Expr): boolean {
  if (expr.k === 'member' && expr.of.k === 'this') return isFieldChanging(now, expr.name);
  if (expr.k === 'member') return now.members.has(memberKey(expr) ?? '');
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
    const only = soleOf(each.k === 'var' && !now.changing.has(each.v) ? now.module.index.assignments[each.v] : undefined);
    return only !== undefined && only.function === now.current.function && derives(now, only.value, holds, through, depth + 1);
  });
}

/** A counter, a constant made from one, or what a function that is run in place was handed of one. */
export function isCounter(now: AttemptState, expr: Expr, depth = 0): boolean {
  if (isChanging(now, expr)) return true;
  if (expr.k !== 'var' || depth > 3) return false;
  const { module, current, scope } = now;
  const within = (each: Expr): boolean => someExpr(each, (inner) => isCounter(now, inner, depth + 1));
  const [only, ...more] = module.index.assignments[expr.v] ?? [];
  if (only) return more.length === 0 && only.function === current.function && current !== scope && within(only.value);
  const index = current === scope ? -1 : (module.facts.functions[current.function]?.params ?? []).findIndex(({ target }) => target.k === 'var' && target.v === expr.v);
  const handed = current.given?.args[index];
  return handed !== undefined && within(handed);
}

/** It asks for the time. */
export function isClock(now: AttemptState, test: Expr): boolean {
  const asks = (each: Expr): boolean => {
    const made = each.k === 'result' ? callOf(now, each) : undefined;
    if (made && (callsClock(now, made) || answersByClock(now, made))) return true;
    const { callee } = made ?? {};
    return callee?.k === 'member' && (callee.name === 'now' || callee.name === 'getTime' || callee.name === 'hrtime' || callee.name === 'bigint');
  };
  return isMadeWith(test, asks, (each) => onlyValueSet(now.module, now.scope.function, each), 3);
}

/** A function that gives the time, also by another name: `options.now ?? Date.now`. */
function callsClock(now: AttemptState, call: CallStep): boolean {
  const resolved = resolvedOf(now, call);
  return resolved?.functions.some(({ number }) => readsClock(now.program, number)) === true || resolved?.externals.some(({ package: from, path }) => from === 'global' && CLOCKS.has(path)) === true;
}

/** What it answers compares the time: `(tries) => Date.now() - begun < 30_000`. */
function answersByClock(now: AttemptState, { callee, args, kind }: CallStep): boolean {
  const run = kind || args.length === 0 ? undefined : plainFunction(now.program.link, scopeNow(now), callee);
  if (!run) return false;
  const { module, function: fn } = run;
  const isTime = (expr: Expr): boolean => expr.k === 'result' && now.program.call(module, fn, expr.id)?.externals.some(({ package: from, path }) => from === 'global' && CLOCKS.has(path)) === true;
  return (module.index.returns[fn] ?? []).some((answer) => someExpr(answer, (each) => each.k === 'op' && ORDER.has(each.op) && someExpr(each, isTime)));
}

const ORDER: ReadonlySet<string> = new Set(['<', '<=', '>', '>=']);

const CLOCKS = new Set(['Date.now', 'performance.now', 'process.hrtime', 'process.hrtime.bigint']);

/**
 * What a test says as long as a deadline has not come: `Date.now() >= deadline` is false. Nothing, when it compares no
 * time that passes.
 */
export function beforeDeadline(now: AttemptState, test: Expr): boolean | undefined {
  if (test.k !== 'op') return undefined;
  const { op, args } = test;
  const [a, b] = args;
  if (op === '!' && a) {
    const inner = beforeDeadline(now, a);
    return inner === undefined ? undefined : !inner;
  }
  if (op === '&&' || op === '||') return args.some((arg) => beforeDeadline(now, arg) === (op === '||')) ? op === '||' : undefined;
  if (!a || !b || !['<', '<=', '>', '>='].includes(op)) return undefined;
  const slope = slopeOf(now, a, 0) - slopeOf(now, b, 0);
  return Number.isNaN(slope) || slope === 0 ? undefined : op.startsWith('<') === slope > 0;
}

/** Whether an expression grows as time passes (1), falls (-1), or neither; not a number, when that cannot be told. */
function slopeOf(now: AttemptState, expr: Expr, depth: number): number {
  if (expr.k === 'op' && (expr.op === '-' || expr.op === '+') && expr.args.length === 2) {
    const [a, b] = expr.args.map((arg) => slopeOf(now, arg, depth));
    return (a ?? NaN) + (expr.op === '-' ? -1 : 1) * (b ?? NaN);
  }
  if (expr.k === 'var') {
    const only = soleOf(now.module.index.assignments[expr.v]);
    const [first] = now.steps;
    const isOfTurn = only !== undefined && only.function === now.current.function && only.at >= (first?.at ?? 0) && only.at < (now.steps.at(-1)?.end ?? 0);
    return isOfTurn && depth < 3 ? slopeOf(now, only.value, depth + 1) : 0;
  }
  if (expr.k === 'result') {
    const { callee, args = [] } = callOf(now, expr) ?? {};
    if (callee?.k === 'member' && callee.name === 'now') return 1;
    if (callee?.k === 'member' && callee.name === 'getTime') return callee.of.k === 'result' && callOf(now, callee.of)?.args.length === 0 ? 1 : 0;
    const made = callOf(now, expr);
    if (made && callsClock(now, made)) return 1;
    return args.some((arg) => isClock(now, arg)) ? NaN : 0;
  }
  return isClock(now, expr) ? NaN : 0;
}
