/** All reads and writes of state in a program, by cell and by module. */
import type { Program } from '../link.ts';
import type { LinkedModule } from '../program.ts';
import type { Table } from '../tracking.ts';
import { memoryAccesses } from './memory-accesses.ts';
import { rowAccesses } from './row-accesses.ts';
import type { StateAccess, StateCell } from './state-model.ts';
import { storeAccesses } from './store-accesses.ts';
import { once } from '../once.ts';

export interface StateAccesses {
  /** Those of a cell, in the order of modules, then of places. */
  of(cell: string): readonly StateAccess[];
  /** Those of all cells of an entity. */
  ofEntity(cell: StateCell): readonly StateAccess[];
  /** Those that a module stores or reads. */
  in(module: LinkedModule): readonly StateAccess[];
  /** Each cell once, sorted by id. Cells that nobody writes are left out. */
  cells(): readonly StateCell[];
}

/** Tests, mocks and examples access nothing. Reads each module once: O(calls + assignments). */
export const stateAccesses = once((program: Program): StateAccesses => {
  const table: Table<string, StateAccess> = program.tracker.table(() => program.modules.all, (module) => read(program, module).flatMap((access) => [
    [access.cell.id, access] as const, [entityKey(access.cell), access] as const, [`in ${(access.by?.module ?? access.module).number}`, access] as const,
  ]));
  return {
    of: (cell) => table.get(cell),
    ofEntity: (cell) => table.get(entityKey(cell)),
    in: (module) => table.get(`in ${module.number}`),
    cells() {
      const found = new Map<string, StateCell>();
      for (const { cell, how } of table.values()) if (how === 'write' && !found.has(cell.id)) found.set(cell.id, cell);
      return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    },
  };
});

const NONE: readonly StateAccess[] = [];

function entityKey({ id, field }: StateCell): string {
  return `of ${id.slice(0, id.length - field.length)}`;
}

function read(program: Program, module: LinkedModule): readonly StateAccess[] {
  if (program.link.isExempt(module.path)) return NONE;
  const found = [...memoryAccesses(program, module), ...rowAccesses(program, module), ...storeAccesses(program, module)];
  // A value that may be of several types of a library is one place.
  const places = new Map(found.map((each) => [`${each.cell.id} ${each.operation} ${each.module.number} ${each.span.at} ${each.by?.span.at ?? ''}`, each]));
  return [...places.values()].sort((a, b) => (a.by ?? a).span.at - (b.by ?? b).span.at);
}
