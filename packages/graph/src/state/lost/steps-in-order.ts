/** The steps of a function in the order in which they run, with the branches that hold them. */
import type { CallStep, Expr, Step } from '@dist-lint/model';
import { exits } from '../../control-flow.ts';
import type { LinkedModule } from '../../program.ts';
import { innerBodies, operands, someExpr } from '../../walk.ts';

export interface Ordered {
  step: Step;
  /** The place in the order: a step comes after those whose values it uses. */
  index: number;
  /** The steps that hold it, the outer first, each with the body in which it lies. */
  within: readonly { step: Step; body: readonly Step[] }[];
}

export function stepsInOrder(module: LinkedModule, fn: number): readonly Ordered[] {
  const found: Ordered[] = [];
  const visit = (steps: readonly Step[], within: Ordered['within']): void => {
    for (const step of steps) {
      found.push({ step, index: found.length, within });
      for (const body of innerBodies(step)) visit(body, [...within, { step, body }]);
    }
  };
  visit(module.facts.functions[fn]?.body ?? [], []);
  return found;
}

export function isAwait({ step }: Ordered): boolean {
  return step.s === 'await' || (step.s === 'call' && step.awaited === true) || (step.s === 'loop' && step.kind === 'await-of');
}

/** An `await` through which control may get from one step to a later one. */
export function awaitBetween(order: readonly Ordered[], from: Ordered, to: Ordered): Ordered | undefined {
  return order.slice(from.index + 1, to.index).find((each) => isAwait(each) && mayPrecede(each, to));
}

/** Whether control that has passed a step may still reach a later one: not from another branch, nor where its branch leaves. */
export function mayPrecede(step: Ordered, later: Ordered): boolean {
  for (const { step: holder, body } of step.within) {
    const other = later.within.find((each) => each.step === holder);
    if (other?.body === body) continue;
    // The handler and the end of a `try` come after its body.
    if (other) return holder.s === 'try' || holder.s === 'loop';
    return exits(body, () => 0).some(({ how }) => how === 'end' || how === 'continue' || how === 'break') || holder.s === 'try';
  }
  return true;
}

/** Whether an operand holds what was waited for: `#0` of an awaited call, `await pending`. */
export function isWaitedFor(module: LinkedModule, fn: number, expr: Expr): boolean {
  return someExpr(expr, (each) => each.k === 'awaited' || (each.k === 'result' && callOf(module, fn, each.id)?.awaited === true));
}

export function callOf(module: LinkedModule, fn: number, id: number): CallStep | undefined {
  return module.index.calls[fn]?.[id];
}

export function operandsOf({ step }: Ordered): readonly Expr[] {
  return operands(step);
}
