import type { Location } from '@dist-lint/model';
import { columnsOf } from './columns.ts';
import type { Paint } from './paint.ts';
import { visible } from './visible.ts';

/**
 * The source around a place: the line before, the line with carets under the place, the line after.
 * Empty when the report carries no excerpt of that line. Tabs are expanded; a long line is cut around the place.
 */
export function codeFrame(at: Location, lines: Readonly<Record<number, string>> | undefined, width: number, paint: Paint): string[] {
  const source = lines?.[at.line];
  if (source === undefined) return [];
  const gutter = String(at.line + 1).length;
  const space = Math.max(NARROWEST, width - gutter - ' │ '.length);
  const row = (number: number | '', text: string) => `${paint.dim(`${String(number).padStart(gutter)} │`)}${text === '' ? '' : ` ${text}`}`;
  const neighbour = (number: number) => {
    const text = lines?.[number];
    return text === undefined ? [] : [row(number, paint.dim(view(text, 0, 0, space).text))];
  };

  const end = at.endLine === at.line ? at.endColumn - 1 : source.length;
  const { text, indent, carets } = view(source, at.column - 1, end, space);
  return [
    ...neighbour(at.line - 1),
    row(at.line, text),
    row('', `${' '.repeat(indent)}${paint.red('^'.repeat(carets))}`),
    ...neighbour(at.line + 1),
  ];
}

const NARROWEST = 20;
const TAB = 2;
const CUT = '…';

/** One character of the source and how it is drawn. */
interface Cell {
  offset: number;
  text: string;
  columns: number;
}

interface View {
  text: string;
  /** Columns before the first caret. */
  indent: number;
  carets: number;
}

/** What of a line is shown in `space` columns, and where the offsets from `start` to `end` are in it. */
function view(source: string, start: number, end: number, space: number): View {
  const { cells, isCutBefore, isCutAfter } = cellsNear(source, start, space);
  const anchor = start >= source.length ? cells.length : cells.findLastIndex((cell) => cell.offset <= start);

  const { from, to } = fitting(cells, anchor, space, isCutBefore || isCutAfter);
  const shown = cells.slice(from, to);
  const head = from > 0 || isCutBefore ? CUT : '';
  const tail = to < cells.length || isCutAfter ? CUT : '';
  return {
    text: head + shown.map((cell) => cell.text).join('') + tail,
    indent: head.length + columns(cells.slice(from, anchor)),
    carets: Math.max(1, columns(cells.slice(anchor, to).filter((cell) => cell.offset < end))),
  };
}

/** Which cells fit. When not all do, a third of the space goes to what comes before the anchor. */
function fitting(cells: readonly Cell[], anchor: number, space: number, isPart: boolean): { from: number; to: number } {
  if (!isPart && columns(cells) <= space) return { from: 0, to: cells.length };
  const room = space - 2 * CUT.length;
  const take = (limit: number, index: number) => {
    const needed = cells[index]?.columns ?? Number.POSITIVE_INFINITY;
    return needed <= limit ? needed : undefined;
  };
  let from = anchor;
  let to = anchor;
  let used = 0;
  for (let next; (next = take(room / 3 - used, from - 1)) !== undefined; from--) used += next;
  for (let next; (next = take(room - used, to)) !== undefined; to++) used += next;
  for (let next; (next = take(room - used, from - 1)) !== undefined; from--) used += next;
  return { from, to };
}

/** The cells of a line; of a line of megabytes, only those that could be shown. */
function cellsNear(source: string, start: number, space: number): { cells: Cell[]; isCutBefore: boolean; isCutAfter: boolean } {
  const first = beforePair(source, Math.max(0, Math.min(start, source.length) - 2 * space));
  const last = beforePair(source, Math.min(source.length, first + 5 * space));
  const cells: Cell[] = [];
  let column = 0;
  let offset = first;
  for (const character of source.slice(first, last)) {
    const text = character === '\t' ? ' '.repeat(TAB - (column % TAB)) : visible(character);
    const width = columnsOf(text);
    cells.push({ offset, text, columns: width });
    column += width;
    offset += character.length;
  }
  return { cells, isCutBefore: first > 0, isCutAfter: last < source.length };
}

/** An offset that does not split a surrogate pair. */
function beforePair(source: string, offset: number): number {
  const isInside = offset > 0 && offset < source.length && /[\udc00-\udfff]/.test(source.charAt(offset)) && /[\ud800-\udbff]/.test(source.charAt(offset - 1));
  return isInside ? offset - 1 : offset;
}

function columns(cells: readonly Cell[]): number {
  return cells.reduce((total, cell) => total + cell.columns, 0);
}
