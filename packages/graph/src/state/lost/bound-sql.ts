/**
 * SQL texts with the values that are bound to them: which column is set to, or compared with, which expression.
 *
 * `sql-statements.ts` reads more of the language, but from a text in which all that varies is the same hole, so that it cannot
 * say which of several values a column gets.
 */
import { soleOf, type Expr } from '@dist-lint/model';
import type { Program } from '../../link.ts';
import { textOf } from '../../slots.ts';
import type { RowCall } from '../row-calls.ts';
import { partOf, slotOf, type Frame, type Framed } from './frames.ts';

export interface BoundColumn {
  column: string;
  /** What is bound; absent for what the statement itself says or computes. */
  value?: Framed;
  /** The statement computes it from the column itself. */
  atomic?: true;
}

export interface BoundSql {
  table: string;
  writes: boolean;
  sets: readonly BoundColumn[];
  where: readonly BoundColumn[];
  locksRows: boolean;
}

/** The hole for the nth bound value in a text that was made ready. */
const HOLE = /^\u0001(\d+)\u0001$/;
const LOCKS = /\bfor\s+(?:no\s+key\s+)?update\b|\bpg_(?:try_)?advisory|\block\s+(?:table|in)\b|\bget_lock\s*\(|\b(?:updlock|xlock)\b/i;

/** Whether a statement keeps others from what it reads: row locks, table locks, advisory locks. */
export function locksBySql(program: Program, frame: Frame, row: RowCall): boolean {
  const sql = sqlSlot(program, frame, row);
  return sql !== undefined && LOCKS.test(sqlText(program, sql));
}

/** The text itself, where a tag stands before it: `$queryRaw(Prisma.sql`…`)`. */
function sqlSlot(program: Program, frame: Frame, row: RowCall): Framed | undefined {
  const found = slotOf(program, frame, row, row.effect.sql);
  const call = found?.expr.k === 'result' ? found.frame.module.index.calls[found.frame.function]?.[found.expr.id] : undefined;
  return found && call?.kind === 'tag' && call.args[0] ? { frame: found.frame, expr: call.args[0] } : found;
}

/** Undefined for what is no plain select or update of one table. */
export function boundSql(program: Program, frame: Frame, row: RowCall): BoundSql | undefined {
  const sql = sqlSlot(program, frame, row);
  if (!sql) return undefined;
  const values = boundValues(program, frame, row, sql);
  let unnamed = 0;
  const text = numbered(sqlText(program, sql).replace(/\s+/g, ' ').trim())
    .replace(/\?/g, () => `\u0001${(unnamed += 1)}\u0001`);
  const columns = (part: string | undefined, by: RegExp): BoundColumn[] => (part ?? '').split(by).flatMap((each) => {
    const pair = /^\s*\(?\s*(?:["`]?\w+["`]?\.)?["`]?(\w+)["`]?\s*(?:=|>=|<=|>|<)\s*(.+?)\s*\)?\s*$/i.exec(each);
    if (!pair?.[1] || pair[2] === undefined) return [];
    const hole = HOLE.exec(pair[2].replace(/::\w+$/, ''));
    const value = hole ? values[Number(hole[1]) - 1] : undefined;
    return [{ column: pair[1], ...(value ? { value } : {}), ...(new RegExp(`\\b${pair[1]}\\b`, 'i').test(pair[2]) ? { atomic: true as const } : {}) }];
  });
  const update = /^update (?:only )?["`]?([\w.]+)["`]?(?: (?:as )?\w+)? set (.+?)(?: where (.+?))?(?: returning .*)?;?$/i.exec(text);
  if (update) return { table: update[1] ?? '', writes: true, sets: columns(update[2], /,(?![^(]*\))/), where: columns(update[3], / and /i), locksRows: false };
  const select = /^select .+? from ["`]?([\w.]+)["`]?(?: (?:as )?(?!where|for|limit|order)\w+)?(?: where (.+?))?(?: (?:order by|limit|for) .*)?;?$/i.exec(text);
  return select ? { table: select[1] ?? '', writes: false, sets: [], where: columns(select[2], / and /i), locksRows: LOCKS.test(text) } : undefined;
}

/** `$1` and the holes of templates become the same. */
function numbered(text: string): string {
  return text.replace(/\$(\d+)/g, '\u0001$1\u0001');
}

function sqlText(program: Program, { frame, expr }: Framed): string {
  if (expr.k === 'template') return expr.parts.map((part, index) => (index === 0 ? part : `\u0001${index}\u0001${part}`)).join('');
  if (expr.k === 'var') {
    const only = soleOf(frame.module.index.assignments[expr.v]);
    if (only && only.value.k === 'template') return sqlText(program, { frame, expr: only.value });
  }
  return textOf(program.link, frame.module, frame.function, expr);
}

function boundValues(program: Program, frame: Frame, { payload }: RowCall, sql: Framed): readonly Framed[] {
  if (sql.expr.k === 'template') return sql.expr.values.map((expr): Framed => ({ frame: sql.frame, expr }));
  if (!payload) return [];
  const list = payload.expr.k === 'array' ? payload.expr : partOf(program, { frame, expr: payload.expr }, [])?.expr;
  return list?.k === 'array' ? list.items.map((expr: Expr): Framed => ({ frame, expr })) : [];
}
