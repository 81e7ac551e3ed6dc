/** From nodes and edges to a graph that can be asked. */
import type { SystemEdge, SystemGraph, SystemNode } from './system-model.ts';

/**
 * @param nodes each id once
 * @param edges by place in `nodes`
 */
export function indexSystem(nodes: readonly SystemNode[], edges: readonly SystemEdge[]): SystemGraph {
  const numbers = new Map(nodes.map(({ id }, number) => [id, number]));
  const functions = new Map(nodes.flatMap((node, number) => (node.kind === 'function' && node.function !== undefined ? [[node.function, number]] : [])));
  const out: number[][] = nodes.map(() => []);
  const into: number[][] = nodes.map(() => []);
  edges.forEach(({ from, to }, number) => {
    out[from]?.push(number);
    into[to]?.push(number);
  });
  const by = (end: 'from' | 'to') => (a: number, b: number): number => (edges[a]?.[end] ?? 0) - (edges[b]?.[end] ?? 0) || a - b;
  for (const list of out) list.sort(by('to'));
  for (const list of into) list.sort(by('from'));
  return {
    nodes, edges,
    number: (id) => numbers.get(id),
    ofFunction: (fn) => functions.get(fn),
    out: (node) => out[node] ?? [],
    into: (node) => into[node] ?? [],
  };
}
