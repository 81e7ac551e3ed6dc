/** What is put into an object or a list after it was made. */
import type { Expr } from '@dist-lint/model';
import { callsOn } from '../called-on.ts';
import type { LinkedModule, Placed } from '../program.ts';
import { forEachStep } from '../walk.ts';

interface MemberSet {
  variable: number;
  field: string;
  value: Expr;
  span: { at: number; end: number };
}

/** `order.status = 'paid'`, for every variable of a function. */
export function membersSet(module: LinkedModule, fn: number): readonly MemberSet[] {
  const found: MemberSet[] = [];
  forEachStep(module.facts.functions[fn]?.body ?? [], (step) => {
    if (step.s !== 'assign' || step.op !== '=' || step.to.k !== 'member' || step.to.of.k !== 'var') return;
    found.push({ variable: step.to.of.v, field: step.to.name, value: step.value, span: { at: step.at, end: step.end } });
  });
  return found;
}

/** `rows.push({ … })`, in whichever function. */
export function pushedTo(module: LinkedModule, variable: number): readonly Placed[] {
  return callsOn(module, variable).flatMap(({ function: fn, call }) => (call.callee.name === 'push' ? call.args.map((expr) => ({ module, function: fn, expr })) : []));
}
