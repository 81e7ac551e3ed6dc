/** By which calls work that begins at an entry point reaches a function. */
import { addTo, byCodeUnit } from '@dist-lint/model';
import type { EvidencePoint } from './define-rule.ts';
import type { EntryPoint } from './entry-points.ts';
import { behind, handedRuns, stepAt, type Run } from './handed-runs.ts';
import type { Program } from './link.ts';
import { onceWhile } from './once.ts';
import type { FunctionNumber } from './program.ts';

export interface ReachedFrom {
  entry: EntryPoint;
  /** A shortest chain, one step a call, from the entry point's function to the one asked for; empty when that is the same. */
  path: readonly EvidencePoint[];
  /** Some step is a callback handed to a library of which nothing is known: it is presumed to run it. */
  presumed: boolean;
}

export interface ReachOptions {
  /** Entry points; where so many are given, there may be more. 50 unless said. */
  most?: number;
  /** Calls on the way; what is further away is not found. 24 unless said. */
  longest?: number;
}

/**
 * The entry points from which a function is reached, each once: those whose chain rests on no presumption first, then
 * the nearest. Empty for what runs only while modules are loaded, and for what nobody in sight calls.
 *
 * A function that is handed to a call counts as called by the function that hands it over, if it runs before the call
 * returns or settles: when a library's row says `now`, `each` or `again`, and when a function of the program calls that
 * parameter. What runs later begins work of its own: it is an entry point where a row gives it a role, and else is
 * reached from nowhere.
 *
 * Breadth-first over callers: O(functions and calls on the way). The first question asks about all calls of the program,
 * as `program.callers` does, and for the summaries of functions that are handed functions.
 */
export function reachedFrom(program: Program, fn: FunctionNumber, { most = 50, longest = 24 }: ReachOptions = {}): ReachedFrom[] {
  const found: ReachedFrom[] = [];
  const seen = new Set<FunctionNumber | EntryPoint>();
  const begins = beginnings(program);
  /** By how far away they are: those that rest on no presumption, and the others. */
  const sure: Way[][] = [[{ at: fn }]];
  const presumed: Way[][] = [];

  const go = (levels: Way[][], length: number, steps: readonly EvidencePoint[], to: Way): void => {
    const distance = length + steps.length;
    if (distance <= longest) (levels[distance] ??= []).push({ at: to.at, steps, next: to.next });
  };

  for (const levels of [sure, presumed]) {
    for (let length = 0; length <= longest; length += 1) {
      for (const way of levels[length] ?? []) { // grows meanwhile
        if (seen.has(way.at)) continue;
        seen.add(way.at);
        if (typeof way.at === 'object') {
          found.push({ entry: way.at, path: pathOf(way), presumed: levels === presumed });
          if (found.length === most) return found;
          continue;
        }
        for (const { entry, steps, isPresumed } of begins.get(way.at) ?? []) go(isPresumed ? presumed : levels, length, steps, { at: entry, next: way });
        for (const { module, function: id, step, isPresumed } of runsOf(program, way.at)) {
          go(isPresumed ? presumed : levels, length, [step], { at: module.functionBase + id, next: way });
        }
      }
    }
  }
  return found;
}

/** A way to the function asked for, from another or from an entry point. */
interface Way {
  at: FunctionNumber | EntryPoint;
  /** To where `next` goes on from. */
  steps?: readonly EvidencePoint[] | undefined;
  next?: Way | undefined;
}

function pathOf(way: Way): EvidencePoint[] {
  const path: EvidencePoint[] = [];
  for (let each: Way | undefined = way; each; each = each.next) path.push(...(each.steps ?? []));
  return path;
}

/** By place, so that the same program gives the same chain, in whatever order its modules were added. */
function runsOf(program: Program, fn: FunctionNumber): Run[] {
  const { fact } = program.modules.function(fn);
  const calls = program.callers(fn).map(({ module, function: id, resolved: { call } }): Run => ({
    module, function: id, isPresumed: false, step: stepAt(module, call, `${call.kind === 'jsx' ? 'renders' : 'calls'} ${fact.name}`),
  }));
  return [...calls, ...handedRuns(program, fn)].sort((a, b) => byCodeUnit(a.module.path, b.module.path) || a.step.span.at - b.step.span.at);
}

interface Beginning {
  entry: EntryPoint;
  /** From the entry point's function. */
  steps: readonly EvidencePoint[];
  isPresumed: boolean;
}

/** By function: the entry points whose function it is, or whose function was made to call it. */
const beginnings = onceWhile((program: Program) => program.entryPoints(), (program): ReadonlyMap<FunctionNumber, readonly Beginning[]> => {
  const found = new Map<FunctionNumber, Beginning[]>();
  for (const entry of program.entryPoints()) {
    addTo(found, entry.function, { entry, steps: [], isPresumed: false });
    for (const { number, ...inner } of behind(program, { number: entry.function, ...(entry.within ? { within: entry.within } : {}) })) addTo(found, number, { entry, ...inner });
  }
  for (const each of found.values()) each.sort((a, b) => byCodeUnit(a.entry.module.path, b.entry.module.path) || a.entry.at - b.entry.at);
  return found;
});
