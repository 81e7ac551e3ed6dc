/** Tables for a terminal; what is in a cell is visible already. */
import { columnsOf, endOf, padded, wrap } from './columns.ts';

export interface TextColumn {
  head: string;
  isNumber?: boolean;
}

const GAP = '  ';
/** Columns that a cell keeps, however little room there is. */
const NARROWEST = 8;

/** Lines of a table no wider than `width`: cells are broken at blanks, and what has none keeps its end. The first line is the head. */
export function textTable(columns: readonly TextColumn[], rows: readonly (readonly string[])[], width: number): string[] {
  const widths = fitted(columns.map(({ head }, at) => Math.max(columnsOf(head), ...rows.map((row) => columnsOf(row[at] ?? '')))), columns, width - GAP.length * (columns.length - 1));
  const lines = (cells: readonly string[]): string[] => {
    const parts = widths.map((room, at) => wrap(cells[at] ?? '', room).map((line) => endOf(line, room)));
    return Array.from({ length: Math.max(...parts.map((each) => each.length)) }, (_, line) =>
      parts.map((each, at) => (columns[at]?.isNumber ? (each[line] ?? '').padStart(widths[at] ?? 0) : padded(each[line] ?? '', widths[at] ?? 0))).join(GAP).trimEnd());
  };
  return [columns.map(({ head }) => head), ...rows].flatMap(lines);
}

/** Room is taken from the widest first; numbers keep theirs. */
function fitted(natural: readonly number[], columns: readonly TextColumn[], room: number): number[] {
  const widths = [...natural];
  for (let over = sum(widths) - room; over > 0; over--) {
    const widest = widths.reduce((best, each, at) => (!columns[at]?.isNumber && each > (widths[best] ?? 0) ? at : best), Math.max(0, columns.findIndex(({ isNumber }) => !isNumber)));
    if ((widths[widest] ?? 0) <= NARROWEST) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function sum(all: readonly number[]): number {
  return all.reduce((total, each) => total + each, 0);
}
