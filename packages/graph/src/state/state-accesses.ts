/** All reads and writes of state in a program, by cell and by module. */
import type { Program } from '../link.ts';
import type { LinkedModule } from '../program.ts';
import type { Memo, Table } from '../tracking.ts';
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
  // Each kind by itself: mostly only one of them rests on what changed elsewhere.
  const memo: Memo<Reader, readonly StateAccess[]> = program.tracker.memo();
  const ofKind = (module: LinkedModule, kind: Reader): readonly StateAccess[] => memo.get(module, kind) ?? memo.fill(module, kind, NONE, () => kind(program, module));
  const table: Table<string, StateAccess> = program.tracker.table(() => program.modules.all, (module) => (program.link.isExempt(module.path) ? NONE : inOrder(KINDS.flatMap((kind) => ofKind(module, kind)))).flatMap((access) => [
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

type Reader = (program: Program, module: LinkedModule) => readonly StateAccess[];

const KINDS: readonly Reader[] = [memoryAccesses, rowAccesses, storeAccesses];

function inOrder(found: readonly StateAccess[]): readonly StateAccess[] {
  // A value that may be of several types of a library is one place.
  const places = new Map(found.map((each) => [`${each.cell.id} ${each.operation} ${each.module.number} ${each.span.at} ${each.by?.span.at ?? ''}`, each]));
  return [...places.values()].sort((a, b) => (a.by ?? a).span.at - (b.by ?? b).span.at);
}
