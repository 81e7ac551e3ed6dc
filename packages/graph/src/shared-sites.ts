/** Where the things are made whose options hold for other calls: for all of them, for a queue by name, or for a call that is handed one. */
import type { RetrySlot } from '@dist-lint/libraries';
import type { Expr } from '@dist-lint/model';
import type { Program } from './link.ts';
import { jobName } from './job-name.ts';
import { originsOf } from './origins.ts';
import { slotPlain } from './option-values.ts';
import type { Scope } from './plain-values.ts';
import { retrySites, type LayerSite } from './retry-sites.ts';
import { slotExpr, slotText } from './slots.ts';

export interface SharedSites {
  sites: readonly LayerSite[];
  /** What the call is handed cannot be seen, and may be one of them. */
  isHidden: boolean;
}

/** Lists of lists, and chains of calls, are looked through this far. */
const DEEPEST = 6;

export function sharedSites(program: Program, site: LayerSite, { of = '', in: slot, named }: RetrySlot): SharedSites {
  const { libraries } = program.link;
  const packages = libraries.symbol(site.external.package, site.external.path)?.library.packages ?? [site.external.package];
  const symbols = of.includes('#') ? [of] : packages.map((each) => `${each}#${of}`);
  const all = symbols.flatMap((symbol) => retrySites(program).made(symbol));
  if (all.length === 0) return { sites: [], isHidden: false };
  if (slot !== undefined) return partsIn(program, site, slot, new Set(all.map(({ call }) => call)));
  if (named === undefined) return { sites: all, isHidden: false };
  const name = jobName(program, site);
  const sites = all.filter((made) => name !== '' && slotText(program.link, { module: made.scope.module, function: made.scope.function, call: made.call }, made.external, named) === name);
  return { sites, isHidden: false };
}

function partsIn(program: Program, site: LayerSite, slot: string, wanted: ReadonlySet<object>): SharedSites {
  const { external, call, scope, maker } = site;
  const placed = slotExpr(program.link, { module: scope.module, function: scope.function, call }, external, slot);
  if (!placed) return { sites: [], isHidden: slotPlain(program, site, slot) === undefined };
  const run = [maker, scope].find((each) => each?.module === placed.module && each.function === placed.function) ?? { module: placed.module, function: placed.function };
  const found = new Map<object, LayerSite>();
  return { isHidden: collect(program, run, placed.expr, 0, wanted, found), sites: [...found.values()] };
}

/** @returns whether some part cannot be seen */
function collect(program: Program, scope: Scope, expr: Expr, depth: number, wanted: ReadonlySet<object>, found: Map<object, LayerSite>): boolean {
  if (depth > DEEPEST) return true;
  const { found: origins, isHidden } = originsOf(program, scope, expr, 'last');
  let hidden = isHidden;
  for (const { scope: there, expr: each } of origins) {
    const inner = (of: Expr): void => {
      if (collect(program, there, of.k === 'spread' ? of.of : of, depth + 1, wanted, found)) hidden = true;
    };
    if (each.k === 'array') each.items.forEach(inner);
    const resolved = each.k === 'result' ? program.call(there.module, there.function, each.id) : undefined;
    if (!resolved) continue;
    const { call, externals } = resolved;
    const [external] = externals;
    if (external && wanted.has(call)) found.set(call, { external, call, scope: there });
    else {
      // `from([a, b])`, `a.concat(b)`: parts of what they make.
      call.args.filter(({ k }) => k !== 'object' && k !== 'literal' && k !== 'function').forEach(inner);
      if (call.callee.k === 'member') inner(call.callee.of);
    }
  }
  return hidden;
}
