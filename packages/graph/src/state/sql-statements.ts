/** What SQL texts do: which tables and columns they read and write, under which conditions. */
import { alter, remove, truncate, update } from './sql-changes.ts';
import { isMark, isQuery, splitAt } from './sql-clauses.ts';
import { endsOpen } from './sql-conditions.ts';
import { copy, insert, merge } from './sql-inserts.ts';
import type { SqlStatement } from './sql-model.ts';
import { readsOf } from './sql-reads.ts';
import type { SqlReading } from './sql-tables.ts';
import { type SqlToken, sqlTokens } from './sql-tokens.ts';

export type { SqlColumn, SqlStatement } from './sql-model.ts';

/** @param text `*` stands where a value, a name or any part of the text varies. Empty where it says nothing of tables: a gap. */
export function sqlStatements(text: string): readonly SqlStatement[] {
  let known = kept.get(text);
  if (!known) {
    known = saysNothing(text) ? NONE : read(text);
    if (kept.size >= MOST_KEPT || keptLength > LONGEST_KEPT) {
      kept.clear();
      keptLength = 0;
    }
    kept.set(text, known);
    keptLength += text.length;
  }
  return known;
}

const NONE: readonly SqlStatement[] = [];

/** What a text does depends on the text alone, so the answers need no reasons to be dropped for. */
const kept = new Map<string, readonly SqlStatement[]>();
let keptLength = 0;
/** Migrations of a large program hold thousands of texts, and each is asked for several times. */
const MOST_KEPT = 20_000;
const LONGEST_KEPT = 20_000_000;

/** One statement that makes or drops tables, by its first word: the long texts of migrations need not be read for that. */
function saysNothing(text: string): boolean {
  const word = /^[\s(]*([A-Za-z]+)\s/.exec(text)?.[1]?.toUpperCase();
  if (word === undefined || (STARTS.has(word) && !(word === 'ALTER' && !/\bwhere\b/i.test(text)))) return false;
  const end = text.indexOf(';');
  return end < 0 || text.slice(end + 1).trim() === '';
}

const STARTS: ReadonlySet<string> = new Set(['SELECT', 'INSERT', 'REPLACE', 'UPDATE', 'DELETE', 'MERGE', 'TRUNCATE', 'ALTER', 'COPY', 'WITH']);

/** Of a longer text, its beginning is read: a list of values may be any length. */
const LONGEST = 20_000;

function read(text: string): readonly SqlStatement[] {
  const found: SqlStatement[] = [];
  for (const each of splitAt(sqlTokens(text.slice(0, LONGEST)), (item) => isMark(item, ';'))) statement(each, new Set(), (one) => found.push(one));
  // What came behind could have loosened the condition: `… OR TRUE`.
  return text.length > LONGEST ? found.map((one) => ({ ...one, where: [], open: true as const })) : found;
}

type Add = (statement: SqlStatement) => void;

function statement(items: readonly SqlToken[], around: ReadonlySet<string>, add: Add): void {
  // Conditions may follow in what varies at the end.
  single(items, around, endsOpen(items) ? (one) => add(one.does === 'create' ? one : { ...one, open: true }) : add);
}

function single(items: readonly SqlToken[], around: ReadonlySet<string>, add: Add): void {
  // Comments and conditions may come in front as holes.
  const start = items.findIndex(({ is }) => is !== 'star');
  const first = items[start];
  if (!first) return;
  const reading: SqlReading = { named: around, nested: (inside, named) => statement(inside, named, add) };
  if (first.keyword === 'WITH') return withQueries(items.slice(start + 1), around, add);
  if (first.is === 'group' && isQuery(first.items)) return readsOf(items.slice(start), reading, add);
  const rest = items.slice(start + 1);
  switch (first.keyword) {
    case 'SELECT':
      return readsOf(items.slice(start), reading, add);
    case 'INSERT':
    case 'REPLACE':
      return insert(rest, first.keyword === 'REPLACE', reading, add);
    case 'UPDATE':
      return update(rest, reading, add);
    case 'DELETE':
      return remove(rest, reading, add);
    case 'MERGE':
      return merge(rest, reading, add);
    case 'TRUNCATE':
      return truncate(rest, add);
    case 'ALTER':
      return alter(rest, reading, add);
    case 'COPY':
      return copy(rest, add);
    default:
  }
}

/** `WITH a AS (…), b AS (…) UPDATE …`: queries of WITH may write, too. */
function withQueries(items: readonly SqlToken[], around: ReadonlySet<string>, add: Add): void {
  // `replace(…)` is a function.
  const main = items.findIndex(({ keyword }, index) => keyword === 'SELECT' || (VERBS.has(keyword) && items[index + 1]?.is !== 'group'));
  const head = main < 0 ? items : items.slice(0, main);
  const named = new Set(around);
  head.forEach((item, index) => {
    if (item.is !== 'word' && item.is !== 'name') return;
    const as = head[index + 1]?.is === 'group' ? index + 2 : index + 1;
    if (head[as]?.keyword === 'AS') named.add(item.text.toLowerCase());
  });
  for (const item of head) if (item.is === 'group') statement(item.items, named, add);
  if (main >= 0) statement(items.slice(main), named, add);
}

const VERBS = new Set(['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'MERGE', 'REPLACE']);
