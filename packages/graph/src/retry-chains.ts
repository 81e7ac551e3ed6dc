/**
 * Which layers of retries lie on the way from a function to the effects it reaches, and how often they multiply one attempt.
 *
 * Bottom-up over the strongly connected components of the call graph: the chains of a function are those of what it
 * calls, with the layers put before them that stand around the call. Per function at most {@link MOST_CHAINS} chains are
 * kept, one for each effect, the one with the most attempts. So the cost is O(calls × MOST_CHAINS), however many paths
 * there are; in a component each function is computed {@link ROUNDS} times, and no chain holds a layer twice.
 */
import type { Effect } from '@dist-lint/libraries';
import type { CallStep } from '@dist-lint/model';
import { nameSpan } from './call-spans.ts';
import { forMethod, together, weight } from './chained-layers.ts';
import { componentsFrom } from './components.ts';
import { callEffects } from './effects.ts';
import { failureEscapes } from './failure-passes.ts';
import { ownRetries } from './own-retries.ts';
import type { Program } from './link.ts';
import { calledOn } from './plain-calls.ts';
import type { Scope } from './plain-values.ts';
import type { FunctionNumber, LinkedModule } from './program.ts';
import type { CallTarget, Handed, ParameterPlace, ResolvedCall } from './resolved-calls.ts';
import { decoratorLayers, pipedRetries } from './placed-retries.ts';
import { clientLayers } from './client-layers.ts';
import { libraryLayer, ownLayer, type RetryLayer } from './retry-layers.ts';
import { retrySites, type LayerSite } from './retry-sites.ts';
import type { ReachedEffect } from './summaries.ts';
import type { Memo } from './tracking.ts';
import { isWork } from './work.ts';
import { once } from './once.ts';

/** Chains kept for a function. */
export const MOST_CHAINS = 16;
const ROUNDS = 2;

/** What is attempted in the end. */
export interface ChainEnd {
  kind: ReachedEffect['kind'] | 'parameter';
  effect?: Effect;
  symbol: string;
  target: string;
  method: string;
  module: LinkedModule;
  call: CallStep;
  /** For `parameter`: which one is called. */
  parameter?: ParameterPlace;
}

export interface RetryChain {
  /** The outer before the inner. */
  layers: readonly RetryLayer[];
  end: ChainEnd;
  /** When it fails in the end, the function fails. */
  escapes: boolean;
}

const memoOf = once((program: Program): Memo<FunctionNumber, readonly RetryChain[]> => program.tracker.memo());

/** The chains from a function, the most attempts first. */
export function retryChains(program: Program, number: FunctionNumber): readonly RetryChain[] {
  const known = memoOf(program);
  const before = known.get(undefined, number);
  if (before) return before;
  const edges = (each: FunctionNumber): readonly number[] | undefined => (known.get(undefined, each) ? undefined : calledFrom(program, each));
  componentsFrom(number, edges, (component) => {
    const [head, ...others] = component;
    if (head === undefined) return;
    let found = new Map<FunctionNumber, readonly RetryChain[]>();
    known.fill(undefined, head, NONE, () => {
      found = settle(program, component, (each) => known.get(undefined, each) ?? NONE);
      return found.get(head) ?? NONE;
    });
    for (const each of others) {
      known.fill(undefined, each, NONE, () => {
        known.get(undefined, head);
        return found.get(each) ?? NONE;
      });
    }
  });
  return known.get(undefined, number) ?? NONE;
}

const NONE: readonly RetryChain[] = [];

function settle(program: Program, component: readonly FunctionNumber[], known: (number: FunctionNumber) => readonly RetryChain[]): Map<FunctionNumber, readonly RetryChain[]> {
  const found = new Map<FunctionNumber, readonly RetryChain[]>();
  const rounds = component.length === 1 ? 1 : ROUNDS;
  for (let round = 0; round < rounds; round += 1) {
    for (const number of component) found.set(number, chainsOf(program, number, (each) => found.get(each) ?? (component.includes(each) ? NONE : known(each))));
  }
  return found;
}

