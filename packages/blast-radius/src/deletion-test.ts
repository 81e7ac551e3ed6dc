/** What breaks if one thing is gone: entry points lost and spared, readers of its state, modules that need it to load. */
import { countedEntries, isHardWork, isWorkEdge, reach, type Reach, type SystemEdge, type SystemGraph, wayOf } from '@dist-lint/graph';
import type { BlastNode, SparedWay, StateHit, TargetLoss } from '@dist-lint/model';
import { blastNode, blastNodes, blastWay, fallbackOf } from './nodes.ts';
import { accessorsOf, writtenBy } from './state-accessors.ts';

/**
 * @param members what is gone, all of it
 * @param target how it is called together
 *
 * O(nodes + edges): a walk over hard edges, one over all, and one forward.
 */
export function deletionTest(graph: SystemGraph, target: BlastNode, members: readonly number[]): TargetLoss {
  const gone = new Set(members);
  const hard = reach(graph, members, 'into', isHardWork);
  const any = reach(graph, members, 'into', isWorkEdge);
  const entries = countedEntries(graph);
  const isReached = (reached: Reach) => (entry: number): boolean => (reached.hops[entry] ?? -1) >= 0;
  const lost = byHops(hard, entries.filter(isReached(hard)));
  const lostOnes = new Set(lost);
  const spared = byHops(any, entries.filter((entry) => isReached(any)(entry) && !lostOnes.has(entry)));
  const { loading, typeOnly, tests } = loaders(graph, gone);
  return {
    target,
    functions: members.filter((member) => graph.nodes[member]?.kind === 'function').length,
    callers: blastNodes(graph, callersOf(graph, gone)),
    outputs: blastNodes(graph, outputsOf(graph, members, gone)),
    lost: lost.map((entry) => blastWay(graph, hard, entry)),
    spared: spared.flatMap((entry): SparedWay[] => {
      const fallback = fallbackOf(wayOf(graph, any, entry, 'into'));
      return fallback ? [{ ...blastWay(graph, any, entry), fallback }] : [];
    }),
    of: entries.length,
    state: stateHits(graph, members, gone, entries.filter((entry) => !lostOnes.has(entry))),
    loading: blastNodes(graph, loading), typeOnly, tests,
  };
}

function byHops({ hops }: Reach, entries: number[]): number[] {
  return entries.sort((a, b) => (hops[a] ?? 0) - (hops[b] ?? 0) || a - b);
}

/** Who needs it, one hop away. */
function callersOf(graph: SystemGraph, gone: ReadonlySet<number>): number[] {
  const found = new Set<number>();
  for (const member of gone) {
    for (const number of graph.into(member)) {
      const edge = graph.edges[number];
      if (edge && !gone.has(edge.from) && !graph.nodes[edge.from]?.isAside && (isWorkEdge(edge) || edge.kind === 'reads' || edge.kind === 'writes')) found.add(edge.from);
    }
  }
  return [...found].sort((a, b) => a - b);
}

/** The functions it calls, and the resources, state and entry points that its work leads to. */
function outputsOf(graph: SystemGraph, members: readonly number[], gone: ReadonlySet<number>): number[] {
  const found = new Set<number>();
  for (const member of members) {
    for (const number of graph.out(member)) {
      const edge = graph.edges[number];
      if (edge && isWorkEdge(edge) && graph.nodes[edge.to]?.kind === 'function') found.add(edge.to);
    }
  }
  const { order } = reach(graph, members, 'from', isOutput);
  for (const node of order) if (ENDS.has(graph.nodes[node]?.kind ?? '')) found.add(node);
  return [...found].filter((node) => !gone.has(node)).sort((a, b) => a - b);
}

const ENDS: ReadonlySet<string> = new Set(['resource', 'state', 'entry']);

/** What it does is passed on by its calls and ends at what it writes and hands over: what others do with that is theirs. */
function isOutput(edge: SystemEdge): boolean {
  return edge.kind === 'calls' || edge.kind === 'uses' || edge.kind === 'enqueues' || edge.kind === 'writes' || edge.kind === 'runs';
}

/** State that the target itself writes and others read. @param left entry points that are not lost anyway */
function stateHits(graph: SystemGraph, members: readonly number[], gone: ReadonlySet<number>, left: readonly number[]): StateHit[] {
  return [...writtenBy(graph, members).keys()].flatMap((cell): StateHit[] => {
    const readers = accessorsOf(graph, cell, 'reads', gone);
    if (readers.length === 0) return [];
    const behind = reach(graph, readers, 'into', isWorkEdge);
    const entries = left.filter((entry) => (behind.hops[entry] ?? -1) >= 0);
    return [{ cell: blastNode(graph, cell), writers: blastNodes(graph, accessorsOf(graph, cell, 'writes', gone)), readers: blastNodes(graph, readers), entries: blastNodes(graph, byHops(behind, entries)) }];
  });
}

/** Modules that cannot load without what is gone, nearest first. */
function loaders(graph: SystemGraph, gone: ReadonlySet<number>): { loading: number[]; typeOnly: number; tests: number } {
  const modules = [...gone].filter((node) => graph.nodes[node]?.kind === 'module');
  const { order } = reach(graph, modules, 'into', isLoad);
  const reached = new Set(order);
  const outside = order.filter((node) => !gone.has(node));
  const named = new Set(modules.flatMap((module) => graph.into(module).flatMap((number) => {
    const edge = graph.edges[number];
    return edge?.kind === 'types' && !reached.has(edge.from) ? [edge.from] : [];
  })));
  const [tests, loading] = [outside.filter((node) => graph.nodes[node]?.isAside), outside.filter((node) => !graph.nodes[node]?.isAside)];
  return { loading, typeOnly: named.size, tests: tests.length };
}

function isLoad({ kind }: SystemEdge): boolean {
  return kind === 'imports' || kind === 'loads';
}

