/** Where libraries' retries are put on something from outside: on an instance, on jobs, on a pipe. */
import type { Retries } from '@dist-lint/libraries';
import type { CallStep, Expr } from '@dist-lint/model';
import type { Program } from './link.ts';
import type { LinkedModule } from './program.ts';
import { libraryLayer, type LayerSite, type RetryLayer } from './retry-layers.ts';
import { slotText } from './slots.ts';
import type { Table } from './tracking.ts';
import type { ExternalValue, Value } from './values.ts';
import { someExpr } from './walk.ts';

export interface RetrySite {
  site: LayerSite;
  retries: Retries;
}

export interface RetrySites {
  /** Retries that were put on the thing on which a symbol is called: `axiosRetry(client)`. */
  given(external: ExternalValue): readonly RetrySite[];
  /** What is enqueued under a name, with retries. */
  jobs(name: string): readonly RetrySite[];
}

const kept = new WeakMap<Program, RetrySites>();

export function retrySites(program: Program): RetrySites {
  let sites = kept.get(program);
  if (!sites) kept.set(program, (sites = read(program)));
  return sites;
}

function read(program: Program): RetrySites {
  const table: Table<string, RetrySite> = program.tracker.table(() => program.modules.all, (module) => sitesIn(program, module));
  return {
    given: (external) => [...table.get(`given ${identity(external)}`)],
    jobs: (name) => (name === '' ? [] : table.get(`job ${name}`)),
  };
}

function sitesIn(program: Program, module: LinkedModule): (readonly [string, RetrySite])[] {
  return module.facts.functions.flatMap((_, fn) =>
    program.calls(module, fn).flatMap(({ call, externals }) =>
      externals.flatMap((external): (readonly [string, RetrySite])[] => {
        const row = program.link.libraries.symbol(external.package, external.path);
        const retries = row?.facts.retries;
        const entry: RetrySite | undefined = retries && { site: { external, call, scope: { module, function: fn } }, retries };
        if (!entry) return [];
        if (retries?.of === 'given') return targets(program, module, fn, call).map((target) => [`given ${target}`, entry] as const);
        if (retries?.of !== 'job') return [];
        const target = row?.facts.effects?.find(({ kind }) => kind === 'enqueue')?.target;
        const name = slotText(program.link, { module, function: fn, call }, external, target);
        return name === '' ? [] : [[`job ${name}`, entry]];
      })));
}

function targets(program: Program, module: LinkedModule, fn: number, call: CallStep): string[] {
  const [target] = call.args;
  if (!target) return [];
  return program.link.evaluate(module, fn, target).flatMap((value) => (value.is === 'external' ? [identity(value)] : []));
}

/** What a member was called on: the call that made it, or the package itself. */
function identity(external: ExternalValue): string {
  let made: ExternalValue['made'];
  let each: Value | undefined = external;
  for (let hops = 0; each?.is === 'external' && hops < 20; hops += 1) {
    made = each.made ?? made;
    each = each.receiver;
  }
  return made ? `${external.package} ${made.module.number} ${made.call.at}` : external.package;
}

export interface PipedRetry {
  layer: RetryLayer;
  covers(call: CallStep): boolean;
}

/** `source.pipe(map(…), retry(3))`: the layer, and the calls that it subscribes to again. */
export function pipedRetries(program: Program, module: LinkedModule, fn: number): PipedRetry[] {
  const calls = module.index.calls[fn] ?? [];
  const found: PipedRetry[] = [];
  for (const pipe of calls) {
    if (pipe?.callee.k !== 'member' || pipe.callee.name !== 'pipe') continue;
    pipe.args.forEach((arg, position) => {
      const operator = arg.k === 'result' ? program.call(module, fn, arg.id) : undefined;
      for (const external of operator?.externals ?? []) {
        const row = program.link.libraries.symbol(external.package, external.path);
        const retries = row?.facts.retries;
        if (!operator || retries?.of !== 'piped') continue;
        const covered = sourcesOf(module, fn, [...(pipe.callee.k === 'member' ? [pipe.callee.of] : []), ...pipe.args.slice(0, position)]);
        const layer = libraryLayer(program, { external, call: operator.call, scope: { module, function: fn } }, retries, { form: 'pipe', name: `${row?.library.name ?? ''} ${external.path}` });
        found.push({ layer, covers: (call) => covered.has(call.id) });
      }
    });
  }
  return found;
}

/** The calls whose results make up some expressions. */
function sourcesOf(module: LinkedModule, fn: number, exprs: readonly Expr[]): ReadonlySet<number> {
  const found = new Set<number>();
  const seen = new Set<number>();
  const follow = (expr: Expr): void => {
    someExpr(expr, (each) => {
      if (each.k === 'var' && !seen.has(each.v)) {
        seen.add(each.v);
        const [only, ...more] = module.index.assignments[each.v] ?? [];
        if (only && more.length === 0 && only.function === fn) follow(only.value);
      }
      if (each.k !== 'result' || found.has(each.id)) return false;
      found.add(each.id);
      const call = module.index.calls[fn]?.[each.id];
      if (call) [call.callee, ...call.args].forEach(follow);
      return false;
    });
  };
  exprs.forEach(follow);
  return found;
}

/** The retries of libraries that are put to use in a module, whatever they are put on; each where its options stand. */
export function libraryRetries(program: Program, module: LinkedModule): RetryLayer[] {
  return module.facts.functions.flatMap((_, fn) =>
    program.calls(module, fn).flatMap(({ call, externals }) =>
      externals.flatMap((external) => {
        const row = program.link.libraries.symbol(external.package, external.path);
        const retries = row?.facts.retries;
        if (!retries) return [];
        const { of } = retries;
        const form = of === 'job' ? 'job' : of === 'piped' ? 'pipe' : of === 'connection' ? 'connection' : of === 'handed' ? 'wrapper' : 'client';
        return [libraryLayer(program, { external, call, scope: { module, function: fn } }, retries, { form, name: row.library.name })];
      })));
}
