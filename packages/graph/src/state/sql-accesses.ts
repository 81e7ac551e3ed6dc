/** Reads and writes of rows by SQL texts. */
import type { Program } from '../link.ts';
import type { LinkedModule } from '../program.ts';
import { sqlOf } from '../sql-text.ts';
import { columnCell } from './column-cells.ts';
import { entities } from './entities.ts';
import type { RowCall } from './row-calls.ts';
import type { SqlColumn, SqlStatement } from './sql-model.ts';
import type { Entity, Guard, StateAccess } from './state-model.ts';

/** Where a text is sent. */
interface Sent extends Pick<StateAccess, 'module' | 'function' | 'span' | 'call' | 'via'> {
  store: string;
  /** What stands around the call. */
  around: Guard;
}

export function sqlAccesses(program: Program, module: LinkedModule, fn: number, { call, external, effect, library }: RowCall, span: StateAccess['span'], around: Guard): StateAccess[] {
  const statements = sqlOf(program.link, { module, function: fn, call }, external, effect)?.statements ?? [];
  const sent: Sent = { module, function: fn, span, call: call.id, store: library.name, around, via: `${external.path} of ${library.name}` };
  return statements.filter(({ table }) => !table.includes('*')).flatMap((each) => accessesOf(program, each, sent));
}

function accessesOf(program: Program, statement: SqlStatement, sent: Sent): StateAccess[] {
  const table = statement.table.slice(statement.table.lastIndexOf('.') + 1);
  const entity = entities(program).named(table, sent.module);
  const columns = statement.columns.length === 0 || statement.does === 'delete' ? [{ name: '*' }] : statement.columns;
  const found = columns.map((column) => access(statement, column, table, entity, sent));
  // What a condition names is read by it.
  const compared = statement.does === 'read' ? statement.where.filter(({ column }) => !columns.some(({ name }) => name === column)) : [];
  return [...found, ...compared.map(({ column }) => access(statement, { name: column }, table, entity, sent))];
}

function access(statement: SqlStatement, column: SqlColumn, table: string, entity: Entity | undefined, { store, around, ...place }: Sent): StateAccess {
  const isRead = statement.does === 'read';
  return {
    ...place, cell: columnCell(entity, table, column.name, store), how: isRead ? 'read' : 'write', operation: column.onlyNew ? 'create' : statement.does,
    ...(column.literal === undefined || isRead ? {} : { literals: [column.literal] }),
    guard: { ...around, ...guardOf(statement, column) },
  };
}

function guardOf({ does, where, columns, open, locksRows }: SqlStatement, column: SqlColumn): Guard {
  if (does === 'read') return locksRows ? { lock: 'row' } : {};
  const same = where.find((each) => each.column === column.name);
  const raised = new Set(columns.filter(({ atomic }) => atomic).map(({ name }) => name));
  return {
    ...(column.atomic ? { atomic: true as const } : {}),
    ...(same ? { from: same.literals } : {}),
    ...(!same && where.some((each) => raised.has(each.column)) ? { version: true as const } : {}),
    ...(open ? { open: true as const } : {}),
  };
}
