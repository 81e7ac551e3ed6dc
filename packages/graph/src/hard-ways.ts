/** How entry points depend on something, as evidence: the shortest way without a fallback. */
import type { EvidencePoint } from './define-rule.ts';
import { isHardWork, reach, wayOf } from './reach.ts';
import type { SystemEdge, SystemGraph } from './system-model.ts';

/** The steps of the shortest hard way from one of the entry points to one of the members, the nearest entry point first; empty where there is none. */
export function hardWay(graph: SystemGraph, members: readonly number[], entries: readonly number[]): EvidencePoint[] {
  const reached = reach(graph, members, 'into', isHardWork);
  const [nearest] = [...entries].filter((entry) => (reached.hops[entry] ?? -1) >= 0).sort((a, b) => (reached.hops[a] ?? 0) - (reached.hops[b] ?? 0) || a - b);
  const begins = nearest === undefined ? undefined : graph.nodes[nearest];
  if (nearest === undefined || !begins) return [];
  const first: EvidencePoint[] = begins.module ? [{ module: begins.module, span: { at: begins.at ?? 0, end: (begins.at ?? 0) + 1 }, message: `${begins.entry?.role ?? 'work'} '${begins.name}' begins` }] : [];
  return [...first, ...wayOf(graph, reached, nearest, 'into').flatMap((edge) => step(graph, edge))];
}

function step(graph: SystemGraph, { kind, to, module, at, end }: SystemEdge): EvidencePoint[] {
  if (!module || at === undefined || kind === 'enters') return [];
  const name = graph.nodes[to]?.name ?? '';
  const message = kind === 'uses' ? `uses ${name}, and fails with it` : kind === 'enqueues' ? `asks ${name} and waits` : kind === 'refers' ? `needs ${name}` : `calls ${name}`;
  return [{ module, span: { at, end: Math.max(at + 1, end ?? at + 1) }, message }];
}
