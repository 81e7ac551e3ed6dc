/** Items that are taken out of a list, and put back into it. */
import type { CallStep, Expr, Step } from '@dist-lint/model';
import { callBehind } from './made-of.ts';
import type { LinkedModule } from './program.ts';
import { isSameExpr } from './same-call.ts';
import { someExpr, someStep } from './walk.ts';

/** They take one of several away. */
const TAKING = new Set(['pop', 'shift']);

/** `waiting.pop()`: the call that a value comes of, and the list. */
export function takingFrom(module: LinkedModule, fn: number, value: Expr): { call: CallStep; list: Expr } | undefined {
  const call = callBehind(module, fn, value);
  return call?.callee.k === 'member' && TAKING.has(call.callee.name) ? { call, list: call.callee.of } : undefined;
}

/** Some step hands what each of these variables holds, or a part of it, to the same list. */
export function isPutInto(module: LinkedModule, fn: number, steps: readonly Step[], list: Expr, variables: readonly number[], puts: (step: Step) => boolean = () => true): boolean {
  return someStep(steps, (step) => step.s === 'call' && step.callee.k === 'member' && puts(step) && isSameExpr(module, fn, step.callee.of, list) &&
    variables.every((variable) => step.args.some((arg) => someExpr(arg, (part) => part.k === 'var' && part.v === variable))));
}
