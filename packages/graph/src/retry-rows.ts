/** The calls on which a library's row says something of retries: few among all calls, and asked for by many. */
import type { Retries, SymbolRow } from '@dist-lint/libraries';
import { addTo } from '@dist-lint/model';
import type { Program } from './link.ts';
import type { LinkedModule } from './program.ts';
import type { ResolvedCall } from './resolved-calls.ts';
import type { Memo } from './tracking.ts';
import type { ExternalValue } from './values.ts';
import { once } from './once.ts';

export interface RetryRow {
  resolved: ResolvedCall;
  external: ExternalValue;
  row: SymbolRow;
  retries: Retries;
}

/** Where something is made that is told how often others try. */
export interface DefaultsMade {
  function: number;
  resolved: ResolvedCall;
  external: ExternalValue;
}

/** Those of a function, in the order of its calls. */
export function retryRows(program: Program, module: LinkedModule, fn: number): readonly RetryRow[] {
  return rowsOf(program, module).byFunction.get(fn) ?? NONE;
}

/** Where a module makes what is told options that hold for other calls' retries: `new QueryClient({ … })`. */
export function retryDefaultsMade(program: Program, module: LinkedModule): readonly DefaultsMade[] {
  return rowsOf(program, module).defaults;
}

interface Rows {
  byFunction: ReadonlyMap<number, readonly RetryRow[]>;
  defaults: readonly DefaultsMade[];
}

const NONE: readonly RetryRow[] = [];

const memoOf = once((program: Program): Memo<'', Rows> => program.tracker.memo());

function rowsOf(program: Program, module: LinkedModule): Rows {
  const memo = memoOf(program);
  return memo.get(module, '') ?? memo.fill(module, '', { byFunction: new Map(), defaults: [] }, () => read(program, module));
}

function read(program: Program, module: LinkedModule): Rows {
  const { libraries } = program.link;
  const byFunction = new Map<number, RetryRow[]>();
  const defaults: DefaultsMade[] = [];
  for (const fn of module.facts.functions.keys()) {
    for (const resolved of program.calls(module, fn)) {
      for (const external of resolved.externals) {
        const row = libraries.symbol(external.package, external.path);
        const retries = row?.facts.retries;
        if (row && retries) addTo(byFunction, fn, { resolved, external, row, retries });
        if (libraries.retryDefaults.has(`${external.package}#${external.path}`)) defaults.push({ function: fn, resolved, external });
      }
    }
  }
  return { byFunction, defaults };
}
