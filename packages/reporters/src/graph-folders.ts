/** Where the nodes of a graph lie: packages and components, then folders, as a tree. */
import type { BlastDrawing, DrawnNode } from '@dist-lint/model';

export interface Folder {
  /** A package's or component's name, else the folder's path, else what is in it: untrusted. */
  name: string;
  /** Index of the package or component that it is. */
  unit?: number;
  folders: readonly Folder[];
  /** Indices of the nodes that lie here and in no folder below. */
  own: readonly number[];
  /** Indices of all nodes here and below. */
  all: readonly number[];
}

/** The outermost folder, with `nodes` of the drawing laid into it; a folder that only leads to another is left out. */
export function foldersOf(drawing: BlastDrawing, nodes: readonly number[]): Folder {
  const root: Draft = { name: '', folders: new Map(), own: [] };
  for (const index of nodes) {
    let at = root;
    for (const { key, name, unit } of wayTo(drawing, index)) {
      const next: Draft = at.folders.get(key) ?? { name, folders: new Map(), own: [], ...(unit === undefined ? {} : { unit }) };
      at.folders.set(key, next);
      at = next;
    }
    at.own.push(index);
  }
  return finished(root);
}

/** A package or component with something in it is a frame around that, and no node beside it. */
export function isFrame({ edges }: BlastDrawing, parents: ReadonlySet<number>, index: number): boolean {
  return parents.has(index) && !edges.some(({ from, to }) => from === index || to === index);
}

interface Draft {
  name: string;
  unit?: number;
  folders: Map<string, Draft>;
  own: number[];
}

function wayTo({ nodes }: BlastDrawing, index: number): { key: string; name: string; unit?: number }[] {
  const node = nodes[index];
  if (node === undefined) return [];
  const units = unitsOf(nodes, node).map((unit) => ({ key: `unit ${unit}`, name: nodes[unit]?.name || (nodes[unit]?.id ?? ''), unit }));
  const folders = (node.file ?? '').split('/').slice(0, -1);
  if (units.length === 0 && folders.length === 0) return node.file === undefined ? [{ key: `kind ${node.kind}`, name: `${node.kind}s` }] : [];
  return [...units, ...folders.map((_, depth) => ({ key: `folder ${folders[depth] ?? ''}`, name: folders.slice(0, depth + 1).join('/') }))];
}

/** The packages and components around it, outermost first; a circle of parents ends where it began. */
function unitsOf(nodes: readonly DrawnNode[], { parent }: DrawnNode): number[] {
  const found: number[] = [];
  for (let at = parent; at !== undefined && !found.includes(at); at = nodes[at]?.parent) found.unshift(at);
  return found;
}

function finished({ name, unit, folders, own }: Draft): Folder {
  const below = [...folders.values()].map(finished).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : (a.unit ?? 0) - (b.unit ?? 0)));
  const [only] = below;
  // A folder of a unit is told by the unit's name, and one of nothing but a folder by the inner one's.
  if (only !== undefined && below.length === 1 && own.length === 0 && (only.unit === undefined || unit === undefined)) return { ...only, ...(unit === undefined ? {} : { name, unit }) };
  return { name, ...(unit === undefined ? {} : { unit }), folders: below, own, all: [...own, ...below.flatMap(({ all }) => all)].sort((a, b) => a - b) };
}