function calledFrom(program: Program, number: FunctionNumber): readonly number[] {
  const { module, id } = program.modules.function(number);
  const found = new Set<number>();
  for (const { functions, handed } of program.calls(module, id)) {
    for (const target of functions) found.add(target.number);
    for (const each of handed) if (each.row?.runs !== 'later' || each.row.role) for (const target of each.functions) found.add(target.number);
  }
  return [...found];
}

function chainsOf(program: Program, number: FunctionNumber, known: (number: FunctionNumber) => readonly RetryChain[]): readonly RetryChain[] {
  const { module, id, fact } = program.modules.function(number);
  if (fact.bodiless) return NONE;
  const summary = program.summary(number);
  if (summary.effects.length === 0 && summary.invokes.length === 0) return NONE;
  const scope: Scope = { module, function: id };
  const retries = ownRetries(program, module, id).filter(({ goesOn }) => !goesOn);
  const pipes = pipedRetries(program, module, id);
  const decorators = decoratorLayers(program, module, id);
  const layerOf = new Map(retries.map((retry) => [retry, ownLayer(program, retry, scope)]));
  const best = new Map<string, RetryChain>();

  const add = (chain: RetryChain): void => {
    const key = keyOf(chain.end, chain.escapes);
    const before = best.get(key);
    if (!before || weight(chain.layers) > weight(before.layers)) best.set(key, chain);
  };

  for (const resolved of program.calls(module, id)) {
    const { call } = resolved;
    const through = throughCall(program, scope, resolved, known);
    if (through.length === 0) continue;
    const around = retries.filter(({ attempts }) => attempts.includes(call));
    const piped = pipes.filter(({ covers }) => covers(call)).map(({ layer }) => layer);
    const own = around.flatMap((retry) => layerOf.get(retry) ?? []);
    const escapes = around.length > 0 ? around.every((each) => each.escapes) : failureEscapes(program, module, id, resolved);
    const before = [...decorators, ...own, ...piped];
    for (const chain of through) {
      const layers = together(before, chain.layers);
      add({ ...chain, layers, escapes: chain.escapes && escapes });
    }
  }
  return [...best.values()].sort((a, b) => weight(b.layers) - weight(a.layers) || a.end.call.at - b.end.call.at).slice(0, MOST_CHAINS);
}

/** What a call leads to, without what stands around it. */
function throughCall(program: Program, scope: Scope, resolved: ResolvedCall, known: (number: FunctionNumber) => readonly RetryChain[]): RetryChain[] {
  const { call } = resolved;
  const found: RetryChain[] = [];
  const { module } = scope;
  for (const external of resolved.externals) {
    const site: LayerSite = { external, call, scope };
    const row = program.link.libraries.symbol(external.package, external.path);
    const effects = callEffects(program.link, { module, function: scope.function, call }, external).filter(isWork);
    if (effects.length > 0) {
      const layers = clientLayers(program, site, retrySites(program).given).filter(isOfInterest);
      for (const each of effects) {
        const end: ChainEnd = { kind: each.kind, effect: each.effect, symbol: `${external.package}#${external.path}`, target: each.target, method: each.method, module, call };
        found.push({ layers: layers.map((layer) => forMethod(layer, each.method)), end, escapes: true });
      }
    }
    const policy = row?.facts.retries;
    for (const handed of resolved.handed) {
      if (handed.by !== external || !handed.row || handed.row.runs === 'never') continue;
      const isRetried = policy?.of === 'handed' && (handed.row.runs === 'again' || handed.row.role !== undefined);
      if (handed.row.runs === 'later') continue;
      const layers = isRetried ? [libraryLayer(program, site, policy, { form: 'wrapper', name: row?.library.name ?? external.package })] : [];
      found.push(...handedChains(handed, known, isRetried && policy.asked).map((chain) => ({ ...chain, layers: together(layers, chain.layers) })));
      if (handed.parameter) found.push({ layers, end: parameterEnd(handed.parameter, module, call), escapes: true });
    }
  }
  for (const target of resolved.functions) found.push(...throughFunction(program, scope, resolved, target, known));
  if (resolved.parameter) found.push({ layers: [], end: parameterEnd(resolved.parameter, module, call), escapes: true });
  return found;
}

