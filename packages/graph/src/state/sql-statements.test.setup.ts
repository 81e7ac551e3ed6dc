/** Checks for SQL statements, told in one line each. */
import { expect } from 'vitest';
import { type SqlStatement, sqlStatements } from './sql-statements.ts';

/**
 * Compares what texts do: `update orders status="paid" n~ | id= status="new" | open locks`.
 * After the table stand its columns, with the literal written; `~` for what is computed from the old value, `+` for what
 * only a new row gets. After the first `|` stands the condition, `id=` where no literal is known.
 */
export function checkSql(texts: Record<string, readonly string[]>): void {
  expect(Object.fromEntries(Object.keys(texts).map((text) => [text, sqlStatements(text).map(told)]))).toEqual(texts);
}

export function told({ does, table, columns, where, open, locksRows }: SqlStatement): string {
  const written = columns.map(({ name, literal, atomic, onlyNew }) => `${name}${literal === undefined ? '' : `=${JSON.stringify(literal)}`}${atomic ? '~' : ''}${onlyNew ? '+' : ''}`);
  const asked = where.map(({ column, literals }) => `${column}=${literals.map((each) => JSON.stringify(each)).join(',')}`);
  const marks = [open ? 'open' : '', locksRows ? 'locks' : ''].filter(Boolean);
  return [[does, table, ...written].join(' '), ...(asked.length > 0 || marks.length > 0 ? [asked.join(' ')] : []), ...(marks.length > 0 ? [marks.join(' ')] : [])].join(' | ');
}
