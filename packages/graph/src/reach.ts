/** What leads to what, over the edges that count, each thing by a shortest way. */
import { WORK_EDGES, type SystemEdge, type SystemGraph } from './system-model.ts';

export interface Reach {
  /** Those reached, nearest first; the sources themselves are the first. */
  readonly order: readonly number[];
  /** Hops by node; -1 where it is not reached. */
  readonly hops: Int32Array;
  /** By node: the number of the edge of the shortest way, at its end nearer to the sources; -1 for sources. */
  readonly edge: Int32Array;
}

/**
 * Everything that leads to one of the sources (`into`), or to which they lead (`from`).
 * Breadth-first, O(nodes + edges); among ways of the same length the one by the smallest numbers, so it is the same in every run.
 */
export function reach(graph: SystemGraph, sources: Iterable<number>, direction: 'into' | 'from', follows: (edge: SystemEdge) => boolean): Reach {
  const hops = new Int32Array(graph.nodes.length).fill(-1);
  const edge = new Int32Array(graph.nodes.length).fill(-1);
  const order: number[] = [];
  for (const source of sources) {
    if (hops[source] === 0) continue;
    hops[source] = 0;
    order.push(source);
  }
  for (let at = 0; at < order.length; at += 1) {
    const node = order[at] ?? 0;
    for (const number of direction === 'into' ? graph.into(node) : graph.out(node)) {
      const each = graph.edges[number];
      if (!each || !follows(each)) continue;
      const next = direction === 'into' ? each.from : each.to;
      if (hops[next] !== -1) continue;
      hops[next] = (hops[node] ?? 0) + 1;
      edge[next] = number;
      order.push(next);
    }
  }
  return { order, hops, edge };
}

/** The edges of the shortest way between a node that was reached and a source, beginning at the node. */
export function wayOf(graph: SystemGraph, reached: Reach, node: number, direction: 'into' | 'from'): SystemEdge[] {
  const way: SystemEdge[] = [];
  for (let at = node; ;) {
    const edge = graph.edges[reached.edge[at] ?? -1];
    if (!edge) return way;
    way.push(edge);
    at = direction === 'into' ? edge.to : edge.from;
  }
}

/** What fails, its caller fails with. */
export function isHardWork(edge: SystemEdge): boolean {
  return edge.strength === 'hard' && WORK_EDGES.has(edge.kind);
}

/** Also over what goes on without it. */
export function isWorkEdge({ kind }: SystemEdge): boolean {
  return WORK_EDGES.has(kind);
}
