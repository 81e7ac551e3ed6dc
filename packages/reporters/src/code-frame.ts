import type { Location } from '@dist-lint/model';
import type { Colors } from 'picocolors/types';
import { columnsOf } from './columns.ts';
import { visible } from './visible.ts';

/**
 * The source around a place: the line before, the line with carets under the place, the line after.
 * Empty when the report carries no excerpt of that line.
 */
export function codeFrame(at: Location, lines: Readonly<Record<number, string>> | undefined, width: number, colors: Colors): string[] {
  const source = lines?.[at.line];
  if (source === undefined) return [];
  const gutter = String(at.line + 1).length;
  const space = Math.max(MINIMUM, width - gutter - 3);
  const row = (number: string, text: string) => `${colors.dim(`${number.padStart(gutter)} │`)}${text === '' ? '' : ` ${text}`}`;

  const frame: string[] = [];
  const before = lines?.[at.line - 1];
  const after = lines?.[at.line + 1];
  if (before !== undefined) frame.push(row(String(at.line - 1), colors.dim(beginning(before, space))));
  const end = at.endLine === at.line ? at.endColumn : source.length + 1;
  const { text, indent, marked } = around(source, at.column, end, space);
  frame.push(row(String(at.line), text));
  frame.push(row('', `${' '.repeat(indent)}${colors.red('^'.repeat(marked))}`));
  if (after !== undefined) frame.push(row(String(at.line + 1), colors.dim(beginning(after, space))));
  return frame;
}

const MINIMUM = 20;
const TAB = 2;
const CUT = '…';

/** A character of the source as it is drawn. */
interface Cell {
  text: string;
  columns: number;
  /** From 1, in UTF-16 code units, as places count. */
  column: number;
}

/** The part of a line that shows the place, where the carets begin, and how many there are. */
function around(source: string, column: number, end: number, space: number): { text: string; indent: number; marked: number } {
  const cells = cellsOf(source, column, space);
  const widths = cells.map((cell) => cell.columns);
  const first = Math.max(0, cells.findLastIndex((cell) => cell.column <= column));
  const isCutBefore = (cells[0]?.column ?? 1) > 1;
  const total = sum(widths) + (isCutBefore ? 1 : 0);

  let from = 0;
  if (isCutBefore || total > space) {
    // A third of the space shows what comes before the place.
    let room = Math.floor(space / 3);
    from = first;
    while (from > 0 && room >= (widths[from - 1] as number)) room -= widths[--from] as number;
  }
  const head = from > 0 || isCutBefore ? CUT : '';
  let to = from;
  let used = head.length;
  while (to < cells.length && used + (widths[to] as number) <= space - 1) used += widths[to++] as number;
  const isCutAfter = to < cells.length || (cells.at(-1)?.column ?? 0) + (cells.at(-1)?.text.length ?? 0) <= source.length - 1;
  if (to === cells.length - 1 && used + (widths[to] as number) <= space && !endsEarly(cells, source)) to++;
  const tail = to < cells.length || (isCutAfter && endsEarly(cells, source)) ? CUT : '';

  const shown = cells.slice(from, to);
  const indent = head.length + sum(shown.filter((cell) => cell.column < (cells[first]?.column ?? column)).map((cell) => cell.columns));
  const marked = sum(shown.filter((cell) => cell.column >= (cells[first]?.column ?? column) && cell.column < end).map((cell) => cell.columns));
  const isPastTheEnd = column > source.length;
  return {
    text: head + shown.map((cell) => cell.text).join('') + tail,
    indent: isPastTheEnd ? head.length + sum(shown.map((cell) => cell.columns)) : indent,
    marked: isPastTheEnd ? 1 : Math.max(1, marked),
  };
}
