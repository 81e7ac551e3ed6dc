/** Tests on the way of a run of attempts: whether they are told, and what they say of its end. */
import { soleOf, type CallStep, type Expr, type Step } from '@dist-lint/model';
import { derives, isChanging, isClock, isCounter } from './attempt-changes.ts';
import { isTruthy } from './attempt-outcome.ts';
import { looksAtOutcome, valueNow } from './attempt-values.ts';
import { changedFields, COMPARISONS, isComparison, leaves, STOPPED } from './attempt-steps.ts';
import { callOf, resolvedOf, type AttemptState } from './attempt-state.ts';
import { asksSignal, isAbortable } from './aborted-waits.ts';
import { owningClass } from './index-module.ts';
import { isSameExpr } from './same-call.ts';
import { forEachExpr, someExpr, someStep } from './walk.ts';

/** A test that is told by counters; noted as what ends the attempts. */
export function truth(now: AttemptState, test: Expr): boolean | undefined {
  now.isLookedAt ||= looksAtOutcome(now, test);
  const found = valueNow(now, test);
  if (found === undefined) {
    now.mayCount ||= isCount(now, test);
    return undefined;
  }
  if (isCount(now, test)) {
    now.isCounted = true;
    noteLimit(now, test);
  }
  return isTruthy(found);
}

/** It compares a number that changes: not `delay !== undefined`. So may a constant of this turn, or a function that is handed the number. */
function isCount(now: AttemptState, test: Expr, depth = 0): boolean {
  if (depth < 3 && someExpr(test, (each) => isCountBehind(now, each, depth))) return true;
  const isNumber = (each: Expr): boolean => typeof valueNow(now, each)?.value === 'number';
  const counts = (each: Expr): boolean => isCounter(now, each);
  if (isChanging(now, test) || (test.k === 'op' && (test.op === '--' || test.op === '++' || test.op === '!' || test.op === 'assign'))) return someExpr(test, (each) => counts(each) && isNumber(each));
  return someExpr(test, (each) => each.k === 'op' && COMPARISONS.has(each.op) && each.args.every(isNumber) && each.args.every((arg) => valueNow(now, arg)?.value !== Infinity) && someExpr(each, counts));
}

/** `const again = tries < most`; `mayTryAgain(tries)`. */
function isCountBehind(now: AttemptState, expr: Expr, depth: number): boolean {
  const { module, current } = now;
  if (expr.k === 'var') {
    const only = soleOf(now.changing.has(expr.v) ? undefined : module.index.assignments[expr.v]);
    return only !== undefined && only.path.length === 0 && only.function === current.function && only.value.k !== 'var' && isCount(now, only.value, depth + 1);
  }
  if (asksOwnCount(now, expr)) return true;
  const call = expr.k === 'result' ? callOf(now, expr) : undefined;
  if (!call || call.kind || now.isAttempt(call) || (resolvedOf(now, call)?.functions.length ?? 0) === 0) return false;
  return call.args.some((arg) => someExpr(arg, (each) => isCounter(now, each) && typeof valueNow(now, each)?.value === 'number'));
}

function noteLimit(now: AttemptState, test: Expr): void {
  now.bound = 'count';
  forEachExpr(test, (expr) => {
    if ((expr.k !== 'var' || now.changing.has(expr.v)) && expr.k !== 'member') return;
    const found = valueNow(now, expr);
    now.limit ??= found?.place;
    now.env ??= found?.env;
  });
}

/** Who runs it may abort it, whether a signal is given here or not. */
export function noteSignal(now: AttemptState, test: Expr): void {
  if (now.scope.given === undefined && now.bound === 'none' && asksSignal(test)) now.bound = asksOwner(now, test) ? 'stop' : 'signal';
}

/** `signal.throwIfAborted()`, `checkAborted(signal)`, `await sleep(1000, signal)`: a call that throws once it is aborted. */
export function noteSignalCall(now: AttemptState, call: CallStep): void {
  if (now.bound !== 'none' || now.attempts === 0) return;
  const isMethod = call.callee.k === 'member' && call.callee.name === 'throwIfAborted';
  const throwsOnAbort = (step: Step): boolean => step.s === 'if' && asksSignal(step.test) && leaves(step.then);
  if (isMethod || isAbortable(now, call) || resolvedOf(now, call)?.functions.some(({ number }) => now.program.modules.function(number).fact.body.slice(0, 3).some(throwsOnAbort))) now.bound = 'signal';
}

