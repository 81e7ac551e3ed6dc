/** Collects nodes and edges of the system graph under provisional numbers, and sorts them in the end. */
import { addTo, type BlastKind, type Fallback, type Strength } from '@dist-lint/model';
import type { FunctionNumber, LinkedModule } from '../program.ts';
import { indexSystem } from '../index-system.ts';
import { HARDNESS, type SystemEdge, type SystemEdgeKind, type SystemGraph, type SystemNode } from '../system-model.ts';

/** Where the one needs the other, and how much. */
export interface Need {
  strength: Strength;
  fallback?: Fallback;
  module?: LinkedModule;
  at?: number;
  end?: number;
}

export interface GraphBuilder {
  /** Adds a node, or finds the one with its id; what is said later is added. */
  node(kind: BlastKind, id: string, name: string, more?: Omit<SystemNode, 'id' | 'kind' | 'name'>): number;
  ofFunction(fn: FunctionNumber): number | undefined;
  /** Adds an edge; of several of a kind between two nodes the hardest stays. Nothing needs itself. */
  edge(from: number, to: number, kind: SystemEdgeKind, need?: Need): void;
  /** Functions that call some, at any distance, and these themselves. */
  callersOf(functions: ReadonlySet<number>): ReadonlySet<number>;
  /** Paths of packages that have an entry point besides what they publish. */
  packagesWithEntries(): ReadonlySet<string>;
  built(): SystemGraph;
}

const KINDS: readonly SystemEdgeKind[] = ['imports', 'loads', 'types', 'calls', 'refers', 'uses', 'enqueues', 'reads', 'writes', 'contains', 'enters', 'runs'];
const NODE_KINDS: readonly BlastKind[] = ['entry', 'function', 'state', 'resource', 'module', 'package', 'component'];

export function graphBuilder(): GraphBuilder {
  const nodes: SystemNode[] = [];
  const byId = new Map<string, number>();
  const byFunction = new Map<FunctionNumber, number>();
  /** By the node they leave, then by the other end and the kind: small numbers, which are quick to find. */
  const edges: Map<number, SystemEdge>[] = [];
  const all = (): SystemEdge[] => edges.flatMap((own) => [...own.values()]);
  return {
    node(kind, id, name, more = {}) {
      const known = byId.get(id);
      if (known !== undefined) return known;
      const number = nodes.length;
      nodes.push({ id, kind, name, ...more });
      byId.set(id, number);
      if (kind === 'function' && more.function !== undefined) byFunction.set(more.function, number);
      return number;
    },
    ofFunction: (fn) => byFunction.get(fn),
    edge(from, to, kind, need = { strength: 'hard' }) {
      if (from === to) return;
      const own = edges[from] ?? (edges[from] = new Map<number, SystemEdge>());
      const key = to * KINDS.length + KINDS.indexOf(kind);
      const before = own.get(key);
      if (!before || HARDNESS[before.strength] < HARDNESS[need.strength]) own.set(key, { from, to, kind, ...need });
    },
    callersOf(functions) {
      const callers = new Map<number, number[]>();
      for (const { from, to, kind } of all()) if (kind === 'calls') addTo(callers, to, from);
      const found = new Set(functions);
      for (const each of found) for (const caller of callers.get(each) ?? []) found.add(caller); // grows meanwhile
      return found;
    },
    packagesWithEntries: () => new Set(nodes.flatMap(({ entry, isAside }) => (entry && !isAside && entry.role !== 'export' ? [entry.module.input.package] : []))),
    built: () => sorted(nodes, all()),
  };
}

function sorted(given: readonly SystemNode[], loose: readonly SystemEdge[]): SystemGraph {
  const order = given.map((_, number) => number).sort((a, b) => {
    const [one, other] = [given[a] as SystemNode, given[b] as SystemNode];
    return NODE_KINDS.indexOf(one.kind) - NODE_KINDS.indexOf(other.kind) || (one.id < other.id ? -1 : 1);
  });
  const final = new Int32Array(given.length);
  order.forEach((before, now) => { final[before] = now; });
  const nodes = order.map((number) => given[number] as SystemNode);
  const numberOf = (before: number): number => final[before] ?? -1;
  const edges = loose
    .map((edge) => ({ ...edge, from: numberOf(edge.from), to: numberOf(edge.to) }))
    .sort((a, b) => a.from - b.from || a.to - b.to || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
  return indexSystem(nodes, edges);
}
