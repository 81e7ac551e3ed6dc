/** What depends on what, and where one failure takes many with it. */
import { countedEntries, entriesOf, gates, isWorkEdge, membersOf, pointsOfFailure, reach, type PointOfFailure, type SystemGraph, wayOf } from '@dist-lint/graph';
import type { BlastNode, BlastOverview, ChangeRow, DependencyRow, Fallback } from '@dist-lint/model';
import { blastNode, blastNodes, fallbackOf } from './nodes.ts';

export interface OverviewOptions {
  /** Share of the entry points, 0 to 1. */
  threshold: number;
  /** Rows of the change table; 20 unless said. */
  most?: number;
}

export function overview(graph: SystemGraph, { threshold, most = 20 }: OverviewOptions): BlastOverview {
  const components = componentOf(graph);
  const change = gates(graph).filter(({ unavoidable, gateTo }) => unavoidable > 1 || gateTo.length > 0);
  const of = countedEntries(graph).length;
  return {
    runtime: pointsOfFailure(graph, threshold).map((point) => dependencyRow(graph, point, components)),
    change: change.slice(0, most).map(({ node, reached, unavoidable, gateTo }): ChangeRow => ({
      module: blastNode(graph, node), loadedBy: loadedBy(graph, node), reached: reached(), unavoidable, of, gateTo: blastNodes(graph, gateTo),
    })),
    changeLeftOut: Math.max(0, change.length - most),
    threshold,
  };
}

function loadedBy(graph: SystemGraph, module: number): number {
  const { order } = reach(graph, [module], 'into', ({ kind }) => kind === 'imports' || kind === 'loads');
  return order.filter((node) => node !== module && !graph.nodes[node]?.isAside).length;
}

/** One row of the mapping, on the level of resources and components. */
function dependencyRow(graph: SystemGraph, point: PointOfFailure, components: Int32Array): DependencyRow {
  const { node, lost, of, spof } = point;
  const members = new Set(graph.nodes[node]?.kind === 'component' ? withEntries(graph, membersOf(graph, node)) : [node]);
  const around = (end: 'from' | 'to'): BlastNode[] => blastNodes(graph, outerOnes(graph, members, components, end));
  const spared = fallbacks(graph, [...members], point);
  return {
    node: blastNode(graph, node), dependsOn: around('to'), dependedOnBy: around('from'),
    fallbacks: places(spared), guarded: spared.length, ways: lost.length + spared.length, lost: lost.length, of, spof,
  };
}

/** The resources and components on the other end of what members do. What is no component, as a package that others share, stands for what is behind it. */
function outerOnes(graph: SystemGraph, members: ReadonlySet<number>, components: Int32Array, end: 'from' | 'to'): number[] {
  const found = new Set<number>();
  const seen = new Set(members);
  const open = [...members];
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    for (const number of end === 'to' ? graph.out(each) : graph.into(each)) {
      const edge = graph.edges[number];
      const other = edge && isWorkEdge(edge) ? edge[end] : -1;
      if (other < 0 || seen.has(other) || graph.nodes[other]?.isAside) continue;
      seen.add(other);
      const component = components[other] ?? -1;
      if (graph.nodes[other]?.kind === 'resource') found.add(other);
      else if (component >= 0) found.add(component);
      else open.push(other);
    }
  }
  return [...found].sort((a, b) => a - b);
}

function withEntries(graph: SystemGraph, members: readonly number[]): number[] {
  return [...members, ...entriesOf(graph, members)];
}

/** What lets entry points that reach it go on without it, by entry point. What merely waits for nothing is no fallback. */
function fallbacks(graph: SystemGraph, members: readonly number[], { lost, reached }: PointOfFailure): Fallback[] {
  const without = new Set(lost);
  const any = reach(graph, members, 'into', isWorkEdge);
  return reached.flatMap((entry) => {
    const fallback = without.has(entry) ? undefined : fallbackOf(wayOf(graph, any, entry, 'into'));
    return fallback && fallback.kind !== 'detached' ? [fallback] : [];
  });
}

function places(found: readonly Fallback[]): Fallback[] {
  const byPlace = new Map(found.map((each) => [`${each.file}:${each.line}`, each]));
  return [...byPlace.values()].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
}

/** By node: the component that it is part of, -1 for none. */
export function componentOf(graph: SystemGraph): Int32Array {
  const component = new Int32Array(graph.nodes.length).fill(-1);
  graph.nodes.forEach(({ kind }, node) => {
    if (kind !== 'component') return;
    for (const member of membersOf(graph, node)) component[member] = node;
  });
  graph.edges.forEach(({ kind, from, to }) => {
    if (kind === 'enters') component[from] = component[to] ?? -1;
  });
  return component;
}
