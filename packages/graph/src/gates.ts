/** Modules that every way from the entry points to the work goes through: who changes one changes them all. */
import { immediateDominators } from './dominators.ts';
import { countedEntries } from './points-of-failure.ts';
import { isWorkEdge } from './reach.ts';
import type { SystemGraph } from './system-model.ts';

export interface Gate {
  /** A module. */
  node: number;
  /** Entry points that reach it. */
  reached: number;
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
  const { forward, backward, root, count, holder } = flow(graph);
  const found = new Map<number, { reached: number; unavoidable: number; gateTo: number[] }>();
  const gate = (node: number) => {
    const kept = found.get(node);
    if (kept) return kept;
    const made = { reached: 0, unavoidable: 0, gateTo: [] };
    found.set(node, made);
    return made;
  };
  const isModule = (node: number): boolean => graph.nodes[node]?.kind === 'module';

  const onTheWay = immediateDominators(count, root, (node) => backward[node] ?? []);
  for (const entry of countedEntries(graph)) {
    const own = new Set(forward[entry]?.map((fn) => holder[fn] ?? fn));
    for (let at = onTheWay[entry] ?? -1; at >= 0 && at !== root; at = onTheWay[at] ?? -1) {
      if (isModule(at) && !own.has(at)) gate(at).unavoidable += 1;
    }
  }
  const before = immediateDominators(count, root, (node) => forward[node] ?? []);
  graph.nodes.forEach(({ kind }, resource) => {
    if (kind !== 'resource') return;
    for (let at = before[resource] ?? -1; at >= 0 && at !== root; at = before[at] ?? -1) if (isModule(at)) gate(at).gateTo.push(resource);
  });
  const counted = new Set(countedEntries(graph));
  for (const [node, each] of found) each.reached = entriesReaching(backward, node, counted);
  return [...found].map(([node, each]) => ({ node, ...each }))
    .sort((a, b) => b.unavoidable - a.unavoidable || b.gateTo.length - a.gateTo.length || b.reached - a.reached || a.node - b.node);
}

/**
 * The graph of work, in which a call into another module leads through the node of that module: so a module that is entered
 * by different functions is one thing on the way. That adds ways and never hides one: what is called unavoidable is.
 * The root leads to the entry points (forward) and to the effects (backward), which are resources and stored rows.
 */
function flow(graph: SystemGraph) {
  const root = graph.nodes.length;
  const forward: number[][] = Array.from({ length: root + 1 }, () => []);
  const backward: number[][] = Array.from({ length: root + 1 }, () => []);
  const holder = holders(graph);
  const seen = new Set<number>();
  const effects = new Set<number>();
  const connect = (from: number, to: number): void => {
    const key = from * (root + 1) + to;
    if (from === to || seen.has(key)) return;
    seen.add(key);
    forward[from]?.push(to);
    backward[to]?.push(from);
  };
  for (const edge of graph.edges) {
    const { from, to, kind } = edge;
    if (graph.nodes[from]?.isAside) continue;
    const isStored = kind === 'writes' && graph.nodes[to]?.id.startsWith('db:') === true;
    if (kind === 'uses' || isStored) effects.add(to);
    // Needing a constant of a module runs none of its functions.
    else if (!isWorkEdge(edge) || kind === 'refers') continue;
    const into = kind !== 'enters' && holder[to] !== holder[from] ? (holder[to] ?? to) : to;
    connect(from, into);
    connect(into, to);
  }
  forward[root] = countedEntries(graph);
  backward[root] = [...effects].sort((a, b) => a - b);
  return { forward, backward, root, count: root + 1, holder };
}

/** By function: its module. */
function holders(graph: SystemGraph): Int32Array {
  const holder = Int32Array.from(graph.nodes, (_, node) => node);
  for (const { kind, from, to } of graph.edges) {
    if (kind === 'contains' && graph.nodes[to]?.kind === 'function') holder[to] = from;
  }
  return holder;
}

function entriesReaching(backward: readonly (readonly number[])[], node: number, counted: ReadonlySet<number>): number {
  const seen = new Set([node]);
  let found = 0;
  for (const each of seen) {
    if (counted.has(each)) found += 1;
    for (const next of backward[each] ?? []) seen.add(next);
  }
  return found;
}
