/** Which columns an SQL condition compares in any way: `status <> 'paid'`, `due IS NOT NULL`, `tries < 3 OR late`. */
import { isMark, isQuery, nameAt } from './sql-clauses.ts';
import { conditionsOf, isOpenCondition } from './sql-conditions.ts';
import { ownerOf, type SqlTable } from './sql-tables.ts';
import type { SqlStatement } from './sql-model.ts';
import { type SqlToken, sqlTokens } from './sql-tokens.ts';

/** Those of a table that are not among what the condition holds to be equal. Queries within ask of their own tables. */
export function asksOf(items: readonly SqlToken[], table: SqlTable, tables: readonly SqlTable[], where: SqlStatement['where']): Pick<SqlStatement, 'asks'> {
  const own = compared(items).filter(({ qualifier }) => qualifier === '' || ownerOf(qualifier, tables) === table);
  const asks = [...new Set(own.map(({ column }) => column))].filter((column) => column !== '*' && !where.some((each) => each.column === column));
  return asks.length > 0 ? { asks } : {};
}

/** Of the text of a condition alone; open where a part of it varies that may ask more. */
export function columnsAsked(text: string): { columns: readonly string[]; isOpen: boolean } {
  const items = sqlTokens(text.slice(0, LONGEST));
  return { columns: [...new Set([...conditionsOf(items), ...compared(items)].map(({ column }) => column))], isOpen: text.length > LONGEST || isOpenCondition(items) };
}

const LONGEST = 4_000;

interface Column {
  qualifier: string;
  column: string;
}

function compared(items: readonly SqlToken[]): Column[] {
  return items.flatMap((item, index): Column[] => {
    if (item.is === 'group') return isQuery(item.items) ? [] : compared(item.items);
    if (!COMPARISONS.has(item.keyword === '' ? item.text : item.keyword) || (item.is !== 'mark' && item.keyword === '')) return [];
    const before = items[items[index - 1]?.keyword === 'NOT' ? index - 2 : index - 1];
    // `COALESCE(status, '') <> 'paid'`
    const name = before?.is === 'group' ? nameAt(before.items, 0) : nameEndingAt(items, before ? items.indexOf(before) : -1);
    const column = name?.parts.at(-1) ?? '';
    return column === '' || column.includes('*') ? [] : [{ qualifier: name?.parts.at(-2) ?? '', column }];
  });
}

/** Names are read forwards: `o.status` begins two words before its end. */
function nameEndingAt(items: readonly SqlToken[], end: number): ReturnType<typeof nameAt> {
  let start = end;
  while (isMark(items[start - 1], '.')) start -= 2;
  const name = start < 0 ? undefined : nameAt(items, start);
  return name?.next === end + 1 ? name : undefined;
}

const COMPARISONS: ReadonlySet<string> = new Set(['=', '<>', '!=', '<', '>', '<=', '>=', 'IS', 'IN', 'LIKE', 'ILIKE', 'BETWEEN', 'SIMILAR']);
