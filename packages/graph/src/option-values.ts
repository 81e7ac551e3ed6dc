/** What stands in the options of a library's call: through options merged by spreads, and what callers hand in. */
import type { Expr } from '@dist-lint/model';
import type { Program } from './link.ts';
import { listedProperties } from './listed-properties.ts';
import { plainProperty, plainFunction, type PlainValue, type Scope } from './plain-values.ts';
import type { LayerSite } from './retry-sites.ts';
import { chainCall } from './slots.ts';
import type { CallSite } from './values.ts';

/** The plain value in a slot of a call. Where the first of several is left out, what cannot be told of the others is left out, too. */
export function slotPlain(program: Program, site: LayerSite, slot: string): PlainValue | undefined {
  const places = slot.split('|').map((each) => ({ at: positionOf(each), placed: placedIn(program, site, each) }));
  const objects = places.filter(({ at, placed }) => at !== undefined && placed !== 'absent' && placed && placed.path.length > 0 && plainProperty(program.link, placed.scope, placed.expr, [])?.isObject);
  const all = places.flatMap(({ at, placed }): (PlainValue | undefined)[] => {
    const found = placed === 'absent' ? { value: undefined } : placed && valueAt(program, placed);
    // Before options that are in sight, another argument of the same call is something else: an address.
    const isOther = !found && at !== undefined && objects.some((object) => (object.at ?? -1) > at);
    return isOther ? [] : [found];
  });
  return all.find((each) => each === undefined || each.value !== undefined || each.isObject) ?? all[0];
}

/** Of an argument of the call itself. */
function positionOf(slot: string): number | undefined {
  return /^\d+/.test(slot) ? Number.parseInt(slot, 10) : undefined;
}

function valueAt(program: Program, { scope, expr, path }: Place): PlainValue | undefined {
  return path[0] === '*' ? listedProperties(program, scope, expr, path.slice(1)) : plainProperty(program.link, scope, expr, path);
}

/** The function in a slot of a call, as a run that has been given nothing yet. */
export function slotFunction(program: Program, site: LayerSite, slot: string): Scope | undefined {
  for (const each of slot.split('|')) {
    const placed = placedIn(program, site, each);
    const run = placed === undefined || placed === 'absent' ? undefined : plainFunction(program.link, placed.scope, placed.expr, placed.path);
    if (run) return run;
  }
  return undefined;
}

/** The word beside which a wait is said: a wait that is a plain number has none, whatever is said further on. */
export function wordOf(program: Program, site: LayerSite, slots: string): PlainValue | undefined {
  for (const slot of slots.split('|')) {
    const whole = slotPlain(program, site, slot.slice(0, slot.lastIndexOf('.')));
    if (!whole || whole.value !== undefined) return whole && { value: undefined };
    if (whole.isObject) return slotPlain(program, site, slot);
  }
  return { value: undefined };
}

interface Place {
  scope: Scope;
  expr: Expr;
  path: readonly string[];
}

/** The argument in which a slot lies, and the path below it; undefined when nobody sees which one it is. */
function placedIn(program: Program, site: LayerSite, slot: string): Place | 'absent' | undefined {
  const named = /^(\w+):(.+)$/.exec(slot);
  const origin = named ? originOf(program, site, named[1] ?? '') : undefined;
  if (named && !origin) return site.isHidden ? undefined : 'absent';
  const [position = '0', ...path] = (named?.[2] ?? slot).split('.');
  const { args } = origin?.call ?? site.call;
  const index = position === 'last' ? args.length - 1 : Number(position);
  if (args.slice(0, index + 1).some(({ k }) => k === 'spread')) return undefined;
  const expr = args[index];
  if (!expr) return 'absent';
  return { scope: origin ? runAt(site, origin) : site.scope, expr, path };
}

function originOf(program: Program, { external, call, scope }: LayerSite, name: string): CallSite | undefined {
  const argument = /^made(\d)$/.exec(name)?.[1];
  const arg = argument === undefined ? undefined : call.args[Number(argument)];
  if (argument === undefined) return chainCall(external, name);
  const made = arg && program.link.evaluate(scope.module, scope.function, arg).find((value) => value.is === 'external');
  return made?.is === 'external' ? chainCall(made, 'new') : undefined;
}

/** The run in which something was made: the one that is known, or any. */
function runAt({ maker }: LayerSite, { module, function: fn }: CallSite): Scope {
  return maker?.module === module && maker.function === fn ? maker : { module, function: fn };
}
