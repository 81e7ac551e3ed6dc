/** Where libraries' retries are put on something from outside: on an instance, on jobs, on all that is made. */
import type { Retries } from '@dist-lint/libraries';
import type { CallStep } from '@dist-lint/model';
import type { Program } from './link.ts';
import type { LinkedModule } from './program.ts';
import { thingsOf } from './given-retries.ts';
import { madeSites } from './made-sites.ts';
import { jobName } from './job-name.ts';
import type { Scope } from './plain-values.ts';
import { retryDefaultsMade, retryRows } from './retry-rows.ts';
import { shareProcess } from './same-process.ts';
import type { Table } from './tracking.ts';
import type { ExternalValue } from './values.ts';
import { once } from './once.ts';

/** Where a symbol of a library is used. */
export interface LayerSite {
  /** What is called. */
  external: ExternalValue;
  call: CallStep;
  scope: Scope;
  /** In which run of its function the thing was made on which it is called. */
  maker?: Scope;
  /** Nobody in sight made the thing: what is said there is not known. */
  isHidden?: true;
}

export interface RetrySite {
  site: LayerSite;
  retries: Retries;
}

export interface RetrySites {
  /** Retries that were put on the thing on which a call is made, in the same process: `axiosRetry(client)`. */
  given(site: LayerSite): readonly RetrySite[];
  /** What is enqueued under a name, with retries. */
  jobs(name: string): readonly RetrySite[];
  /** The names under which a module enqueues with retries, each once. */
  jobsFrom(module: LinkedModule): readonly string[];
  /** Where a symbol is called whose options hold for other calls: `new QueryClient({ … })`, as `package#path`. */
  made(symbol: string): readonly LayerSite[];
}

interface Site {
  site: LayerSite;
  retries?: Retries;
  /** The name it is enqueued under. */
  job?: string;
}

export const retrySites = once((program: Program): RetrySites => {
  const table: Table<string, Site> = program.tracker.table(() => program.modules.all, (module) => sitesIn(program, module));
  return {
    given: (site) => givenAt(program, table, site),
    jobs: (name) => (name === '' ? [] : table.get(`job ${name}`).filter(isRetrySite)),
    jobsFrom: (module) => [...new Set(table.get(`jobs of ${module.number}`).flatMap(({ job }) => job ?? []))],
    made: (symbol) => table.get(`made ${symbol}`).map(({ site }) => site),
  };
});

function isRetrySite(each: Site): each is RetrySite & Site {
  return each.retries !== undefined;
}

function sitesIn(program: Program, module: LinkedModule): (readonly [string, Site])[] {
  const made = retryDefaultsMade(program, module).map(({ function: fn, resolved: { call }, external }): readonly [string, Site] =>
    [`made ${symbolOf(external)}`, { site: { external, call, scope: { module, function: fn } } }]);
  return [...made, ...module.facts.functions.flatMap((_, fn) => retryRows(program, module, fn).flatMap(({ resolved: { call }, external, retries }): (readonly [string, Site])[] => {
    if (program.link.libraries.retryDefaults.has(symbolOf(external))) return [];
    const site: LayerSite = { external, call, scope: { module, function: fn } };
    if (retries.of === 'given') return targets(program, site).flatMap((target) => [`given ${target}`, `given in ${packageOf(target)}`].map((key) => [key, { site, retries }] as const));
    if (retries.of !== 'job') return [];
    return madeSites(program, site, retries).flatMap((each): (readonly [string, Site])[] => {
      const name = jobName(program, each);
      return name === '' ? [] : [[`job ${name}`, { site: each, retries }], [`jobs of ${module.number}`, { site: each, retries, job: name }]];
    });
  }))];
}

function symbolOf({ package: from, path }: ExternalValue): string {
  return `${from}#${path}`;
}

function targets(program: Program, { call, scope }: LayerSite): string[] {
  const [target] = call.args;
  return target ? thingsOf(program, scope, target) : [];
}

function packageOf(thing: string): string {
  return thing.split(' ')[0] ?? '';
}

/** `client.get(url)` is called on the client, `client(url)` is the client. */
function givenAt(program: Program, table: Table<string, Site>, { external, call, scope }: LayerSite): RetrySite[] {
  if (!table.has(`given in ${external.package}`)) return [];
  const of = call.callee.k === 'member' ? call.callee.of : call.callee;
  const onEach = thingsOf(program, scope, of, (from) => from === external.package)
    .map((thing) => table.get(`given ${thing}`).filter(isRetrySite).filter(({ site }) => shareProcess(program, site.scope.module, scope.module)))
    .filter((sites) => sites.length > 0);
  // A helper that is handed several clients makes each request through one of them.
  return onEach[0] ?? [];
}
