/** A function that a failure is handed to and that may throw it on: `try { return await repaired(error); } catch { … }`. */
import { soleOf, type CallStep } from '@dist-lint/model';
import { leadsOn } from './attempt-calls.ts';
import { resolvedOf, type AttemptState } from './attempt-state.ts';
import { someStep, triesAround } from './walk.ts';

/** It may throw what it is handed, and whatever catches that begins anew. The way is taken that tries again. */
export function throwsOn(now: AttemptState, call: CallStep): boolean {
  const { module, current, failures, program } = now;
  if (now.attempts === 0 || now.how !== 'throw' || !call.awaited) return false;
  const index = call.args.findIndex((arg) => arg.k === 'var' && failures.has(arg.v));
  const target = soleOf(index < 0 ? undefined : resolvedOf(now, call)?.functions);
  if (!target) return false;
  const { fact } = program.modules.function(target.number);
  const param = fact.params[index]?.target;
  const isThrown = param?.k === 'var' && someStep(fact.body, (step) => step.s === 'throw' && step.value.k === 'var' && step.value.v === param.v);
  return isThrown && triesAround(module.facts.functions[current.function]?.body ?? [], call.at).some(({ handler }) => handler !== undefined && leadsOn(now, handler.body));
}
