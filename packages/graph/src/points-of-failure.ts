/** What is needed by so many entry points that they fail with it. */
import type { Spof } from '@dist-lint/model';
import { isHardWork, isWorkEdge } from './reach.ts';
import type { SystemEdge, SystemGraph } from './system-model.ts';
import { once } from './once.ts';

/** From which share of the entry points on something is a single point of failure, unless said otherwise. */
export const SPOF_THRESHOLD = 0.5;

export interface PointOfFailure {
  /** A resource or a component. */
  node: number;
  /** Entry points that cannot do without it; of a component: those of other components. By number. */
  lost: readonly number[];
  /** Those that reach it, also over what goes on without it. */
  reached: readonly number[];
  /** How many there are to lose. */
  of: number;
  spof: Spof;
}

/**
 * Every resource and component with the entry points that are lost without it, most lost first. A component's own entry
 * points are lost with it by what it is, so only those of others count.
 *
 * One walk a resource or component over what leads to it: O(resources × edges) at worst, in practice near the edges.
 */
export function pointsOfFailure(graph: SystemGraph, threshold = SPOF_THRESHOLD): PointOfFailure[] {
  const entries = countedEntries(graph);
  const counts = new Set(entries);
  const walk = entriesInto(graph);
  const found: PointOfFailure[] = [];
  graph.nodes.forEach(({ kind, isAside }, node) => {
    if (isAside || (kind !== 'resource' && kind !== 'component')) return;
    const members = kind === 'resource' ? [node] : membersOf(graph, node);
    const own = new Set(kind === 'resource' ? [] : entriesOf(graph, members).filter((entry) => counts.has(entry)));
    const others = (numbers: readonly number[]): number[] => numbers.filter((entry) => !own.has(entry));
    const lost = others(walk(members, isHardWork));
    const reached = others(walk(members, isWorkEdge));
    const of = entries.length - own.size;
    found.push({ node, lost, reached, of, spof: lost.length === 0 ? 'no' : lost.length >= threshold * of ? 'yes' : 'partial' });
  });
  return found.sort((a, b) => b.lost.length - a.lost.length || b.reached.length - a.reached.length || a.node - b.node);
}

/**
 * Entry points of the system itself, not of its tests. A module that is started does no work of its own where what it
 * starts, a server or a worker, has entry points in the same package.
 */
export const countedEntries = once((graph: SystemGraph): readonly number[] => {
  const entries = graph.nodes.flatMap(({ kind, isAside }, node) => (kind === 'entry' && !isAside ? [node] : []));
  const packageOf = (node: number): string | undefined => graph.nodes[node]?.entry?.module.input.package;
  const isStart = (node: number): boolean => graph.nodes[node]?.entry?.role === 'main';
  const serving = new Set(entries.filter((node) => !isStart(node)).map(packageOf));
  return entries.filter((node) => !isStart(node) || !serving.has(packageOf(node)));
});

/** Everything that a package, component or module holds, and itself. */
export function membersOf(graph: SystemGraph, holder: number): number[] {
  const members = new Set([holder]);
  for (const node of members) {
    for (const number of graph.out(node)) {
      const edge = graph.edges[number];
      if (edge?.kind === 'contains') members.add(edge.to);
    }
  }
  return [...members];
}

/** The entry points whose function is among some nodes. */
export function entriesOf(graph: SystemGraph, members: readonly number[]): number[] {
  return members.flatMap((node) => graph.into(node).flatMap((number) => {
    const edge = graph.edges[number];
    return edge?.kind === 'enters' ? [edge.from] : [];
  }));
}

/** The counted entry points that lead to some nodes, by number. To be asked many times: its notes are kept between the questions instead of made anew. */
export function entriesInto(graph: SystemGraph): (sources: readonly number[], follows: (edge: SystemEdge) => boolean) => number[] {
  const entries = new Set(countedEntries(graph));
  const seen = new Uint32Array(graph.nodes.length);
  let round = 0;
  return (sources, follows) => {
    round += 1;
    const order = [...sources];
    for (const source of sources) seen[source] = round;
    for (let at = 0; at < order.length; at += 1) {
      for (const number of graph.into(order[at] ?? 0)) {
        const edge = graph.edges[number];
        if (!edge || seen[edge.from] === round || !follows(edge)) continue;
        seen[edge.from] = round;
        order.push(edge.from);
      }
    }
    return order.filter((node) => entries.has(node)).sort((a, b) => a - b);
  };
}
