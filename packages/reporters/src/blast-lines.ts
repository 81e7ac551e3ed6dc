/** Lines of text that the views of blast radius have in common. */
import type { BlastNode, BlastWay } from '@dist-lint/model';
import { hops, nameOf, placeOf, standsAt, stepWords } from './blast-words.ts';
import { columnsOf, wrap } from './columns.ts';
import { grouped } from './numbers.ts';
import type { Paint } from './paint.ts';
import { type Said, saidText } from './said.ts';
import { visible } from './visible.ts';

export interface Drawn {
  paint: Paint;
  width: number;
}

/** A heading with the number of what stands below it, and its lines; nothing where there are none. */
export function section(heading: string, lines: readonly string[], { paint, width }: Drawn): string[] {
  return lines.length === 0 ? [] : [...wrap(heading, width).map((line) => paint.bold(line)), ...lines];
}

export function sentenceLines(sentence: Said, { width }: Drawn, indent = ''): string[] {
  return wrap(saidText(sentence), width - indent.length).map((line, index) => `${index === 0 ? indent : indent.replace(/\S/g, ' ')}${line}`);
}

/** Names with their places, the first of them. */
export function nodeLines(nodes: readonly BlastNode[], most: number, drawn: Drawn): string[] {
  return limited(nodes.map((node) => placed(visible(nameOf(node)), standsAt(node), '  ', drawn)), most);
}

/** A way, a hop a line; the first so many whole, then by name. */
export function wayLines<Way extends BlastWay>(ways: readonly Way[], most: { whole: number; named: number }, drawn: Drawn, note: (way: Way) => readonly string[] = () => []): string[] {
  return limited(ways.map((way, index) => [
    ...placed(`${visible(nameOf(way.entry))}  ${drawn.paint.dim(hops(way.hops))}`, placeOf(way.entry), '  ', drawn),
    ...(index < most.whole ? way.path.flatMap((step) => placed(`→ ${visible(stepWords(step))}`, placeOf(step), '    ', drawn)) : []),
    ...note(way),
  ]), most.named);
}

function limited(blocks: readonly (readonly string[])[], most: number): string[] {
  const shown = blocks.length <= most + 1 ? blocks : blocks.slice(0, most);
  const rest = blocks.length - shown.length;
  return [...shown.flat(), ...(rest > 0 ? [`  and ${grouped(rest)} more`] : [])];
}

/** Words and a place on one line, or where they do not fit, on two. */
export function placed(words: string, place: string, indent: string, { paint, width }: Drawn): string[] {
  const where = visible(place);
  const plain = words.replace(STYLES, '');
  if (where === '') return wrap(words, width - indent.length - 2).map((line, index) => `${indent}${index === 0 ? '' : '  '}${line}`);
  if (columnsOf(indent + plain) + 2 + columnsOf(where) <= width) return [`${indent}${words}  ${paint.dim(where)}`];
  return [...wrap(words, width - indent.length - 2).map((line, index) => `${indent}${index === 0 ? '' : '  '}${line}`), `${indent}  ${paint.dim(where)}`];
}

/** What picocolors puts around a text; it takes no column. */
const STYLES = /\x1b\[\d+m/g;
