/** Listeners for an end that lead back only after success. */
import type { CallStep, Expr, Step } from '@dist-lint/model';
import { leaves } from './attempt-steps.ts';
import { failureListeners, isAfterStart } from './failure-listeners.ts';
import type { Program } from './link.ts';
import type { LinkedModule } from './program.ts';
import { innerBodies, someStep, triesAround } from './walk.ts';

/**
 * Its listener leads back only where a flag is set that success alone sets:
 * `let isTaken = false; line.on('close', () => { if (isTaken) open(); })`, where that is set once something has been waited for,
 * or where somebody is told of a good beginning.
 *
 * @param back functions by way of which it begins anew, itself among them
 */
export function listensAfterSuccess(program: Program, module: LinkedModule, fn: number, steps: readonly Step[], call: CallStep, back: ReadonlySet<number>): boolean {
  const resolved = program.call(module, fn, call.id);
  const told = resolved ? failureListeners(resolved).flatMap(({ functions }) => functions) : [];
  const isBack = ({ number }: { number: number }): boolean => back.has(number - module.functionBase);
  const leads = (id: number, each: CallStep): boolean => {
    const { functions = [], handed = [] } = program.call(module, id, each.id) ?? {};
    return functions.some(isBack) || handed.some((other) => other.functions.some(isBack));
  };
  const isAfterWait = (at: number): boolean => someStep(steps, (step) => {
    if (step.at <= call.at || step.at >= at || !(step.s === 'await' || (step.s === 'call' && step.awaited === true))) return false;
    return triesAround(steps, step.at).every(({ body, handler }) => !handler || leaves(handler.body) || at < (body.at(-1)?.end ?? 0));
  });
  const flags = new Set<number>();
  module.facts.variables.forEach((fact, variable) => {
    const set = fact.function === fn ? (module.index.assignments[variable] ?? []) : [];
    const good = set.filter(({ value }) => !(value.k === 'literal' && !value.value));
    if (good.length === 0 || good.length === set.length) return;
    if (good.every((each) => each.value.k === 'literal' && (each.function === fn ? isAfterWait(each.at) : isAfterStart(module, each.function)))) flags.add(variable);
  });
  return flags.size > 0 && told.length > 0 && told.every(({ number }) => !leadsUnasked(program.modules.function(number).fact.body, flags, (each) => leads(number - module.functionBase, each)));
}

/** Something leads back, and no test of a flag stands before it. */
function leadsUnasked(body: readonly Step[], flags: ReadonlySet<number>, leads: (call: CallStep) => boolean): boolean {
  const isSet = (test: Expr): boolean => (test.k === 'var' && flags.has(test.v)) || (test.k === 'op' && test.op === '&&' && test.args.some(isSet));
  const isUnset = (test: Expr): boolean => test.k === 'op' && ((test.op === '!' && test.args[0] !== undefined && isSet(test.args[0])) || (test.op === '||' && test.args.some(isUnset)));
  for (const step of body) {
    if (step.s === 'if' && isUnset(step.test) && leaves(step.then)) return leadsUnasked(step.then, flags, leads);
    if (step.s === 'if' && isSet(step.test)) {
      if (leadsUnasked(step.else, flags, leads)) return true;
    } else if ((step.s === 'call' && leads(step)) || innerBodies(step).some((inner) => leadsUnasked(inner, flags, leads))) return true;
  }
  return false;
}
