/** Every retry layer of a program once for each way it is set, with how many places go through it. */
import { byCodeUnit, type CallStep } from '@dist-lint/model';
import { callEffects } from './effects.ts';
import type { Program } from './link.ts';
import { ownRetries } from './own-retries.ts';
import { ownRuns } from './own-runs.ts';
import type { LinkedModule } from './program.ts';
import type { ResolvedCall } from './resolved-calls.ts';
import { runOfCall } from './retry-chains.ts';
import { clientName, ownPolicy } from './client-layers.ts';
import { isByDefault, libraryLayer, ownLayer, type RetryLayer } from './retry-layers.ts';
import { entriesOf, handedParameter, within } from './retry-entries.ts';
import { decoratorLayers, pipedRetries } from './placed-retries.ts';
import { requeuedJobs } from './requeued-jobs.ts';
import { requeuedWork } from './requeued-work.ts';
import { retrySettings, type RetrySetting } from './retry-settings.ts';
import { jobName } from './job-name.ts';
import { retrySites, type LayerSite } from './retry-sites.ts';
import { chainCall } from './slots.ts';
import { isWork } from './work.ts';

export interface RetryInventoryRow {
  layer: RetryLayer;
  /** Where the mechanism stands: of a client, where it is made. */
  module: LinkedModule;
  span: { at: number; end: number };
  /** The places that go through it as it is set here; none in sight where a framework or nobody does. */
  uses: readonly RetryUse[];
  /** Every {@link mechanismKey} under which it lies on a chain. */
  keys: Set<string>;
}

/** Of layers that are the same mechanism, however they are set and whoever uses them. */
export function mechanismKey({ module, span, form, name }: RetryLayer): string {
  return `${module.number} ${span.at} ${form} ${name}`;
}

export interface RetryUse {
  module: LinkedModule;
  span: { at: number; end: number };
}

/**
 * What tests and examples do is left out, and so is a library's mechanism that is off until it is asked for. One that was
 * switched off on purpose is there, with one attempt.
 */
export function retryInventory(program: Program): RetryInventoryRow[] {
  const rows = new Map<string, Row>();
  for (const module of program.modules.all) {
    if (program.link.isExempt(module.path)) continue;
    module.facts.functions.forEach((fact, fn) => {
      if (fact.bodiless) return;
      for (const found of [...ownIn(program, module, fn), ...decoratorLayers(program, module, fn).map(at), ...pipesIn(program, module, fn), ...requeuedWork(program, module, fn).map(at), ...requeuedJobs(program, module, fn).map(at), ...usedIn(program, module, fn)]) add(rows, found);
    });
  }
  const all = [...rows.values()];
  return all.filter((row) => !row.isShared || !all.some((other) => !other.isShared && isSetBy(other.layer, row.layer))).sort(byPlace);
}

/** What is set for others is told with them, as far as any of them is in sight. What cannot be told of two need not be the same. */
function isSetBy({ attempts, delay, saidAt }: RetryLayer, shared: RetryLayer): boolean {
  return attempts !== 'unknown' && attempts === shared.attempts && saidAt?.module === shared.saidAt?.module && saidAt?.at === shared.saidAt?.at && JSON.stringify(delay) === JSON.stringify(shared.delay);
}

interface Row extends RetryInventoryRow {
  uses: RetryUse[];
  isShared?: true;
}

interface Found extends RetryUse {
  layer: RetryLayer;
  /** What makes it one mechanism with others; its place, unless said. */
  group?: string;
  use?: RetryUse;
  /** It is set for others, which say so themselves: a dispatcher's, a client's for all that is asked through it. */
  isShared?: true;
}

function add(rows: Map<string, Row>, { layer, module, span, group, use, isShared }: Found): void {
  // What tries once as it is used here was not asked to try again.
  if (layer.attempts === 1 && (isByDefault(layer) || OWN.has(layer.form))) return;
  const { form, name, attempts, said, saidAt, delay } = layer;
  const setting = [attempts, said, saidAt?.module.number, saidAt?.at, JSON.stringify(delay)].join(' ');
  const key = [group ?? `${module.number} ${span.at}`, form, name, setting].join('\n');
  let row = rows.get(key);
  if (!row) rows.set(key, (row = { layer, module, span, uses: [], keys: new Set(), ...(isShared ? { isShared } : {}) }));
  if (use && !row.uses.some(({ module: of, span: { at: begin } }) => of === use.module && begin === use.span.at)) row.uses.push(use);
  row.keys.add(mechanismKey(layer));
}

