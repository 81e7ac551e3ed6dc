/**
 * Rows that are checked and then written without asking again: two that check at once both pass.
 *
 * - an amount is compared and then changed by the store itself: `if (wallet.balance < price) throw`, `{ decrement: price }`
 * - a state is asked for and then left: `if (order.status !== 'pending') throw`, `{ status: 'paid' }`
 * - what may happen once is asked for and then marked: `if (invite.acceptedAt) throw`, `{ acceptedAt: new Date() }`
 */
import { nameSpan } from '../../call-spans.ts';
import type { Program } from '../../link.ts';
import type { LinkedModule } from '../../program.ts';
import { rowCalls } from '../row-calls.ts';
import { asksOf, type Form } from './asked-fields.ts';
import { constantsOf } from './asked-constants.ts';
import { storedFields, type StoredField } from './changes.ts';
import { doneTwice } from './done-twice.ts';
import { scopeFrame, type Frame } from './frames.ts';
import { plain } from './row-conditions.ts';
import type { LostCheck } from './lost-check.ts';
import { testsBefore, type TestBefore } from './tests-before.ts';
import { unguarded } from './unguarded-writes.ts';
import { madeFromRows } from './value-origins.ts';

export function lostChecks(program: Program, module: LinkedModule): LostCheck[] {
  const found: LostCheck[] = [];
  if (program.link.isExempt(module.path)) return found;
  module.facts.functions.forEach((_, fn) => {
    for (const row of rowCalls(program, module, fn)) {
      if (row.effect.kind !== 'db-write' || row.effect.operation === 'create' || row.effect.operation === 'delete') continue;
      const frame: Frame = { module, function: fn };
      const stored = storedFields(program, { frame, row });
      const twice = doneTwice(program, module, fn, row);
      if (twice) found.push(twice);
      if (stored.length === 0) continue;
      for (const test of testsBefore(module, fn, row.call.at)) {
        const check = stored.map((each) => judge(program, frame, row, each, test)).find((each) => each !== undefined);
        if (check) found.push(check);
      }
    }
  });
  // What is told of one write: the state it leaves before what is done twice, and that before a mark alone.
  const inOrder = [...found.filter(({ how, twice }) => how === 'once' && !twice), ...found.filter(({ twice }) => twice), ...found.filter(({ how }) => how !== 'once')];
  return [...new Map(inOrder.map((each) => [`${each.write.span.at} ${each.field}`, each])).values()];
}

function judge(program: Program, frame: Frame, row: ReturnType<typeof rowCalls>[number], stored: StoredField, test: TestBefore): LostCheck | undefined {
  const at = scopeFrame({ ...frame }, test.function);
  const asked = asksOf(program, at, test.test, stored.field, test.when);
  if (!asked) return undefined;
  const { origin, form, literals } = asked;
  // What is computed from the row is lost itself, and told so.
  if (stored.value && madeFromRows(program, stored.value.frame, stored.value.expr).origins.some(({ path }) => plain(path[0] ?? '') === plain(stored.field))) return undefined;
  const how = kindOf(program, stored, form, literals, test);
  if (!how) return undefined;
  const open = unguarded(program, origin, stored.field, { frame, row, from: frame, call: row.call });
  if (!open) return undefined;
  const place = { module: frame.module, function: frame.function };
  return {
    ...open, field: stored.field, how,
    read: { module: origin.frame.module, function: origin.frame.function, span: nameSpan(origin.row.call) },
    test: { module: frame.module, function: test.function, span: { at: test.at, end: Math.min(test.end, test.at + 2) } },
    write: { ...place, span: stored.span },
  };
}

function kindOf(program: Program, stored: StoredField, form: Form, literals: readonly unknown[] | undefined, test: TestBefore): LostCheck['how'] | undefined {
  if (form === 'compared') return stored.atomic ? 'amount' : undefined;
  if (stored.atomic || !stored.value) return undefined;
  const { frame, expr } = stored.value;
  const written = constantsOf(program, frame, expr);
  // Whoever finds it done is not refused: doing it twice changes nothing.
  if (form === 'equal' && test.refuses && written && literals?.every((each) => typeof each === 'string') && !written.some((each) => literals.some((other) => other === each))) return 'state';
  const marks = written ? written.every((each) => each === true) : expr.k === 'result' && frame.module.index.calls[frame.function]?.[expr.id]?.kind === 'new';
  if (form === 'unset' && test.refuses && marks) return 'once';
  return undefined;
}
