/** What UPDATE, DELETE, TRUNCATE and ClickHouse's ALTER … UPDATE do. */
import { addTo } from '@dist-lint/model';
import { assignmentsOf, type SqlAssignment } from './sql-assignments.ts';
import { clause, clausesOf, isMark, isQuery, lastPart, nameAt, type SqlClause, splitAt, tableName, withoutTrailingHoles } from './sql-clauses.ts';
import { asksOf } from './sql-compared.ts';
import { conditionsOf, endsOpen, isOpenCondition } from './sql-conditions.ts';
import type { SqlStatement } from './sql-model.ts';
import { ownerOf, queriesIn, type SqlReading, type SqlTable, tablesOf, whereOf } from './sql-tables.ts';
import type { SqlToken } from './sql-tokens.ts';

type Add = (statement: SqlStatement) => void;

/** `UPDATE t SET … FROM … WHERE …`, without its first word. */
export function update(items: readonly SqlToken[], reading: SqlReading, add: Add): void {
  const clauses = clausesOf(items, UPDATE_CLAUSES);
  const head = withoutModifiers(clauses[0]?.items ?? []);
  const isSet = clauses.some(({ word }) => word === 'SET');
  // Without SET it is an update only where the rest varies: `UPDATE orders *`.
  if (!isSet && (head.length < 2 || head.at(-1)?.is !== 'star')) return;
  const targets = tablesOf(head, reading);
  const others = tablesOf(clause(clauses, 'FROM'), reading);
  const [first] = targets.tables;
  if (!first) return;
  // SQL Server: `UPDATE o SET … FROM orders o`.
  const meant = others.tables.find(({ alias, table }) => alias === first.table.toLowerCase() && table !== '');
  const own = meant ? [meant] : targets.tables;
  const tables = [...own, ...others.tables.filter((each) => each !== meant)];
  const where = [clause(clauses, 'WHERE'), ...targets.conditions, ...others.conditions].flatMap((each) => conditionsOf(each));
  const assignments = isSet ? assignmentsOf(clause(clauses, 'SET'), own) : [{ qualifier: '', column: { name: '*' } }];
  for (const [table, columns] of byTable(assignments, own)) {
    const equal = conditionsFor(table, tables, own, where);
    if (table.table !== '') add({ does: 'update', table: table.table, columns: columns.map(({ column }) => column), where: equal, ...asksOf(clause(clauses, 'WHERE'), table, tables, equal), ...openIf(clauses) });
  }
  readOthers(tables.filter((each) => !assignments.some(({ qualifier }) => target(qualifier, own) === each)), tables, where, add);
  for (const { word, items: each } of clauses) if (word !== '' && word !== 'FROM') queriesIn(each, reading);
}

const UPDATE_CLAUSES = new Set(['SET', 'FROM', 'WHERE', 'ORDER', 'LIMIT', 'RETURNING', 'OUTPUT']);

const openIf = (clauses: readonly SqlClause[]): { open?: true } =>
  isOpenCondition(clause(clauses, 'WHERE')) || endsOpen(clause(clauses, 'FROM')) || endsOpen(clause(clauses, 'USING')) ? { open: true } : {};

/** Of several tables, what is written is told by the name before the column. */
function byTable(assignments: readonly SqlAssignment[], own: readonly SqlTable[]): Map<SqlTable, SqlAssignment[]> {
  const found = new Map<SqlTable, SqlAssignment[]>();
  for (const each of assignments) {
    const table = target(each.qualifier, own);
    if (table) addTo(found, table, each);
  }
  return found;
}

/** Of one table, a name before the column may be the record of a row: `SET address.city = …`. */
const target = (qualifier: string, own: readonly SqlTable[]): SqlTable | undefined => (own.length === 1 ? own[0] : ownerOf(qualifier, own)) ?? own[0];

/** A column without a table is the changed one's: that is what its rows are looked for by. */
function conditionsFor(table: SqlTable, tables: readonly SqlTable[], own: readonly SqlTable[], where: ReturnType<typeof conditionsOf>): SqlStatement['where'] {
  const plain = tables.length > 1 && own.length === 1 && tables.filter((each) => each.table !== '').length === 1;
  return plain ? where.filter(({ qualifier }) => qualifier === '' || ownerOf(qualifier, tables) === table).map(({ column, literals }) => ({ column, literals })) : whereOf(table, tables, where);
}

