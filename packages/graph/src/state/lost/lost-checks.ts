/**
 * Rows that are checked and then written without asking again: two that check at once both pass.
 *
 * - an amount is compared and then changed by the store itself: `if (wallet.balance < price) throw`, `{ decrement: price }`
 * - a state is asked for and then left: `if (order.status !== 'pending') throw`, `{ status: 'paid' }`
 * - what may happen once is asked for and then marked: `if (invite.acceptedAt) throw`, `{ acceptedAt: new Date() }`
 */
import type { Expr } from '@dist-lint/model';
import { nameSpan } from '../../call-spans.ts';
import type { Program } from '../../link.ts';
import type { LinkedModule } from '../../program.ts';
import { literalsOf } from '../literals.ts';
import { rowCalls } from '../row-calls.ts';
import { forEachExpr } from '../../walk.ts';
import { storedFields, type StoredField } from './changes.ts';
import { entityOf, numberOf, scopeFrame, type Frame } from './frames.ts';
import { isSameEntity, readableEntity, type Place } from './row-places.ts';
import { isClaimed, isUnwatched, locksRows, protectedAt } from './protection.ts';
import { conditionsOf, isAbout, plain } from './row-conditions.ts';
import { isSameRow } from './row-keys.ts';
import { isOnlyOffered, mayRunTwice } from './runs-at-once.ts';
import { testsBefore, type TestBefore } from './tests-before.ts';
import { madeFromRows, partsOfRows, type Origin } from './value-origins.ts';

export interface LostCheck {
  entity: string;
  field: string;
  how: 'amount' | 'state' | 'once';
  /** Some of the ways that lead to it hold others off, all do so within one process alone, or nobody in the program leads there. */
  isHeldAtTimes: boolean;
  read: Place;
  test: Place;
  write: Place;
}

export function lostChecks(program: Program, module: LinkedModule): LostCheck[] {
  const found: LostCheck[] = [];
  if (program.link.isExempt(module.path)) return found;
  module.facts.functions.forEach((_, fn) => {
    for (const row of rowCalls(program, module, fn)) {
      if (row.effect.kind !== 'db-write' || row.effect.operation === 'create' || row.effect.operation === 'delete') continue;
      const frame: Frame = { module, function: fn };
      const stored = storedFields(program, { frame, row });
      if (stored.length === 0) continue;
      for (const test of testsBefore(module, fn, row.call.at)) {
        const check = stored.map((each) => judge(program, frame, row, each, test)).find((each) => each !== undefined);
        if (check) found.push(check);
      }
    }
  });
  return [...new Map(found.map((each) => [`${each.write.span.at} ${each.field}`, each])).values()];
}

function judge(program: Program, frame: Frame, row: ReturnType<typeof rowCalls>[number], stored: StoredField, test: TestBefore): LostCheck | undefined {
  const at = scopeFrame({ ...frame }, test.function);
  const asked = askedIn(program, at, test.test, stored.field, test.when);
  if (!asked) return undefined;
  const { origin, form, literals } = asked;
  // What is computed from the row is lost itself, and told so.
  if (stored.value && madeFromRows(program, stored.value.frame, stored.value.expr).origins.some(({ path }) => plain(path[0] ?? '') === plain(stored.field))) return undefined;
  const how = kindOf(program, stored, form, literals, test);
  if (!how) return undefined;
  const conditions = conditionsOf(program, frame, row);
  const entity = entityOf(program, origin.frame, origin.row);
  if (!isSameEntity(program, entityOf(program, frame, row), frame, entity, origin.frame) || isSameRow(program, origin, { frame, conditions }) !== 'same') return undefined;
  if (conditions.some(({ field }) => field !== undefined && isAbout(field, stored.field)) || locksRows(program, origin)) return undefined;
  // Any further condition may be one on another word for the same.
  if (conditions.length > 1 && !isUnwatched(frame, row.call)) return undefined;
  if (isClaimed(program, frame, row.call, (target) => isSameEntity(program, target, frame, entity, origin.frame))) return undefined;
  // What only start-up does has nobody beside it.
  if (!mayRunTwice(program, numberOf(frame))) return undefined;
  const protection = protectedAt(program, frame, row.call);
  if (protection === 'held' || protection === 'presumed' || protection === 'jobs') return undefined;
  const place = { module: frame.module, function: frame.function };
  return {
    entity: readableEntity(program, entity, origin.frame), field: stored.field, how, isHeldAtTimes: protection !== undefined || isOnlyOffered(program, numberOf(frame)),
    read: { module: origin.frame.module, function: origin.frame.function, span: nameSpan(origin.row.call) },
    test: { module: frame.module, function: test.function, span: { at: test.at, end: Math.min(test.end, test.at + 2) } },
    write: { ...place, span: stored.span },
  };
}

