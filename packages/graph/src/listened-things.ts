/** What a listener for an end listens to: something that stood before, or the next of several. */
import type { CallStep, Expr, Step } from '@dist-lint/model';
import { callBehind, valuesSet } from './made-of.ts';
import type { LinkedModule } from './program.ts';
import { isSameExpr } from './same-call.ts';
import { takingFrom } from './taken-items.ts';
import { someStep } from './walk.ts';

/**
 * It listens to what an attempt has given once it was waited for: `const held = await connect(); held.on('end', …)`. Whoever is
 * told of that end has been connected before; an attempt that fails gives nothing to listen to.
 */
export function listensToStanding(module: LinkedModule, fn: number, { callee }: CallStep): boolean {
  return callee.k === 'member' && isWaitedFor(module, fn, callee.of);
}

function isWaitedFor(module: LinkedModule, fn: number, of: Expr): boolean {
  if (of.k === 'member') return isWaitedFor(module, fn, of.of);
  if (of.k === 'awaited') return true;
  if (of.k === 'result') return callBehind(module, fn, of)?.awaited === true;
  const values = valuesSet(module, fn, of).filter((each) => each.k !== 'literal');
  return values.length > 0 && values.every((each) => each.k !== 'var' && isWaitedFor(module, fn, each));
}

/** It listens to what this function has just taken out of a list: after its end comes the next. */
export function listensToNext(module: LinkedModule, fn: number, steps: readonly Step[], { callee }: CallStep): boolean {
  if (callee.k !== 'member') return false;
  const { of } = callee;
  const takes = (value: Expr): boolean => takingFrom(module, fn, value) !== undefined;
  return valuesSet(module, fn, of).some(takes) ||
    someStep(steps, (step) => step.s === 'assign' && step.op === '=' && step.to.k === 'member' && isSameExpr(module, fn, step.to, of) && takes(step.value));
}
