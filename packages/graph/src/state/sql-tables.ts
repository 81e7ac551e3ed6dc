/** Tables that an SQL statement names, by which name its columns call them, and the queries within it. */
import type { SqlCondition } from './sql-conditions.ts';
import { isMark, isQuery, lastPart, nameAt, tableName } from './sql-clauses.ts';
import type { SqlToken } from './sql-tokens.ts';

export interface SqlTable {
  /** '' for a query in parentheses, a function and what WITH names: rows that are stored nowhere. */
  table: string;
  /** How columns name it, in lower case. */
  alias: string;
  /** A hint such as `WITH (UPDLOCK)`. */
  locked: boolean;
}

export interface SqlTables {
  tables: readonly SqlTable[];
  /** Conditions of joins. */
  conditions: readonly (readonly SqlToken[])[];
}

/** What reading a statement needs of the whole. */
export interface SqlReading {
  /** Names that WITH gives, in lower case. */
  named: ReadonlySet<string>;
  /** Reads a statement in parentheses. */
  nested(items: readonly SqlToken[], named: ReadonlySet<string>): void;
}

/** `FROM orders o JOIN lines l ON …`, without the FROM. */
export function tablesOf(items: readonly SqlToken[], reading: SqlReading): SqlTables {
  const tables: SqlTable[] = [];
  const conditions: SqlToken[][] = [];
  let expected = true;
  let joined: SqlToken[] | undefined;
  for (let at = 0; at < items.length; ) {
    const item = items[at];
    if (!item) break;
    at += 1;
    if (isMark(item, ',') || BEFORE_TABLE.has(item.keyword)) {
      expected = true;
      joined = undefined;
    } else if (!expected) {
      if (item.keyword === 'ON') conditions.push((joined = []));
      else if (AROUND_JOIN.has(item.keyword)) joined = undefined;
      else if (item.keyword === 'WITH' && items[at]?.items.some(({ keyword }) => LOCK_HINTS.has(keyword))) {
        const last = tables.pop();
        if (last) tables.push({ ...last, locked: true });
      } else joined?.push(item);
      if (item.is === 'group' && !joined) queriesIn([item], reading);
    } else if (!IN_FRONT.has(item.keyword)) {
      expected = false;
      const read = item.is === 'group' ? grouped(item, at, tables, conditions, reading) : named(items, at - 1, reading);
      if (!read) continue;
      const alias = aliasAt(items, read.next);
      at = alias?.next ?? read.next;
      if (read.table) tables.push({ ...read.table, alias: alias?.name ?? read.table.alias });
    }
  }
  for (const each of conditions) queriesIn(each, reading);
  return { tables, conditions };
}

const BEFORE_TABLE = new Set(['JOIN', 'APPLY', 'STRAIGHT_JOIN']);
const AROUND_JOIN = new Set(['LEFT', 'RIGHT', 'INNER', 'OUTER', 'CROSS', 'FULL', 'NATURAL', 'ASOF', 'ANY', 'GLOBAL']);
const IN_FRONT = new Set(['ONLY', 'LATERAL']);
const LOCK_HINTS = new Set(['UPDLOCK', 'XLOCK', 'TABLOCKX']);

/** A query, or joined tables in parentheses. */
function grouped(item: SqlToken, next: number, tables: SqlTable[], conditions: SqlToken[][], reading: SqlReading): { table?: SqlTable; next: number } {
  if (!isQuery(item.items) && item.items[0]?.keyword !== 'VALUES') {
    const inside = tablesOf(item.items, reading);
    tables.push(...inside.tables);
    conditions.push(...inside.conditions.map((each) => [...each]));
    return { next };
  }
  reading.nested(item.items, reading.named);
  return { table: { table: '', alias: '', locked: false }, next };
}

function named(items: readonly SqlToken[], at: number, reading: SqlReading): { table: SqlTable; next: number } | undefined {
  const name = nameAt(items, at);
  if (!name || (items[at]?.is === 'word' && STOPS.has(items[at].keyword))) return undefined;
  const table = tableName(name);
  // A function that gives rows.
  if (items[name.next]?.is === 'group') {
    queriesIn(items.slice(name.next, name.next + 1), reading);
    return { table: { table: '', alias: '', locked: false }, next: name.next + 1 };
  }
  const isNamed = name.parts.length === 1 && reading.named.has(table.toLowerCase());
  return { table: { table: isNamed ? '' : table, alias: lastPart(table).toLowerCase(), locked: false }, next: name.next };
}

function aliasAt(items: readonly SqlToken[], at: number): { name: string; next: number } | undefined {
  const as = items[at]?.keyword === 'AS';
  const alias = items[as ? at + 1 : at];
  if (alias?.is !== 'name' && (alias?.is !== 'word' || (!as && (STOPS.has(alias.keyword) || AROUND_JOIN.has(alias.keyword) || BEFORE_TABLE.has(alias.keyword))))) return undefined;
  return { name: alias.text.toLowerCase(), next: at + (as ? 2 : 1) };
}

/** Words that no table and no alias is called without quotes. */
const STOPS = new Set([
  'ON', 'USING', 'WHERE', 'SET', 'WITH', 'SELECT', 'VALUES', 'FROM', 'FINAL', 'PREWHERE', 'SAMPLE', 'USE', 'FORCE', 'IGNORE', 'TABLESAMPLE', 'PARTITION', 'WINDOW', 'GROUP', 'ORDER',
  'LIMIT', 'UNION', 'FOR', 'RETURNING', 'OUTPUT', 'DEFAULT', 'OVERRIDING', 'WHEN', 'INTO', 'INDEXED', 'NOT', 'AND', 'OR',
]);

/** Reads the queries in expressions. */
export function queriesIn(items: readonly SqlToken[], reading: SqlReading): void {
  for (const item of items) {
    if (item.is !== 'group') continue;
    if (isQuery(item.items)) reading.nested(item.items, reading.named);
    else queriesIn(item.items, reading);
  }
}

/** Whose column it is: of one table alone, where none is said. */
export function ownerOf(qualifier: string, tables: readonly SqlTable[]): SqlTable | undefined {
  if (qualifier === '') return tables.length === 1 ? tables[0] : undefined;
  const name = qualifier.toLowerCase();
  return tables.find(({ alias }) => alias === name) ?? tables.find(({ table }) => lastPart(table).toLowerCase() === name);
}

/** The conditions on a table, as a statement tells them. */
export function whereOf(table: SqlTable, tables: readonly SqlTable[], conditions: readonly SqlCondition[]): { column: string; literals: SqlCondition['literals'] }[] {
  const own = conditions.filter(({ qualifier }) => ownerOf(qualifier, tables) === table);
  const isSaid = (each: SqlCondition, index: number): boolean => own.findIndex((other) => other.column === each.column && other.literals.join() === each.literals.join()) < index;
  return own.filter((each, index) => !isSaid(each, index)).map(({ column, literals }) => ({ column, literals }));
}
