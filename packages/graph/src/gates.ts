/** Modules that every way from the entry points to the work goes through: who changes one changes them all. */
import { DirectedGraph } from 'graphology';
import { immediateDominators } from './dominators.ts';
import { countedEntries } from './points-of-failure.ts';
import { isWorkEdge } from './reach.ts';
import type { SystemGraph } from './system-model.ts';

export interface Gate {
  /** A module. */
  node: number;
  /** Entry points that reach it: a walk, when it is asked for. */
  reached(): number;
  /** Entry points whose every way to a resource or to stored state goes through it, their own module left out. */
  unavoidable: number;
  /** Resources that no entry point reaches without it. */
  gateTo: readonly number[];
}

/**
 * Two dominator trees: from the effects back to the entry points (what an entry point cannot avoid on its way), and from the
 * entry points to the resources (what a resource cannot be reached without). Close to O(nodes + edges), and
 * O(entry points × depth of the tree) for the counts; modules without any are left out. Most unavoidable first.
 */
export function gates(graph: SystemGraph): Gate[] {
  const holder = holders(graph);
  const { keys, place, out, into } = adjacency(flowOf(graph, holder));
  const found = new Map<number, { unavoidable: number; gateTo: number[] }>();
  const gate = (node: number) => {
    const kept = found.get(node);
    if (kept) return kept;
    const made = { unavoidable: 0, gateTo: [] };
    found.set(node, made);
    return made;
  };
  /** The modules that dominate a node, the nearest first. */
  function* dominating(dominators: Int32Array, node: number): Iterable<number> {
    for (let at = dominators[place(node)] ?? -1; at >= ROOTS; at = dominators[at] ?? -1) {
      const above = keys[at] ?? -1;
      if (graph.nodes[above]?.kind === 'module') yield above;
    }
  }
  const entries = countedEntries(graph);

  const onTheWay = immediateDominators(keys.length, EFFECTS, (at) => into[at] ?? []);
  for (const entry of entries) {
    const own = new Set(out[place(entry)]?.map((at) => holder[keys[at] ?? -1]));
    for (const module of dominating(onTheWay, entry)) if (!own.has(module)) gate(module).unavoidable += 1;
  }
  const before = immediateDominators(keys.length, WORK, (at) => out[at] ?? []);
  graph.nodes.forEach(({ kind }, resource) => {
    if (kind === 'resource' && place(resource) >= 0) for (const module of dominating(before, resource)) gate(module).gateTo.push(resource);
  });
  const counted = new Set(entries.map(place));
  return [...found].map(([node, each]) => ({ node, ...each, reached: () => reaching(into, place(node), counted) }))
    .sort((a, b) => b.unavoidable - a.unavoidable || b.gateTo.length - a.gateTo.length || a.node - b.node);
}

/** Where all work begins, and where all of it ends. */
const WORK = 0;
const EFFECTS = 1;
const ROOTS = 2;
/** Their keys in the flow; all others are numbers of nodes. */
const ROOT_KEYS = ['work', 'effects'] as const;

/**
 * What entry points lead to, as a graph whose keys are the numbers of nodes. A call into another module leads through the node
 * of that module: so a module that is entered by different functions is one thing on the way. That adds ways and never hides
 * one: what is called unavoidable is. Work leads to the entry points; resources and stored rows lead to the effects.
 */
function flowOf(graph: SystemGraph, holder: Int32Array): DirectedGraph {
  const flow = new DirectedGraph({ allowSelfLoops: false });
  for (const key of ROOT_KEYS) flow.addNode(key);
  const waiting: number[] = [];
  const reached = (node: number): void => {
    if (flow.hasNode(node)) return;
    flow.addNode(node);
    waiting.push(node);
  };
  const connect = (from: number, to: number): void => {
    reached(to);
    if (from !== to) flow.mergeEdge(from, to);
  };
  for (const entry of countedEntries(graph)) {
    reached(entry);
    flow.mergeEdge(ROOT_KEYS[WORK], entry);
  }
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    for (const number of graph.out(node)) {
      const edge = graph.edges[number];
      if (!edge) continue;
      const { to, kind } = edge;
      const isEffect = kind === 'uses' || (kind === 'writes' && graph.nodes[to]?.id.startsWith('db:') === true);
      // Needing a constant of a module runs none of its functions.
      if (!isEffect && (!isWorkEdge(edge) || kind === 'refers')) continue;
      const into = kind !== 'enters' && holder[to] !== holder[node] ? (holder[to] ?? to) : to;
      connect(node, into);
      connect(into, to);
      if (isEffect) flow.mergeEdge(to, ROOT_KEYS[EFFECTS]);
    }
  }
  return flow;
}

/** The flow in numbers: the roots, then its nodes in the order in which they are reached. */
function adjacency(flow: DirectedGraph) {
  const places = new Map(flow.nodes().map((key, at) => [key, at]));
  const keys = [...places.keys()].map((key, at) => (at < ROOTS ? -1 : Number(key)));
  const out: number[][] = keys.map(() => []);
  const into: number[][] = keys.map(() => []);
  flow.forEachEdge((_, __, source, target) => {
    const [from, to] = [places.get(source) ?? 0, places.get(target) ?? 0];
    out[from]?.push(to);
    into[to]?.push(from);
  });
  return { keys, place: (node: number): number => places.get(String(node)) ?? -1, out, into };
}

/** By function: its module. */
function holders(graph: SystemGraph): Int32Array {
  const holder = Int32Array.from(graph.nodes, (_, node) => node);
  for (const { kind, from, to } of graph.edges) {
    if (kind === 'contains' && graph.nodes[to]?.kind === 'function') holder[to] = from;
  }
  return holder;
}

function reaching(into: readonly (readonly number[])[], from: number, counted: ReadonlySet<number>): number {
  const seen = new Set([from]);
  let found = 0;
  for (const each of seen) {
    if (counted.has(each)) found += 1;
    for (const before of into[each] ?? []) seen.add(before);
  }
  return found;
}
