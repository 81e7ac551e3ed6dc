/** Functions that may do something besides computing, as far as what they call can be seen. */
import type { CallStep } from '@dist-lint/model';
import type { Program } from './link.ts';
import { onceWhile } from './once.ts';
import type { FunctionNumber } from './program.ts';
import type { ExternalValue } from './values.ts';
import { forEachStep } from './walk.ts';

/**
 * A function that writes what outlives the call (a field, an outer variable), or makes a call that may
 * act and that nobody knows: itself or through what it calls and hands over.
 */
export function mayAct(program: Program, number: FunctionNumber): boolean {
  const known = actors(program);
  const before = known.get(number);
  if (before !== undefined) return before;
  const reached = new Set([number]);
  for (const each of reached) {
    if (known.get(each) === false) continue;
    if (known.get(each) === true || actsItself(program, each)) {
      known.set(number, true);
      return true;
    }
    for (const called of calledBy(program, each)) reached.add(called);
  }
  for (const each of reached) known.set(each, false); // nothing that acts is in reach of any of them
  return false;
}

const actors = onceWhile((program: Program) => program.tracker.epoch, () => new Map<FunctionNumber, boolean>());

function calledBy(program: Program, number: FunctionNumber): FunctionNumber[] {
  const { module, id } = program.modules.function(number);
  return program.calls(module, id).flatMap(({ functions, handed }) => [
    ...functions.map((target) => target.number),
    ...handed.flatMap((each) => (each.row?.runs === 'never' ? [] : each.functions.map((target) => target.number))),
  ]);
}

function actsItself(program: Program, number: FunctionNumber): boolean {
  return writesState(program, number) || callsUnknown(program, number);
}

function callsUnknown(program: Program, number: FunctionNumber): boolean {
  const { module, id } = program.modules.function(number);
  return program.calls(module, id).some(({ call, functions, externals, handed, parameter }) => {
    if (functions.length === 0 && externals.length === 0) return !parameter;
    if (handed.some((each) => !each.row && each.functions.some((target) => callsWhatItIsGiven(program, target.number)))) return true;
    return externals.some((each) => program.link.libraries.symbol(each.package, each.path) === undefined && isAct(each, call, false));
  });
}

/** `notify((subscriber) => subscriber.error(error))`: what the function does is up to what it will be called with. */
function callsWhatItIsGiven(program: Program, number: FunctionNumber): boolean {
  return program.summary(number).invokes.some(({ place }) => place.function === number);
}

function writesState(program: Program, number: FunctionNumber): boolean {
  const { module, id, fact } = program.modules.function(number);
  let writes = false;
  forEachStep(fact.body, (step) => {
    if (step.s !== 'assign' || writes) return !writes;
    if (step.to.k === 'var') writes = module.facts.variables[step.to.v]?.function !== id;
    else if (step.to.k === 'member' || step.to.k === 'index') writes = true;
    return !writes;
  });
  return writes;
}

/**
 * Whether a call of a symbol nobody has a row for may do something: its result is not used, or it is
 * given the error. A call whose result is used is taken to compute.
 */
export function isAct({ package: from, path }: ExternalValue, call: CallStep, givesError: boolean): boolean {
  if (from === 'global' && PURE.test(path)) return false;
  return givesError || call.awaited === true || call.fate !== undefined;
}

/** Globals that compute and do nothing else. */
const PURE = /^(Array|String|Object|JSON|Math|Date|Number|Boolean|BigInt|Symbol|RegExp|Error|TypeError|RangeError|Set|Map|WeakMap|Promise|encodeURIComponent|decodeURIComponent|parseInt|parseFloat|isNaN|performance|Buffer|URL|URLSearchParams)\b/;
