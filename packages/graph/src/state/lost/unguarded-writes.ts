/** Whether two that have asked the same of a row may both go on to write it. */
import type { CallStep } from '@dist-lint/model';
import type { Program } from '../../link.ts';
import type { RowCall } from '../row-calls.ts';
import { entityOf, numberOf, type Frame } from './frames.ts';
import { isClaimed, isUnwatched } from './claimed-rows.ts';
import { locksRows, protectedAt } from './protection.ts';
import { conditionsOf, isAbout } from './row-conditions.ts';
import { isSameRow } from './row-keys.ts';
import { isSameEntity, readableEntity } from './row-places.ts';
import { isOnlyOffered, mayRunTwice } from './runs-at-once.ts';
import type { Origin } from './value-origins.ts';

export interface SeenWrite {
  frame: Frame;
  row: RowCall;
  /** Where it is seen from: its own frame, or that of a function which calls it. */
  from: Frame;
  /** The call there that writes, or leads to the write. */
  call: CallStep;
}

export interface Unguarded {
  /** What the row is of, in words. */
  entity: string;
  /** On some ways to it others are held off, or what runs it at once is not in sight. */
  isHeldAtTimes: boolean;
}

/** Undefined where something keeps the second from writing, where that cannot be told, and where it is another row. @param field what was asked for, and is written */
export function unguarded(program: Program, origin: Origin, field: string, { frame, row, from, call }: SeenWrite): Unguarded | undefined {
  const entity = entityOf(program, origin.frame, origin.row);
  const isItsEntity = (target: string, at: Frame): boolean => isSameEntity(program, target, at, entity, origin.frame);
  const conditions = conditionsOf(program, frame, row);
  if (!isItsEntity(entityOf(program, frame, row), frame) || isSameRow(program, origin, { frame, conditions }) !== 'same') return undefined;
  if (conditions.some((each) => each.open || (each.field !== undefined && isAbout(each.field, field))) || locksRows(program, origin)) return undefined;
  // Any further condition may be one on another word for the same.
  if (conditions.length > 1 && !isUnwatched(frame, row.call)) return undefined;
  // What only start-up does has nobody beside it.
  if (!mayRunTwice(program, numberOf(from))) return undefined;
  const isOwn = from.module === frame.module && from.function === frame.function;
  const places = isOwn ? [{ at: from, before: call }] : [{ at: from, before: call }, { at: frame, before: row.call }];
  if (places.some(({ at, before }) => isClaimed(program, at, before, (target) => isItsEntity(target, at)))) return undefined;
  const [around, ...within] = places.map(({ at, before }) => protectedAt(program, at, before));
  if ([around, ...within].some((each) => each === 'held' || each === 'presumed' || each === 'jobs')) return undefined;
  return { entity: readableEntity(program, entity, origin.frame), isHeldAtTimes: around !== undefined || isOnlyOffered(program, numberOf(from)) };
}
