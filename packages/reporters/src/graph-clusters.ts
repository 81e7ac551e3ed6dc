/** A graph that is too large to be read edge by edge: packages and folders as frames, from those that begin to those that end. */
import type { BlastDrawing } from '@dist-lint/model';
import { type Folder, foldersOf } from './graph-folders.ts';
import { levelsOf } from './graph-levels.ts';
import { type Frame, framed, packed } from './graph-frames.ts';
import { labelled, type Layout, type Spot } from './graph-spots.ts';

/** A folder with more nodes is told apart into its folders. */
const MOST_IN_FRAME = 40;
/** So few nodes need no frame of their own beside others. */
const FEW = 4;
/** Outer frames, and the share of all nodes in one of them from which on it is told apart. */
const MOST_OUTER = 36;
const LARGEST_SHARE = 0.12;
const ROW = 30;
const COLUMN_GAP = 12;
/** Frames that few edges leave need little room between them; those of packages need more. */
const INNER_GAP = 22;
const OUTER_GAP = 60;

export function clustered(drawing: BlastDrawing, drawn: readonly number[]): Layout {
  const levels = levelsOf(drawing);
  const root = foldersOf(drawing, drawn);
  const frames = outermost(root).map((folder) => frameOf(folder, levels, drawing));
  const whole = framed('', packed(frames, OUTER_GAP, 0.75), 0);
  return { spots: whole.spots, boxes: whole.boxes.slice(1) };
}

/** Frames to find one's way by: none of them holds most of the picture. */
function outermost(root: Folder): Folder[] {
  let open = opened(root);
  for (;;) {
    const [largest] = [...open].filter(({ folders }) => folders.length > 0).sort((a, b) => b.all.length - a.all.length);
    if (largest === undefined || open.length >= MOST_OUTER || largest.all.length <= Math.max(3 * MOST_IN_FRAME, root.all.length * LARGEST_SHARE)) return open;
    open = open.flatMap((folder) => (folder === largest ? opened(folder) : [folder]));
  }
}

/** What lies in the folder itself, with what is too little for a frame, and its other folders. */
function opened({ folders, own, ...folder }: Folder): Folder[] {
  const small = folders.filter(({ all }) => all.length <= FEW);
  const beside = [...own, ...small.flatMap(({ all }) => all)].sort((a, b) => a - b);
  return [...(beside.length === 0 ? [] : [{ ...folder, folders: [], own: beside, all: beside }]), ...folders.filter((each) => !small.includes(each))];
}

/** A folder as a frame, or where it is large, as a frame around those of its folders. */
function frameOf(folder: Folder, levels: readonly number[], drawing: BlastDrawing): Frame {
  const parts = folder.all.length <= MOST_IN_FRAME ? [] : inner(folder);
  if (parts.length < 2) return leaf(folder.name === '' ? '.' : folder.name, folder.all, levels, drawing, 0);
  return framed(folder.name, packed(parts.map(({ name, nodes }) => leaf(shortened(name, folder.name), nodes, levels, drawing, 1)), INNER_GAP, 1.2), 0);
}

/** Folders that are small enough, and what lies beside them. */
function inner(folder: Folder): { name: string; nodes: readonly number[] }[] {
  if (folder.all.length <= MOST_IN_FRAME || folder.folders.length === 0) return folder.all.length === 0 ? [] : [{ name: folder.name, nodes: folder.all }];
  return opened(folder).flatMap(inner);
}

function shortened(name: string, outer: string): string {
  if (name === outer) return '.';
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
