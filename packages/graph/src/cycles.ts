/** Import cycles: components of modules that lead to one another, and the shortest way round. */
import { componentsFrom, stronglyConnectedComponents } from './components.ts';
import type { ModuleEdge, ModuleGraph } from './module-graph.ts';
import { once } from './once.ts';
import type { LinkedModule, ModuleNumber } from './program.ts';

/** Modules that all lead to one another, at least two, or one that imports itself. */
export interface Component {
  /** Sorted by path. */
  modules: readonly LinkedModule[];
  /** The edges between them, by source, then in the order of its imports. */
  edges: readonly ModuleEdge[];
  has(module: LinkedModule): boolean;
  /** Edges that leave a module and stay inside. */
  from(module: LinkedModule): readonly ModuleEdge[];
}

/**
 * Cycles that load: O(modules + edges). Sorted by their first module.
 * @param asked only those that some of these modules are in; then only what they lead to is looked at
 */
export function loadCycles(graph: ModuleGraph, asked?: readonly LinkedModule[]): Component[] {
  return cyclesOf(graph, knownOf(graph.shape).load, 'runtime', asked, ({ number }) => graph.runtime[number] ?? []);
}

/**
 * Cycles in which every import is of types alone. One that loads at any place is broken there already:
 * `import type` is the remedy, so it must not be a finding of its own. O(modules + edges).
 */
export function typeCycles(graph: ModuleGraph, asked?: readonly LinkedModule[]): Component[] {
  return cyclesOf(graph, knownOf(graph.shape).type, 'type', asked, ({ number }) => graph.type[number]?.filter(({ to }) => !graph.edge('runtime', number, to.number)) ?? []);
}

/** Which cycle a module is in, null for none. */
type Known = Map<ModuleNumber, KnownCycle | null>;

interface KnownCycle {
  component: Component;
  /** By module of the component, the edges that were looked at. */
  edges: readonly (readonly ModuleEdge[] | undefined)[];
}

/** An editor asks for one module after the other, and most lead to the same; a keystroke seldom changes what a module leads to. */
const knownOf = once<object, { load: Known; type: Known }>(() => ({ load: new Map(), type: new Map() }));

function cyclesOf(graph: ModuleGraph, known: Known, kind: 'runtime' | 'type', asked: readonly LinkedModule[] | undefined, out: (module: LinkedModule) => readonly ModuleEdge[]): Component[] {
  const { modules, [kind]: lists } = graph;
  const targets = (number: number): number[] | undefined => (known.has(number) ? undefined : out(modules[number] as LinkedModule).map(({ to }) => to.number));
  const keep = (numbers: readonly number[]): KnownCycle | null => {
    const [component] = componentsOf(numbers.map((each) => modules[each] as LinkedModule), out);
    const cycle = component ? { component, edges: component.modules.map(({ number }) => lists[number]) } : null;
    for (const each of numbers) known.set(each, cycle);
    return cycle;
  };
  const found = new Set<Component>();
  for (const { number } of asked ?? modules) {
    componentsFrom(number, targets, keep);
    const cycle = known.get(number);
    if (!cycle) continue;
    // Its modules are the same, but the statements of one may stand elsewhere now.
    const isAsBefore = cycle.component.modules.every((each, at) => lists[each.number] === cycle.edges[at]);
    const { component } = isAsBefore ? cycle : keep(cycle.component.modules.map((each) => each.number)) ?? cycle;
    found.add(component);
  }
  return inOrder([...found]);
}

/** The cycles that are left in a component without some of its edges. O(modules + edges). */
export function withoutEdges(component: Component, removed: readonly ModuleEdge[]): Component[] {
  const gone = new Set(removed);
  return componentsOf(component.modules, (module) => component.from(module).filter((edge) => !gone.has(edge)));
}

/** @param modules sorted by path */
function componentsOf(modules: readonly LinkedModule[], out: (module: LinkedModule) => readonly ModuleEdge[]): Component[] {
  const index = new Map(modules.map((module, at) => [module, at]));
  const targets = (at: number): number[] => out(modules[at] as LinkedModule).flatMap(({ to }) => index.get(to) ?? []);
  const found: Component[] = [];
  for (const numbers of stronglyConnectedComponents(modules.length, targets)) {
    const members = numbers.map((at) => modules[at] as LinkedModule);
    const inside = new Set(members);
    const from = new Map(members.map((module) => [module, out(module).filter(({ to }) => inside.has(to))]));
    const edges = members.flatMap((module) => from.get(module) ?? []);
    if (edges.length === 0) continue;
    found.push({ modules: members, edges, has: (module) => inside.has(module), from: (module) => from.get(module) ?? [] });
  }
  return inOrder(found);
}

function inOrder(components: Component[]): Component[] {
  return components.sort((a, b) => (a.modules[0]?.number ?? 0) - (b.modules[0]?.number ?? 0));
}

/**
 * The fewest edges from one module to another inside a component, breadth first: O(edges). Empty from
 * a module to itself. Ties go to the earlier import.
 */
export function shortestWay(component: Component, from: LinkedModule, to: LinkedModule, avoid?: ReadonlySet<LinkedModule>): ModuleEdge[] | undefined {
  const reachedBy = new Map<LinkedModule, ModuleEdge | undefined>([[from, undefined]]);
  const queue = [from];
  for (let head = 0; head < queue.length && !reachedBy.has(to); head += 1) {
    for (const edge of component.from(queue[head] as LinkedModule)) {
      if (reachedBy.has(edge.to) || avoid?.has(edge.to)) continue;
      reachedBy.set(edge.to, edge);
      queue.push(edge.to);
    }
  }
  if (!reachedBy.has(to)) return undefined;
  const way: ModuleEdge[] = [];
  for (let edge = reachedBy.get(to); edge; edge = reachedBy.get(edge.from)) way.unshift(edge);
  return way;
}

/** More edges than this are not tried for the shortest cycle through one of them. */
const MOST_TRIED = 400;

/**
 * The shortest cycle that goes through one of the edges, beginning with it; the first of equals. Of very
 * many edges only the first {@link MOST_TRIED} are tried: O(edges tried · edges).
 */
export function shortestCycle(component: Component, through: readonly ModuleEdge[]): readonly ModuleEdge[] {
  let best: readonly ModuleEdge[] | undefined;
  for (const edge of through.slice(0, MOST_TRIED)) {
    const back = shortestWay(component, edge.to, edge.from);
    if (back && (!best || back.length + 1 < best.length)) best = [edge, ...back];
    if (best && best.length <= 2) break;
  }
  return best ?? [];
}
