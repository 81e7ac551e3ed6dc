/** What is put into an object or a list after it was made. */
import { addTo, type Expr } from '@dist-lint/model';
import type { LinkedModule, ModuleIndex, Placed } from '../program.ts';
import { forEachStep } from '../walk.ts';
import { once } from '../once.ts';

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
  return (pushes(module.index).get(variable) ?? []).map((each) => ({ module, ...each }));
}

/** By the index, which is another one when the module changes. */
const pushes = once(({ calls: all }: ModuleIndex): ReadonlyMap<number, readonly Omit<Placed, 'module'>[]> => {
  const found = new Map<number, Omit<Placed, 'module'>[]>();
  all.forEach((calls, fn) => {
    for (const call of calls) {
      if (call?.callee.k !== 'member' || call.callee.name !== 'push' || call.callee.of.k !== 'var') continue;
      const { v } = call.callee.of;
      addTo(found, v, ...call.args.map((expr) => ({ function: fn, expr })));
    }
  });
  return found;
});
