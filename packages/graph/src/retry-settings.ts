/** How often a library tries at a place, once for each way in which its makers and callers set it. */
import type { Retries } from '@dist-lint/libraries';
import type { Program } from './link.ts';
import { madeSites, makersOfClass, runsByCallers, withoutArguments } from './made-sites.ts';
import { classOfThis } from './own-members.ts';
import { selfWithin } from './plain-scope.ts';
import type { Scope } from './plain-values.ts';
import type { RetryLayer } from './retry-layers.ts';
import type { LayerSite } from './retry-sites.ts';
import { chainCall } from './slots.ts';

export interface RetrySetting {
  site: LayerSite;
  layer: RetryLayer;
}

/** Ways to set one mechanism that are told apart. */
const MOST_SETTINGS = 60;
/** Callers of callers whose options are asked for. */
const DEEPEST = 3;

/**
 * @param layerAt what the library does at a site
 * @param run `callers`: as each caller runs the function of the site; `own`: in the run that the site says
 */
export function retrySettings(program: Program, site: LayerSite, retries: Retries, run: 'callers' | 'own', layerAt: (site: LayerSite) => RetryLayer): RetrySetting[] {
  const ask = { program, layerAt };
  const all = madeSites(program, site, retries).flatMap((made) => {
    const { maker } = made;
    if (made.isHidden) return [outOfSight(ask, made)];
    const makers = maker ? byCallers(ask, made, maker, (each) => ({ ...made, maker: each }), 0) : [{ site: made, layer: layerAt(made) }];
    const settings = makers.flatMap((each) => byClasses(ask, each));
    if (run === 'own') return settings;
    return settings.flatMap((each) => byCallers(ask, each.site, each.site.scope, (scope) => ({ ...each.site, scope }), 0));
  });
  // What is set the same for the same thing is one setting, however many callers and classes set it so.
  return [...new Map(all.toReversed().map((each) => [keyOf(each), each])).values()].toReversed().slice(0, MOST_SETTINGS);
}

function keyOf({ site, layer: { name, attempts, said, saidAt, delay } }: RetrySetting): string {
  const origin = chainCall(site.external, 'new');
  return [origin?.module.number, origin?.call.at, name, attempts, said, saidAt?.module.number, saidAt?.at, JSON.stringify(delay)].join(' ');
}

interface Ask {
  program: Program;
  layerAt: (site: LayerSite) => RetryLayer;
}

/** Nobody sees which one it is: known where all that are made in the program are set the same. */
function outOfSight(ask: Ask, site: LayerSite): RetrySetting {
  const { program, layerAt } = ask;
  const hidden = layerAt(site);
  if (hidden.attempts !== 'unknown') return { site, layer: hidden };
  const all = makersOfClass(program, site).flatMap(({ external, maker }) => {
    const made: LayerSite = { external, call: site.call, scope: site.scope, ...(maker ? { maker } : {}) };
    return maker ? byCallers(ask, made, maker, (each) => ({ ...made, maker: each }), 0) : [];
  });
  const [first] = all;
  return first && all.every(({ layer }) => isSameSetting(layer, first.layer)) ? { site, layer: { ...first.layer, name: hidden.name } } : { site, layer: hidden };
}

/** What rests on members that other classes override is told once for each class that says it otherwise. */
function byClasses({ program, layerAt }: Ask, here: RetrySetting): RetrySetting[] {
  const { site } = here;
  const { scope } = site;
  const owner = selfWithin(scope).self?.of === undefined ? classOfThis(program.link, scope) : undefined;
  const below = owner === undefined ? [] : program.link.hierarchy.subclasses(owner);
  if (owner === undefined || below.length === 0) return [here];
  const isAbstract = program.link.modules.class(owner).fact.abstract === true;
  const found: RetrySetting[] = [];
  for (const of of [...(isAbstract ? [] : [owner]), ...below.slice(0, MOST_CLASSES)]) {
    if (of !== owner && program.link.modules.class(of).fact.abstract === true) continue;
    const just: LayerSite = { ...site, scope: { ...scope, self: { ...selfWithin(scope).self, of } } };
    const layer = layerAt(just);
    if (!found.some((each) => isSameSetting(each.layer, layer) && each.layer.saidAt?.at === layer.saidAt?.at && each.layer.saidAt?.module === layer.saidAt?.module)) found.push({ site: just, layer });
  }
  // Where no class says anything of its own, it is one thing.
  const [only, ...others] = found;
  return only && (others.length > 0 || !isSameSetting(only.layer, here.layer)) ? found : [here];
}

/** Classes that extend one are asked up to this number. */
const MOST_CLASSES = 100;

/** What rests on parameters is told once for each caller; where nobody is known to call, as if nothing was given. */
function byCallers(ask: Ask, site: LayerSite, scope: Scope, inScope: (scope: Scope) => LayerSite, depth: number): RetrySetting[] {
  const { program, layerAt } = ask;
  const here = [{ site, layer: layerAt(site) }];
  // What cannot be told rests on who calls, as far as that may be seen.
  const isToldHere = here[0]?.layer.attempts !== 'unknown' && isSameSetting(here[0]?.layer, layerAt(inScope(withoutArguments(scope))));
  if (site.isHidden || isToldHere) return here;
  const runs = depth < DEEPEST ? runsByCallers(program, scope).slice(0, MOST_SETTINGS) : [];
  return runs.length === 0 ? here : runs.flatMap((run) => byCallers(ask, inScope(run), run, inScope, depth + 1));
}

export function isSameSetting(a: RetryLayer | undefined, b: RetryLayer | undefined): boolean {
  return a?.attempts === b?.attempts && JSON.stringify(a?.delay) === JSON.stringify(b?.delay);
}
