/** Where work is handed to a helper that tries it again, also through helpers that only hand it on, and in which run of the helper. */
import type { CallStep } from '@dist-lint/model';
import type { Program } from './link.ts';
import type { Scope } from './plain-values.ts';
import type { FunctionNumber, LinkedModule } from './program.ts';
import type { Handed, ParameterPlace, ResolvedCall } from './resolved-calls.ts';
import { runOfCall } from './retry-chains.ts';

export interface RetryEntry {
  /** The call that hands over work of its own. */
  module: LinkedModule;
  resolved: ResolvedCall;
  /** The run of the helper that it makes. */
  scope: Scope;
}

/** Helpers that hand on to helpers are followed this far. */
const DEEPEST = 4;
const MOST_ENTRIES = 200;

/** The calls that give a parameter its work: those that have it, and those that hand it on. */
export function entriesOf(program: Program, parameter: ParameterPlace, depth = 0): readonly RetryEntry[] {
  const { function: number } = parameter;
  const at = placeText(parameter);
  const found: RetryEntry[] = [];
  for (const { module, function: fn, resolved } of program.callers(number)) {
    if (found.length >= MOST_ENTRIES || program.link.isExempt(module.path) || isWithin(program, module, fn, number)) continue;
    const target = resolved.functions.find((each) => each.number === number);
    if (!target) continue;
    const handed = resolved.handed.find((each) => each.at === at);
    const outer = handed && depth < DEEPEST ? handedParameter(program, handed) : undefined;
    const further = outer && outer.function !== number ? entriesOf(program, outer, depth + 1) : [];
    for (const each of further) {
      const scope = runOfCall(program, within(each.scope, module, fn), resolved, target);
      found.push({ ...each, scope }, { module, resolved, scope });
    }
    if (further.length === 0) found.push({ module, resolved, scope: runOfCall(program, { module, function: fn }, resolved, target) });
  }
  return found;
}

/** The parameter that is handed on: as it is, or within a function that calls it. */
export function handedParameter(program: Program, { parameter, functions }: Pick<Handed, 'parameter' | 'functions'>): ParameterPlace | undefined {
  if (parameter) return parameter;
  for (const { number } of functions) {
    const invoked = program.summary(number).invokes.find((each) => each.place.function !== number && isRunIn(program, number, each.call));
    if (invoked) return invoked.place;
  }
  return undefined;
}

/** A parameter is called there, or handed to what is known: what nobody sees may be handed numbers and texts as well. */
function isRunIn(program: Program, number: FunctionNumber, call: CallStep): boolean {
  const { module } = program.modules.function(number);
  const fn = module.index.calls.findIndex((calls) => calls[call.id] === call);
  const resolved = fn < 0 ? undefined : program.call(module, fn, call.id);
  return !resolved || resolved.parameter !== undefined || resolved.functions.length > 0 || resolved.handed.some(({ parameter, row }) => parameter !== undefined && row !== undefined);
}

/** The run of a function that stands in another, of which a run is known. */
export function within(run: Scope, module: LinkedModule, fn: number): Scope {
  return run.module === module && run.function === fn ? run : { module, function: fn, outer: run };
}

function placeText({ index, path }: ParameterPlace): string {
  return [index, ...path].join('.');
}

/** A function that calls itself, or that stands in itself, is no caller of its own. */
function isWithin(program: Program, module: LinkedModule, fn: number, number: FunctionNumber): boolean {
  const place = program.modules.function(number);
  if (place.module !== module) return false;
  for (let id = fn; id >= 0; id = module.facts.functions[id]?.parent ?? -1) if (id === place.id) return true;
  return false;
}
