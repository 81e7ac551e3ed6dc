/** Of which kind the rows are that a write hits: the words that columns other than the written one are compared with. */
import type { Expr } from '@dist-lint/model';
import type { Program } from '../link.ts';
import { literalsOf } from './literals.ts';
import type { Frame } from './lost/frames.ts';
import { isSameEntity } from './lost/row-places.ts';
import { plain } from './lost/row-conditions.ts';
import { testsBefore } from './lost/tests-before.ts';
import { partsOfRows } from './lost/value-origins.ts';
import { mayShareRows } from './shared-rows.ts';
import type { RowsWhere, StateAccess } from './state-model.ts';

/**
 * Whether two writes may meet in one row as far as anybody can tell: a write to rows of one kind alone
 * (`where: { role: 'copied' }`, or behind `if (order.engine === 'old')`) meets only those that are known to hit this kind, too.
 */
export function areOfOneKind(program: Program, a: StateAccess, b: StateAccess): boolean {
  if (!mayShareRows(program, a, b)) return false;
  const [one, other] = [kindsOf(program, a), kindsOf(program, b)];
  return isWithin(one, other) && isWithin(other, one);
}

function isWithin(kinds: readonly RowsWhere[], others: readonly RowsWhere[]): boolean {
  return kinds.every(({ field, literals }) => others.some((other) => other.field === field && other.literals.some((each) => literals.includes(each))));
}

/** By its condition, and by the tests of a row that lead to it. Words alone tell kinds: `true` and `null` are states of a row. */
function kindsOf(program: Program, access: StateAccess): readonly RowsWhere[] {
  const { cell, rows = [], module, function: fn, span } = access;
  if (cell.kind !== 'column') return [];
  const tested = testsBefore(module, fn, span.at).flatMap(({ test, when, function: at }) => comparedIn(program, { module, function: at }, test, when, access));
  return [...rows, ...tested].filter(({ field, literals }) => field !== cell.field && literals.length > 0 && literals.every((each) => typeof each === 'string'));
}

/** What a test that holds, or does not, says of columns of the written entity. */
function comparedIn(program: Program, frame: Frame, test: Expr, holds: boolean, access: StateAccess): RowsWhere[] {
  if (test.k !== 'op') return [];
  const { op, args } = test;
  if (op === '!' || op === (holds ? '&&' : '||')) return args.flatMap((each) => comparedIn(program, frame, each, op === '!' ? !holds : holds, access));
  if (!(holds ? ['===', '=='] : ['!==', '!=']).includes(op)) return [];
  const [left, right] = args;
  if (left?.k !== 'member' || !right) return [];
  const literals = literalsOf(program, { module: frame.module, function: frame.function, expr: right });
  if (!literals || !isOfEntity(program, frame, left, access)) return [];
  return [{ field: left.name, literals }];
}

function isOfEntity(program: Program, frame: Frame, expr: Extract<Expr, { k: 'member' }>, { cell, module }: StateAccess): boolean {
  return partsOfRows(program, frame, expr).origins.some(({ row, frame: from, path }) =>
    path.length === 1 && plain(path[0] ?? '') === plain(expr.name) && isSameEntity(program, cell.of, { module, function: 0 }, row.target, from));
}
