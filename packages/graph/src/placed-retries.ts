/** Layers of libraries where they are put to use in a function or a module. */
import { soleOf, type CallStep, type DecoratorFact, type Expr } from '@dist-lint/model';
import type { Program } from './link.ts';
import type { LinkedModule } from './program.ts';
import { settledLayer } from './client-layers.ts';
import { libraryLayer, type RetryLayer } from './retry-layers.ts';
import { retryRows, type RetryRow } from './retry-rows.ts';
import { isAsync } from './promises.ts';
import { someExpr } from './walk.ts';

export interface PipedRetry {
  layer: RetryLayer;
  covers(call: CallStep): boolean;
}

/** `source.pipe(map(…), retry(3))`: the layer, and the calls that it subscribes to again. */
export function pipedRetries(program: Program, module: LinkedModule, fn: number): readonly PipedRetry[] {
  const rows = retryRows(program, module, fn);
  if (rows.length === 0) return NONE;
  const found = chainedRetries(program, module, fn, rows);
  for (const pipe of module.index.calls[fn] ?? []) {
    if (pipe?.callee.k !== 'member' || pipe.callee.name !== 'pipe') continue;
    const { callee, args } = pipe;
    args.forEach((arg, position) => {
      for (const { resolved, external, row, retries } of rows) {
        if (arg.k !== 'result' || arg.id !== resolved.call.id || retries.of !== 'piped') continue;
        const covered = sourcesOf(program, module, fn, [callee.of, ...args.slice(0, position)]);
        const layer = libraryLayer(program, { external, call: resolved.call, scope: { module, function: fn } }, retries, { form: 'pipe', name: `${row.library.name} ${external.path}` });
        found.push({ layer, covers: (call) => covered.has(call.id) });
      }
    });
  }
  return found;
}

const NONE: readonly PipedRetry[] = [];

/** `request.get(url).retry(3)`, and operators that are handed what they try again: `retry(work, { times: 3 })`. */
function chainedRetries(program: Program, module: LinkedModule, fn: number, rows: readonly RetryRow[]): PipedRetry[] {
  return rows.flatMap(({ resolved: { call }, external, row, retries }) => {
    const of = retries.of === 'chained' && call.callee.k === 'member' ? call.callee.of : retries.of === 'piped' && call.args.length > 1 ? call.args[0] : undefined;
    if (!of) return [];
    const covered = sourcesOf(program, module, fn, [of]);
    const about = retries.of === 'chained' ? { form: 'client', name: `${row.library.name} client` } as const : { form: 'pipe', name: `${row.library.name} ${external.path}` } as const;
    return [{ layer: libraryLayer(program, { external, call, scope: { module, function: fn } }, retries, about), covers: (each: CallStep) => covered.has(each.id) }];
  });
}

/** The calls whose results make up some expressions. */
function sourcesOf(program: Program, module: LinkedModule, fn: number, exprs: readonly Expr[]): ReadonlySet<number> {
  const found = new Set<number>();
  const seen = new Set<number>();
  const follow = (expr: Expr): void => {
    someExpr(expr, (each) => {
      if (each.k === 'var' && !seen.has(each.v)) {
        seen.add(each.v);
        const only = soleOf(module.index.assignments[each.v]);
        if (only && only.function === fn) follow(only.value);
      }
      if (each.k !== 'result' || found.has(each.id)) return false;
      found.add(each.id);
      const call = module.index.calls[fn]?.[each.id];
      // A promise that is there already is not asked for anew.
      if (call) [call.callee, ...call.args.filter((arg) => !isPromise(program, module, fn, arg))].forEach(follow);
      return false;
    });
  };
  exprs.forEach(follow);
  return found;
}

function isPromise(program: Program, module: LinkedModule, fn: number, expr: Expr): boolean {
  const resolved = expr.k === 'result' ? program.call(module, fn, expr.id) : undefined;
  const isLazy = resolved?.externals.some((each) => /\bObservable\b/.test(program.link.libraries.symbol(each.package, each.path)?.facts.returns ?? ''));
  return resolved !== undefined && !isLazy && isAsync(program, resolved);
}

/** The retries of libraries that are put to use in a module, whatever they are put on; each where its options stand. */
export function libraryRetries(program: Program, module: LinkedModule): RetryLayer[] {
  return module.facts.functions.flatMap((_, fn) => {
    // A client that is made in several places is used by a call once.
    const used = new Map(retryRows(program, module, fn).map((each) => [`${each.resolved.call.id} ${each.external.package}#${each.external.path}`, each]));
    return [...used.values()].flatMap(({ resolved: { call }, external, row, retries }) => {
      const { of } = retries;
      // What a queue says of its jobs is told where they are enqueued.
      if (of === 'jobs') return [];
      const form = of === 'job' ? 'job' : of === 'piped' ? 'pipe' : of === 'connection' ? 'connection' : of === 'handed' || of === 'given' ? 'wrapper' : 'client';
      return [settledLayer(program, { external, call, scope: { module, function: fn } }, retries, { form, name: row.library.name })];
    });
  });
}

/** Layers that decorate a method. */
export function decoratorLayers(program: Program, module: LinkedModule, fn: number): RetryLayer[] {
  const fact = module.facts.functions[fn];
  return (fact?.decorators ?? []).flatMap((decorator) =>
    program.link.evaluate(module, 0, decorator.callee).flatMap((value) => {
      const row = value.is === 'external' ? program.link.libraries.symbol(value.package, value.path) : undefined;
      const retries = row?.facts.retries;
      if (value.is !== 'external' || retries?.of !== 'decorated') return [];
      return [libraryLayer(program, { external: value, call: asCall(decorator), scope: { module, function: 0 } }, retries, { form: 'decorator', name: `@${value.path}` })];
    }));
}

function asCall({ callee, args = [], at, end }: DecoratorFact): CallStep {
  return { s: 'call', id: -1, at, end, nameAt: at, callee, args };
}