const OWN: ReadonlySet<RetryLayer['form']> = new Set(['loop', 'recursion', 'event', 'again']);

function byPlace(a: RetryInventoryRow, b: RetryInventoryRow): number {
  return a.module.number - b.module.number || a.span.at - b.span.at || byCodeUnit(a.layer.form, b.layer.form) || byCodeUnit(a.layer.name, b.layer.name) || byCodeUnit(String(a.layer.attempts), String(b.layer.attempts)) || byCodeUnit(a.layer.said, b.layer.said);
}

function at(layer: RetryLayer): Found {
  return { layer, module: layer.module, span: layer.span };
}

function useOf(module: LinkedModule, { nameAt, end }: CallStep): RetryUse {
  return { module, span: { at: nameAt, end } };
}

/** Those written by hand, as each caller sets them; as they stand where nobody calls them. */
function ownIn(program: Program, module: LinkedModule, fn: number): Found[] {
  return ownRetries(program, module, fn).flatMap((retry) => {
    const unasked = ownLayer(program, retry, { module, function: fn });
    const runs = ownRuns(program, retry).map((each): Found => ({ ...at(each.layer), use: useOf(each.module, each.call) }));
    const all = runs.length > 0 ? runs : [at(unasked)];
    // Off until it is asked for: who does not ask has none.
    return unasked.attempts === 1 ? all.filter(({ layer }) => layer.attempts !== 1) : all;
  });
}

function pipesIn(program: Program, module: LinkedModule, fn: number): Found[] {
  return pipedRetries(program, module, fn).map(({ layer }) => at(layer));
}

function usedIn(program: Program, module: LinkedModule, fn: number): Found[] {
  return program.calls(module, fn).flatMap((resolved) =>
    hasOwnConstructor(program, resolved) ? [] : resolved.externals.flatMap((external) => {
      const site: LayerSite = { external, call: resolved.call, scope: { module, function: fn } };
      return [...setUp(program, site, resolved), ...clients(program, site)];
    }));
}

/** `new Cache(url)` of a class that extends a library's: what that is told stands where its constructor calls `super`. */
function hasOwnConstructor(program: Program, { call, functions }: ResolvedCall): boolean {
  return call.kind === 'new' && functions.some(({ number }) => program.modules.function(number).fact.kind === 'constructor');
}

/** Callers that say how often are those who go through it as it is set. */
function usedBy(found: Found, { callers }: RetrySetting, use?: RetryUse): Found[] {
  if (callers.length === 0) return [use ? { ...found, use } : found];
  return callers.map(({ module, call }) => ({ ...found, use: useOf(module, call) }));
}