/** The chains of a called function, with what this call hands to its parameters. */
function throughFunction(program: Program, scope: Scope, resolved: ResolvedCall, target: CallTarget, known: (number: FunctionNumber) => readonly RetryChain[]): readonly RetryChain[] {
  const chains = known(target.number).filter(({ escapes }) => escapes);
  if (chains.length === 0) return NONE;
  const place = program.modules.function(target.number);
  const again = new Map<RetryLayer, RetryLayer>();
  let run: Scope | undefined;
  const inRun = (layer: RetryLayer): RetryLayer => {
    if (!layer.inRun || layer.usedAt || layer.module !== place.module || !isWithin(layer.span, place.fact) || place.fact.params.length === 0) return layer;
    run ??= runOfCall(program, scope, resolved, target);
    const known = again.get(layer) ?? askedFor(layer, layer.inRun(run));
    again.set(layer, known);
    return known;
  };
  /** What is off until it is asked for stands where it is asked for. */
  const askedFor = (layer: RetryLayer, asked: RetryLayer): RetryLayer => (layer.attempts === 1 && asked.attempts !== 1 ? { ...asked, usedAt: usedBy } : asked);
  const usedBy = { module: scope.module, ...nameSpan(resolved.call) };
  return chains.flatMap((chain) => {
    const layers = chain.layers.map(inRun);
    const { parameter } = chain.end;
    if (!parameter) return [{ ...chain, layers }];
    const at = [parameter.index, ...parameter.path].join('.');
    const givenTo = parameter.function === target.number ? resolved.handed : (target.within ?? []).filter(({ callee }) => callee === parameter.function).flatMap(({ site }) => program.call(site.module, site.function, site.call.id)?.handed ?? []);
    const used = layers.map((layer) => (layer.usedAt ? layer : { ...layer, usedAt: usedBy }));
    return givenTo.filter((handed) => handed.at === at).flatMap((handed) => [
      ...handedChains(handed, known).map((inner) => ({ ...inner, layers: together(used, inner.layers) })),
      ...(handed.parameter ? [{ layers: used, end: parameterEnd(handed.parameter, scope.module, resolved.call), escapes: true }] : []),
    ]);
  });
}

/** A function's scope in the run that a call makes of it. */
export function runOfCall(program: Program, scope: Scope, { call }: ResolvedCall, target: CallTarget): Scope {
  const place = program.modules.function(target.number);
  const maker = target.within?.[0];
  const made = maker && program.modules.function(maker.callee);
  const outer: Scope | undefined = maker && made && { module: made.module, function: made.id, given: { args: maker.site.call.args, scope: { module: maker.site.module, function: maker.site.function } } };
  return { module: place.module, function: place.id, given: { args: call.args, scope }, ...(outer ? { outer } : {}), ...calledOn(scope, call.callee, target.self) };
}

function isWithin(span: { at: number }, fact: { at: number; end: number }): boolean {
  return span.at >= fact.at && span.at < fact.end;
}

function handedChains({ functions }: Handed, known: (number: FunctionNumber) => readonly RetryChain[], isAsked = false): RetryChain[] {
  return functions.flatMap(({ number }) => known(number).flatMap((chain) => (chain.escapes || isAsked ? [{ ...chain, escapes: true }] : [])));
}

function parameterEnd(parameter: ParameterPlace, module: LinkedModule, call: CallStep): ChainEnd {
  return { kind: 'parameter', symbol: '', target: [parameter.function, parameter.index, ...parameter.path].join('.'), method: '', module, call, parameter };
}

function keyOf({ kind, symbol, target, method }: ChainEnd, escapes: boolean): string {
  return `${kind} ${symbol} ${target} ${method} ${escapes}`;
}

function isOfInterest({ attempts, transparent }: RetryLayer): boolean {
  return attempts !== 1 && !transparent;
}
