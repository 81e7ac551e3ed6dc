/** Parts of SQL statements: clauses, lists, names, literals. */
import type { SqlToken } from './sql-tokens.ts';

export interface SqlClause {
  /** The keyword it begins with; '' before the first. */
  word: string;
  items: readonly SqlToken[];
}

/** Parts of a statement at its own depth, each with the keyword before it. */
export function clausesOf(items: readonly SqlToken[], starters: ReadonlySet<string>): SqlClause[] {
  let own: SqlToken[] = [];
  const found: SqlClause[] = [{ word: '', items: own }];
  items.forEach((item, index) => {
    const before = items[index - 1];
    // `a IS DISTINCT FROM b` compares, `orders.from` is a column.
    const starts = starters.has(item.keyword) && !(item.keyword === 'FROM' && before?.keyword === 'DISTINCT' && index > 2) && before?.text !== '.';
    if (!starts) return void own.push(item);
    own = [];
    found.push({ word: item.keyword, items: own });
  });
  return found;
}

export const clause = (clauses: readonly SqlClause[], word: string): readonly SqlToken[] => clauses.find((each) => each.word === word)?.items ?? [];

export function splitAt(items: readonly SqlToken[], isBoundary: (item: SqlToken, index: number) => boolean): SqlToken[][] {
  const found: SqlToken[][] = [[]];
  items.forEach((item, index) => {
    if (isBoundary(item, index)) found.push([]);
    else found.at(-1)?.push(item);
  });
  return found;
}

export const isMark = (item: SqlToken | undefined, text: string): boolean => item?.is === 'mark' && item.text === text;

export const listOf = (items: readonly SqlToken[]): SqlToken[][] => splitAt(items, (item) => isMark(item, ',')).filter((each) => each.length > 0);

export const isQuery = (items: readonly SqlToken[]): boolean => {
  const [first] = items;
  return first?.keyword === 'SELECT' || first?.keyword === 'WITH' || (first?.is === 'group' && isQuery(first.items));
};

export interface SqlName {
  parts: readonly string[];
  /** Index of the token after it. */
  next: number;
}

/** `orders`, `"public"."orders"`, `orders_*`, `*.orders`. */
export function nameAt(items: readonly SqlToken[], at: number): SqlName | undefined {
  const parts: string[] = [];
  let next = at;
  for (;;) {
    const part = items[next];
    if (!part || !isNamePart(part)) return undefined;
    let text = part.is === 'parameter' ? '*' : part.text;
    next += 1;
    // What varies may be a part of the name; a star with spaces around it multiplies or stands for more text.
    for (let more = items[next]; more?.glued && (more.is === 'star' || (text.endsWith('*') && (more.is === 'word' || more.is === 'number'))); more = items[next]) {
      text += more.text;
      next += 1;
    }
    parts.push(text);
    if (!isMark(items[next], '.')) return { parts, next };
    next += 1;
  }
}

const isNamePart = ({ is }: SqlToken): boolean => is === 'word' || is === 'name' || is === 'star' || is === 'parameter';

/** With its schema where that is known; `*` where the name varies. */
export const tableName = ({ parts }: SqlName): string => parts.slice(parts.findLastIndex((part, index) => part === '*' && index < parts.length - 1) + 1).join('.');

export const lastPart = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

export type SqlLiteral = string | number | boolean | null;

/** The literal that these words are and nothing else, through casts; undefined when something varies. */
export function literalOf(all: readonly SqlToken[]): SqlLiteral | undefined {
  const items = withoutCasts(all);
  const [first, second] = items;
  if (!first) return undefined;
  if (items.length === 1) {
    if (first.is === 'text') return first.text.includes('*') ? undefined : first.text;
    if (first.is === 'number') return Number(first.text);
    if (first.is === 'group') return literalOf(first.items);
    return first.is === 'word' ? WORDS.get(first.keyword) : undefined;
  }
  if (items.length === 2 && second?.is === 'number' && first.is === 'mark' && (first.text === '-' || first.text === '+')) return Number(first.text + second.text);
  const as = second?.items.findIndex(({ keyword }) => keyword === 'AS') ?? -1;
  return items.length === 2 && first.keyword === 'CAST' && second && as > 0 ? literalOf(second.items.slice(0, as)) : undefined;
}

const WORDS = new Map<string, SqlLiteral>([['TRUE', true], ['FALSE', false], ['NULL', null]]);

/** `'paid'::order_status[]` → `'paid'`. */
export function withoutCasts(items: readonly SqlToken[]): readonly SqlToken[] {
  const cast = items.findIndex((item) => isMark(item, '::'));
  if (cast < 1) return items;
  return items.slice(cast).every(({ is, text }) => is === 'word' || is === 'name' || is === 'star' || is === 'group' || CAST_MARKS.has(text)) ? items.slice(0, cast) : items;
}

const CAST_MARKS = new Set(['::', '.', '[', ']']);

/** Without the holes at its end, which may hold further text: `status = 'paid' *`. */
export function withoutTrailingHoles(items: readonly SqlToken[]): readonly SqlToken[] {
  let end = items.length;
  while (end > 1 && items[end - 1]?.is === 'star' && !isMark(items[end - 2], '=')) end -= 1;
  return items.slice(0, end);
}
