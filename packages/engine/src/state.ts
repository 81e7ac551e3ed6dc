/** Where the state of a program lives, who changes it and what protects it, for an audit. */
import { relative, sep } from 'node:path';
import { unnamedAccesses, type LinkedModule } from '@dist-lint/graph';
import type { StateCounts, StateInventory, StateRow, StateUnnamed } from '@dist-lint/model';
import { rules as catalogue } from '@dist-lint/rules';
import { analyse, type Analysis } from './analyse.ts';
import type { CheckOptions, Rule } from './api.ts';
import { mostlyUnreadable } from './check.ts';
import { rootOf } from './retry-target.ts';
import { changersOf, stateRows } from './state-rows.ts';
import { stateOf } from './state-target.ts';
import { version } from './version.ts';

export interface StateOptions extends Pick<CheckOptions, 'cwd' | 'config' | 'safe' | 'threads' | 'cache' | 'onProgress'> {
  /** An entity, `Entity.field`, a key, a file, a folder, or `file#name`. Everything when absent. */
  target?: string;
}

/** @throws UserError `unknown-target`, `ambiguous-target`, and for a configuration that cannot be used. */
export async function state(options: StateOptions, all: readonly Rule[] = catalogue): Promise<StateInventory> {
  const { root: folder, place } = rootOf(options);
  const analysis = await analyse(folder, { ...options, flags: options }, all);
  const { program, root } = analysis;
  const { modules, groups } = stateOf(analysis, options.target, place);
  const rows = stateRows(program, groups);
  return {
    tool: { name: 'dist-lint', version },
    root: relative(options.cwd, root).split(sep).join('/') || '.',
    ...(options.target === undefined ? {} : { target: options.target }),
    state: rows,
    counts: counts(analysis, modules, rows),
    incomplete: [...analysis.incomplete, ...mostlyUnreadable(analysis)],
  };
}

function counts({ program }: Analysis, modules: readonly LinkedModule[], rows: readonly StateRow[]): StateCounts {
  const fields = rows.flatMap((row) => row.fields);
  const guards = rows.map((row) => row.guards ?? {});
  const unnamed = modules.flatMap((module) => unnamedAccesses(program, module));
  const unnamedOf = (of: 'row' | 'key' | 'file'): StateUnnamed => {
    const found = unnamed.filter((each) => each.of === of);
    return { reads: found.filter(({ how }) => how === 'read').length, writes: found.filter(({ how }) => how === 'write').length };
  };
  const { total, resolved, external } = program.callCounts();
  return {
    modules: modules.length,
    exempt: modules.filter(({ path }) => program.link.isExempt(path)).length,
    state: rows.length, fields: fields.length,
    shared: fields.filter((field) => changersOf(field) > 1).length,
    machines: fields.filter(({ machine }) => machine !== undefined).length,
    changes: guards.flatMap((each) => Object.values(each)).reduce((sum, each) => sum + each, 0),
    unguarded: guards.reduce((sum, each) => sum + (each.unguarded ?? 0), 0),
    unknownFields: rows.reduce((sum, each) => sum + each.unknownFields, 0),
    unnamedRows: unnamedOf('row'), unnamedKeys: unnamedOf('key'), unnamedFiles: unnamedOf('file'),
    unresolvedCalls: total - resolved - external,
  };
}
