/** The plain values in slots of a call that tries again. */
import type { Program } from './link.ts';
import { listedProperties } from './listed-properties.ts';
import { plainProperty, type PlainValue, type Scope } from './plain-values.ts';
import type { LayerSite } from './retry-sites.ts';
import { chainCall } from './slots.ts';
import type { CallSite } from './values.ts';

/** The plain value in a slot of a call: through options merged by spreads, and what callers hand in. */
export function slotPlain(program: Program, site: LayerSite, slot: string): PlainValue | undefined {
  const { call, scope, maker } = site;
  if (slot.includes('|')) {
    const all = slot.split('|').map((each) => slotPlain(program, site, each));
    const told = all.findIndex((each) => each === undefined || each.value !== undefined || each.isObject === true);
    return all[Math.max(told, 0)];
  }
  const named = /^(\w+):(.+)$/.exec(slot);
  const origin = named ? originOf(program, site, named[1] ?? '') : undefined;
  if (named && !origin) return site.isHidden ? undefined : { value: undefined };
  const [position = '0', ...path] = (named?.[2] ?? slot).split('.');
  const from = origin ?? { module: scope.module, function: scope.function, call };
  const args = from.call.args;
  const index = position === 'last' ? args.length - 1 : Number(position);
  if (args.slice(0, index + 1).some(({ k }) => k === 'spread')) return undefined;
  const arg = args[index];
  if (!arg) return { value: undefined };
  const inScope: Scope = origin ? (maker?.module === origin.module && maker.function === origin.function ? maker : { module: origin.module, function: origin.function }) : scope;
  return path[0] === '*' ? listedProperties(program, inScope, arg, path.slice(1)) : plainProperty(program.link, inScope, arg, path);
}

function originOf(program: Program, { external, call, scope }: LayerSite, name: string): CallSite | undefined {
  const argument = /^made(\d)$/.exec(name)?.[1];
  const arg = argument === undefined ? undefined : call.args[Number(argument)];
  if (argument === undefined) return chainCall(external, name);
  const made = arg && program.link.evaluate(scope.module, scope.function, arg).find((value) => value.is === 'external');
  return made?.is === 'external' ? chainCall(made, 'new') : undefined;
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