function readOthers(others: readonly SqlTable[], tables: readonly SqlTable[], where: ReturnType<typeof conditionsOf>, add: Add): void {
  for (const each of others) if (each.table !== '') add({ does: 'read', table: each.table, columns: [], where: whereOf(each, tables, where) });
}

/** `DELETE FROM t USING … WHERE …`, without its first word. */
export function remove(items: readonly SqlToken[], reading: SqlReading, add: Add): void {
  const clauses = clausesOf(items, DELETE_CLAUSES);
  const named = tablesOf(withoutModifiers(clauses[0]?.items ?? []), reading).tables;
  const from = tablesOf(clause(clauses, 'FROM'), reading);
  const using = tablesOf(clause(clauses, 'USING'), reading);
  // `DELETE o FROM orders o JOIN …`; SQL Server needs no FROM.
  const own = named.length > 0 && from.tables.length > 0 ? named.map(({ table }) => ownerOf(lastPart(table), from.tables)) : [(from.tables[0] ?? named[0])];
  const tables = from.tables.length > 0 ? [...from.tables, ...using.tables] : [...named.slice(0, 1), ...using.tables];
  if (!clauses.some(({ word }) => word === 'FROM' || word === 'WHERE')) return;
  const where = [clause(clauses, 'WHERE'), ...from.conditions, ...using.conditions].flatMap((each) => conditionsOf(each));
  for (const table of own) if (table && table.table !== '') add({ does: 'delete', table: table.table, columns: [{ name: '*' }], where: whereOf(table, tables, where), ...openIf(clauses) });
  readOthers(tables.filter((each) => !own.includes(each)), tables, where, add);
  for (const { word, items: each } of clauses) if (word === 'WHERE') queriesIn(each, reading);
}

const DELETE_CLAUSES = new Set(['FROM', 'USING', 'WHERE', 'ORDER', 'LIMIT', 'RETURNING', 'OUTPUT']);

function withoutModifiers(items: readonly SqlToken[]): readonly SqlToken[] {
  let at = 0;
  while (items[at] && MODIFIERS.has(items[at]?.keyword ?? '')) at += items[at]?.keyword === 'OR' || items[at]?.keyword === 'TOP' ? 2 : 1;
  return items.slice(at);
}

const MODIFIERS = new Set(['OR', 'TOP', 'LOW_PRIORITY', 'IGNORE', 'QUICK']);

/** `TRUNCATE TABLE a, b CASCADE`, without its first word. */
export function truncate(items: readonly SqlToken[], add: Add): void {
  const start = items.findIndex(({ keyword }) => keyword !== 'TABLE' && keyword !== 'IF' && keyword !== 'EXISTS' && keyword !== 'ONLY');
  if (start < 0) return;
  for (const each of splitAt(items.slice(start), (item) => isMark(item, ','))) {
    const name = nameAt(each, 0);
    if (name && each[name.next]?.is !== 'group') add({ does: 'delete', table: tableName(name), columns: [{ name: '*' }], where: [] });
  }
}

/** ClickHouse: `ALTER TABLE t UPDATE … WHERE …`, `ALTER TABLE t DELETE WHERE …`; without its first word. */
export function alter(items: readonly SqlToken[], reading: SqlReading, add: Add): void {
  const clauses: SqlClause[] = clausesOf(items, ALTER_CLAUSES);
  const name = items[0]?.keyword === 'TABLE' ? nameAt(items, 1) : undefined;
  const where = clause(clauses, 'WHERE');
  if (!name || clauses[2]?.word !== 'WHERE') return;
  const own: SqlTable = { table: tableName(name), alias: '', locked: false };
  const conditions = whereOf(own, [own], conditionsOf(withoutTrailingHoles(where)));
  if (clauses[1]?.word === 'DELETE') add({ does: 'delete', table: own.table, columns: [{ name: '*' }], where: conditions, ...openIf(clauses) });
  else add({ does: 'update', table: own.table, columns: assignmentsOf(clauses[1]?.items ?? [], [own]).map(({ column }) => column), where: conditions, ...asksOf(where, own, [own], conditions), ...openIf(clauses) });
  if (!isQuery(where)) queriesIn(where, reading);
}

const ALTER_CLAUSES = new Set(['UPDATE', 'DELETE', 'WHERE']);
