/** Tables for a terminal; what is in a cell is visible already. */
import { columnsOf, endOf, padded, wrap } from './columns.ts';

export interface TextColumn {
  head: string;
  isNumber?: boolean;
}

const GAP = '  ';
/** Columns that a cell keeps, however little room there is. */
const NARROWEST = 8;
/** A word of up to so many columns is not cut while another cell can be broken at blanks. */
const LONGEST_WORD = 26;

/** Lines of a table no wider than `width`: cells are broken at blanks, and what has none keeps its end. The first line is the head. */
export function textTable(columns: readonly TextColumn[], rows: readonly (readonly string[])[], width: number): string[] {
  const cells = columns.map(({ head }, at) => [head, ...rows.map((row) => row[at] ?? '')]);
  const natural = cells.map((all) => Math.max(...all.map(columnsOf)));
  const words = cells.map((all) => Math.min(LONGEST_WORD, Math.max(...all.flatMap((cell) => cell.split(' ')).map(columnsOf))));
  const room = width - GAP.length * (columns.length - 1);
  const isFixed = columns.map(({ isNumber }) => isNumber === true);
  const widths = narrowed(narrowed(natural, words, isFixed, room), columns.map(() => NARROWEST), isFixed, room);
  const lines = (cells: readonly string[]): string[] => {
    const parts = widths.map((room, at) => wrap(cells[at] ?? '', room).map((line) => endOf(line, room)));
    return Array.from({ length: Math.max(...parts.map((each) => each.length)) }, (_, line) =>
      parts.map((each, at) => (columns[at]?.isNumber ? (each[line] ?? '').padStart(widths[at] ?? 0) : padded(each[line] ?? '', widths[at] ?? 0))).join(GAP).trimEnd());
  };
  return [columns.map(({ head }) => head), ...rows].flatMap(lines);
}

/** Room is taken from the widest first, down to what each needs; numbers keep theirs. */
function narrowed(wide: readonly number[], least: readonly number[], isFixed: readonly boolean[], room: number): number[] {
  const widths = [...wide];
  for (let over = widths.reduce((total, each) => total + each, 0) - room; over > 0; over--) {
    const free = widths.flatMap((each, at) => (!isFixed[at] && each > (least[at] ?? 0) ? [at] : []));
    const [first] = free;
    if (first === undefined) break;
    const widest = free.reduce((best, at) => ((widths[at] ?? 0) > (widths[best] ?? 0) ? at : best), first);
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}
