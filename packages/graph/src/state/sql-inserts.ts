/** What INSERT, REPLACE, MERGE and COPY do. */
import { assignmentsOf, columnNames, insertedColumns } from './sql-assignments.ts';
import { isQuery, nameAt, splitAt, tableName } from './sql-clauses.ts';
import { asksOf } from './sql-compared.ts';
import { conditionsOf } from './sql-conditions.ts';
import type { SqlColumn, SqlStatement } from './sql-model.ts';
import { queriesIn, type SqlReading, type SqlTable, tablesOf, whereOf } from './sql-tables.ts';
import type { SqlToken } from './sql-tokens.ts';

type Add = (statement: SqlStatement) => void;

/** `INSERT INTO t (a, b) VALUES (…) ON CONFLICT …`, without its first word. */
export function insert(items: readonly SqlToken[], isReplace: boolean, reading: SqlReading, add: Add): void {
  const at = items.findIndex(({ keyword }, index) => !MODIFIERS.has(keyword) && !MODIFIERS_AFTER_OR.has(items[index - 1]?.keyword ?? ''));
  const modifiers = items.slice(0, Math.max(at, 0)).map(({ keyword }) => keyword);
  const name = at < 0 || items[at]?.keyword === 'FUNCTION' ? undefined : nameAt(items, at);
  if (!name || (modifiers.length === 0 && items[at]?.is === 'star')) return;
  const table: SqlTable = { table: tableName(name), alias: '', locked: false };
  const rest = items.slice(name.next);
  const source = rest.findIndex((item) => SOURCES.has(item.keyword) || (item.is === 'group' && isQuery(item.items)));
  const head = source < 0 ? rest : rest.slice(0, source);
  const conflict = rest.findIndex(({ keyword }, index) => keyword === 'ON' && CONFLICTS.has(rest[index + 1]?.keyword ?? ''));
  const body = source < 0 ? [] : rest.slice(source, conflict < 0 ? undefined : conflict);
  const alias = head.findIndex(({ keyword }) => keyword === 'AS');
  const own = [{ ...table, alias: alias < 0 ? '' : (head[alias + 1]?.text ?? '').toLowerCase() }];

  const created = createdColumns(head, body, own);
  const changed = conflict < 0 ? undefined : changedColumns(rest.slice(conflict + 2), own);
  if (isReplace || modifiers.includes('REPLACE')) add({ does: 'upsert', table: table.table, columns: created, where: [] });
  else if (!changed) add({ does: 'create', table: table.table, columns: created, where: [] });
  else {
    const names = new Set(changed.columns.map((column) => column.name));
    // What varies among the changed may be any of them.
    const onlyNew = created.filter((column) => column.literal !== undefined || !names.has(column.name)).map((column): SqlColumn => ({ ...column, onlyNew: true }));
    add({ does: 'upsert', table: table.table, columns: [...changed.columns, ...onlyNew], where: changed.where, ...(changed.asks ? { asks: changed.asks } : {}) });
  }
  const [first] = body;
  if (first && (first.keyword === 'SELECT' || first.keyword === 'WITH')) reading.nested(body, reading.named);
  else queriesIn(body, reading);
  if (conflict >= 0) queriesIn(rest.slice(conflict), reading);
}

const MODIFIERS = new Set(['INTO', 'OR', 'REPLACE', 'IGNORE', 'ABORT', 'FAIL', 'ROLLBACK', 'LOW_PRIORITY', 'DELAYED', 'HIGH_PRIORITY', 'TABLE', 'OVERWRITE']);
const MODIFIERS_AFTER_OR = new Set(['OR']);
const SOURCES = new Set(['VALUES', 'VALUE', 'SELECT', 'WITH', 'SET', 'DEFAULT', 'OVERRIDING', 'FORMAT']);
const CONFLICTS = new Set(['CONFLICT', 'DUPLICATE']);

function createdColumns(head: readonly SqlToken[], body: readonly SqlToken[], own: readonly SqlTable[]): SqlColumn[] {
  const [first] = body;
  if (first?.keyword === 'SET') return assignmentsOf(body.slice(1), own).map(({ column }) => column);
  const listed = head.find(({ is }) => is === 'group');
  const names = listed ? columnNames(listed.items) : ['*'];
  const values = body.findIndex(({ keyword }) => keyword === 'VALUES' || keyword === 'VALUE');
  // A hole among the rows may hold more of them.
  const rows = values < 0 || body.slice(values + 1).some(({ is }) => is === 'star') ? [] : body.slice(values + 1).filter(({ is }) => is === 'group');
  return insertedColumns(names, rows.map((row) => row.items));
}

