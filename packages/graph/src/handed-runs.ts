/** Functions that run because they were handed over: to the calls of libraries, to functions of the program, to wrappers. */
import type { Callback } from '@dist-lint/libraries';
import type { CallStep } from '@dist-lint/model';
import { nameSpan } from './call-spans.ts';
import type { EvidencePoint } from './define-rule.ts';
import type { Program } from './link.ts';
import type { FunctionNumber, LinkedModule } from './program.ts';
import { enclosing, type CallTarget, type Handed, type ResolvedCall } from './resolved-calls.ts';
import { spelling } from './summaries.ts';
import type { Table } from './tracking.ts';
import { once } from './once.ts';

/** A call that runs a function. */
export interface Run {
  /** What makes the call. */
  module: LinkedModule;
  function: number;
  step: EvidencePoint;
  isPresumed: boolean;
}

/**
 * The calls to which a function is handed and that run it before they return or settle. What is called by its name is in
 * `program.callers`. The first question asks about all calls of the program.
 */
export function handedRuns(program: Program, fn: FunctionNumber): readonly Run[] {
  const table = tableOf(program);
  return table.get(fn);
}

const tableOf = once((program: Program): Table<FunctionNumber, Run> => program.tracker.table(() => program.modules.all, (module) => readHanded(program, module)));

/** A function that another one calls. */
interface Inner {
  number: FunctionNumber;
  /** From the other to it. */
  steps: EvidencePoint[];
  isPresumed: boolean;
}

/** What a function runs because the call that made it was handed it: `charge`, for the function that `withRetry(charge)` gives. */
export function behind(program: Program, target: CallTarget, depth = 0): Inner[] {
  if (!target.within || depth === DEEPEST) return [];
  const { module } = program.modules.function(target.number);
  return enclosing(target, ({ site }) => program.call(site.module, site.function, site.call.id)).flatMap(({ callee, handed }) =>
    handed.flatMap(({ at, functions }) => {
      const way = invoked(program, target.number, callee, at);
      return way === undefined ? [] : functions.flatMap((inner) => {
        const steps = [stepAt(module, way.call, `calls ${program.modules.function(inner.number).fact.name}`)];
        const further = behind(program, inner, depth + 1).map((each) => ({ ...each, steps: [...steps, ...each.steps], isPresumed: way.isPresumed || each.isPresumed }));
        return [{ number: inner.number, steps, isPresumed: way.isPresumed }, ...further];
      });
    }));
}

/** A step of a chain of calls: the word of a call that a person would point at. */
export function stepAt(module: LinkedModule, call: CallStep, message: string): EvidencePoint {
  return { module, span: nameSpan(call), message };
}

function* readHanded(program: Program, module: LinkedModule): Iterable<[FunctionNumber, Run]> {
  for (let fn = 0; fn < module.facts.functions.length; fn += 1) {
    for (const resolved of program.calls(module, fn)) {
      for (const handed of resolved.handed) {
        const how = howRun(program, resolved, handed);
        if (!how) continue;
        for (const target of handed.functions) {
          for (const { number, isPresumed } of [{ number: target.number, isPresumed: false }, ...behind(program, target)]) {
            const name = program.modules.function(number).fact.name;
            const message = `hands ${name} to ${spelling(module, resolved.call) || 'a call'}, which ${how.words}`;
            yield [number, { module, function: fn, step: stepAt(module, resolved.call, message), isPresumed: how.isPresumed || isPresumed }];
          }
        }
      }
    }
  }
}

interface How {
  words: string;
  isPresumed: boolean;
}

const CALLED: How = { words: 'calls it', isPresumed: false };
const PRESUMED: How = { words: 'presumably calls it', isPresumed: true };
const HOW: Record<Callback['runs'], How | undefined> = {
  now: CALLED,
  each: { words: 'calls it any number of times', isPresumed: false },
  again: { words: 'calls it, and again when it fails', isPresumed: false },
  later: undefined,
  never: undefined,
};

/** How a call runs what it is handed, before it returns or settles; the same presumptions as in summaries. */
export function howRun(program: Program, { functions, externals }: ResolvedCall, { at, row }: Handed, depth = 0): How | undefined {
  if (row) return HOW[row.runs];
  if (functions.length > 0) {
    const ways = functions.flatMap(({ number }) => invoked(program, number, number, at, depth) ?? []);
    return ways.length === 0 ? undefined : ways.every(({ isPresumed }) => isPresumed) ? PRESUMED : CALLED;
  }
  const nobodyKnows = externals.some((each) => program.link.libraries.symbol(each.package, each.path) === undefined);
  return nobodyKnows ? PRESUMED : undefined;
}

/** The call by which a function runs what it, or the one around it, is handed at a place. */
function invoked(program: Program, fn: FunctionNumber, owner: FunctionNumber, at: string, depth = 0): { call: CallStep; isPresumed: boolean } | undefined {
  const call = program.summary(fn).invokes.find(({ place }) => place.function === owner && [place.index, ...place.path].join('.') === at)?.call;
  if (!call) return undefined;
  const { module, id } = program.modules.function(fn);
  const resolved = program.call(module, id, call.id);
  // It may hand it on, to what is presumed to call it.
  const ways = !resolved || resolved.parameter || depth === DEEPEST ? [] : resolved.handed.flatMap((handed) => howRun(program, resolved, handed, depth + 1) ?? []);
  return { call, isPresumed: ways.length > 0 && ways.every(({ isPresumed }) => isPresumed) };
}

/** Wrappers around wrappers, and functions that hand on what they were handed. */
const DEEPEST = 4;
