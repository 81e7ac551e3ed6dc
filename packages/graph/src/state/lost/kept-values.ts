/** Whether a value that comes from a row is another one than was read. */
import type { Expr } from '@dist-lint/model';
import type { Program } from '../../link.ts';
import { someExpr, someStep } from '../../walk.ts';
import { MUTATES, type Change } from './changes.ts';
import type { Frame } from './frames.ts';
import { madeFromRows, type Origin } from './value-origins.ts';

/** More than a copy: an operator or a call is applied to the old value. */
export function isChanged(program: Program, { frame, expr }: Change, origin: Origin): boolean {
  const seen = new Set<number>(); // `last = last ?? next` is made from itself
  const visit = (each: Expr): boolean => {
    if (each.k === 'op' && ['??', '||', '&&', '?:'].includes(each.op)) return each.args.slice(each.op === '?:' ? 1 : 0).some(visit);
    if (each.k === 'var') {
      if (seen.has(each.v)) return false;
      seen.add(each.v);
      return isReworked(frame, each.v) || (frame.module.index.assignments[each.v] ?? []).some(({ value, path }) => path.length === 0 && visit(value));
    }
    if (each.k === 'op' || each.k === 'object' || each.k === 'array' || each.k === 'template') return madeFromRows(program, frame, each).origins.some(({ row }) => row.call === origin.row.call);
    return false;
  };
  return visit(expr);
}

/** `balance -= amount`, `tags.push(tag)` on a local name of the old value. */
function isReworked(frame: Frame, variable: number): boolean {
  return someStep(frame.module.facts.functions[frame.function]?.body ?? [], (step) => {
    if (step.s === 'call') return step.callee.k === 'member' && MUTATES.has(step.callee.name) && step.callee.of.k === 'var' && step.callee.of.v === variable;
    if (step.s !== 'assign') return false;
    const { to } = step;
    return to.k === 'var' ? step.op !== '=' && to.v === variable : (to.k === 'member' || to.k === 'index') && to.of.k === 'var' && to.of.v === variable;
  });
}

/** An array, or what a method of arrays gives: `[...tags, tag]`, `tags.filter(…)`, or a variable that holds one. */
export function isList({ module, function: fn }: Frame, expr: Expr, depth = 0): boolean {
  if (expr.k === 'array') return true;
  if (expr.k === 'op' && ['??', '||', '?:'].includes(expr.op)) return expr.args.slice(expr.op === '?:' ? 1 : 0).some((each) => isList({ module, function: fn }, each, depth));
  if (expr.k === 'result') {
    const callee = module.index.calls[fn]?.[expr.id]?.callee;
    return callee?.k === 'member' && GIVES_LIST.has(callee.name);
  }
  if (expr.k === 'var' && isPushedTo({ module, function: fn }, expr.v)) return true;
  return expr.k === 'var' && depth < 2 && (module.index.assignments[expr.v] ?? []).some(({ value, path, function: at }) => path.length === 0 && isList({ module, function: at }, value, depth + 1));
}

function isPushedTo({ module, function: fn }: Frame, variable: number): boolean {
  return someStep(module.facts.functions[fn]?.body ?? [], (step) =>
    step.s === 'call' && step.callee.k === 'member' && MUTATES.has(step.callee.name) && step.callee.of.k === 'var' && step.callee.of.v === variable);
}

const GIVES_LIST: ReadonlySet<string> = new Set(['filter', 'map', 'concat', 'flatMap', 'sort', 'slice', 'splice', 'toSorted', 'toSpliced']);

/** The old value alone, with nothing beside it. */
export function isPlainCopy(expr: Expr): boolean {
  return expr.k === 'member' || expr.k === 'var';
}

const ARITHMETIC: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%', '**', '++', '--']);

export function isArithmetic(expr: Expr): boolean {
  return someExpr(expr, (each) => each.k === 'op' && ARITHMETIC.has(each.op));
}