type Form = 'compared' | 'equal' | 'unequal' | 'set' | 'unset';

interface Asked {
  origin: Origin;
  /** What holds of the field where the write is reached. */
  form: Form;
  literals?: readonly unknown[];
}

/** What a test asks of a field of a row that was read. */
function askedIn(program: Program, frame: Frame, test: Expr, field: string, when: boolean): Asked | undefined {
  let found: Asked | undefined;
  const visit = (expr: Expr, holds: boolean): void => {
    if (found) return;
    if (expr.k === 'op' && expr.op === '!') return expr.args[0] && visit(expr.args[0], !holds);
    if (expr.k === 'op' && (expr.op === '&&' || expr.op === '||')) return expr.args.forEach((each) => visit(each, holds));
    if (expr.k === 'op' && ['<', '>', '<=', '>='].includes(expr.op)) {
      const origin = expr.args.map((each) => within(program, frame, each, field)).find(Boolean);
      if (origin) found = { origin, form: 'compared' };
    } else if (expr.k === 'op' && ['===', '!==', '==', '!='].includes(expr.op)) {
      const [left, right] = expr.args;
      const origin = left && partOf(program, frame, left, field);
      if (!origin || !right) return;
      const literals = literalsOf(program, { module: frame.module, function: frame.function, expr: right });
      const isEqual = expr.op.startsWith('=') === holds;
      if (right.k === 'global' && right.name === 'undefined' || literals?.length === 1 && literals[0] === null) found = { origin, form: isEqual ? 'unset' : 'set' };
      else if (literals) found = { origin, form: isEqual ? 'equal' : 'unequal', literals };
    } else if (expr.k === 'result') {
      // `['draft', 'open'].includes(order.status)`
      const call = frame.module.index.calls[frame.function]?.[expr.id];
      const list = call?.callee.k === 'member' && call.callee.name === 'includes' ? call.callee.of : undefined;
      const origin = list && call?.args[0] && partOf(program, frame, call.args[0], field);
      const literals = list?.k === 'array' ? list.items.map((each) => literalsOf(program, { module: frame.module, function: frame.function, expr: each })) : [];
      if (origin && literals.length > 0 && literals.every((each) => each !== undefined)) found = { origin, form: holds ? 'equal' : 'unequal', literals: literals.flat() };
    } else if (expr.k === 'member' || expr.k === 'var') {
      const origin = partOf(program, frame, expr, field);
      if (origin) found = { origin, form: holds ? 'set' : 'unset' };
    }
  };
  visit(test, when);
  return found;
}

function partOf(program: Program, frame: Frame, expr: Expr, field: string): Origin | undefined {
  if (expr.k !== 'member' && expr.k !== 'var') return undefined;
  return partsOfRows(program, frame, expr).origins.find(({ path }) => path.length === 1 && plain(path[0] ?? '') === plain(field));
}

function within(program: Program, frame: Frame, expr: Expr, field: string): Origin | undefined {
  let found: Origin | undefined;
  forEachExpr(expr, (each) => {
    found ??= partOf(program, frame, each, field);
  });
  return found;
}

function kindOf(program: Program, stored: StoredField, form: Form, literals: readonly unknown[] | undefined, test: TestBefore): LostCheck['how'] | undefined {
  if (form === 'compared') return stored.atomic ? 'amount' : undefined;
  if (stored.atomic || !stored.value) return undefined;
  const { frame, expr } = stored.value;
  const written = literalsOf(program, { module: frame.module, function: frame.function, expr });
  // Whoever finds it done is not refused: doing it twice changes nothing.
  if (form === 'equal' && test.refuses && written && literals?.every((each) => typeof each === 'string') && !written.some((each) => literals.some((other) => other === each))) return 'state';
  const marks = written ? written.every((each) => each === true) : expr.k === 'result' && frame.module.index.calls[frame.function]?.[expr.id]?.kind === 'new';
  if (form === 'unset' && test.refuses && marks) return 'once';
  return undefined;
}
