/** Functions that a run of attempts runs in the place of their calls, and what they are given there. */
import type { CallStep, Expr } from '@dist-lint/model';
import { SOMETHING } from './attempt-outcome.ts';
import { END, scopeNow, type AttemptState, type Due, type Outcome } from './attempt-state.ts';
import type { Program } from './link.ts';
import { runOf } from './plain-scope.ts';
import { plainValue, type PlainValue, type Scope } from './plain-values.ts';
import type { FunctionNumber, FunctionPlace } from './program.ts';
import { boundNames } from './walk.ts';

/** Functions run in the place of their calls, one within another. */
const DEEPEST = 4;

/** Runs a function of the module where it is called, or where it has been handed over, if it may lead back. */
export function inPlace(now: AttemptState, number: FunctionNumber, by: CallStep | undefined, due?: Due): Outcome {
  const { program, module, failures } = now;
  const id = number - module.functionBase;
  if (!now.leadsBack.has(id) || now.depth >= DEEPEST) return END;
  const place = program.modules.function(number);
  if (place.module !== module) return END;
  const before = now.current;
  if (due) now.current = due.scope;
  const from = scopeNow(now);
  if (by) {
    now.locals = new Map([...now.locals, ...bindArguments(program, from, place, by)]);
    // What cannot be told now may be told by its parts.
    for (const { target } of place.fact.params) for (const { variable } of boundNames(target)) if (now.locals.get(variable) === null) now.locals.delete(variable);
  }
  if (due?.error !== undefined) {
    for (const { variable } of boundNames(place.fact.params[due.error]?.target ?? { k: 'unknown' })) {
      failures.add(variable);
      now.locals.set(variable, SOMETHING);
    }
  }
  // A process or a thread that has failed ends with 1, unless it says another code by itself.
  if (due?.isExit) for (const { variable } of boundNames(place.fact.params[0]?.target ?? { k: 'unknown' })) now.locals.set(variable, { value: 1 });
  const outer = runAround(now, id);
  now.current = { module, function: id, ...(outer ? { outer } : {}), ...(by ? { given: { args: by.args, scope: from } } : {}) };
  now.depth += 1;
  const outcome = now.run(place.fact.body);
  now.current = before;
  now.depth -= 1;
  return outcome;
}

/** The run of the innermost function around one, of those that are on the way; undefined where that is the run at hand. */
export function runAround({ module, scope, current }: AttemptState, fn: number): Scope | undefined {
  for (let id = module.facts.functions[fn]?.parent ?? -1; id >= 0; id = module.facts.functions[id]?.parent ?? -1) {
    if (id === scope.function) return undefined;
    const run = runOf(current, id);
    if (run) return run;
  }
  return undefined;
}

/** What a call gives to the parameters of a function, as far as it changes them. */
export function bindArguments(program: Program, from: Scope, { module, fact, id }: FunctionPlace, call: CallStep): ReadonlyMap<number, PlainValue | null> {
  const found = new Map<number, PlainValue | null>();
  fact.params.forEach((param, index) => {
    for (const { variable, path, default: otherwise } of boundNames(param.target)) {
      const arg = call.args[index];
      // `retry(fn, n)` as it was: what is handed on unchanged is no counter.
      if (arg?.k === 'var' && arg.v === variable && !from.locals?.has(variable)) continue;
      const given = arg && valueOf(program, from, path.reduce<Expr>((of, name) => ({ k: 'member', of, name }), arg));
      const fallback = path.length === 0 ? param.default : otherwise;
      const isLeftOut = arg === undefined || given?.value === undefined && given !== undefined && !given.isObject;
      const known = isLeftOut && fallback ? plainValue(program.link, { module, function: id }, fallback) : arg ? given : { value: undefined };
      found.set(variable, known ?? null);
    }
  });
  return found;
}

/** The value of an argument; of an object, those of its properties. */
function valueOf(program: Program, from: Scope, arg: Expr): PlainValue | undefined {
  const whole = plainValue(program.link, from, arg);
  if (arg.k !== 'object') return whole;
  const holds = new Map<string, PlainValue | null>();
  for (const { key, value } of arg.props) {
    // `{ ...job, tries: tries + 1 }`: the rest is what it was.
    if (value.k === 'spread' && value.of.k === 'var') for (const [name, known] of from.locals?.get(value.of.v)?.holds ?? []) holds.set(name, known);
    else if (key !== undefined && (value.k === 'op' || value.k === 'literal' || value.k === 'var')) holds.set(key, plainValue(program.link, from, value) ?? null);
  }
  return { value: undefined, isObject: true, holds };
}
