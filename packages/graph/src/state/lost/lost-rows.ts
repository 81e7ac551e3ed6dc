/**
 * Rows that are read, changed in memory, and written back: whoever writes in between is undone.
 *
 * Seen from the function that holds both: where the write's data or key is handed over, the question is asked again of
 * those who call, through at most {@link MOST_HOPS} functions.
 */
import type { CallStep } from '@dist-lint/model';
import { nameSpan } from '../../call-spans.ts';
import type { Program } from '../../link.ts';
import type { LinkedModule } from '../../program.ts';
import type { Memo } from '../../tracking.ts';
import { entities } from '../entities.ts';
import { rowCalls, type RowCall } from '../row-calls.ts';
import { boundSql } from './bound-sql.ts';
import { changesOf, payloadOf, storedFields, type Change, type Write } from './changes.ts';
import { isNotTaken } from './dead-branches.ts';
import { entityOf, numberOf, rootOf, type Frame } from './frames.ts';
import { isArithmetic, isChanged, isList, isPlainCopy } from './kept-values.ts';
import { isAboutToGo, isJustMade } from './lone-rows.ts';
import { isClaimed, isUnwatched, locksRows, protectedAt } from './protection.ts';
import { oncePerWrite } from './once-per-write.ts';
import { conditionsOf, isAbout, isSameRow, plain, type Condition } from './row-keys.ts';
import { isSameEntity, readableEntity, type Place } from './row-places.ts';
import { isOnlyOffered, mayRunTwice } from './runs-at-once.ts';
import { madeFromRows, partsOfRows, type Origin } from './value-origins.ts';
import { once } from '../../once.ts';

const MOST_HOPS = 4;
const MOST_CALLERS = 400;
/** Ways from one write to those who decide it. */
const MOST_WAYS = 2_000;

export interface LostRow {
  entity: string;
  field: string;
  /** Other fields of which the same is true in the same write. */
  others: readonly string[];
  /** `computed`: the new value is made from the old one; `kept`: the old one may be written back as it was; `unwatched`: the write is conditional and nobody looks whether it took place. */
  how: 'computed' | 'kept' | 'unwatched';
  isArithmetic: boolean;
  /** The new value is a list, or the old one with something put in or taken out. */
  isList: boolean;
  /** The new value is the opposite of the old one. */
  isToggle: boolean;
  /** Operators are applied to the old value in sight; else it went into a call. */
  isDirect: boolean;
  /** Some of the ways that lead to it hold others off, all do so within one process alone, or nobody in the program leads there. */
  isHeldAtTimes: boolean;
  read: Place;
  write: Place;
  /** The call in `write.module` that stores it or leads there. */
  call: CallStep;
  /** Where that is, if it is another place than `write`. */
  stores?: Place;
}

/** A write whose key or protection cannot be told. */
export interface UnclearRow {
  why: 'key' | 'protection';
  entity: string;
  field: string;
  write: Place;
}

export interface RowFindings {
  lost: LostRow[];
  unclear: UnclearRow[];
}

/** Those whose outermost call stands in any module: asked once for each module that stores. */
export function lostRows(program: Program, module: LinkedModule): RowFindings {
  const found: RowFindings = { lost: [], unclear: [] };
  if (program.link.isExempt(module.path)) return found;
  module.facts.functions.forEach((_, fn) => {
    for (const [index, row] of rowCalls(program, module, fn).entries()) {
      const { effect } = row;
      if (effect.kind !== 'db-write' || effect.atomic && !row.payload || effect.operation === 'create' || effect.operation === 'delete') continue;
      follow(program, { write: { frame: { module, function: fn }, row }, name: `${module.number} ${fn} ${index}` }, 0, found, { left: MOST_WAYS });
    }
  });
  return { lost: oncePerWrite(found.lost), unclear: found.unclear };
}

