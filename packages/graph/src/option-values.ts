/** What stands in the options of a library's call: through options merged by spreads, and what callers hand in. */
import type { Program } from './link.ts';
import { plainProperty, plainFunction, type PlainValue, type Scope } from './plain-values.ts';
import { retrySites, type LayerSite } from './retry-sites.ts';
import { chainCall } from './slots.ts';
import type { Expr } from '@dist-lint/model';

/** The plain value in a slot of a call. */
export function slotPlain(program: Program, site: LayerSite, slot: string): PlainValue | undefined {
  const all = slot.split('|').map((each) => {
    const placed = placedIn(site, each);
    return placed === 'absent' ? { value: undefined } : placed && plainProperty(program.link, placed.scope, placed.expr, placed.path);
  });
  return all.find((each) => each === undefined || each.value !== undefined || each.isObject) ?? all[0];
}

/** The function in a slot of a call, as a run that has been given nothing yet. */
export function slotFunction(program: Program, site: LayerSite, slot: string): Scope | undefined {
  for (const each of slot.split('|')) {
    const placed = placedIn(site, each);
    const run = placed === undefined || placed === 'absent' ? undefined : plainFunction(program.link, placed.scope, placed.expr, placed.path);
    if (run) return run;
  }
  return undefined;
}

/** What the options say that hold for all: known when all that are made say the same. */
export function sharedPlain(program: Program, made: readonly LayerSite[], slot: string): PlainValue | undefined {
  const all = made.map((each) => slotPlain(program, each, slot));
  const [first] = all;
  if (all.length === 0) return { value: undefined };
  return all.every((each) => each !== undefined && each.value === first?.value) ? first : undefined;
}

/** Where what is called gets the options that hold for all: `new QueryClient({ … })`. */
export function madeFor(program: Program, { external }: LayerSite, of: string): readonly LayerSite[] {
  return retrySites(program).made(of.includes('#') ? of : `${external.package}#${of}`);
}

/** The argument in which a slot lies, and the path below it; undefined when a spread hides which one it is. */
function placedIn({ external, call, scope }: LayerSite, slot: string): { scope: Scope; expr: Expr; path: readonly string[] } | 'absent' | undefined {
  const named = /^(\w+):(.+)$/.exec(slot);
  const origin = named ? chainCall(external, named[1] ?? '') : undefined;
  if (named && !origin) return 'absent';
  const [position = '0', ...path] = (named?.[2] ?? slot).split('.');
  const { args } = origin?.call ?? call;
  const index = position === 'last' ? args.length - 1 : Number(position);
  if (args.slice(0, index + 1).some(({ k }) => k === 'spread')) return undefined;
  const expr = args[index];
  if (!expr) return 'absent';
  return { scope: origin ? { module: origin.module, function: origin.function } : scope, expr, path };
}
