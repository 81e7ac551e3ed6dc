/** Calls that read or write state of which nobody can tell the name: what an inventory does not show. */
import { groupBy } from '@dist-lint/model';
import { callEffects } from '../effects.ts';
import type { Program } from '../link.ts';
import type { LinkedModule } from '../program.ts';
import { sqlOf } from '../sql-text.ts';
import { rowCalls, type RowCall } from './row-calls.ts';
import { isNamed } from './store-accesses.ts';
import { isNamedFlush } from './named-flushes.ts';

export interface UnnamedAccess {
  of: 'row' | 'key' | 'file';
  how: 'read' | 'write';
  module: LinkedModule;
  /** FunctionId within the module. */
  function: number;
  call: number;
}

/** Each call once, and only where none of what it may do has a name. */
export function unnamedAccesses(program: Program, module: LinkedModule): readonly UnnamedAccess[] {
  if (program.link.isExempt(module.path)) return [];
  return module.facts.functions.flatMap((_, fn) => [...rows(program, module, fn), ...stores(program, module, fn)]);
}

function rows(program: Program, module: LinkedModule, fn: number): UnnamedAccess[] {
  return [...groupBy(rowCalls(program, module, fn), ({ call }) => call.id)].flatMap(([call, found]): UnnamedAccess[] => {
    if (found.some((each) => hasTable(program, module, fn, each) || isNamedFlush(program, module, fn, each.call))) return [];
    return [{ of: 'row', how: found.some(({ effect }) => effect.kind === 'db-write') ? 'write' : 'read', module, function: fn, call }];
  });
}

function hasTable(program: Program, module: LinkedModule, fn: number, { call, external, effect, target }: RowCall): boolean {
  if (effect.sql === undefined) return target !== '';
  return sqlOf(program.link, { module, function: fn, call }, external, effect)?.statements.some(({ table }) => !table.includes('*')) ?? false;
}

function stores(program: Program, module: LinkedModule, fn: number): UnnamedAccess[] {
  return program.calls(module, fn).flatMap(({ call, externals }): UnnamedAccess[] => {
    const found = externals.flatMap((external) => callEffects(program.link, { module, function: fn, call }, external)).filter(({ kind }) => /^(?:cache|file)-/.test(kind));
    const [first] = found;
    if (!first || found.some(({ target }) => isNamed(target))) return [];
    return [{ of: first.kind.startsWith('file') ? 'file' : 'key', how: found.some(({ kind }) => !kind.endsWith('read')) ? 'write' : 'read', module, function: fn, call: call.id }];
  });
}
