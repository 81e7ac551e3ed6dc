/** Changes that are lost when two do the same at once: of rows, of what a process holds, and what is made twice. */
import type { Program } from '../link.ts';
import type { LinkedModule } from '../program.ts';
import type { Table } from '../tracking.ts';
import { lostChecks } from './lost/lost-checks.ts';
import type { LostRow, UnclearRow } from './lost/lost-row.ts';
import { lostRows } from './lost/lost-rows.ts';
import { once } from '../once.ts';

export { stakeOf, type Stake } from './lost/field-stakes.ts';
export type { LostCheck } from './lost/lost-check.ts';
export type { LostRow, UnclearRow } from './lost/lost-row.ts';
export type { Place } from './lost/row-places.ts';
export { staleCells, type StaleCell } from './lost/stale-cells.ts';
export { lostChecks };

type Found = { lost: LostRow } | { unclear: UnclearRow };

/**
 * Rows that are written back in a module, wherever the store is called. The first question looks at every call of the
 * program that stores.
 */
export function lostRowsIn(program: Program, module: LinkedModule): { lost: readonly LostRow[]; unclear: readonly UnclearRow[] } {
  const table = tableOf(program);
  const found = table.get(module.path);
  return { lost: found.flatMap((each) => ('lost' in each ? [each.lost] : [])), unclear: found.flatMap((each) => ('unclear' in each ? [each.unclear] : [])) };
}

const tableOf = once((program: Program): Table<string, Found> => program.tracker.table(() => program.modules.all, (each) => read(program, each)));

function read(program: Program, module: LinkedModule): (readonly [string, Found])[] {
  const { lost, unclear } = lostRows(program, module);
  return [
    ...lost.map((each) => [each.write.module.path, { lost: each }] as const),
    ...unclear.map((each) => [each.write.module.path, { unclear: each }] as const),
  ];
}
