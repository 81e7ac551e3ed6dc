/** Who reads and who writes a piece of state. */
import type { SystemGraph } from '@dist-lint/graph';

/** Functions that are neither tests nor left out, by number. */
export function accessorsOf(graph: SystemGraph, cell: number, how: 'reads' | 'writes', without: ReadonlySet<number> = new Set()): number[] {
  const found = new Set<number>();
  for (const number of graph.into(cell)) {
    const edge = graph.edges[number];
    if (edge?.kind === how && !without.has(edge.from) && !graph.nodes[edge.from]?.isAside) found.add(edge.from);
  }
  return [...found];
}

/** State that some functions write themselves, by number. */
export function writtenBy(graph: SystemGraph, functions: Iterable<number>): Map<number, Set<number>> {
  const cells = new Map<number, Set<number>>();
  for (const fn of functions) {
    for (const number of graph.out(fn)) {
      const edge = graph.edges[number];
      if (edge?.kind === 'writes') cells.set(edge.to, (cells.get(edge.to) ?? new Set()).add(fn));
    }
  }
  return new Map([...cells].sort(([a], [b]) => a - b));
}
