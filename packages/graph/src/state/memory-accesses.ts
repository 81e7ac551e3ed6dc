/** Reads and writes of what a process holds in memory beyond a call. */
import type { Program } from '../link.ts';
import type { LinkedModule } from '../program.ts';
import type { Memo, Table } from '../tracking.ts';
import { memoryReads, type WrittenCells } from './memory-reads.ts';
import { memoryWrites } from './memory-writes.ts';
import type { StateAccess, StateCell } from './state-model.ts';
import { once } from '../once.ts';

/**
 * What is written nowhere but where it is made is configuration and not state. So the writes of all modules are found
 * first, and then the reads of what they write. Cells of an object's properties (`state.ready`) are apart from the
 * object's own (`state`): who replaces the object writes the latter.
 */
export function memoryAccesses(program: Program, module: LinkedModule): readonly StateAccess[] {
  return accessesIn(program)(module);
}

const NONE: readonly StateAccess[] = [];

const accessesIn = once((program: Program): (module: LinkedModule) => readonly StateAccess[] => {
  const memo: Memo<string, readonly StateAccess[]> = program.tracker.memo();
  const writes = (module: LinkedModule): readonly StateAccess[] =>
    memo.get(module, '') ?? memo.fill(module, '', NONE, () => (program.link.isExempt(module.path) ? NONE : memoryWrites(program, module)));
  // Under a cell's id the cell, under its last name that there is one.
  const table: Table<string, StateCell> = program.tracker.table(() => program.modules.all, (module) =>
    writes(module).flatMap(({ cell }) => [[cell.id, cell] as const, [cell.field, cell] as const]), isSame);
  const written: WrittenCells = { hasName: (name) => table.has(name), cell: (id) => table.get(id)[0] };
  return (module) => {
    const own = writes(module);
    return [...own, ...memoryReads(program, module, written, own)];
  };
});

/** A cell is told by what it says, and its module by the path. */
function isSame(a: StateCell, b: StateCell): boolean {
  return a === b || withoutModule(a) === withoutModule(b);
}

function withoutModule(cell: StateCell): string {
  return JSON.stringify(cell, (key, value: unknown) => (key === 'module' ? undefined : value));
}