/** `shutdown.signal.aborted`, of a controller of the module or the object: whoever runs it has no part in it. */
function asksOwner({ program, module, current }: AttemptState, test: Expr): boolean {
  const isOwn = (of: Expr): boolean => (of.k === 'member' && of.of.k === 'this') || (of.k === 'var' && module.facts.variables[of.v]?.function === 0);
  const isController = (of: Expr): boolean => program.link.evaluate(module, current.function, of).some((each) => each.is === 'external' && each.path === 'AbortController');
  return someExpr(test, (each) => each.k === 'member' && each.name === 'aborted' && each.of.k === 'member' && each.of.name === 'signal' && isOwn(each.of.of) && isController(each.of.of));
}

/** What a test that cannot be told ends the attempts by. */
export function noteBound(now: AttemptState, test: Expr): void {
  now.isOwned ||= someExpr(test, (each) => isSetElsewhere(now, each));
  if (now.bound !== 'none' && now.bound !== 'signal' && now.bound !== 'stop') return;
  const { variables } = now.module.facts;
  if (isClock(now, test)) now.bound = 'deadline';
  else if (asksSignal(test)) now.bound = asksOwner(now, test) ? 'stop' : 'signal';
  else if (derives(now, test, (each) => isChanging(now, each), isComparison(test) ? 'all' : 'calls')) now.bound = 'count';
  else if (someExpr(test, (each) => asksOwnCount(now, each))) now.bound = 'count';
  else if (isComparison(test) && someExpr(test, (each) => isCountedEntry(now, each))) now.bound = 'count';
  // A flag that some way of the turn sets: it ends, and nobody can tell when.
  else if (someExpr(test, (each) => each.k === 'var' && now.changing.has(each.v) && now.locals.get(each.v) === null)) now.bound = 'count';
  else if (someExpr(test, (each) => (each.k === 'member' && STOPPED.test(each.name)) || (each.k === 'var' && STOPPED.test(variables[each.v]?.name ?? '')))) now.bound = 'stop';
}

/** `this.mayGoOn()`, where that compares a field which a turn counts. */
function asksOwnCount(now: AttemptState, expr: Expr): boolean {
  const call = expr.k === 'result' ? callOf(now, expr) : undefined;
  if (call?.callee.k !== 'member' || call.callee.of.k !== 'this' || now.isAttempt(call)) return false;
  const counted = changedFields(now.steps);
  return (resolvedOf(now, call)?.functions ?? []).some(({ number }) => {
    const { module, id } = now.program.modules.function(number);
    return (module.index.returns[id] ?? []).some((answer) => isComparison(answer) && someExpr(answer, (each) => each.k === 'member' && each.of.k === 'this' && counted.has(each.name)));
  });
}

/** `this.tries[query] < 5`, of an entry that is counted on the way. */
function isCountedEntry({ module, current, steps }: AttemptState, expr: Expr): boolean {
  const { function: fn } = current;
  const isIt = (each: Expr): boolean => each.k === 'index' && isSameExpr(module, fn, each, expr);
  const adds = (value: Expr): boolean => someExpr(value, (each) => each.k === 'op' && (each.op === '+' || each.op === '-') && each.args.some((arg) => someExpr(arg, isIt)) && each.args.some((arg) => arg.k === 'literal'));
  return expr.k === 'index' && someStep(steps, (step) => step.s === 'assign' && step.to.k === 'index' && isIt(step.to) && (step.op === '=' ? adds(step.value) : /^[-+]/.test(step.op)));
}

/** A flag of the file or the object that another function sets: `let isMounted = true; … return () => { isMounted = false; };`. */
function isSetElsewhere({ module, current }: AttemptState, expr: Expr): boolean {
  const isFlag = ({ value }: { value: Expr }): boolean => value.k === 'literal' && typeof value.value === 'boolean';
  const owner = expr.k === 'member' && expr.of.k === 'this' ? owningClass(module.facts, current.function) : undefined;
  const set = expr.k === 'var' ? module.index.assignments[expr.v] : expr.k === 'member' && owner !== undefined ? module.index.fieldAssignments[owner]?.get(expr.name) : undefined;
  const declared = expr.k === 'var' ? module.facts.variables[expr.v]?.function : undefined;
  return set !== undefined && set.length > 1 && set.every(isFlag) && set.some((each) => each.function !== current.function && each.function !== declared && module.facts.functions[each.function]?.kind !== 'constructor');
}
