/** Whether two calls say the same: the same thing called with the same arguments, as far as it is written. */
import type { CallStep, Expr, Step } from '@dist-lint/model';
import { callBehind } from './made-of.ts';
import type { LinkedModule } from './program.ts';
import { boundNames, forEachExpr, operands, someStep } from './walk.ts';

export interface CallIn {
  call: CallStep;
  /** FunctionId within the module. */
  function: number;
}

export function isSameCall(module: LinkedModule, a: CallIn, b: CallIn): boolean {
  return areSame(module, a.function, b.function).calls(a.call, b.call);
}

/** Whether two expressions of a function say the same. */
export function isSameExpr(module: LinkedModule, fn: number, x: Expr, y: Expr): boolean {
  return areSame(module, fn, fn).exprs(x, y);
}

function areSame(module: LinkedModule, fnOfX: number, fnOfY: number): { exprs(x: Expr, y: Expr): boolean; calls(x: CallStep, y: CallStep): boolean } {
  const same = (x: Expr | undefined, y: Expr | undefined): boolean => {
    if (!x || !y) return x === y;
    if (x.k !== y.k) return false;
    if (x.k === 'var' && y.k === 'var') return x.v === y.v;
    if (x.k === 'global' && y.k === 'global') return x.name === y.name;
    if (x.k === 'this' || x.k === 'super') return true;
    if (x.k === 'member' && y.k === 'member') return x.name === y.name && same(x.of, y.of);
    if (x.k === 'index' && y.k === 'index') return same(x.of, y.of) && same(x.index, y.index);
    if (x.k === 'literal' && y.k === 'literal') return x.value === y.value;
    if ((x.k === 'bigint' && y.k === 'bigint') || (x.k === 'regexp' && y.k === 'regexp')) return x.text === y.text;
    if (x.k === 'template' && y.k === 'template') return x.parts.join('\n') === y.parts.join('\n') && all(x.values, y.values);
    if (x.k === 'object' && y.k === 'object') return x.props.length === y.props.length && x.props.every((prop, index) => prop.key === y.props[index]?.key && same(prop.computed, y.props[index]?.computed) && same(prop.value, y.props[index]?.value));
    if (x.k === 'array' && y.k === 'array') return all(x.items, y.items);
    if ((x.k === 'spread' && y.k === 'spread') || (x.k === 'awaited' && y.k === 'awaited')) return same(x.of, y.of);
    if (x.k === 'op' && y.k === 'op') return x.op === y.op && all(x.args, y.args);
    const [made, other] = [callBehind(module, fnOfX, x), callBehind(module, fnOfY, y)];
    // Functions are made anew, and what is not modelled may be anything.
    return made !== undefined && other !== undefined && sameCalls(made, other);
  };
  const all = (xs: readonly Expr[], ys: readonly Expr[]): boolean => xs.length === ys.length && xs.every((x, index) => same(x, ys[index]));
  const sameCalls = (x: CallStep, y: CallStep): boolean => x.kind === y.kind && same(x.callee, y.callee) && all(x.args, y.args);
  return { exprs: same, calls: sameCalls };
}

/** Something that a call is made from is written to in these steps, or is their own. */
export function isChangedIn(module: LinkedModule, { call, function: fn }: CallIn, steps: readonly Step[]): boolean {
  const used = usedBy(module, fn, call);
  return someStep(steps, (step) => {
    if (step.s === 'delete') return used.has(rootOf(step.target));
    if (step.s !== 'assign') return false;
    return boundNames(step.to).some(({ variable }) => used.has(`variable ${variable}`)) || ((step.to.k === 'member' || step.to.k === 'index') && used.has(rootOf(step.to)));
  });
}

/** The variables, and the members of `this`, that a call is made from. */
export function usedBy(module: LinkedModule, fn: number, call: CallStep): ReadonlySet<string> {
  const used = new Set<string>();
  const note = (expr: Expr, depth: number): void => forEachExpr(expr, (each) => {
    const root = rootOf(each);
    if (root !== '') used.add(root);
    const made = depth < 4 ? callBehind(module, fn, each) : undefined;
    for (const part of made ? operands(made) : []) note(part, depth + 1);
  });
  for (const part of operands(call)) note(part, 0);
  return used;
}

/** `variable 3`, or `this.client`: what stands at the beginning of a chain of members. */
export function rootOf(expr: Expr): string {
  if (expr.k === 'var') return `variable ${expr.v}`;
  if (expr.k === 'member' && expr.of.k === 'this') return `this.${expr.name}`;
  return expr.k === 'member' || expr.k === 'index' ? rootOf(expr.of) : '';
}
