/** How often a library tries at a place, once for each way in which its makers and callers set it. */
import type { Retries } from '@dist-lint/libraries';
import type { CallStep } from '@dist-lint/model';
import type { Program } from './link.ts';
import { madeSites, makersOfClass, runsByCallers, withoutArguments } from './made-sites.ts';
import { classOfThis } from './own-members.ts';
import { selfWithin } from './plain-scope.ts';
import type { Scope } from './plain-values.ts';
import type { LinkedModule } from './program.ts';
import type { RetryLayer } from './retry-layers.ts';
import type { LayerSite } from './retry-sites.ts';
import { chainCall } from './slots.ts';

export interface RetrySetting {
  site: LayerSite;
  layer: RetryLayer;
  /** The calls that set it so, of functions around the site; none where the site says all by itself. */
  callers: readonly SettingCall[];
}

export interface SettingCall {
  module: LinkedModule;
  call: CallStep;
}

/** Ways to set one mechanism that are told apart. */
const MOST_SETTINGS = 60;
/** Callers of callers whose options are asked for. */
const DEEPEST = 3;
const MOST_RUNS = 300;

/**
 * @param layerAt what the library does at a site
 * @param run `callers`: as each caller runs the function of the site; `own`: in the run that the site says
 */
export function retrySettings(program: Program, site: LayerSite, retries: Retries, run: 'callers' | 'own', layerAt: (site: LayerSite) => RetryLayer): RetrySetting[] {
  const ask: Ask = { program, layerAt, budget: { left: MOST_RUNS } };
  const all = madeSites(program, site, retries).flatMap((made) => {
    const { maker } = made;
    if (made.isHidden) return [uncalled(outOfSight(ask, made))];
    const makers = maker ? byCallers(ask, made, maker, (each) => ({ ...made, maker: each }), 0) : [{ site: made, layer: layerAt(made) }];
    const settings = makers.flatMap((each) => byClasses(ask, each));
    if (run === 'own') return settings.map(uncalled);
    return settings.flatMap((each) => {
      const set = byCallers(ask, each.site, each.site.scope, (scope) => ({ ...each.site, scope }), 0);
      const isCalled = set.some(({ layer }) => !isSameSetting(layer, each.layer));
      return set.map((here) => ({ ...here, callers: isCalled ? callersOf(here.site.scope, each.site.scope) : [] }));
    });
  });
  // What is set the same for the same thing is one setting, however many callers and classes set it so.
  const found = new Map<string, RetrySetting>();
  for (const each of all) {
    const key = keyOf(each);
    const known = found.get(key);
    found.set(key, known ? { ...known, callers: [...known.callers, ...each.callers] } : each);
  }
  return [...found.values()].slice(0, MOST_SETTINGS);
}

function uncalled(here: Here): RetrySetting {
  return { ...here, callers: [] };
}

/** The outermost call through which a run of a function is told what the function as it stands is not. */
function callersOf(scope: Scope, untold: Scope): SettingCall[] {
  const from = scope === untold ? undefined : (scope.given?.scope ?? scope.outer);
  if (!from) return [];
  const further = callersOf(from, untold);
  if (further.length > 0 || !scope.given) return further;
  const { args } = scope.given;
  const call = from.module.index.calls[from.function]?.find((each) => each?.args === args);
  return call ? [{ module: from.module, call }] : [];
}

function keyOf({ site, layer: { name, attempts, said, saidAt, delay } }: Here): string {
  const origin = chainCall(site.external, 'new');
  return [origin?.module.number, origin?.call.at, name, attempts, said, saidAt?.module.number, saidAt?.at, JSON.stringify(delay)].join(' ');
}

type Here = Pick<RetrySetting, 'site' | 'layer'>;

interface Ask {
  program: Program;
  layerAt: (site: LayerSite) => RetryLayer;
  /** Runs whose callers may still be asked for. */
  budget: { left: number };
}

/** Nobody sees which one it is: known where all that are made in the program are set the same. */
function outOfSight(ask: Ask, site: LayerSite): Here {
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
function byClasses({ program, layerAt }: Ask, here: Here): Here[] {
  const { site } = here;
  const { scope } = site;
  const owner = selfWithin(scope).self?.of === undefined ? classOfThis(program.link, scope) : undefined;
  const below = owner === undefined ? [] : program.link.hierarchy.subclasses(owner);
  if (owner === undefined || below.length === 0) return [here];
  const isAbstract = program.link.modules.class(owner).fact.abstract === true;
  const found: Here[] = [];
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

/**
 * What rests on parameters is told once for each caller; where nobody is known to call, as if nothing was given. So is what
 * cannot be told without them, if it can with some of them.
 */
function byCallers(ask: Ask, site: LayerSite, scope: Scope, inScope: (scope: Scope) => LayerSite, depth: number): Here[] {
  const { program, layerAt, budget } = ask;
  const layer = layerAt(site);
  const here = [{ site, layer }];
  const isSame = site.isHidden || isSameSetting(layer, layerAt(inScope(withoutArguments(scope))));
  if (site.isHidden || (isSame && layer.attempts !== 'unknown')) return here;
  budget.left -= 1;
  const runs = depth < DEEPEST && budget.left > 0 ? runsByCallers(program, scope).slice(0, MOST_SETTINGS) : [];
  if (runs.length === 0) return here;
  const found = runs.flatMap((run) => byCallers(ask, inScope(run), run, inScope, depth + 1));
  return isSame && found.every((each) => each.layer.attempts === 'unknown') ? here : found;
}

export function isSameSetting(a: RetryLayer | undefined, b: RetryLayer | undefined): boolean {
  return a?.attempts === b?.attempts && JSON.stringify(a?.delay) === JSON.stringify(b?.delay);
}
