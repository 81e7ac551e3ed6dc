/** What a call gives that calls one function of the program which returns once: `productKey(id)`. */
import { soleOf, type CallStep, type Expr } from '@dist-lint/model';
import type { Link } from './link-context.ts';
import type { FunctionNumber, LinkedModule, Placed } from './program.ts';

export interface ReturnedOnce extends Placed {
  call: CallStep;
  callee: FunctionNumber;
}

export function returnedOnce(link: Link, module: LinkedModule, fn: number, expr: Expr): ReturnedOnce | undefined {
  const call = expr.k === 'result' ? module.index.calls[fn]?.[expr.id] : undefined;
  const callees = call ? link.callee(module, fn, call) : [];
  const [callee] = callees;
  if (!call || callee?.is !== 'function' || callees.length > 1) return undefined;
  const place = link.modules.function(callee.number);
  const returned = soleOf(place.module.index.returns[place.id]);
  return returned ? { module: place.module, function: place.id, expr: returned, call, callee: callee.number } : undefined;
}
