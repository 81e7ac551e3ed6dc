/** The graph as it is drawn: functions folded into what holds them. */
import { countedEntries, entriesInto, HARDNESS, isHardWork, isWorkEdge, membersOf, type SystemEdge, type SystemGraph } from '@dist-lint/graph';
import type { BlastDrawing, BlastNode, DrawnEdge, DrawnNode } from '@dist-lint/model';
import { blastNode } from './nodes.ts';
import { componentOf } from './overview.ts';

export type DrawLevel = 'module' | 'package' | 'component';

export interface DrawOptions {
  level: DrawLevel;
  /** By id: what is said of a node. */
  marks?: ReadonlyMap<string, NonNullable<DrawnNode['mark']>>;
  /** Only these nodes, by id, with what they are folded into; all when absent. */
  only?: ReadonlySet<string>;
}

/**
 * Modules, packages or components with the entry points (on the level of modules) and resources around them; tests are left
 * out. The strongest way between two things is their edge. O(nodes + edges), and a walk for each drawn node for what is lost.
 */
export function drawing(graph: SystemGraph, { level, marks = new Map(), only }: DrawOptions): BlastDrawing {
  const fold = folder(graph, level);
  const wanted = only && new Set([...only].flatMap((id) => {
    const number = graph.number(id);
    const drawn = number === undefined ? undefined : fold[number];
    return drawn === undefined || drawn < 0 ? [] : [drawn];
  }));
  const isDrawn = (number: number): boolean => number >= 0 && (!wanted || wanted.has(number));
  const parentOf = parents(graph);
  const inside = [...new Set(fold)].filter(isDrawn);
  // Modules stand in their packages.
  const frames = level === 'module' ? inside.map((number) => parentOf[number] ?? -1).filter((number) => number >= 0) : [];
  const drawn = [...new Set([...inside, ...frames])].sort((a, b) => a - b);
  const place = new Map(drawn.map((number, at) => [number, at]));
  const walk = entriesInto(graph);
  const lostWithout = (number: number): number => {
    const kind = graph.nodes[number]?.kind;
    return kind === 'entry' ? 1 : walk(kind === 'resource' ? [number] : membersOf(graph, number), isHardWork).length;
  };
  const nodes = drawn.map((number): DrawnNode => {
    const node = blastNode(graph, number);
    const parent = place.get(parentOf[number] ?? -1);
    const mark = marks.get(node.id);
    return { ...node, lost: lostWithout(number), ...(parent === undefined ? {} : { parent }), ...(mark ? { mark } : {}) };
  });
  return { nodes, edges: foldedEdges(graph, fold, place) };
}

function foldedEdges(graph: SystemGraph, fold: Int32Array, place: ReadonlyMap<number, number>): DrawnEdge[] {
  const found = new Map<number, DrawnEdge>();
  for (const edge of graph.edges) {
    if (!isDrawnEdge(edge)) continue;
    const from = place.get(fold[edge.from] ?? -1);
    const to = place.get(fold[edge.to] ?? -1);
    if (from === undefined || to === undefined || from === to) continue;
    const key = from * place.size + to;
    const before = found.get(key);
    if (!before || HARDNESS[edge.strength] > HARDNESS[before.strength]) found.set(key, { from, to, strength: edge.strength });
  }
  return [...found.values()].sort((a, b) => a.from - b.from || a.to - b.to);
}

/** What only loads another module needs it as well. */
function isDrawnEdge(edge: SystemEdge): boolean {
  return isWorkEdge(edge) || edge.kind === 'imports' || edge.kind === 'loads';
}

/** By node: the node that stands for it in the drawing, -1 for none. */
function folder(graph: SystemGraph, level: DrawLevel): Int32Array {
  const fold = new Int32Array(graph.nodes.length).fill(-1);
  const components = level === 'component' ? componentOf(graph) : undefined;
  if (level === 'module') for (const entry of countedEntries(graph)) fold[entry] = entry;
  graph.nodes.forEach(({ kind, isAside }, node) => {
    if (isAside) return;
    if (kind === 'resource') fold[node] = node;
    if (kind === level && level !== 'component') for (const member of membersOf(graph, node)) if (graph.nodes[member]?.kind !== 'state' && !graph.nodes[member]?.isAside) fold[member] = node;
    if (components && kind !== 'resource' && kind !== 'state') fold[node] = components[node] ?? -1;
  });
  // An entry point that is not drawn itself is part of what it enters.
  if (level === 'package') for (const { kind, from, to } of graph.edges) if (kind === 'enters') fold[from] = fold[to] ?? -1;
  return fold;
}

/** By node: the package or component that holds it. */
function parents(graph: SystemGraph): Int32Array {
  const parent = new Int32Array(graph.nodes.length).fill(-1);
  for (const { kind, from, to } of graph.edges) if (kind === 'contains') parent[to] = from;
  return parent;
}

/** The ids of everything on some ways, for a drawing of these alone. */
export function idsOnWays(ways: Iterable<{ entry: BlastNode; path: readonly { node: BlastNode }[] }>): Set<string> {
  const ids = new Set<string>();
  for (const { entry, path } of ways) {
    ids.add(entry.id);
    for (const { node } of path) ids.add(node.id);
  }
  return ids;
}
