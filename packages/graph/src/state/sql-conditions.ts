/** Which columns an SQL condition holds to which values. */
import { isMark, literalOf, nameAt, type SqlLiteral, splitAt, withoutCasts, withoutTrailingHoles } from './sql-clauses.ts';
import type { SqlToken } from './sql-tokens.ts';

export interface SqlCondition {
  /** The table's name or alias before the column; '' when there is none. */
  qualifier: string;
  column: string;
  literals: readonly SqlLiteral[];
}

/** What holds for every row that the condition lets through; comparisons other than `=`, `IN` and `IS` are left out. */
export function conditionsOf(items: readonly SqlToken[]): readonly SqlCondition[] {
  const ways = splitAt(items, ({ keyword }) => keyword === 'OR' || keyword === 'XOR').map(allOf);
  const [first = [], ...more] = ways;
  if (more.length === 0) return first;
  // Of alternatives, what each of them asks: `status = 'new' OR status = 'held'`.
  return first.flatMap((condition) => {
    const others = more.map((way) => way.find((each) => isSameColumn(each, condition)));
    const all = [condition, ...others.filter((each) => each !== undefined)];
    if (all.length < ways.length) return [];
    return [{ ...condition, literals: all.some(({ literals }) => literals.length === 0) ? [] : [...new Set(all.flatMap(({ literals }) => literals))] }];
  });
}

/** A part of the condition varies, or of the text behind it: `WHERE id = $1 *`. */
export function isOpenCondition(items: readonly SqlToken[]): boolean {
  return items.some((item, index) => {
    const before = items[index - 1];
    const begins = !before || AROUND_CONDITIONS.has(before.keyword);
    if (item.is === 'group') return begins && isOpenCondition(item.items);
    const after = items[index + 1];
    const ends = !after || after.is === 'star' || AROUND_CONDITIONS.has(after.keyword);
    return item.is === 'star' && ends && (begins || before.is === 'star' || isOperand(before));
  });
}

/** What stands before the next clause ends with a part that varies: `FROM orders *`. */
export function endsOpen(items: readonly SqlToken[]): boolean {
  const [before, last] = items.slice(-2);
  // `orders_*` is a name.
  return last?.is === 'star' && !(last.glued && before?.text.endsWith('_')) && isOpenCondition(items.slice(-2));
}

const AROUND_CONDITIONS = new Set(['AND', 'OR', 'NOT', 'WHERE']);

/** What may be complete before a part that varies: not an operator, and no word that asks for a value. */
const isOperand = ({ is, keyword }: SqlToken): boolean => is !== 'mark' && !ASKING.has(keyword);
const ASKING = new Set(['RETURNING', 'LIMIT', 'OFFSET', 'BY', 'SELECT', 'FROM', 'IN', 'LIKE', 'ILIKE', 'BETWEEN', 'IS', 'FETCH', 'OUTPUT', 'AS', 'ANY']);

const isSameColumn = (a: SqlCondition, b: SqlCondition): boolean => a.column === b.column && a.qualifier === b.qualifier;

function allOf(items: readonly SqlToken[]): readonly SqlCondition[] {
  let between = false;
  const parts = splitAt(items, ({ keyword }) => {
    if (keyword === 'BETWEEN') between = true;
    if (keyword !== 'AND') return false;
    const bounds = between;
    between = false;
    return !bounds;
  });
  return parts.flatMap((part) => comparison(withoutTrailingHoles(part)));
}

function comparison(items: readonly SqlToken[]): readonly SqlCondition[] {
  const [first] = items;
  if (!first) return [];
  if (first.is === 'group' && items.length === 1) return conditionsOf(first.items);
  if (first.keyword === 'NOT') {
    const name = nameAt(items, 1);
    return name && name.next === items.length ? condition(name.parts, [false]) : [];
  }
  const column = columnOf(items);
  if (column) return [...compared(column.parts, items.slice(column.next)), ...otherColumn(items.slice(column.next))];
  // The other way round: `'paid' = status`.
  const equals = items.findIndex((item) => isMark(item, '='));
  const right = equals > 0 ? columnOf(items.slice(equals + 1)) : undefined;
  return right && right.next === items.length - equals - 1 ? condition(right.parts, known(items.slice(0, equals))) : [];
}

/** `bills.order_id = orders.id` asks something of both; without a table's name, the other side may be anything. */
function otherColumn(rest: readonly SqlToken[]): readonly SqlCondition[] {
  const column = isMark(rest[0], '=') ? columnOf(rest.slice(1)) : undefined;
  return column && column.parts.length > 1 && column.next === rest.length - 1 ? condition(column.parts, []) : [];
}

/** The column that a comparison begins with, through a cast. */
function columnOf(items: readonly SqlToken[]): { parts: readonly string[]; next: number } | undefined {
  const name = items[0]?.is === 'parameter' ? undefined : nameAt(items, 0);
  if (!name || literalOf(items.slice(0, 1)) !== undefined || items[0]?.keyword === 'EXISTS') return undefined;
  if (!isMark(items[name.next], '::')) return name;
  const type = nameAt(items, name.next + 1);
  return type && { parts: name.parts, next: type.next };
}

function compared(parts: readonly string[], rest: readonly SqlToken[]): readonly SqlCondition[] {
  const [operator, second, third] = rest;
  // A column that is true by itself.
  if (!operator) return condition(parts, [true]);
  if (isMark(operator, '=')) return condition(parts, known(rest.slice(isMark(second, '=') ? 2 : 1)));
  if (operator.keyword === 'IN') return condition(parts, second?.is === 'group' && rest.length === 2 ? listed(second.items) : []);
  if (operator.keyword !== 'IS' || !second) return [];
  if (rest.map(({ keyword }) => keyword).slice(0, 4).join(' ') === 'IS NOT DISTINCT FROM') return condition(parts, known(rest.slice(4)));
  const literal = third ? undefined : literalOf([second]);
  return literal === undefined ? [] : condition(parts, [literal]);
}

const known = (items: readonly SqlToken[]): readonly SqlLiteral[] => {
  const literal = literalOf(withoutTrailingHoles(items));
  return literal === undefined ? [] : [literal];
};

/** All of a list, or none when one of it varies. */
function listed(items: readonly SqlToken[]): readonly SqlLiteral[] {
  const literals = splitAt(items, (item) => isMark(item, ',')).map((each) => literalOf(withoutCasts(each)));
  return literals.every((each) => each !== undefined) ? literals : [];
}

function condition(parts: readonly string[], literals: readonly SqlLiteral[]): readonly SqlCondition[] {
  const column = parts.at(-1) ?? '';
  return column === '' || column.includes('*') ? [] : [{ qualifier: parts.at(-2) ?? '', column, literals }];
}
