/** Whether a function that begins anew is told to do something else: fewer items, a changed value, another page. */
import type { CallStep, Expr, Target } from '@dist-lint/model';
import type { Scope } from './plain-values.ts';
import type { LinkedModule } from './program.ts';
import { usesAny } from './same-attempt.ts';
import { boundNames, someExpr, someStep } from './walk.ts';

/**
 * Whether an argument is made from what the parameter was, and is no number of an attempt and no time:
 * `update(deps.filter(isOpen), tries - 1)`. What stands in the failure itself, a flag or a literal changes nothing.
 */
export function isToldOther({ module, function: fn }: Scope, { args }: CallStep): boolean {
  const fact = module.facts.functions[fn];
  if (!fact) return false;
  return fact.params.some(({ target }, index) => {
    const arg = args[index];
    return arg !== undefined && differsFrom({ module, fn }, target, arg);
  });
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

function isMadeOf(anew: Anew, expr: Expr, param: number, depth = 0): boolean {
  return someExpr(expr, (each) => {
    if (each.k === 'var') return each.v === param || (depth < 3 && (anew.module.index.assignments[each.v] ?? []).some(({ function: at, value }) => at === anew.fn && isMadeOf(anew, value, param, depth + 1)));
    const made = each.k === 'result' && depth < 3 ? anew.module.index.calls[anew.fn]?.[each.id] : undefined;
    return made !== undefined && [made.callee, ...made.args].some((part) => isMadeOf(anew, part, param, depth + 1));
  });
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
