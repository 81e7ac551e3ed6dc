/** Nodes and ways of the graph as a report carries them. */
import { lineAndColumn, type Reach, type SystemEdge, type SystemGraph, wayOf } from '@dist-lint/graph';
import type { BlastNode, BlastStep, BlastWay, Fallback } from '@dist-lint/model';

/** @throws RangeError for a number that is no node's */
export function blastNode(graph: SystemGraph, number: number): BlastNode {
  const node = graph.nodes[number];
  if (!node) throw new RangeError(`no node ${number}`);
  const { id, kind, name, module, at, entry } = node;
  return {
    id, kind, name,
    ...(entry ? { role: entry.role } : {}),
    ...(module ? { file: module.path, line: lineOf(module, at ?? 0) } : {}),
  };
}

export function blastNodes(graph: SystemGraph, numbers: Iterable<number>): BlastNode[] {
  return [...numbers].map((number) => blastNode(graph, number));
}

/** The way from an entry point that a reverse reach has found. */
export function blastWay(graph: SystemGraph, reached: Reach, entry: number): BlastWay {
  const edges = wayOf(graph, reached, entry, 'into');
  return { entry: blastNode(graph, entry), hops: edges.length, path: edges.map((edge) => blastStep(graph, edge)) };
}

function blastStep(graph: SystemGraph, edge: SystemEdge): BlastStep {
  const { module, at, fallback } = edge;
  return {
    node: blastNode(graph, edge.to), strength: edge.strength, says: saysOf(graph, edge), ...(fallback && edge.strength !== 'hard' ? { fallback: fallback.kind } : {}),
    ...(module ? { file: module.path, line: lineOf(module, at ?? 0) } : {}),
  };
}

function saysOf(graph: SystemGraph, { kind, to, strength }: SystemEdge): string {
  const node = graph.nodes[to];
  const name = node?.name ?? '';
  switch (kind) {
    case 'calls': return `calls ${name}`;
    case 'refers': return `needs ${name}`;
    case 'uses': return `uses ${name}`;
    case 'enqueues': return strength === 'hard' ? `asks ${name} and waits` : `hands over to ${name}`;
    case 'enters': return `begins in ${name}`;
    case 'runs': return `runs ${name} later`;
    case 'reads': return `reads ${name}`;
    case 'writes': return `writes ${name}`;
    default: return `loads ${name}`;
  }
}

/** Why a way goes on without its end: the first thing on it that does not fail with the rest. */
export function fallbackOf(edges: readonly SystemEdge[]): Fallback | undefined {
  const edge = edges.find(({ strength }) => strength !== 'hard');
  if (!edge) return undefined;
  if (edge.fallback) return edge.fallback;
  const kind = edge.strength === 'guarded' ? 'caught' : edge.kind === 'enqueues' ? 'queue' : 'detached';
  return { kind, file: edge.module?.path ?? '', line: edge.module ? lineOf(edge.module, edge.at ?? 0) : 1, says: SAYS[kind] };
}

const SAYS = { caught: 'its failure is caught', queue: 'the work is handed to a queue', detached: 'nobody waits for it' } as const;

function lineOf({ facts }: { facts: { lineStarts: readonly number[] } }, at: number): number {
  return lineAndColumn(facts.lineStarts, at)[0];
}