/** `(id) DO UPDATE SET … WHERE …`, `KEY UPDATE …`; undefined where nothing is changed. */
function changedColumns(items: readonly SqlToken[], own: readonly SqlTable[]): (Pick<SqlStatement, 'where' | 'asks'> & { columns: SqlColumn[] }) | undefined {
  const update = items.findIndex(({ keyword }) => keyword === 'UPDATE');
  // The rest varies: it may do either.
  const isOpen = items.at(-1)?.is === 'star' && !items.some(({ keyword }) => keyword === 'NOTHING');
  if (update < 0) return isOpen ? { columns: [{ name: '*' }], where: [] } : undefined;
  const after = items.slice(update + 1).filter(({ keyword }, index) => index > 0 || keyword !== 'SET');
  const [set = [], where = []] = splitAt(after.slice(0, ends(after)), ({ keyword }) => keyword === 'WHERE');
  const table = own[0] ?? NO_TABLE;
  const equal = whereOf(table, own, conditionsOf(where));
  return { columns: assignmentsOf(set, own).map(({ column }) => column), where: equal, ...asksOf(where, table, own, equal) };
}

const NO_TABLE: SqlTable = { table: '', alias: '', locked: false };

function ends(items: readonly SqlToken[]): number {
  const end = items.findIndex(({ keyword }) => keyword === 'RETURNING');
  return end < 0 ? items.length : end;
}

/** `MERGE INTO t USING s ON … WHEN MATCHED THEN …`, without its first word. */
export function merge(items: readonly SqlToken[], reading: SqlReading, add: Add): void {
  const [head = [], ...branches] = splitAt(items, ({ keyword }) => keyword === 'WHEN');
  const using = head.findIndex(({ keyword }) => keyword === 'USING');
  const on = head.findIndex(({ keyword }) => keyword === 'ON');
  const target = tablesOf(head.slice(0, Math.max(using, 0)).filter(({ keyword }) => keyword !== 'INTO'), reading).tables.slice(0, 1);
  const [own] = target;
  if (!own || own.table === '' || using < 0) return;
  const sources = tablesOf(head.slice(using + 1, on < 0 ? undefined : on), reading).tables;
  const where = on < 0 ? [] : whereOf(own, [own, ...sources], conditionsOf(head.slice(on + 1)));

  const updated: SqlColumn[] = [];
  const inserted: SqlColumn[] = [];
  let deletes = false;
  for (const branch of branches) {
    const action = branch.slice(branch.findIndex(({ keyword }) => keyword === 'THEN') + 1);
    const [verb, second] = action;
    if (verb?.keyword === 'UPDATE') updated.push(...assignmentsOf(action.slice(second?.keyword === 'SET' ? 2 : 1), target).map(({ column }) => column));
    const values = action.findIndex(({ keyword }) => keyword === 'VALUES');
    if (verb?.keyword === 'INSERT') inserted.push(...createdColumns(action.slice(1, values < 0 ? undefined : values), values < 0 ? [] : action.slice(values), target));
    if (verb?.keyword === 'DELETE') deletes = true;
  }
  const { table } = own;
  if (updated.length > 0 && inserted.length > 0) add({ does: 'upsert', table, columns: [...updated, ...inserted.map((column) => ({ ...column, onlyNew: true as const }))], where });
  else if (updated.length > 0) add({ does: 'update', table, columns: updated, where });
  else if (inserted.length > 0) add({ does: 'create', table, columns: inserted, where: [] });
  if (deletes) add({ does: 'delete', table, columns: [{ name: '*' }], where });
  for (const { table: read } of sources) if (read !== '') add({ does: 'read', table: read, columns: [], where: [] });
}

/** `COPY t (a, b) FROM STDIN`, without its first word. */
export function copy(items: readonly SqlToken[], add: Add): void {
  const name = nameAt(items, 0);
  const [listed, from] = name ? (items[name.next]?.is === 'group' ? [items[name.next], items[name.next + 1]] : [undefined, items[name.next]]) : [];
  if (!name || (from?.keyword !== 'FROM' && from?.keyword !== 'TO')) return;
  const columns = (listed ? columnNames(listed.items) : ['*']).map((column) => ({ name: column }));
  add({ does: from.keyword === 'FROM' ? 'create' : 'read', table: tableName(name), columns, where: [] });
}
