/** From where work begins to what it attempts in the end: all layers on the way, and how often one attempt becomes many. */
import type { EntryPoint } from './entry-points.ts';
import type { Program } from './link.ts';
import type { FunctionNumber, LinkedModule } from './program.ts';
import { layerKey, retryChains, type ChainEnd } from './retry-chains.ts';
import { libraryLayer, type RetryLayer } from './retry-layers.ts';
import { retrySites } from './retry-sites.ts';

export interface RetryProduct {
  /** Where the work begins; absent for what nobody in sight calls. */
  entry?: EntryPoint;
  function: FunctionNumber;
  /** All layers on the way, the outer before the inner, those of one attempt left out. */
  layers: readonly RetryLayer[];
  end: ChainEnd;
  /** Of the layers whose number is known. */
  product: number | 'unbounded';
  /** How many layers have a number that cannot be told; each counts as one. */
  unknown: number;
  /** An outer layer waits so much longer than the inner ones take that they do not add up in one incident. */
  apart: boolean;
}

/**
 * The products of all work in the program: by entry point, and for functions that nobody calls or that keep their failure.
 * Each way once, by its layers; a way that is the end of a longer one is left out. Sorted by product.
 */
export function retryProducts(program: Program): RetryProduct[] {
  const found = new Map<string, RetryProduct>();
  const entries = new Map<FunctionNumber, EntryPoint[]>();
  for (const entry of program.entryPoints()) entries.set(entry.function, [...(entries.get(entry.function) ?? []), entry]);
  for (const module of program.modules.all) {
    if (program.link.isExempt(module.path)) continue;
    module.facts.functions.forEach((fact, id) => {
      if (fact.bodiless) return;
      const number = module.functionBase + id;
      const chains = retryChains(program, number).filter(({ layers, end }) => end.kind !== 'parameter' && layers.length > 0);
      const own = entries.get(number);
      if (chains.length === 0 && !own) return;
      const isRoot = own !== undefined || isUncalled(program, number);
      for (const chain of own ? retryChains(program, number).filter(({ end }) => end.kind !== 'parameter') : chains) {
        if (!isRoot && chain.escapes) continue;
        for (const entry of own ?? [undefined]) {
          const layers = [...(entry && chain.escapes ? entryLayers(program, entry) : []), ...chain.layers].filter(({ attempts }) => attempts !== 1);
          if (layers.length === 0) continue;
          const key = layers.map(layerKey).join('\n');
          if (!found.has(key)) found.set(key, { ...(entry ? { entry } : {}), function: number, layers, end: chain.end, ...multiply(layers) });
        }
      }
    });
  }
  return withoutEnds(found).sort((a, b) => size(b) - size(a) || place(a) - place(b) || a.function - b.function);
}

/** Nobody in production calls it. */
function isUncalled(program: Program, number: FunctionNumber): boolean {
  return program.callers(number).every(({ module }) => program.link.isExempt(module.path));
}

function size({ product }: RetryProduct): number {
  return product === 'unbounded' ? Infinity : product;
}

function place({ layers }: RetryProduct): number {
  return layers[0]?.module.number ?? 0;
}

/** Without the ways that another one ends in. */
function withoutEnds(found: ReadonlyMap<string, RetryProduct>): RetryProduct[] {
  const ends = new Set<string>();
  for (const key of found.keys()) {
    for (let at = key.indexOf('\n'); at >= 0; at = key.indexOf('\n', at + 1)) ends.add(key.slice(at + 1));
  }
  return [...found].flatMap(([key, product]) => (ends.has(key) ? [] : [product]));
}

/** What runs an entry point again when it fails: the jobs that are enqueued for it, or the engine that runs it. */
export function entryLayers(program: Program, entry: EntryPoint): RetryLayer[] {
  if (entry.role !== 'consumer') return [];
  const jobs = retrySites(program).jobs(entry.name).map(({ site, retries }) => libraryLayer(program, site, retries, { form: 'job', name: `queue '${entry.name}'` }));
  if (jobs.length > 0) return [jobs.reduce((most, each) => (count(each) > count(most) ? each : most))];
  const { module } = entry;
  const own = module.facts.functions.flatMap((_, fn) =>
    program.calls(module, fn).filter(({ call }) => call.at === entry.at && call.end === entry.end).flatMap(({ call, externals }) =>
      externals.flatMap((external) => {
        const row = program.link.libraries.symbol(external.package, external.path);
        const retries = row?.facts.retries;
        if (retries?.of !== 'handed') return [];
        return [libraryLayer(program, { external, call, scope: { module, function: fn } }, retries, { form: 'job', name: `${row?.library.name ?? external.package}${entry.name ? ` '${entry.name}'` : ''}` })];
      })));
  return own.slice(0, 1);
}

function count({ attempts }: RetryLayer): number {
  return attempts === 'unbounded' ? Infinity : attempts === 'unknown' ? 1 : attempts;
}

/** An outer delay of so many times what the inner layers take belongs to another incident. */
const APART = 10;
/** What one attempt takes by itself, in milliseconds, when nothing else is known. */
const ONE_ATTEMPT = 1000;

/** The product of layers that fail together. */
function multiply(layers: readonly RetryLayer[]): Pick<RetryProduct, 'product' | 'unknown' | 'apart'> {
  let product = 1 as number | 'unbounded';
  let takes = ONE_ATTEMPT;
  let apart = false;
  let unknown = 0;
  let inner: RetryLayer['errors'] | undefined;
  for (const layer of layers.toReversed()) {
    if (inner !== undefined && !overlap(layer.errors, inner)) continue;
    if (layer.attempts === 'unknown') unknown += 1;
    const times = count(layer);
    if (times > 1 && (layer.delay.first ?? 0) >= APART * takes && inner !== undefined) apart = true;
    product = times === Infinity || product === 'unbounded' ? 'unbounded' : product * times;
    takes = Math.min(1e12, takes * Math.min(times, 1000) + (layer.delay.total ?? 0));
    if (times > 1) inner = inner === undefined ? layer.errors : narrower(inner, layer.errors);
  }
  return { product, unknown, apart };
}

/** Whether one failure can be of both kinds. */
function overlap(a: RetryLayer['errors'], b: RetryLayer['errors']): boolean {
  return !((a === 'connection' && b === 'throttled') || (a === 'throttled' && b === 'connection'));
}

function narrower(a: RetryLayer['errors'], b: RetryLayer['errors']): RetryLayer['errors'] {
  const order: RetryLayer['errors'][] = ['any', 'chosen', 'transient', 'throttled', 'connection'];
  return order.indexOf(a) > order.indexOf(b) ? a : b;
}

/** The layers that multiply: those known to try at least twice. */
export function multiplying(layers: readonly RetryLayer[]): RetryLayer[] {
  return layers.filter((layer) => count(layer) > 1);
}

/** The module in which a product is told: where the outermost multiplying layer stands. */
export function toldIn({ layers }: RetryProduct): LinkedModule | undefined {
  return multiplying(layers)[0]?.module;
}
