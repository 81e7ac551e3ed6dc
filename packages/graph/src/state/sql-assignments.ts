/** What `SET a = 1, b = b + 1` and `(a, b) VALUES (1, $2)` write. */
import { isMark, isQuery, lastPart, listOf, literalOf, nameAt, withoutTrailingHoles } from './sql-clauses.ts';
import type { SqlColumn } from './sql-model.ts';
import type { SqlTable } from './sql-tables.ts';
import type { SqlToken } from './sql-tokens.ts';

export interface SqlAssignment {
  /** The table's name or alias before the column; '' when there is none. */
  qualifier: string;
  column: SqlColumn;
}

/** Columns that vary are `*`. */
export function assignmentsOf(items: readonly SqlToken[], own: readonly SqlTable[]): readonly SqlAssignment[] {
  const found = listOf(items).flatMap((each) => assignment(each, own));
  // What cannot be seen behind the last one may write more.
  const isOpen = items.length > 0 && withoutTrailingHoles(items).length < items.length;
  const all = isOpen || found.length === 0 ? [...found, { qualifier: '', column: { name: '*' } }] : found;
  const stars = all.filter(({ column }) => column.name === '*');
  return [...all.filter(({ column }) => column.name !== '*'), ...stars.slice(0, 1)];
}

const UNKNOWN: SqlAssignment = { qualifier: '', column: { name: '*' } };

function assignment(items: readonly SqlToken[], own: readonly SqlTable[]): SqlAssignment[] {
  const [first] = items;
  if (!first) return [];
  if (first.is === 'group' && isMark(items[1], '=')) return row(first.items, items.slice(2), own);
  // A variable of MySQL or SQL Server.
  if (first.is === 'parameter' && first.text.startsWith('@')) return [];
  const name = nameAt(items, 0);
  if (!name) return [UNKNOWN];
  const column = name.parts.at(-1) ?? '';
  if (column.includes('*')) return [UNKNOWN];
  const qualifier = name.parts.at(-2) ?? '';
  const equals = items.findIndex((item, index) => index >= name.next && isMark(item, '='));
  // `SET status *`, or a part of a column: `tags[1] = 'a'`, `n += 1`.
  if (equals !== name.next) return [{ qualifier, column: equals > 0 ? { name: column, atomic: true } : { name: column } }];
  return [{ qualifier, column: written(column, items.slice(equals + 1), own) }];
}

/** `(a, b) = (1, 2)`. */
function row(names: readonly SqlToken[], values: readonly SqlToken[], own: readonly SqlTable[]): SqlAssignment[] {
  const group = values.find(({ is }) => is === 'group');
  const each = group && !isQuery(group.items) ? listOf(group.items) : [];
  return columnNames(names).map((name, index) => ({ qualifier: '', column: name === '*' ? { name } : written(name, each[index] ?? [], own) }));
}

export function columnNames(items: readonly SqlToken[]): string[] {
  return listOf(items).map((each) => {
    const name = lastPart(nameAt(each, 0)?.parts.join('.') ?? '*');
    return name.includes('*') || each.some(({ is }, index) => index > 0 && is === 'star' && each[index]?.glued !== true) ? '*' : name;
  });
}

function written(name: string, value: readonly SqlToken[], own: readonly SqlTable[]): SqlColumn {
  const literal = literalOf(withoutTrailingHoles(value));
  if (literal !== undefined) return { name, literal };
  return isComputedFrom(name.toLowerCase(), value, own) ? { name, atomic: true } : { name };
}

function isComputedFrom(column: string, items: readonly SqlToken[], own: readonly SqlTable[]): boolean {
  for (let at = 0; at < items.length; ) {
    const item = items[at];
    if (!item) break;
    if (item.is === 'group') {
      if (items[at - 1]?.keyword !== 'VALUES' && !isQuery(item.items) && isComputedFrom(column, item.items, own)) return true;
      at += 1;
      continue;
    }
    const name = item.is === 'word' || item.is === 'name' ? nameAt(items, at) : undefined;
    if (!name) {
      at += 1;
      continue;
    }
    const qualifier = name.parts.at(-2)?.toLowerCase();
    const isOwn = qualifier === undefined || own.some(({ alias, table }) => alias === qualifier || lastPart(table).toLowerCase() === qualifier);
    if (isOwn && name.parts.at(-1)?.toLowerCase() === column && items[name.next]?.is !== 'group') return true;
    at = name.next;
  }
  return false;
}

/** The columns of an INSERT, with the literal that all rows have. */
export function insertedColumns(names: readonly string[], rows: readonly (readonly SqlToken[])[]): SqlColumn[] {
  const values = rows.map(listOf);
  const columns = names.map((name, index): SqlColumn => {
    const [first, ...more] = values.map((each) => (each.length === names.length ? literalOf(each[index] ?? []) : undefined));
    return name === '*' || first === undefined || more.some((each) => each !== first) ? { name } : { name, literal: first };
  });
  const known = columns.filter(({ name }) => name !== '*');
  return known.length === columns.length && columns.length > 0 ? columns : [...known, { name: '*' }];
}
