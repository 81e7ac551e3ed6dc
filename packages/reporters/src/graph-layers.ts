/** A graph that is small enough to be read edge by edge: a column a level, neighbours side by side. */
import type { BlastDrawing } from '@dist-lint/model';
import { levelsOf } from './graph-levels.ts';
import { labelled, type Layout, type Spot } from './graph-spots.ts';

const ROW = 38;
const GAP = 80;
/** Rounds after which nothing gets better any more. */
const ROUNDS = 10;
/** Width to height. */
const ASPECT = 1.6;
const MOST_STRETCHED = 2.5;

export function layered(drawing: BlastDrawing, drawn: readonly number[]): Layout {
  const levels = levelsOf(drawing);
  const used = [...new Set(drawn.map((node) => levels[node] ?? 0))].sort((a, b) => a - b);
  const columns = used.map((level) => drawn.filter((node) => levels[node] === level));
  const near = neighbours(drawing);
  const ys = new Map<number, number>();
  for (const column of columns) for (const [at, node] of column.entries()) ys.set(node, at * ROW);
  for (let round = 0; round < ROUNDS; round++) {
    for (const column of round % 2 === 0 ? columns : [...columns].reverse()) settle(column, near, ys);
  }
  const parts = columns.map((column) => column.map((node) => ({ node, ...labelled(drawing.nodes[node], 2) })));
  let left = 0;
  const spots = parts.flatMap((column) => {
    const width = Math.max(...column.map((each) => each.width));
    const x = left + width / 2;
    left += width + GAP;
    return column.map((each) => ({ ...each, x, y: ys.get(each.node) ?? 0 }));
  });
  return { spots: stretched(spots, left), boxes: [] };
}

/** A wide and low picture would leave a screen empty: rows get more room, within reason. */
function stretched(spots: readonly Spot[], width: number): Spot[] {
  const [top, bottom] = [Math.min(...spots.map(({ y }) => y)), Math.max(...spots.map(({ y }) => y))];
  const factor = Math.min(MOST_STRETCHED, Math.max(1, width / ASPECT / Math.max(1, bottom - top)));
  return spots.map((spot) => ({ ...spot, y: (spot.y - top) * factor }));
}

/** Puts a column into the order of what its nodes are joined with, each as near to that as the others let it be. */
function settle(column: number[], near: ReadonlyMap<number, readonly number[]>, ys: Map<number, number>): void {
  const wanted = new Map(column.map((node) => {
    const all = near.get(node) ?? [];
    return [node, all.length === 0 ? ys.get(node) ?? 0 : all.reduce((sum, each) => sum + (ys.get(each) ?? 0), 0) / all.length];
  }));
  const at = (node: number): number => wanted.get(node) ?? 0;
  column.sort((a, b) => at(a) - at(b) || a - b);
  let last = -Infinity;
  for (const node of column) {
    last = Math.max(at(node), last + ROW);
    ys.set(node, last);
  }
  const shift = column.reduce((sum, node) => sum + at(node) - (ys.get(node) ?? 0), 0) / column.length;
  for (const node of column) ys.set(node, Math.round((ys.get(node) ?? 0) + shift));
}

function neighbours({ edges }: BlastDrawing): Map<number, number[]> {
  const near = new Map<number, number[]>();
  const join = (a: number, b: number): unknown => (near.has(a) ? near.get(a)?.push(b) : near.set(a, [b]));
  for (const { from, to } of edges) {
    join(from, to);
    join(to, from);
  }
  return near;
}
