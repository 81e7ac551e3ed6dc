/**
 * From every entry point to what it attempts in the end, each with the layers on the way. Other than {@link retryProducts},
 * which names each run of layers once for the whole program, this answers for each entry point by itself.
 */
import { groupBy } from '@dist-lint/model';
import type { EntryPoint } from './entry-points.ts';
import { handedRuns } from './handed-runs.ts';
import type { Program } from './link.ts';
import { multiply } from './multiply.ts';
import type { FunctionNumber } from './program.ts';
import { reachedFrom } from './reached-from.ts';
import { layerKey } from './chained-layers.ts';
import { retryChains, type ChainEnd, type RetryChain } from './retry-chains.ts';
import { entryLayers, type RetryProduct } from './retry-products.ts';

export interface RetryWay extends RetryProduct {
  /** Its function keeps the last failure: whatever is around it does not try again. */
  kept: boolean;
}

/** Entry points told for one function that keeps its failure. */
const MOST_ENTRIES = 1000;

/** The most attempts first. What nobody in sight begins has no entry. Ways without a layer are left out. */
export function retryWays(program: Program): RetryWay[] {
  const found: RetryWay[] = [];
  for (const module of program.modules.all) {
    if (program.link.isExempt(module.path)) continue;
    module.facts.functions.forEach((fact, id) => {
      if (fact.bodiless) return;
      const number = module.functionBase + id;
      const entries = program.entryPointsOf(number);
      const own = entries.length > 0 ? entries : undefined;
      const isFirst = own !== undefined || beginsWork(program, number);
      const chains = retryChains(program, number).filter(({ end, escapes, layers }) => end.kind !== 'parameter' && (own !== undefined || (layers.length > 0 && (isFirst || !escapes))));
      if (chains.length === 0) return;
      const from = own ?? reachedFrom(program, number, { most: MOST_ENTRIES }).map(({ entry }) => entry).filter((entry) => !program.link.isExempt(entry.module.path));
      for (const chain of chains) for (const entry of from.length > 0 ? from : [undefined]) found.push(...way(program, number, chain, entry));
    });
  }
  return withoutParts(found).sort(byAttempts);
}

/** The ways from one function, whoever calls it. */
export function retryWaysFrom(program: Program, number: FunctionNumber): RetryWay[] {
  const chains = retryChains(program, number).filter(({ end, layers }) => end.kind !== 'parameter' && layers.length > 0);
  return chains.flatMap((chain) => way(program, number, chain, undefined)).sort(byAttempts);
}

function way(program: Program, number: FunctionNumber, chain: RetryChain, entry: EntryPoint | undefined): RetryWay[] {
  const layers = [...(entry && chain.escapes ? entryLayers(program, entry) : []), ...chain.layers].filter(({ attempts }) => attempts !== 1);
  if (layers.length === 0) return [];
  return [{ ...(entry ? { entry } : {}), function: number, layers, end: chain.end, kept: !chain.escapes, ...multiply(layers) }];
}

/** No chain of another function goes through it: nobody else in production calls it, or runs it before a call returns. */
function beginsWork(program: Program, number: FunctionNumber): boolean {
  return program.callers(number).every(({ module, function: id }) => module.functionBase + id === number || program.link.isExempt(module.path)) && handedRuns(program, number).every(({ isPresumed }) => isPresumed);
}

/** Without what a longer way from the same beginning to the same call holds, too. */
function withoutParts(ways: readonly RetryWay[]): RetryWay[] {
  const byEnd = groupBy(ways.map((way) => ({ way, keys: new Set(way.layers.map(layerKey)) })), ({ way }) => endKey(way.end));
  return ways.filter((each) => {
    const keys = each.layers.map(layerKey);
    return !(byEnd.get(endKey(each.end)) ?? []).some(({ way: other, keys: more }) => (each.entry === undefined || other.entry === each.entry) && more.size > new Set(keys).size && keys.every((key) => more.has(key)));
  });
}

function endKey({ module, call, method }: ChainEnd): string {
  return `${module.number} ${call.at} ${call.end} ${method}`;
}

function byAttempts(a: RetryWay, b: RetryWay): number {
  return size(b) - size(a) || b.unknown - a.unknown || b.layers.length - a.layers.length || byPlace(a, b);
}

function byPlace(a: RetryWay, b: RetryWay): number {
  if ((a.entry === undefined) !== (b.entry === undefined)) return a.entry ? -1 : 1;
  const entries = a.entry && b.entry ? a.entry.module.number - b.entry.module.number || a.entry.at - b.entry.at : 0;
  return entries || a.function - b.function || a.end.module.number - b.end.module.number || a.end.call.at - b.end.call.at;
}

function size({ product }: RetryWay): number {
  return product === 'unbounded' ? Number.MAX_VALUE : product;
}
