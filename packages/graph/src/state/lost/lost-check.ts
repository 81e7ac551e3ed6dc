/** A row that is checked and then written without asking again. */
import type { Addition } from './additions.ts';
import type { Place } from './row-places.ts';

export interface LostCheck {
  entity: string;
  field: string;
  how: 'amount' | 'state' | 'once';
  /** What the test was to let happen once. */
  twice?: Addition & Pick<Place, 'module' | 'function'>;
  /** Some of the ways that lead to it hold others off, all do so within one process alone, or nobody in the program leads there. */
  isHeldAtTimes: boolean;
  read: Place;
  test: Place;
  write: Place;
}
