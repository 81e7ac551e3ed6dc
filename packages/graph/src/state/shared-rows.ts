/** Whether two writes may meet in one row, by the columns that tell rows apart: `where: { kind: 'invoice' }`. */
import type { Program } from '../link.ts';
import { stateAccesses } from './state-accesses.ts';
import type { RowsWhere, StateAccess, StateCell } from './state-model.ts';

/** They do not, where one column that never changes is another literal for each of them. O(conditions). */
export function mayShareRows(program: Program, a: StateAccess, b: StateAccess): boolean {
  return !(a.rows ?? []).some((one) => (b.rows ?? []).some((other) => one.field === other.field && !one.literals.some((each) => other.literals.includes(each)) && isFixed(program, a.cell, one.field)));
}

/** What is set as a row is created, and never after. */
function isFixed(program: Program, cell: StateCell, field: string): boolean {
  const id = `${cell.id.slice(0, cell.id.length - cell.field.length)}${field}`;
  return stateAccesses(program).of(id).every(({ how, operation }) => how === 'read' || operation === 'create' || operation === 'delete');
}

/** For an access: what it says of its rows beside the field that it writes. */
export function othersThan(field: string, rows: readonly RowsWhere[]): { rows?: readonly RowsWhere[] } {
  const others = rows.filter((each) => each.field !== field);
  return others.length > 0 ? { rows: others } : {};
}
