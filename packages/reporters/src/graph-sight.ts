/** A graph small enough to be read: what matters by itself, the rest by package, component and folder. */
import { addTo, type BlastDrawing, type BlastKind, type DrawnEdge, type DrawnNode, type Strength } from '@dist-lint/model';
import { nameOf } from './blast-words.ts';
import { foldersOf, isFrame, type Folder } from './graph-folders.ts';
import { counted } from './numbers.ts';

export interface Sight {
  nodes: readonly SeenNode[];
  edges: readonly SeenEdge[];
  /** Names of packages and components around nodes: untrusted. */
  frames: readonly string[];
  /** Nodes that are drawn as part of another; edges that are not drawn. */
  aggregated: number;
  edgesLeftOut: number;
}

export interface SeenNode {
  /** Untrusted. */
  name: string;
  /** Of an aggregate: what it holds, in our words. */
  holds?: string;
  kind: BlastKind;
  lost: number;
  mark?: NonNullable<DrawnNode['mark']>;
  frame?: number;
}

export interface SeenEdge {
  from: number;
  to: number;
  strength: Strength;
  mark?: NonNullable<DrawnEdge['mark']>;
}

export function sightOf(drawing: BlastDrawing, most: { nodes: number; edges: number }): Sight {
  const parents = new Set(drawing.nodes.flatMap(({ parent }) => (parent === undefined ? [] : [parent])));
  const drawn = drawing.nodes.flatMap((_, index) => (isFrame(drawing, parents, index) ? [] : [index]));
  const { alone, groups } = parts(drawing, drawn, most.nodes);
  const seenAt = new Map<number, number>();
  for (const [at, index] of alone.entries()) seenAt.set(index, at);
  for (const [at, group] of groups.entries()) for (const index of group.all) seenAt.set(index, alone.length + at);
  const frames = new Map<number, number>();
  const frameOf = (unit: number | undefined): { frame?: number } => {
    if (unit === undefined || !parents.has(unit)) return {};
    if (!frames.has(unit)) frames.set(unit, frames.size);
    return { frame: frames.get(unit) ?? 0 };
  };
  const nodes = [
    ...alone.flatMap((index) => { const node = drawing.nodes[index]; return node === undefined ? [] : [{ ...seen(node), ...frameOf(node.parent) }]; }),
    ...groups.map((group) => aggregate(group, drawing, frameOf)),
  ];
  const edges = edgesBetween(drawing, seenAt);
  return {
    nodes, edges: edges.slice(0, most.edges).sort((a, b) => a.from - b.from || a.to - b.to), frames: [...frames.keys()].map((unit) => nameOf(drawing.nodes[unit] ?? NOBODY)),
    aggregated: groups.reduce((sum, { all }) => sum + all.length, 0), edgesLeftOut: Math.max(0, edges.length - most.edges),
  };
}

const NOBODY: DrawnNode = { id: '', kind: 'package', name: '', lost: 0 };

/** Shares of the room for what is marked, and for resources beside it; the rest is for packages and folders. */
const MARKED = 0.6;
const RESOURCES = 0.25;

function parts(drawing: BlastDrawing, drawn: readonly number[], most: number): { alone: number[]; groups: Folder[] } {
  if (drawn.length <= most) return { alone: [...drawn], groups: [] };
  const marked = byImportance(drawing, drawn.filter((index) => drawing.nodes[index]?.mark !== undefined)).slice(0, Math.floor(most * MARKED));
  const resources = byImportance(drawing, drawn.filter((index) => drawing.nodes[index]?.kind === 'resource' && !marked.includes(index))).slice(0, Math.floor(most * RESOURCES));
  const alone = [...marked, ...resources].sort((a, b) => a - b);
  const isAlone = new Set(alone);
  const groups = refined(foldersOf(drawing, drawn.filter((index) => !isAlone.has(index))), most - alone.length);
  // What is alone in its folder needs no aggregate.
  const single = groups.flatMap(({ all }) => (all.length === 1 ? all : []));
  return { alone: [...alone, ...single].sort((a, b) => a - b), groups: groups.filter(({ all }) => all.length > 1) };
}

const ORDER: readonly DrawnNode['mark'][] = ['target', 'added', 'changed', 'removed', 'spof', 'lost', undefined];