/** What a call sets up by itself: wrappers, jobs, connections, and retries put on a client. */
function setUp(program: Program, site: LayerSite, { handed }: ResolvedCall): Found[] {
  const { external, call, scope } = site;
  const row = program.link.libraries.symbol(external.package, external.path);
  const retries = row?.facts.retries;
  if (!row || !retries) return [];
  const use = useOf(scope.module, call);
  const settings = (form: RetryLayer['form'], nameAt: (site: LayerSite) => string): RetrySetting[] =>
    retrySettings(program, site, retries, 'callers', (each) => libraryLayer(program, each, retries, { form, name: nameAt(each) }));
  const settingsAt = (each: LayerSite, form: RetryLayer['form']): RetrySetting[] =>
    retrySettings(program, each, retries, 'own', (made) => libraryLayer(program, made, retries, { form, name: row.library.name }));
  switch (retries.of) {
    case 'handed': {
      const isRole = handed.some((each) => each.by === external && each.row?.role !== undefined);
      const entry = isRole ? program.entryPointsIn(scope.module).find((each) => each.at === call.at && each.end === call.end) : undefined;
      if (entry) return settings('job', () => `${row.library.name}${entry.name ? ` '${entry.name}'` : ''}`).map(({ layer }) => at(layer));
      const [parameter] = handed.flatMap((each) => (each.by === external ? (handedParameter(program, each) ?? []) : []));
      const entries = parameter ? entriesOf(program, parameter) : [];
      const through = entries.flatMap((each) => settingsAt({ ...site, scope: within(each.scope, scope.module, scope.function) }, 'wrapper').map(({ layer }): Found => ({ ...at(layer), use: useOf(each.module, each.resolved.call) })));
      if (through.length > 0) return through;
      // What is set nowhere is set the same everywhere.
      return settings('wrapper', () => row.library.name).flatMap((each) => usedBy({ ...at(each.layer), ...(each.layer.saidAt ? {} : { group: 'wrapper' }) }, each, use));
    }
    case 'job':
    case 'jobs': {
      const named = (each: LayerSite): string => jobName(program, each);
      return settings('job', (each) => (named(each) === '' ? `a queue of ${row.library.name}` : `queue '${named(each)}'`)).flatMap((each) => {
        const name = named(each.site);
        const origin = retries.of === 'jobs' ? { module: scope.module, call } : chainCall(each.site.external, 'new');
        // Jobs of one queue are one mechanism, whether its name is known or only where it is made.
        const group = name !== '' ? `job ${name}` : origin ? `jobs ${origin.module.number} ${origin.call.at}` : undefined;
        return usedBy({ ...at(each.layer), ...(group === undefined ? {} : { group }) }, each, retries.of === 'job' ? use : undefined);
      });
    }
    case 'connection': {
      // Of a class that extends the library's, where objects of it are made.
      const fact = scope.module.facts.functions[scope.function];
      const makers = fact?.kind === 'constructor' && call.callee.k === 'super' ? program.callers(scope.module.functionBase + scope.function) : [];
      const made = makers.filter(({ module }) => !program.link.isExempt(module.path)).flatMap(({ module, function: fn, resolved }) => resolved.functions
        .filter(({ number }) => number === scope.module.functionBase + scope.function)
        .flatMap((target) => settingsAt({ ...site, scope: runOfCall(program, { module, function: fn }, resolved, target) }, 'connection').map(({ layer }): Found => ({ ...at(layer), use: useOf(module, resolved.call) }))));
      return made.length > 0 ? made : settings('connection', () => row.library.name).flatMap((each) => usedBy(at(each.layer), each));
    }
    case 'given': {
      const isShared = program.link.libraries.retryDefaults.has(`${external.package}#${external.path}`);
      return settings('client', () => external.package).flatMap((each) => usedBy({ ...at(each.layer), ...(isShared ? { isShared: true as const } : {}) }, each));
    }
    default:
      return [];
  }
}

/** The client behind a call that does work, and what was put on it. */
function clients(program: Program, site: LayerSite): Found[] {
  const { external, call, scope } = site;
  const effects = callEffects(program.link, { module: scope.module, function: scope.function, call }, external).filter(isWork);
  const isClient = effects.length > 0 || program.link.libraries.symbol(external.package, external.path)?.facts.retries?.of === 'call';
  if (!isClient) return [];
  const use = useOf(scope.module, call);
  const methods = effects.map(({ method }) => method);
  const own = ownPolicy(program, external);
  const settings = own ? retrySettings(program, site, own, 'callers', (each) => libraryLayer(program, each, own, { form: 'client', name: clientName(external, own) })) : [];
  const found = settings.filter(({ layer }) => isRetried(layer, methods)).flatMap((each): Found[] => {
    const { site: set, layer } = each;
    const origin = chainCall(set.external, 'new') ?? layer.setBy;
    const made: Found = origin
      ? { layer, module: origin.module, span: { at: origin.call.at, end: origin.call.end }, group: `client ${origin.module.number} ${origin.call.at}` }
      : { ...at(layer), group: `client ${external.package}` };
    return usedBy(made, each, use);
  });
  const given = retrySites(program).given(site).map((each) => libraryLayer(program, each.site, each.retries, { form: 'client', name: each.site.external.package, at: each.site }));
  return [...found, ...given.filter((layer) => isRetried(layer, methods)).map((layer) => ({ ...at(layer), use }))];
}

function isRetried({ methods }: RetryLayer, used: readonly string[]): boolean {
  return methods === undefined || used.length === 0 || used.some((method) => method === '' || methods.includes(method.toUpperCase()));
}
