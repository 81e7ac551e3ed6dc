/** A graph that is too large to be read edge by edge: packages and folders as frames, from those that begin to those that end. */
import type { BlastDrawing } from '@dist-lint/model';
import { type Folder, foldersOf } from './graph-folders.ts';
import { levelsOf } from './graph-levels.ts';
import { type Frame, framed, packed } from './graph-frames.ts';
import { labelled, type Layout, type Spot } from './graph-spots.ts';

/** A folder with more nodes is told apart into its folders. */
const MOST_IN_FRAME = 40;
const ROW = 30;
const COLUMN_GAP = 12;
/** Frames that few edges leave need little room between them; those of packages need more. */
const INNER_GAP = 22;
const OUTER_GAP = 60;

export function clustered(drawing: BlastDrawing, drawn: readonly number[]): Layout {
  const levels = levelsOf(drawing);
  const root = foldersOf(drawing, drawn);
  const outer = [...root.folders, ...(root.own.length === 0 ? [] : [{ ...root, folders: [], all: root.own }])];
  const frames = outer.map((folder) => frameOf(folder, levels, drawing));
  const whole = framed('', packed(frames, OUTER_GAP), 0);
  return { spots: whole.spots, boxes: whole.boxes.slice(1) };
}

/** A folder as a frame, or where it is large, as a frame around those of its folders. */
function frameOf(folder: Folder, levels: readonly number[], drawing: BlastDrawing): Frame {
  const parts = folder.all.length <= MOST_IN_FRAME ? [] : inner(folder);
  if (parts.length < 2) return leaf(folder.name, folder.all, levels, drawing, 0);
  return framed(folder.name, packed(parts.map(({ name, nodes }) => leaf(shortened(name, folder.name), nodes, levels, drawing, 1)), INNER_GAP), 0);
}

/** Folders that are small enough, and what lies beside them. */
function inner({ name, folders, own, all }: Folder): { name: string; nodes: readonly number[] }[] {
  if (all.length <= MOST_IN_FRAME || folders.length === 0) return all.length === 0 ? [] : [{ name, nodes: all }];
  return [...(own.length === 0 ? [] : [{ name, nodes: own }]), ...folders.flatMap(inner)];
}

function shortened(name: string, outer: string): string {
  return name.startsWith(`${outer}/`) ? name.slice(outer.length + 1) : name;
}

function leaf(name: string, nodes: readonly number[], levels: readonly number[], drawing: BlastDrawing, depth: 0 | 1): Frame {
  const level = (node: number): number => levels[node] ?? 0;
  const parts = nodes.map((node) => ({ node, ...labelled(drawing.nodes[node], 1) })).sort((a, b) => level(a.node) - level(b.node) || (a.label < b.label ? -1 : a.label > b.label ? 1 : a.node - b.node));
  const columns = parts.length <= 8 ? 1 : parts.length <= 24 ? 2 : Math.ceil(Math.sqrt(parts.length / 5));
  const rows = Math.ceil(parts.length / columns);
  const width = Math.max(...parts.map((each) => each.width));
  const spots = parts.map((each, at): Spot => ({ ...each, x: Math.floor(at / rows) * (width + COLUMN_GAP) + width / 2, y: (at % rows) * ROW + ROW / 2 }));
  return framed(name, {
    spots, boxes: [], width: columns * (width + COLUMN_GAP) - COLUMN_GAP, height: rows * ROW,
    level: nodes.reduce((sum, node) => sum + level(node), 0) / nodes.length, isLast: nodes.every((node) => drawing.nodes[node]?.kind === 'resource'),
  }, depth);
}
