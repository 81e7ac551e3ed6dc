/** Where objects of the program's classes are made, as runs of their constructors: by `new`, and by `super` in what extends them. */
import type { CallStep, Expr } from '@dist-lint/model';
import type { Link } from './link-context.ts';
import type { Scope } from './plain-scope.ts';
import type { ClassNumber, FunctionNumber, LinkedModule } from './program.ts';
import type { Table } from './tracking.ts';
import { once } from './once.ts';

export interface Construction {
  /** A run of the constructor. */
  run: Scope;
  /** The `new` that begins it. */
  made: CallStep;
}

interface Site {
  module: LinkedModule;
  function: number;
  call: CallStep;
}

/** Followed at most: more are hardly ever set in more ways. */
const MOST_SITES = 40;
/** Classes that extend one another. */
const DEEPEST = 5;

const tableOf = once((link: Link): Table<FunctionNumber, Site> => link.tracker.table(() => link.modules.all, (module) => sitesIn(link, module)));

/** The runs of a constructor that are in sight, in the order of the program. What tests make is left out. */
export function constructions(link: Link, constructor: FunctionNumber, depth = 0): readonly Construction[] {
  if (depth > DEEPEST) return [];
  const table = tableOf(link);
  const { module, id } = link.modules.function(constructor);
  const runWith = (args: readonly Expr[], scope: Scope): Scope => ({ module, function: id, given: { args, scope } });
  return table.get(constructor).slice(0, MOST_SITES).flatMap(({ module: from, function: fn, call }): readonly Construction[] => {
    if (call.callee.k !== 'super') return [{ run: runWith(call.args, { module: from, function: fn }), made: call }];
    return constructions(link, from.functionBase + fn, depth + 1).map(({ run, made }) => ({ run: runWith(call.args, run), made }));
  }).slice(0, MOST_SITES);
}

function sitesIn(link: Link, module: LinkedModule): (readonly [FunctionNumber, Site])[] {
  if (link.isExempt(module.path)) return [];
  return module.index.calls.flatMap((calls, fn) =>
    calls.flatMap((call): (readonly [FunctionNumber, Site])[] => {
      if (!call || (call.kind !== 'new' && call.callee.k !== 'super')) return [];
      return link.callee(module, fn, call).flatMap((value) => {
        const constructor = value.is === 'class' ? constructorOf(link, value.number) : undefined;
        return constructor === undefined ? [] : [[constructor, { module, function: fn, call }] as const];
      });
    }));
}

/** The constructor that `new` runs: the class's own, or that of what it extends. */
function constructorOf(link: Link, number: ClassNumber): FunctionNumber | undefined {
  const seen = new Set<number>();
  for (let each: number | undefined = number; each !== undefined && !seen.has(each); ) {
    seen.add(each);
    const { module, fact } = link.modules.class(each);
    const own = fact.methods.find((id) => module.facts.functions[id]?.kind === 'constructor' && !module.facts.functions[id].bodiless);
    if (own !== undefined) return module.functionBase + own;
    each = link.hierarchy.bases(each).find((base) => base.is === 'class')?.number;
  }
  return undefined;
}
