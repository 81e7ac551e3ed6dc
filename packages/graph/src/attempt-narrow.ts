/** Tests of the failure itself, in a run of attempts: which failures are tried again. */
import { soleOf, type Expr, type Step } from '@dist-lint/model';
import { mayGoRound } from './attempt-steps.ts';
import { addWait, callOf, resolvedOf, scopeNow, type AttemptState } from './attempt-state.ts';
import { isTruthy } from './attempt-outcome.ts';
import { valueNow } from './attempt-values.ts';
import { both, either, failuresWith, type FailureKind } from './failure-kinds.ts';
import type { Program } from './link.ts';
import { isTimeout } from './named-calls.ts';
import type { FunctionNumber, LinkedModule } from './program.ts';
import { someExpr } from './walk.ts';

/** An attempt that has timed out, which has taken its time. */
export function isTimeOut({ failures }: AttemptState, test: Expr): boolean {
  return someExpr(test, (each) => each.k === 'literal' && typeof each.value === 'string' && /abort|time_?out/i.test(each.value)) && someExpr(test, (each) => each.k === 'var' && failures.has(each.v));
}

/** Only an attempt that has timed out passes it: `error === TIMED_OUT && …`, of what a timer rejects with. */
function wantsTimeOut(now: AttemptState, test: Expr, wanted: boolean): boolean {
  if (test.k !== 'op') return false;
  if (test.op === '!' && test.args[0]) return wantsTimeOut(now, test.args[0], !wanted);
  if (test.op === '&&' || test.op === '||') return (test.op === '&&') === wanted && test.args.some((arg) => wantsTimeOut(now, arg, wanted));
  if (!(wanted ? /^===?$/ : /^!==?$/).test(test.op)) return false;
  const [a, b] = test.args;
  const isFailure = (each: Expr | undefined): boolean => each?.k === 'var' && now.failures.has(each.v);
  const other = isFailure(a) ? b : isFailure(b) ? a : undefined;
  return other?.k === 'var' && now.module.facts.functions.some((_, id) => isOfTimer(now, id) && (now.module.index.calls[id] ?? []).some((call) => call?.args.some((arg) => arg.k === 'var' && arg.v === other.v)));
}

function isOfTimer({ module }: AttemptState, fn: number): boolean {
  const call = module.index.passedTo[fn]?.call;
  return call !== undefined && isTimeout(call);
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
  // An attempt that has timed out has taken its time.
  if (wantsTimeOut(now, test, !leavesWhenTrue)) addWait(now, { ms: undefined });
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

/**
 * What a test says of failures of the program's own classes: `error instanceof StaleOrder`, `!isStale(error)`. Nothing,
 * when it does not ask for them.
 */
export function whenOwnFailure(now: AttemptState, test: Expr): boolean | undefined {
  const { failures, module, program, current } = now;
  if (test.k === 'op' && test.op === '!' && test.args[0]) {
    const inner = whenOwnFailure(now, test.args[0]);
    return inner === undefined ? undefined : !inner;
  }
  const isFailure = (each: Expr | undefined): boolean => each?.k === 'var' && failures.has(each.v);
  if (test.k === 'result') {
    const made = callOf(now, test);
    const target = soleOf(made && resolvedOf(now, made)?.functions);
    return target && isFailure(made?.args[0]) && isOwnClassAsked(program, target.number) ? true : undefined;
  }
  if (test.k !== 'op' || test.op !== 'instanceof' || !isFailure(test.args[0])) return undefined;
  return isOwnClass(program, module, current.function, test.args[1]) ? true : undefined;
}

/** A function that does nothing but ask its first parameter: `return error instanceof StaleOrder`. */
function isOwnClassAsked(program: Program, number: FunctionNumber): boolean {
  const { module, id, fact } = program.modules.function(number);
  const [param] = fact.params;
  const [answer, ...more] = module.index.returns[id] ?? [];
  if (param?.target.k !== 'var' || more.length > 0 || answer?.k !== 'op' || answer.op !== 'instanceof') return false;
  const [of, kind] = answer.args;
  return of?.k === 'var' && of.v === param.target.v && isOwnClass(program, module, id, kind);
}

function isOwnClass(program: Program, module: LinkedModule, fn: number, kind: Expr | undefined): boolean {
  return kind !== undefined && program.link.evaluate(module, fn, kind).some(({ is }) => is === 'class');
}