function byImportance({ nodes }: BlastDrawing, indices: readonly number[]): number[] {
  const rank = (index: number): number => ORDER.indexOf(nodes[index]?.mark);
  return [...indices].sort((a, b) => rank(a) - rank(b) || (nodes[b]?.lost ?? 0) - (nodes[a]?.lost ?? 0) || a - b);
}

/** The largest folder is opened as long as what comes out finds room. */
function refined(root: Folder, room: number): Folder[] {
  let open = opened(root).length <= room ? opened(root) : largest(opened(root), room);
  for (;;) {
    const next = [...open].sort((a, b) => b.all.length - a.all.length).find((folder) => folder.all.length > 1 && open.length - 1 + opened(folder).length <= room);
    if (next === undefined) return open;
    open = open.flatMap((folder) => (folder === next ? opened(folder) : [folder]));
  }
}

/** The largest by themselves, as far as there is room; the others together. */
function largest(folders: readonly Folder[], room: number): Folder[] {
  const sorted = [...folders].sort((a, b) => b.all.length - a.all.length);
  const alone = new Set(sorted.slice(0, Math.max(0, room - 1)));
  const all = folders.flatMap((folder) => (alone.has(folder) ? [] : folder.all)).sort((a, b) => a - b);
  return [...folders.filter((folder) => alone.has(folder)), { name: '', folders: [], own: all, all }];
}

/** Its folders, and the nodes in none of them: together while there are folders beside them, else each by itself. */
function opened(folder: Folder): Folder[] {
  const { own, folders, name, unit } = folder;
  const kept = unit === undefined ? {} : { unit };
  if (folders.length === 0) return own.map((index) => ({ name, ...kept, folders: [], own: [index], all: [index] }));
  return [...folders.map((each) => (each.unit === undefined ? { ...each, ...kept } : each)), ...(own.length === 0 ? [] : [{ name, ...kept, folders: [], own, all: own }])];
}

function seen(node: DrawnNode): SeenNode {
  return { name: nameOf(node), kind: node.kind, lost: node.lost, ...(node.mark === undefined ? {} : { mark: node.mark }) };
}

function aggregate({ name, unit, all }: Folder, drawing: BlastDrawing, frameOf: (unit: number | undefined) => { frame?: number }): SeenNode {
  const nodes = all.flatMap((index) => drawing.nodes[index] ?? []);
  const kinds = [...new Set(nodes.map(({ kind }) => kind))].sort();
  const isWhole = unit !== undefined && drawing.nodes[unit]?.name === name;
  return {
    name: name === '' ? 'others' : name, kind: (isWhole ? drawing.nodes[unit]?.kind : undefined) ?? 'module',
    holds: kinds.map((kind) => counted(nodes.filter((each) => each.kind === kind).length, kind === 'entry' ? 'entry point' : kind)).join(', '),
    lost: Math.max(...nodes.map(({ lost }) => lost)), ...(isWhole ? {} : frameOf(unit)),
  };
}

/** Each pair once, by the strongest; what has changed first, then hard ones. */
function edgesBetween({ edges }: BlastDrawing, seenAt: ReadonlyMap<number, number>): SeenEdge[] {
  const found = new Map<string, DrawnEdge[]>();
  for (const edge of edges) {
    const [from, to] = [seenAt.get(edge.from), seenAt.get(edge.to)];
    if (from === undefined || to === undefined || from === to) continue;
    addTo(found, `${from} ${to}`, edge);
  }
  const merged = [...found].map(([key, among]): SeenEdge => {
    const [from = 0, to = 0] = key.split(' ').map(Number);
    const mark = among.every((each) => each.mark === among[0]?.mark) ? among[0]?.mark : undefined;
    return { from, to, strength: STRONGEST.find((strength) => among.some((each) => each.strength === strength)) ?? 'hard', ...(mark === undefined ? {} : { mark }) };
  });
  const rank = ({ mark, strength }: SeenEdge): number => (mark === undefined ? 3 : 0) + STRONGEST.indexOf(strength);
  return merged.sort((a, b) => rank(a) - rank(b) || a.from - b.from || a.to - b.to);
}

const STRONGEST: readonly Strength[] = ['hard', 'guarded', 'asynchronous'];
