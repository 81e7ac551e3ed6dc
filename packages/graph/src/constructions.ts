/** Where objects of the program's classes are made, as runs of their constructors: by `new`, and by `super` in what extends them. */
import type { CallStep, Expr } from '@dist-lint/model';
import type { Link } from './link-context.ts';
import type { Scope } from './plain-scope.ts';
import type { ClassNumber, FunctionNumber, LinkedModule } from './program.ts';
import type { Table } from './tracking.ts';
import { once } from './once.ts';
import { someExpr } from './walk.ts';

export interface Construction {
  /** A run of the constructor. */
  run: Scope;
  /** The `new` that begins it; the `super` of a class of which nothing in sight makes an object. */
  made: CallStep;
  /** The class whose `super` it is, if it is run by one: the last that extends. */
  of?: ClassNumber;
  /** The class in whose constructor the object is made: of the object that keeps it. */
  holder?: ClassNumber;
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
    const around = from.facts.functions[fn];
    const owner = around?.kind === 'constructor' && around.class !== undefined ? from.classBase + around.class : undefined;
    const isSuper = call.callee.k === 'super';
    // What a constructor makes of its own parameters differs with those who call it.
    const outer = isSuper || (owner !== undefined && call.args.some((arg) => someExpr(arg, ({ k }) => k === 'var'))) ? constructions(link, from.functionBase + fn, depth + 1) : [];
    if (outer.length === 0) {
      const run = runWith(call.args, { module: from, function: fn });
      return [{ run, made: call, ...(owner === undefined ? {} : isSuper ? { of: owner } : { holder: owner }) }];
    }
    return outer.map((each) => {
      const of = each.of ?? owner;
      const run = runWith(call.args, each.run);
      if (!isSuper) return { run, made: call, ...(of === undefined ? {} : { holder: of }) };
      return { ...each, run, ...(of === undefined ? {} : { of }) };
    });
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
