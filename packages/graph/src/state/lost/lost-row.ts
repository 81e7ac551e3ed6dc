/** Changes of rows that are lost, and those of which it cannot be told. */
import type { CallStep } from '@dist-lint/model';
import type { Place } from './row-places.ts';

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
