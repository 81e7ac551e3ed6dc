/** Whether a write, seen from one function that leads to it, undoes what others wrote since the row was read. */
import type { CallStep } from '@dist-lint/model';
import { nameSpan } from '../../call-spans.ts';
import type { Program } from '../../link.ts';
import type { LinkedModule } from '../../program.ts';
import { entities } from '../entities.ts';
import type { RowCall } from '../row-calls.ts';
import { boundSql } from './bound-sql.ts';
import { changesOf, payloadOf, storedFields, type Change, type Write } from './changes.ts';
import { isNotTaken } from './dead-branches.ts';
import { entityOf, numberOf, rootOf, type Frame } from './frames.ts';
import { isArithmetic, isChanged, isList, isPlainCopy } from './kept-values.ts';
import { isAboutToGo, isJustMade } from './lone-rows.ts';
import type { RowFindings } from './lost-row.ts';
import { isHeldByWrite } from './held-rows.ts';
import { isClaimed, isUnwatched } from './claimed-rows.ts';
import { locksRows, protectedAt } from './protection.ts';
import { isChangedInPlace } from './reworked-parts.ts';
import { conditionsOf, isAbout, plain, type Condition } from './row-conditions.ts';
import { isSameRow } from './row-keys.ts';
import { isSameEntity, readableEntity, type Place } from './row-places.ts';
import { isOnlyOffered, mayRunTwice } from './runs-at-once.ts';
import { mayPrecede, stepsInOrder } from './steps-in-order.ts';
import { madeFromRows, partsOfRows, type Origin } from './value-origins.ts';

/** True when some of it is decided by those who call. */
export function judgeWrite(program: Program, write: Write, found: RowFindings, settled: Set<string>): boolean {
  const { frame, row } = write;
  if (isNotTaken(program, frame, row.call.at)) return false;
  let isHanded = false;
  const payload = payloadOf(program, frame, row);
  const isRow = payload ? partsOfRows(program, payload.frame, payload.expr) : undefined;
  isHanded ||= isRow?.isHanded ?? false;
  const conditions = conditionsOf(program, frame, row);
  isHanded ||= conditions.some(({ open }) => open);
  for (const change of changesOf(program, write, payload)) {
    const made = madeFromRows(program, change.frame, change.expr);
    isHanded ||= made.isHanded;
    const own = change.compound ? (isRow?.origins ?? []) : made.origins.filter(({ path }) => plain(path[0] ?? '') === plain(change.field));
    for (const origin of own) {
      const key = `${origin.frame.module.number} ${origin.row.call.at} ${change.field}`;
      if (settled.has(key)) continue;
      if (report(program, write, change, origin, isRow?.origins ?? [], conditions, found)) settled.add(key);
    }
  }
  return isHanded;
}

