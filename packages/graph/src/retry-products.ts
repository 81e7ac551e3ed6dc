/** From where work begins to what it attempts in the end: all layers on the way, and how often one attempt becomes many. */
import type { EntryPoint } from './entry-points.ts';
import { handedRuns } from './handed-runs.ts';
import type { Program } from './link.ts';
import { count, multiply, type Multiplied } from './multiply.ts';
import type { PlainPlace } from './plain-values.ts';
import type { FunctionNumber, LinkedModule } from './program.ts';
import { layerKey, withinEndless } from './chained-layers.ts';
import { retryChains, type ChainEnd, type RetryChain } from './retry-chains.ts';
import { libraryLayer, type RetryLayer } from './retry-layers.ts';
import { retryRows } from './retry-rows.ts';
import { retrySites } from './retry-sites.ts';
import type { Memo, Table } from './tracking.ts';
import { once } from './once.ts';

export interface RetryProduct extends Multiplied {
  /** Where the work begins; absent for what nobody in sight calls. */
  entry?: EntryPoint;
  function: FunctionNumber;
  /** All layers on the way, the outer before the inner, those of one attempt left out. */
  layers: readonly RetryLayer[];
  end: ChainEnd;
}

/**
 * The products whose outermost layer stands in some modules, each way once, by its layers; a way that is the end of a longer
 * one is left out. Sorted by product.
 *
 * @param least only those of so many layers
 *
 * Up from each layer to where the work begins, at most {@link MOST_CALLERS} functions: O(layers × MOST_CALLERS × MOST_CHAINS).
 */
export function retryProducts(program: Program, modules: readonly LinkedModule[] = program.modules.all, least = 1): RetryProduct[] {
  const found = new Map<string, RetryProduct>();
  const add = (product: Omit<RetryProduct, keyof Multiplied>): void => {
    const key = product.layers.map(layerKey).join('\n');
    if (!found.has(key)) found.set(key, { ...product, ...multiply(product.layers) });
  };
  const wanted = new Set(modules);
  for (const module of modules) {
    if (program.link.isExempt(module.path)) continue;
    module.facts.functions.forEach((fact, id) => {
      const number = module.functionBase + id;
      for (const chain of ownChains(program, number)) {
        const [outer] = chain.layers;
        const at = outer && placeOf(outer);
        if (fact.bodiless || chain.layers.length < least || at?.module !== module || at.at < fact.at || at.at >= fact.end) continue;
        const begun = beginning(program, number, chain);
        if (begun) add({ ...begun, function: number, layers: chain.layers, end: chain.end });
      }
    });
  }
  for (const entry of modules === program.modules.all ? program.entryPoints() : consumersBegunIn(program, modules)) {
    const [outer] = entryLayers(program, entry);
    if (!outer || outer.attempts === 1 || !wanted.has(placeOf(outer).module) || program.link.isExempt(entry.module.path)) continue;
    const chains = ownChains(program, entry.function).filter(({ escapes }) => escapes);
    for (const { layers, end } of chains) if (layers.length + 1 >= least) add({ entry, function: entry.function, layers: [outer, ...layers], end });
  }
  return [...found.values()].sort((a, b) => size(b) - size(a) || place(a) - place(b) || a.function - b.function);
}

/** The chains of a function that end in an effect, without layers of one attempt. */
function ownChains(program: Program, number: FunctionNumber): RetryChain[] {
  return retryChains(program, number).filter(({ end }) => end.kind !== 'parameter').map((chain) => ({ ...chain, layers: withinEndless(chain.layers.filter(({ attempts, errors }) => attempts !== 1 && errors !== 'own')) }));
}

/** The entry points whose own layer may stand in some modules: what they register, and the processors of jobs they enqueue. */
function consumersBegunIn(program: Program, modules: readonly LinkedModule[]): EntryPoint[] {
  const known = tableOf(program);
  return modules.flatMap((module) => [...program.entryPointsIn(module), ...retrySites(program).jobsFrom(module).flatMap((name) => known.get(name))]);
}

