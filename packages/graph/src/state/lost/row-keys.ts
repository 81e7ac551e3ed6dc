/** Whether a read and a write are about the same row: by their keys, and what the values in them are. */
import type { Program } from '../../link.ts';
import type { Frame } from './frames.ts';
import { keyText } from './key-text.ts';
import { conditionsOf, plain, type Condition } from './row-conditions.ts';
import { partsOfRows, type Origin } from './value-origins.ts';

export type SameRow = 'same' | 'other' | 'unknown';

const IS_OWN_KEY = /^_?(id|uuid)$/i;

/** Of a row that was read, and a write by conditions. */
export function isSameRow(program: Program, read: Origin, write: { frame: Frame; conditions: readonly Condition[] }): SameRow {
  const asked = conditionsOf(program, read.frame, read.row);
  let verdict: SameRow = 'unknown';
  for (const { field, value } of write.conditions) {
    if (!value) continue;
    const own = partsOfRows(program, value.frame, value.expr).origins.filter(({ row, frame }) => row.call === read.row.call && frame.module === read.frame.module);
    if (own.length > 0) {
      // A key of the row itself; `where: { id: category.parentId }` is another row.
      const part = own[0]?.path.at(-1);
      if (field === undefined || part === undefined || plain(part) === plain(field)) return 'same';
      return 'other';
    }
    const twin = asked.find((each) => each.field === undefined || field === undefined || plain(each.field) === plain(field));
    if (!twin?.value) {
      // Read without the row's own key, it may be any of those that share the rest: the last of a list.
      if (field !== undefined && IS_OWN_KEY.test(field) && twin === undefined) return 'unknown';
      continue;
    }
    const [mine, theirs] = [keyText(value.frame, value.expr), keyText(twin.value.frame, twin.value.expr)];
    if (mine === undefined || theirs === undefined) continue;
    if (mine !== theirs) return 'other';
    verdict = 'same';
  }
  return verdict;
}