/** Whether nothing more can be learned from those who call. */
function report(program: Program, { frame, row }: Write, change: Change, origin: Origin, rows: readonly Origin[], conditions: readonly Condition[], found: RowFindings): boolean {
  const root = rootOf(frame);
  const entity = entityOf(program, origin.frame, origin.row) || entityOf(program, frame, row) || boundSql(program, frame, row)?.table || '';
  const isItself = rows.some((each) => each.row.call === origin.row.call && each.path.length === 0);
  const written = entityOf(program, frame, row);
  if (!isItself && written !== '' && !isSameEntity(program, written, frame, entityOf(program, origin.frame, origin.row), origin.frame)) return true;
  const call = callIn(root, frame, row);
  const at: Place = { ...place(root), span: change.frame === root && change.frame.function === root.function && !isItself ? change.span : nameSpan(call) };
  const name = readableEntity(program, entity, origin.frame);
  if (isInAnotherBranch(root, origin, call)) return true;
  const same = isItself ? 'same' : isSameRow(program, origin, { frame, conditions });
  if (same === 'other') return true;
  if (same === 'unknown') {
    found.unclear.push({ why: 'key', entity: name, field: change.field, write: at });
    return false;
  }
  if (locksRows(program, origin)) return true;
  const guard = conditions.filter(({ field }) => field !== undefined && isGuard(program, field, change, conditions, origin, { frame, row }));
  const isWatched = row.effect.missed === 'throws' || !isUnwatched(frame, row.call);
  if (guard.length > 0 && isWatched) return true;
  // Callers may add what guards.
  if (isWatched && conditions.some(({ open }) => open)) {
    found.unclear.push({ why: 'protection', entity: name, field: change.field, write: at });
    return false;
  }
  if (isVersioned(program, frame, name)) return true;
  if (isClaimed(program, root, call, (target) => isSameEntity(program, target, root, entity, origin.frame))) return true;
  // What only start-up does has nobody beside it.
  if (!mayRunTwice(program, numberOf(root))) return true;
  const protection = protectedAt(program, root, call);
  if (protection === 'held') return true;
  if (protection === 'presumed') {
    found.unclear.push({ why: 'protection', entity: name, field: change.field, write: at });
    return true;
  }
  if (isHeldByWrite(program, root, callIn(readFrame(root, origin), origin.frame, origin.row), conditions, (target) => isSameEntity(program, target, root, entity, origin.frame))) return true;
  if (isJustMade(program, origin) || isAboutToGo(program, root, call.at, { frame, row }, origin)) return true;
  const isPart = !change.compound && partsOfRows(program, change.frame, change.expr).origins.length > 0 && !isChanged(program, change, origin);
  const isFilled = isPart && isChangedInPlace(program, root, origin, change.field, call.at);
  const isKept = isPart && !isFilled;
  if (isKept && isPlainCopy(change.expr)) return true;
  found.lost.push({
    entity: name, field: change.field, others: [], call,
    how: guard.length > 0 ? 'unwatched' : isKept ? 'kept' : 'computed',
    isArithmetic: change.compound === 'computed' || (!change.compound && isArithmetic(change.expr)),
    isList: change.compound === 'filled' || isFilled || isList(change.frame, change.expr),
    isToggle: change.expr.k === 'op' && change.expr.op === '!',
    isDirect: change.compound !== undefined || isFilled || isChanged(program, change, origin),
    isHeldAtTimes: protection !== undefined || isOnlyOffered(program, numberOf(root)),
    read: { ...place(readFrame(root, origin)), span: nameSpan(callIn(readFrame(root, origin), origin.frame, origin.row)) }, write: at,
    ...(at.span.at === nameSpan(call).at ? {} : { stores: { ...place(root), span: nameSpan(call) } }),
  });
  return true;
}

/** Control that has read it does not get to the write. */
function isInAnotherBranch(root: Frame, origin: Origin, write: CallStep): boolean {
  if (readFrame(root, origin) !== root) return false;
  const read = callIn(root, origin.frame, origin.row);
  const order = stepsInOrder(root.module, root.function);
  const [from, to] = [read, write].map((each) => order.find(({ step }) => step === each));
  return from !== undefined && to !== undefined && from.index < to.index && !mayPrecede(from, to);
}

function readFrame(root: Frame, { frame }: Origin): Frame {
  let each = frame;
  while (each.entered && each !== root) each = each.entered.from;
  return each;
}

function place({ module, function: fn }: Frame): { module: LinkedModule; function: number } {
  return { module, function: fn };
}

/** The call of an outer frame that leads to an inner one's. */
function callIn(outer: Frame, frame: Frame, { call }: RowCall): CallStep {
  let at = call;
  for (let each: Frame | undefined = frame; each && each !== outer; each = each.entered?.from ?? each.lexical) {
    if (each.entered) at = each.entered.call;
    else if (each.lexical) at = each.module.index.passedTo[each.function]?.call ?? at;
  }
  return at;
}

/** A condition on the old value, or on a version that the write raises. */
function isGuard(program: Program, field: string, change: Change, conditions: readonly Condition[], origin: Origin, { frame, row }: Write): boolean {
  if (plain(field) === plain(change.field)) return true;
  const condition = conditions.find((each) => each.field === field);
  const parts = condition?.value ? partsOfRows(program, condition.value.frame, condition.value.expr).origins : [];
  const isOld = parts.some((part) => part.row.call === origin.row.call && (plain(part.path.at(-1) ?? '') === plain(field) || plain(part.path.join('')) === plain(field)));
  // A part of a document that is asked for a word, or to be as it was, guards it; one that is given is a key: `{ 'meta.id': id }`.
  if (field.includes('.') && isAbout(field, change.field)) return isOld || !condition?.value || condition.value.expr.k === 'literal';
  // Any other column compared with what was read guards, if each write changes it.
  return isOld && (CHANGES_WITH_EACH_WRITE.test(field) || storedFields(program, { frame, row }).some((each) => plain(each.field) === plain(field)));
}

/** Raised or stamped by the store, the library, or every writer. */
const CHANGES_WITH_EACH_WRITE = /^_{0,2}v$|version|revision|etag|updated|modified/i;

function isVersioned(program: Program, frame: Frame, entity: string): boolean {
  return entities(program).named(entity, frame.module)?.fields.some(({ isVersion }) => isVersion) ?? false;
}
