import { addTo, type StateInventory, type StateRow } from '@dist-lint/model';
import { wrap } from './columns.ts';
import type { RenderOptions } from './formats.ts';
import { logLines } from './log-lines.ts';
import { counted, grouped } from './numbers.ts';
import { paints } from './paint.ts';
import { stateOverview } from './state-overview.ts';
import { drawnRow, items, type Drawing } from './state-row-text.ts';
import { stateGaps, stateSummary } from './state-sentences.ts';
import { isClose, isWholeTold, shortNames } from './state-words.ts';
import { visible } from './visible.ts';

/** The inventory for people: what it comes to, then state that several parts change and state machines, then the rest by owner. */
export function stateText(inventory: StateInventory, { color, width: given }: Pick<RenderOptions, 'color' | 'width'>): string {
  const width = Math.min(120, Math.max(40, given));
  const drawing: Drawing = { paint: paints(color), width, isClose: isClose(inventory) };
  const { paint } = drawing;
  const { state, incomplete } = inventory;
  const told = drawing.isClose ? state : state.filter(isWholeTold);
  const rest = state.filter((row) => !told.includes(row));
  const blocks = [
    wrap(stateSummary(inventory), width),
    incomplete.length === 0 ? [] : [
      paint.red(paint.bold('INCOMPLETE: the analysis did not finish, so there may be more than is shown.')),
      ...incomplete.flatMap((each) => wrap(visible(each), width - 2).map((line) => `  ${line}`)),
    ],
    drawing.isClose ? [] : stateOverview(told, drawing),
    ...told.map((row) => drawnRow(row, drawing)),
    drawnRest(rest, drawing),
    stateGaps(inventory).flatMap((each) => wrap(each, width)),
    told.length > 0 && !drawing.isClose ? wrap('`dist-lint state NAME` shows all of one, `--format mermaid` draws the machines.', width).map((line) => paint.dim(line)) : [],
  ];
  return logLines(`${blocks.filter((block) => block.length > 0).map((block) => block.join('\n')).join('\n\n')}\n`);
}

/** What one part alone changes, and what is only created and deleted, by owner: what is stored, then what a process remembers. */
function drawnRest(rest: readonly StateRow[], drawing: Drawing): string[] {
  if (rest.length === 0) return [];
  return [
    drawing.paint.bold(`${grouped(rest.length)} more, no field of which several parts change`),
    ...byOwner(rest.filter(({ store }) => store !== ''), '', drawing),
    ...byOwner(rest.filter(({ store }) => store === ''), 'in memory of ', drawing),
  ];
}

/** Names of one part, and parts: a list that nobody reads to its end hides what stands in it. */
const MOST_NAMES = 12;
const MOST_PARTS = 16;

function byOwner(rows: readonly StateRow[], before: string, { width }: Drawing): string[] {
  const found = new Map<string, string[]>();
  for (const row of rows) {
    const unit = row.owner?.unit ?? (row.writers[0] && row.writers.length === 1 ? row.writers[0].unit : 'nobody alone');
    const names = shortNames(row).map((each) => (each.startsWith(`${unit}/`) || each.startsWith(`${unit}#`) ? each.slice(unit.length).replace(/^\//, '') : each));
    addTo(found, unit, ...names);
  }
  const sorted = [...found].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
  const [shown, others] = [sorted.slice(0, MOST_PARTS), sorted.slice(MOST_PARTS)];
  return [
    ...shown.flatMap(([unit, all]) => {
      const names = all.length > MOST_NAMES ? [...all.slice(0, MOST_NAMES - 1).map((each) => visible(each)), `and ${grouped(all.length - MOST_NAMES + 1)} more`] : all.map((each) => visible(each));
      return items(names.map((each, index) => `${index === 0 ? `${before}${visible(unit)}: ` : ''}${each}`), width - 4).map((line, index) => `${' '.repeat(index === 0 ? 2 : 4)}${line}`);
    }),
    ...(others.length === 0 ? [] : [`  ${before}${counted(others.length, 'more part')}: ${grouped(others.reduce((sum, [, names]) => sum + names.length, 0))} in all`]),
  ];
}