/** A write, seen from one of those who lead to it. */
interface Way {
  write: Write;
  /** Names the write and the calls that lead to it. */
  name: string;
  /** The same write, seen from one function less far away. */
  nearer?: Way;
}

function follow(program: Program, way: Way, hops: number, found: RowFindings, ways: { left: number }): void {
  const { write, name } = way;
  if ((ways.left -= 1) < 0) return;
  const { isHanded, lost, unclear } = verdictOn(program, way);
  found.lost.push(...lost);
  found.unclear.push(...unclear);
  if (!isHanded || hops === MOST_HOPS) return;
  const callers = program.callers(numberOf(rootOf(write.frame))).filter(({ module }) => !program.link.isExempt(module.path));
  if (callers.length > MOST_CALLERS) return;
  for (const { module, function: fn, resolved: { call } } of callers) {
    const frame = under(write.frame, { module, function: fn }, call);
    follow(program, { write: { ...write, frame }, name: `${name} < ${module.number} ${fn} ${call.id}`, nearer: way }, hops + 1, found, ways);
  }
}

interface Verdict extends RowFindings {
  /** Some of it is decided by those who call. */
  isHanded: boolean;
  /** Reads that need not be judged again for those who call. */
  settled: ReadonlySet<string>;
}

const UNDECIDED: Verdict = { isHanded: false, settled: new Set(), lost: [], unclear: [] };
const memoOf = once((program: Program): Memo<string, Verdict> => program.tracker.memo());

/** Kept for each way: one that changes leaves the hundreds of others to a repository's method as they are. */
function verdictOn(program: Program, way: Way): Verdict {
  const { module } = rootOf(way.write.frame);
  const memo = memoOf(program);
  return memo.get(module, way.name) ?? memo.fill(module, way.name, UNDECIDED, () => {
    restOn(program, way.write.frame);
    const settled = new Set(way.nearer && verdictOn(program, way.nearer).settled);
    const found: RowFindings = { lost: [], unclear: [] };
    const isHanded = judge(program, way.write, found, settled);
    return { ...found, isHanded, settled };
  });
}

/** What the calls of a way hand over is known without looking into their modules again. */
function restOn(program: Program, frame: Frame): void {
  rowCalls(program, frame.module, frame.function);
  for (let each: Frame | undefined = frame; each; each = each.entered?.from) each.module.facts.functions.at(each.function);
}

/** The same chain of frames, entered from another function. */
function under(frame: Frame, from: Frame, call: CallStep): Frame {
  return frame.entered ? { ...frame, entered: { from: under(frame.entered.from, from, call), call: frame.entered.call } } : { ...frame, entered: { from, call } };
}

/** True when some of it is decided by those who call. */
function judge(program: Program, write: Write, found: RowFindings, settled: Set<string>): boolean {
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
  if (isJustMade(program, origin) || isAboutToGo(program, root, call.at, { frame, row }, origin)) return true;
  const isKept = !change.compound && partsOfRows(program, change.frame, change.expr).origins.length > 0 && !isChanged(program, change, origin);
  if (isKept && isPlainCopy(change.expr)) return true;
  found.lost.push({
    entity: name, field: change.field, others: [], call, isToggle: change.expr.k === 'op' && change.expr.op === '!', isList: change.compound === 'filled' || isList(change.frame, change.expr), how: guard.length > 0 ? 'unwatched' : isKept ? 'kept' : 'computed', isArithmetic: change.compound === 'computed' || (!change.compound && isArithmetic(change.expr)),
    isDirect: change.compound !== undefined || isChanged(program, change, origin), isHeldAtTimes: protection !== undefined || isOnlyOffered(program, numberOf(root)),
    read: { ...place(readFrame(root, origin)), span: nameSpan(callIn(readFrame(root, origin), origin.frame, origin.row)) }, write: at,
    ...(at.span.at === nameSpan(call).at ? {} : { stores: { ...place(root), span: nameSpan(call) } }),
  });
  return true;
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
