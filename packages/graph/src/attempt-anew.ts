/** Whether a function that begins anew is told to do something else: fewer items, a changed value, another page. */
import type { CallStep, Expr, Step, Target } from '@dist-lint/model';
import type { Scope } from './plain-values.ts';
import type { LinkedModule } from './program.ts';
import { COMPARISONS } from './attempt-steps.ts';
import { callBehind, isMadeWith, valuesSet } from './made-of.ts';
import { isTimeout } from './named-calls.ts';
import { isTakenFirst } from './next-items.ts';
import { isTurnNumber, usesAny } from './same-attempt.ts';
import { boundNames, forEachExpr, operands, someExpr, someStep } from './walk.ts';

/**
 * Whether an argument is made from what the parameter was, and is no number of an attempt and no time:
 * `update(deps.filter(isOpen), tries - 1)`. What stands in the failure itself, a flag or a literal changes nothing.
 */
export function isToldOther({ module, function: fn }: Scope, from: Scope, call: CallStep): boolean {
  const fact = module.facts.functions[fn];
  const { args } = call;
  if (!fact || from.module !== module) return false;
  if (isTakenFirst(module, from.function, fn, call)) return true;
  if (from.function === fn && isPrepared({ module, fn }, call)) return true;
  return fact.params.some(({ target, default: usual }, index) => {
    const arg = args[index];
    if (arg === undefined) return false;
    if (from.function === fn && differsFrom({ module, fn }, target, arg)) return true;
    return target.k === 'var' && usual?.k !== 'literal' && isStepOf(arg, target.v) && isPlaceNumber({ module, fn }, target.v);
  });
}

/** `port + 1`. */
function isStepOf(arg: Expr, param: number): boolean {
  return arg.k === 'op' && (arg.op === '+' || arg.op === '-') && arg.args.length === 2 && arg.args.some((each) => each.k === 'var' && each.v === param) && arg.args.some((each) => each.k === 'literal' && typeof each.value === 'number');
}

/** A number that some call is given and that nothing compares: a port, an index, and no count of attempts. */
function isPlaceNumber({ module, fn }: Anew, variable: number): boolean {
  if (isTurnNumber(module, variable)) return false;
  const around = module.facts.functions[fn] ?? { at: 0, end: 0, body: [] };
  const isGiven = someStep(around.body, (step) => step.s === 'call' && usesAny(module, fn, step, new Set([variable])) && !isWaitOrLog(step));
  return isGiven && !module.facts.functions.some(({ at, end, body }) => at >= around.at && end <= around.end && isCompared(body, variable));
}

function isCompared(body: readonly Step[], variable: number): boolean {
  const asks = (each: Expr): boolean => each.k === 'op' && COMPARISONS.has(each.op) && someExpr(each, (leaf) => leaf.k === 'var' && leaf.v === variable);
  return someStep(body, (step) => operands(step).some((operand) => someExpr(operand, asks)));
}

/** It says the number to people, or waits for so long. */
function isWaitOrLog({ callee }: CallStep): boolean {
  return (callee.k === 'member' && callee.of.k === 'global' && callee.of.name === 'console') || isTimeout({ callee });
}

/**
 * A flag of the run says whether it begins anew, and where that is set, the argument is made another:
 * `if (typeof wanted === 'string') { isExact = true; next = { ...options, wanted: { ideal: wanted } }; }`.
 */
function isPrepared({ module, fn }: Anew, { args }: CallStep): boolean {
  const { body } = module.facts.functions[fn] ?? { body: [] };
  const given = new Set<number>();
  for (const arg of args) forEachExpr(arg, (each) => { if (each.k === 'var') given.add(each.v); });
  return someStep(body, (step) => step.s === 'if' && step.then.some((flag) =>
    isSetTo(flag, (value) => value.k === 'literal' && value.value === true, (v) => isAskedIn(body, v)) && step.then.some((made) => isSetTo(made, ({ k }) => k === 'object', (v) => given.has(v)))));
}

function isSetTo(step: Step, isValue: (value: Expr) => boolean, isVariable: (variable: number) => boolean): boolean {
  return step.s === 'assign' && step.op === '=' && !step.declares && step.to.k === 'var' && isValue(step.value) && isVariable(step.to.v);
}

function isAskedIn(body: readonly Step[], variable: number): boolean {
  return someStep(body, (step) => step.s === 'if' && someExpr(step.test, (each) => each.k === 'var' && each.v === variable));
}

interface Anew {
  module: LinkedModule;
  fn: number;
}

function differsFrom(anew: Anew, target: Target, arg: Expr): boolean {
  if (target.k === 'var') return (arg.k === 'object' ? arg.props.some(({ value }) => isRemade(anew, value, target.v)) : isRemade(anew, arg, target.v)) && isHandedOn(anew, target.v);
  if (arg.k !== 'object') return false;
  return boundNames(target).some(({ path, variable }) => path.length === 1 && arg.props.some(({ key, value }) => key === path[0] && isRemade(anew, value, variable)));
}

/** It is made of what a parameter was: by a list's or a text's own methods, by a list of its items, or by a call. */
function isRemade(anew: Anew, expr: Expr, param: number, depth = 0): boolean {
  const { module, fn } = anew;
  switch (expr.k) {
    case 'array':
    case 'template':
    case 'result':
      return isMadeOf(anew, expr, param);
    case 'op':
      return (expr.op === '?:' || expr.op === '??' || expr.op === '||') && expr.args.some((each) => isRemade(anew, each, param, depth));
    case 'var': {
      const bound = expr.v === param || depth > 3 ? [] : (module.index.assignments[expr.v] ?? []);
      return bound.some(({ function: at, value, item }) => at === fn && !item && isRemade(anew, value, param, depth + 1));
    }
    default:
      return false;
  }
}

function isMadeOf({ module, fn }: Anew, expr: Expr, param: number): boolean {
  const madeOf = (each: Expr): readonly Expr[] => {
    const call = callBehind(module, fn, each);
    return call ? operands(call) : valuesSet(module, fn, each);
  };
  return isMadeWith(expr, (each) => each.k === 'var' && each.v === param, madeOf, 3);
}

/** A parameter that some call is given, and that is no number: it is no count and no wait. */
function isHandedOn(anew: Anew, variable: number): boolean {
  if (isNumber(anew, variable)) return false;
  return someStep(anew.module.facts.functions[anew.fn]?.body ?? [], (step) => step.s === 'call' && usesAny(anew.module, anew.fn, step, new Set([variable])));
}

function isNumber({ module, fn }: Anew, variable: number): boolean {
  return (module.facts.functions[fn]?.params ?? []).some(({ target, type, default: usual }) =>
    target.k === 'var' && target.v === variable && ((type?.t === 'keyword' && type.name === 'number') || (usual?.k === 'literal' && typeof usual.value === 'number')));
}
