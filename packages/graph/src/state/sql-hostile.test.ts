import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sqlStatements } from './sql-statements.ts';
import { told } from './sql-statements.test.setup.ts';

const does = (text: string): string[] => sqlStatements(text).map(told);

test('a condition nested a thousand deep ends, and what stands outside is read', () => {
  expect(does(`UPDATE orders SET n = 1 WHERE ${'('.repeat(1_000)}id = 1${')'.repeat(1_000)} AND state = 'new'`)).toEqual(['update orders n=1 | state="new"']);
});

test('queries nested a thousand deep end', () => {
  expect(does(`${'SELECT a FROM ('.repeat(1_000)}SELECT 1${')'.repeat(1_000)}`)).toEqual([]);
});

test('what is not closed ends with the text', () => {
  expect(does(`UPDATE orders SET n = 1 WHERE id = 'never closed`)).toEqual(['update orders n=1 | id="never closed"']);
  expect(does('UPDATE orders SET n = 1 WHERE (id = 2')).toEqual(['update orders n=1 | id=2']);
  expect(does('UPDATE orders SET n = 1)) WHERE id = 2')).toEqual(['update orders n=1 | id=2']);
  expect(does('/* UPDATE orders SET n = 1')).toEqual([]);
});

test('of a text without end the beginning is read, and its condition is open', () => {
  const [one, ...more] = sqlStatements(`UPDATE orders SET n = 1 WHERE id IN (1${', 1'.repeat(100_000)}) OR TRUE`);
  expect([one && told(one), more]).toEqual(['update orders n=1 |  | open', []]);
});

/** Times a text that has not been read before. */
function timed(text: string): number {
  const start = performance.now();
  sqlStatements(text);
  return performance.now() - start;
}

test('texts made to take long do not', () => {
  const beginnings = [`'a\\'`, '$a$', '$a$ $b$', '"', '/*', '* ', 'a.', '( ', '::', 'WITH a AS (', 'x = (SELECT ', 'AND ', 'CASE WHEN ', 'EXISTS (SELECT 1 FROM t WHERE '];
  for (const each of beginnings) expect([each, timed(`SELECT a FROM t WHERE ${each.repeat(20_000)}`) < 2_000]).toEqual([each, true]);
});

const WORDS = [
  'SELECT', 'FROM', 'WHERE', 'UPDATE', 'SET', 'INSERT', 'INTO', 'VALUES', 'DELETE', 'WITH', 'AS', 'ON', 'CONFLICT', 'DO', 'MERGE', 'USING', 'WHEN', 'THEN', 'JOIN', 'FOR', 'OR', 'AND', 'IN', 'IS', 'NOT',
  'TRUNCATE', 'ALTER', 'TABLE', 'COPY', 'UNION', 'a', 'b.c', '*', '(', ')', ',', '=', '::', '.', ';', "'x'", '"y"', '$1', '?', '3', '[', ']', '--', '/*', '$$', ':x',
];

test('any words in any order give statements and never throw', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom(...WORDS), { maxLength: 40 }), (words) => Array.isArray(sqlStatements(words.join(' ')))), { numRuns: 3_000 });
  fc.assert(fc.property(fc.string({ maxLength: 60 }), (text) => Array.isArray(sqlStatements(`UPDATE t SET ${text}`))), { numRuns: 1_000 });
});
