/**
 * What `this` is in functions that a library makes methods of something: `schema.statics.findOpen = function () { … }`,
 * `schema.method('close', function () { … })`, `new Schema({ … }, { methods: { close() { … } } })`. It is the model, or a
 * row of it, that is made of the part (the schema) to which they are added.
 */
import type { Link } from './link-context.ts';
import type { LinkedModule } from './program.ts';
import { handedRow } from './resolved-calls.ts';
import { slotExpr } from './slots.ts';
import { parseSymbol } from './symbols.ts';
import { join, NOTHING, type CallSite, type ExternalValue, type Value } from './values.ts';

/** Calls between the one that made a part and the one at hand: `new Schema({ … }).index({ … }).set(…)`. */
const LONGEST_CHAIN = 12;
/** What is made of more is anybody's. */
const MOST_NAMES = 4;

export function borrowedThis(link: Link): (module: LinkedModule, fn: number) => readonly Value[] {
  const memo = link.tracker.memo<number, readonly Value[]>();
  const made = link.tracker.memo<'', ReadonlyMap<string, ReadonlySet<string>>>();
  /** Calls that make something of a part, by their names alone. */
  const makers = link.tracker.table<'', CallSite>(() => link.modules.all, (module) => (link.isExempt(module.path) ? [] : makersIn(module)));

  function makersIn(module: LinkedModule): (readonly ['', CallSite])[] {
    return module.index.calls.flatMap((calls, fn) => calls.flatMap((call) => {
      const name = call?.callee.k === 'member' ? call.callee.name : call?.callee.k === 'var' ? module.facts.variables[call.callee.v]?.name : undefined;
      return call && name !== undefined && link.libraries.ofParts.has(name) ? [['', { module, function: fn, call }] as const] : [];
    }));
  }

  /** By the call that made the part: the names of what is made of it. */
  function namesByPart(): ReadonlyMap<string, ReadonlySet<string>> {
    return made.get(undefined, '') ?? made.fill(undefined, '', new Map(), () => {
      const found = new Map<string, Set<string>>();
      for (const site of makers.get('')) {
        const [name, ...others] = at(site, 'name');
        if (name?.is !== 'literal' || typeof name.value !== 'string' || others.length > 0) continue;
        for (const part of at(site, 'fields')) {
          const key = part.is === 'external' && part.made ? partKey(part.made) : undefined;
          if (key !== undefined) found.set(key, (found.get(key) ?? new Set()).add(name.value));
        }
      }
      return found;
    });
  }

  function at(site: CallSite, what: 'name' | 'fields'): readonly Value[] {
    return join(link.callee(site.module, site.function, site.call).map((callee) => {
      const slot = callee.is === 'external' ? link.libraries.symbol(callee.package, callee.path)?.facts.entity?.[what] : undefined;
      const placed = slot === undefined || callee.is !== 'external' ? undefined : slotExpr(link, site, callee, slot);
      return placed ? link.evaluate(placed.module, placed.function, placed.expr) : NOTHING;
    }));
  }

  function partAt(site: CallSite, hops: number): CallSite | undefined {
    const isPart = link.callee(site.module, site.function, site.call).some((each) => each.is === 'external' && link.libraries.symbol(each.package, each.path)?.facts.entity?.part);
    if (isPart) return site;
    const { callee } = site.call;
    if (callee.k !== 'member' || hops > LONGEST_CHAIN) return undefined;
    for (const value of link.evaluate(site.module, site.function, callee.of)) {
      if (value.is === 'external' && value.made && value.made.call !== site.call) return partAt(value.made, hops + 1);
    }
    return undefined;
  }

  function partKey(site: CallSite): string | undefined {
    const part = partAt(site, 0);
    return part && keyOf(part);
  }

  /** Once for each name of what is made of the part. Where nobody is seen to make anything, by the type that it is said to be of. */
  function named(symbol: string, pkg: string, madeAt: CallSite): readonly Value[] {
    const part = partAt(madeAt, 0);
    if (!part) return NOTHING;
    const names = [...(namesByPart().get(keyOf(part)) ?? [])];
    if (names.length > MOST_NAMES) return [{ is: 'external', ...parseSymbol(symbol, pkg) }];
    const entities: readonly (readonly Value[])[] = names.length > 0 ? names.map((value) => [{ is: 'literal', value }]) : [typeOf(part)];
    return entities.map((entity) => ({ is: 'external', ...parseSymbol(symbol, pkg), ...(entity.length > 0 ? { args: [entity] } : {}) }));
  }

  function typeOf(part: CallSite): readonly Value[] {
    const [type] = part.call.typeArgs ?? [];
    return type ? link.type(part.module, type) : at(part, 'fields').filter(({ is }) => is === 'class');
  }

  function find(module: LinkedModule, fn: number): readonly Value[] {
    const passed = module.index.passedTo[fn];
    if (passed) {
      for (const callee of link.callee(module, passed.function, passed.call)) {
        const row = callee.is === 'external' ? handedRow(link, callee, passed.at, passed.call.args.length) : undefined;
        const from = passed.call.kind === 'new' ? { module, function: passed.function, call: passed.call } : (callee as ExternalValue).made;
        if (row?.this !== undefined && from) return named(row.this, (callee as ExternalValue).package, from);
      }
      return NOTHING;
    }
    const put = module.index.putInto[fn];
    for (const holder of put ? link.evaluate(module, put.function, put.expr) : NOTHING) {
      const symbol = holder.is === 'external' ? link.libraries.symbol(holder.package, holder.path)?.facts.methods : undefined;
      if (symbol !== undefined && holder.is === 'external' && holder.made) return named(symbol, holder.package, holder.made);
    }
    return NOTHING;
  }

  return (module, fn) => {
    if (!module.index.passedTo[fn] && !module.index.putInto[fn]) return NOTHING;
    return memo.get(module, fn) ?? memo.fill(module, fn, NOTHING, () => find(module, fn));
  };
}

function keyOf({ module, function: fn, call }: CallSite): string {
  return `${module.number} ${fn} ${call.id}`;
}
