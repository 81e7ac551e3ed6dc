import { groupBy, type RetryInventory, type RetryPlace, type RetryProductInfo, type RetryRow } from '@dist-lint/model';
import { columnsOf, wrap } from './columns.ts';
import type { RenderOptions } from './formats.ts';
import { logLines } from './log-lines.ts';
import { grouped } from './numbers.ts';
import { type Paint, paints } from './paint.ts';
import { conclusions } from './retries-sentences.ts';
import { alike, beginning, byBeginning, chainParts, details, product, remarks, times } from './retries-words.ts';
import { visible } from './visible.ts';

/** The inventory for people: products, the worst first, then every layer by file, then what it comes to. */
export function retriesText(inventory: RetryInventory, { color, width: given }: Pick<RenderOptions, 'color' | 'width'>): string {
  const width = Math.min(100, Math.max(40, given));
  const paint = paints(color);
  const { products, layers, incomplete } = inventory;
  const reached = products.filter(({ entry }) => entry !== undefined);
  const others = products.filter(({ entry }) => entry === undefined);
  const blocks = [
    ...section('Products, worst first', drawnProducts(reached, paint, width), paint),
    ...section('Not reached from an entry point in sight', drawnProducts(others, paint, width), paint),
    ...section('Layers', drawnLayers(layers, paint, width), paint),
    incomplete.length === 0 ? [] : [
      paint.red(paint.bold('INCOMPLETE: the analysis did not finish, so there may be more than is shown.')),
      ...incomplete.flatMap((each) => wrap(visible(each), width - 2).map((line) => `  ${line}`)),
    ],
    conclusions(inventory).flatMap((each) => wrap(each, width)),
  ];
  return logLines(`${blocks.filter((block) => block.length > 0).map((block) => block.join('\n')).join('\n\n')}\n`);
}

function section(title: string, blocks: readonly string[][], paint: Paint): string[][] {
  return blocks.length === 0 ? [] : [[paint.bold(title)], ...blocks];
}

/** Beginnings told by name where several have the same products. */
const MOST_NAMED = 5;

function drawnProducts(products: readonly RetryProductInfo[], paint: Paint, width: number): string[][] {
  return alike(byBeginning(products)).map((groups) => {
    const firsts = groups.flatMap(([first]) => first ?? []);
    const named = firsts.slice(0, MOST_NAMED).flatMap((each) => headed(visible(beginning(each)), placeText(each.entry ?? each.function), width));
    const rest = firsts.length - MOST_NAMED;
    return [...named, ...(rest > 0 ? [`and ${grouped(rest)} more, all alike`] : []), ...(groups[0] ?? []).flatMap((each) => drawnProduct(each, paint, width))];
  });
}

/** Columns before a chain. */
const INDENT = 8;
/** Attempts from which on a product is drawn in red; `compounding-retry` warns of as many. */
const MANY = 9;

function drawnProduct(each: RetryProductInfo, paint: Paint, width: number): string[] {
  const number = product(each);
  const isMany = each.attempts === 'unbounded' || each.attempts >= MANY;
  const left = `  ${isMany ? paint.red(paint.bold(number)) : number}${' '.repeat(Math.max(1, INDENT - 2 - columnsOf(number)))}`;
  const chain = joined(chainParts(each).map((part) => visible(part)), width - INDENT);
  // A single layer is found below by its name; of several, the places tell which is which.
  const places = each.layers.length < 2 ? [] : joined(each.layers.map((layer) => placeText(layer.usedAt ?? layer)), width - INDENT).map((line) => paint.dim(line));
  const notes = remarks(each).flatMap((remark) => wrap(`(${remark})`, width - INDENT));
  return [...chain, ...places, ...notes].map((line, index) => (index === 0 ? `${left}${line}` : `${' '.repeat(INDENT)}${line}`));
}

/** Parts of a chain, broken before arrows alone. */
function joined(parts: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const [index, part] of parts.entries()) {
    const last = lines.at(-1);
    const arrow = index === 0 ? part : `→ ${part}`;
    if (last !== undefined && columnsOf(last) + 1 + columnsOf(arrow) <= width) lines[lines.length - 1] = `${last} ${arrow}`;
    else lines.push(...wrap(arrow, width - 4).map((line, turn) => `${turn > 0 ? '    ' : index > 0 ? '  ' : ''}${line}`));
  }
  return lines;
}

/** A name and its place on one line, or where they do not fit, on two. */
function headed(name: string, place: string, width: number): string[] {
  return columnsOf(name) + 2 + columnsOf(place) <= width ? [`${name}  ${place}`] : [...wrap(name, width), `    ${place}`];
}

function drawnLayers(rows: readonly RetryRow[], paint: Paint, width: number): string[][] {
  const lines = Math.max(...rows.map(({ line }) => String(line).length), 1);
  const numbers = Math.max(...rows.map(({ attempts }) => columnsOf(times(attempts))), 1);
  const forms = Math.max(...rows.map(({ form }) => form.length), 1);
  const indent = 2 + lines + 2 + numbers + 2 + forms + 2;
  return [...groupBy(rows, ({ file }) => file)].map(([file, inFile]) => [
    paint.underline(visible(file)),
    ...inFile.flatMap((row) => {
      const head = `  ${String(row.line).padStart(lines)}  ${times(row.attempts).padEnd(numbers)}  ${row.form.padEnd(forms)}  `;
      const name = wrap(visible(row.name), width - indent);
      const more = wrap(details(row).map((each) => visible(each)).join('; '), width - indent).map((line) => paint.dim(line));
      return [...name, ...more].map((line, index) => (index === 0 ? `${head}${line}` : `${' '.repeat(indent)}${line}`));
    }),
  ]);
}

function placeText({ file, line }: RetryPlace): string {
  return `${visible(file)}:${line}`;
}
