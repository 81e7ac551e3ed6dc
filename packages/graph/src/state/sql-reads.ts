/** What a query reads: tables, columns, and whether it locks the rows. */
import { clause, clausesOf, isMark, isQuery, lastPart, listOf, nameAt, type SqlClause, type SqlName, splitAt } from './sql-clauses.ts';
import { conditionsOf, endsOpen, isOpenCondition } from './sql-conditions.ts';
import type { SqlColumn, SqlStatement } from './sql-model.ts';
import { ownerOf, queriesIn, type SqlReading, type SqlTable, tablesOf, whereOf } from './sql-tables.ts';
import type { SqlToken } from './sql-tokens.ts';

/** `SELECT …`, with what UNION and its like join to it. */
export function readsOf(items: readonly SqlToken[], reading: SqlReading, add: (statement: SqlStatement) => void): void {
  for (const each of splitAt(items, (item, index) => SETS.has(item.keyword) && joinsQuery(items, index + 1))) {
    const start = each.findIndex(({ is, keyword }) => keyword === 'SELECT' || is === 'group');
    const first = each[start];
    if (first?.is === 'group') reading.nested(first.items, reading.named);
    else if (first) select(each.slice(start + 1), reading, add);
  }
}

/** `SELECT * EXCEPT (id) FROM …` joins nothing. */
function joinsQuery(items: readonly SqlToken[], at: number): boolean {
  const next = items[at];
  return next !== undefined && (next.keyword === 'ALL' || next.keyword === 'DISTINCT' || next.is === 'star' || isQuery([next]));
}

const SETS = new Set(['UNION', 'INTERSECT', 'EXCEPT', 'MINUS']);

function select(items: readonly SqlToken[], reading: SqlReading, add: (statement: SqlStatement) => void): void {
  const clauses = clausesOf(items, CLAUSES);
  const { tables, conditions: joins } = tablesOf(clause(clauses, 'FROM'), reading);
  const where = [clause(clauses, 'WHERE'), clause(clauses, 'PREWHERE'), ...joins].flatMap((each) => conditionsOf(each));
  const isOpen = isOpenCondition(clause(clauses, 'WHERE')) || isOpenCondition(clause(clauses, 'PREWHERE')) || endsOpen(clause(clauses, 'FROM'));
  const columns = columnsRead(clauses[0]?.items ?? []);
  for (const table of tables) {
    if (table.table === '') continue;
    add({
      does: 'read',
      table: table.table,
      columns: columnsOf(table, tables, columns),
      where: whereOf(table, tables, where),
      ...(isOpen ? { open: true as const } : {}),
      ...(table.locked || locks(clauses, table) ? { locksRows: true as const } : {}),
    });
  }
  for (const { word, items: own } of clauses) if (word !== 'FROM') queriesIn(own, reading);
}

const CLAUSES = new Set(['FROM', 'PREWHERE', 'WHERE', 'GROUP', 'HAVING', 'WINDOW', 'ORDER', 'LIMIT', 'OFFSET', 'FETCH', 'FOR', 'SETTINGS', 'FORMAT', 'QUALIFY', 'INTO', 'LOCK', 'RETURNING', 'OPTION']);

/** `FOR UPDATE`, `FOR NO KEY UPDATE OF o SKIP LOCKED`. */
function locks(clauses: readonly SqlClause[], table: SqlTable): boolean {
  return clauses.some(({ word, items }) => {
    if (word !== 'FOR') return false;
    const at = items[0]?.keyword === 'NO' ? 2 : 0;
    if (items[at]?.keyword !== 'UPDATE') return false;
    if (items[at + 1]?.keyword !== 'OF') return true;
    return listOf(items.slice(at + 2)).some(([name]) => name?.text.toLowerCase() === table.alias || name?.text.toLowerCase() === lastPart(table.table).toLowerCase());
  });
}

interface Named {
  qualifier: string;
  name: string;
}

/** The columns of a table; `*` alone when all of them are read, whatever else is. */
function columnsOf(table: SqlTable, tables: readonly SqlTable[], columns: readonly Named[]): SqlColumn[] {
  const own = columns.filter(({ qualifier, name }) => (qualifier === '' && name === '*') || ownerOf(qualifier, tables) === table);
  const names = [...new Set(own.map(({ name }) => name))];
  return names.includes('*') ? [{ name: '*' }] : names.map((name) => ({ name }));
}

/** The columns that a list of expressions names. */
function columnsRead(items: readonly SqlToken[]): Named[] {
  return listOf(items).flatMap((each) => {
    const start = each.findIndex(({ is, keyword }) => is !== 'group' && !LEADING.has(keyword));
    const isTop = each[start - 1]?.keyword === 'TOP';
    const list = each[0]?.is === 'group' ? each : each.slice(Math.max(isTop ? start + 1 : start, 0));
    return list[0]?.is === 'star' && list.length === 1 ? [{ qualifier: '', name: '*' }] : columnsIn(list);
  });
}

const LEADING = new Set(['DISTINCT', 'ALL', 'ON', 'TOP', 'SQL_CALC_FOUND_ROWS']);

function columnsIn(items: readonly SqlToken[]): Named[] {
  const found: Named[] = [];
  let afterOperand = false;
  for (let at = 0; at < items.length; ) {
    const item = items[at];
    if (!item) break;
    // Types and names that are given.
    if (item.keyword === 'AS' || isMark(item, '::')) {
      at = nameAt(items, at + 1)?.next ?? at + 2;
      continue;
    }
    const name: SqlName | undefined = item.is === 'word' || item.is === 'name' || (item.is === 'star' && !afterOperand) ? nameAt(items, at) : undefined;
    const after = name ? items[name.next] : undefined;
    if (item.is === 'group' && !BESIDE_QUERY.has(item.items[0]?.keyword ?? '')) found.push(...columnsIn(item.items.filter((each, index) => each.is !== 'star' || index > 0)));
    if (name && !(item.is === 'word' && EXPRESSION_WORDS.has(item.keyword)) && after?.is !== 'group' && after?.is !== 'text' && !afterOperand) {
      const last = name.parts.at(-1) ?? '';
      found.push({ qualifier: name.parts.at(-2) ?? '', name: last.includes('*') ? '*' : last });
    }
    afterOperand = item.is === 'group' || (name ? !(item.is === 'word' && EXPRESSION_WORDS.has(item.keyword)) : item.is === 'text' || item.is === 'number' || item.is === 'parameter');
    at = name ? name.next : at + 1;
  }
  return found;
}

const BESIDE_QUERY = new Set(['SELECT', 'WITH']);
const EXPRESSION_WORDS = new Set([
  'AND', 'OR', 'NOT', 'NULL', 'TRUE', 'FALSE', 'IS', 'IN', 'LIKE', 'ILIKE', 'BETWEEN', 'CASE', 'WHEN', 'THEN', 'ELSE', 'END', 'DISTINCT', 'ALL', 'ANY', 'SOME', 'EXISTS', 'CAST', 'OVER',
  'PARTITION', 'BY', 'ORDER', 'FILTER', 'WHERE', 'FROM', 'COLLATE', 'ESCAPE', 'ARRAY', 'ASC', 'DESC', 'CURRENT_TIMESTAMP', 'CURRENT_DATE', 'CURRENT_TIME', 'INTERVAL', 'DIV', 'MOD', 'XOR', 'ROW',
]);