const tableOf = once((program: Program): Table<string, EntryPoint> => program.tracker.table(() => program.modules.all, (module) => program.entryPointsIn(module).flatMap((entry) => (entry.role === 'consumer' ? [[entry.name, entry] as const] : []))));

/** Callers that are looked at for one chain. */
const MOST_CALLERS = 300;

/** Where a chain begins: an entry point, or nobody in sight. Undefined when some caller puts a further layer before it. */
function beginning(program: Program, number: FunctionNumber, chain: RetryChain): { entry?: EntryPoint } | undefined {
  const seen = new Set([number]);
  const queue = [{ number, chain }];
  let entry: EntryPoint | undefined;
  for (const each of queue) {
    for (const own of program.entryPointsOf(each.number)) {
      entry ??= own;
      if (each.chain.escapes && entryLayers(program, own).some(({ attempts }) => attempts !== 1)) return undefined;
    }
    if (!each.chain.escapes || seen.size > MOST_CALLERS) continue;
    for (const { module, function: id } of [...program.callers(each.number), ...handedRuns(program, each.number)]) {
      const caller = module.functionBase + id;
      if (program.link.isExempt(module.path) || seen.has(caller)) continue;
      seen.add(caller);
      const same = ownChains(program, caller).filter(({ layers }) => endsIn(layers, chain.layers));
      if (same.some(({ layers }) => layers.length > chain.layers.length)) return undefined;
      const [next] = same;
      if (next) queue.push({ number: caller, chain: next });
    }
  }
  return entry ? { entry } : {};
}

/** Whether the last layers of a list are another list. */
function endsIn(all: readonly RetryLayer[], last: readonly RetryLayer[]): boolean {
  const from = all.length - last.length;
  return from >= 0 && last.every((layer, index) => layerKey(layer) === layerKey(all[from + index] as RetryLayer));
}

/** Where a layer is put around something: the call of the helper, or the layer itself. */
export function placeOf({ module, span, usedAt }: RetryLayer): PlainPlace {
  return usedAt ?? { module, at: span.at, end: span.end };
}

function size({ product }: RetryProduct): number {
  return product === 'unbounded' ? Infinity : product;
}

function place({ layers }: RetryProduct): number {
  return layers[0] ? placeOf(layers[0]).module.number : 0;
}

/** What runs an entry point again when it fails: the jobs that are enqueued for it, or the engine that runs it. */
export function entryLayers(program: Program, entry: EntryPoint): readonly RetryLayer[] {
  if (entry.role !== 'consumer') return NONE;
  const memo = memoOf(program);
  return memo.get(undefined, entry) ?? memo.fill(undefined, entry, NONE, () => readEntryLayers(program, entry));
}

const NONE: readonly RetryLayer[] = [];
const memoOf = once((program: Program): Memo<EntryPoint, readonly RetryLayer[]> => program.tracker.memo());

function readEntryLayers(program: Program, entry: EntryPoint): readonly RetryLayer[] {
  const jobs = retrySites(program).jobs(entry.name).map(({ site, retries }) => libraryLayer(program, site, retries, { form: 'job', name: `queue '${entry.name}'` }));
  if (jobs.length > 0) {
    const most = jobs.reduce((best, each) => (count(each) > count(best) ? each : best));
    // A queue whose jobs are tried now twice and now six times: which of them leads where is not known.
    return [jobs.every(({ attempts }) => attempts === most.attempts) ? most : { ...most, presumed: true }];
  }
  const { module } = entry;
  const own = module.facts.functions.flatMap((_, fn) =>
    retryRows(program, module, fn).flatMap(({ resolved: { call }, external, row, retries }) => {
      if (call.at !== entry.at || call.end !== entry.end || retries.of !== 'handed') return [];
      return [libraryLayer(program, { external, call, scope: { module, function: fn } }, retries, { form: 'job', name: `${row.library.name}${entry.name ? ` '${entry.name}'` : ''}` })];
    }));
  return own.slice(0, 1);
}
