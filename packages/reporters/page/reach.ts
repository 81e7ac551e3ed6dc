/** What can no longer do its work without a node: everything from which it is reached over edges without a fallback. */
import type { PageData, PageEdge } from '../src/graph-page-data.ts';

/** Edges by the node they lead to, and by the node they start from. */
export interface Adjacency {
  into: readonly (readonly PageEdge[])[];
  outOf: readonly (readonly PageEdge[])[];
}

export function adjacencyOf({ nodes, edges }: Pick<PageData, 'nodes' | 'edges'>): Adjacency {
  const into: PageEdge[][] = nodes.map(() => []);
  const outOf: PageEdge[][] = nodes.map(() => []);
  for (const edge of edges) {
    into[edge[1]]?.push(edge);
    outOf[edge[0]]?.push(edge);
  }
  return { into, outOf };
}

export interface Reach {
  /** Hops by node, over edges without a fallback; the node itself has 0. */
  lost: ReadonlyMap<number, number>;
  /** Hops by node of what reaches it only over something that goes on without it. */
  spared: ReadonlyMap<number, number>;
}

export function reachOf(node: number, { into }: Adjacency): Reach {
  // What is gone is gone with the change: it holds nothing up.
  const hard = hopsTo(node, into, ([, , strength, mark]) => strength === 'hard' && mark !== 'removed');
  const any = hopsTo(node, into, ([, , , mark]) => mark !== 'removed');
  return { lost: hard, spared: new Map([...any].filter(([each]) => !hard.has(each))) };
}

/** Breadth first, so that hops are the fewest and the map is in their order. */
function hopsTo(node: number, into: Adjacency['into'], counts: (edge: PageEdge) => boolean): Map<number, number> {
  const hops = new Map([[node, 0]]);
  for (const [each, distance] of hops) {
    for (const edge of into[each] ?? []) if (counts(edge) && !hops.has(edge[0])) hops.set(edge[0], distance + 1);
  }
  return hops;
}
