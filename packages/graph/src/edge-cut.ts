/**
 * The cheapest edges whose removal leaves no cycle (the minimum feedback arc set).
 *
 * Any order of the modules names such a set: the edges that go backwards in it. Components of up to
 * {@link MOST_EXACT} modules are solved exactly by dynamic programming over subsets, O(2ⁿ · n). For larger
 * ones the order comes from the heuristic of Eades, Lin and Smyth and is improved by moving single
 * modules until nothing gets cheaper (at most {@link MOST_ROUNDS} rounds, each O(n² + edges)); the
 * result never weighs more than half of all edges, and no edge of it can be spared. Self-edges always belong to it.
 */
import type { Component } from './cycles.ts';
import type { ModuleEdge } from './module-graph.ts';
import type { LinkedModule } from './program.ts';

export const MOST_EXACT = 14;
export const MOST_ROUNDS = 8;

export interface EdgeCut {
  /** In the component's order of edges. */
  edges: readonly ModuleEdge[];
  /** No cheaper set exists. */
  exact: boolean;
}

interface Arc {
  from: number;
  to: number;
  weight: number;
  edge: ModuleEdge;
}

/** @param weight positive */
export function smallestCut(component: Component, weight: (edge: ModuleEdge) => number): EdgeCut {
  const index = new Map<LinkedModule, number>(component.modules.map((module, at) => [module, at]));
  const all = component.edges.map((edge): Arc => ({ from: index.get(edge.from) ?? 0, to: index.get(edge.to) ?? 0, weight: weight(edge), edge }));
  const arcs = all.filter((arc) => arc.from !== arc.to);
  const count = component.modules.length;
  const exact = count <= MOST_EXACT;
  const order = exact ? exactOrder(count, arcs) : improvedOrder(count, arcs, greedyOrder(count, arcs));
  const back = backward(arcs, order);
  const cut = new Set(exact ? back : withoutSpare(count, arcs, back));
  return { edges: all.filter((arc) => arc.from === arc.to || cut.has(arc)).map(({ edge }) => edge), exact };
}

/** The edges against an order, given as module → position. */
function backward(arcs: readonly Arc[], position: ArrayLike<number>): Arc[] {
  return arcs.filter(({ from, to }) => (position[from] ?? 0) > (position[to] ?? 0));
}

/** The best order: cheapest way to place each subset first. */
function exactOrder(count: number, arcs: readonly Arc[]): Int32Array {
  const size = 1 << count;
  const into = Array.from({ length: count }, () => new Float64Array(count));
  for (const { from, to, weight } of arcs) (into[to] as Float64Array)[from] = weight;
  const cost = new Float64Array(size).fill(Infinity);
  const last = new Int8Array(size).fill(-1);
  cost[0] = 0;
  for (let placed = 0; placed < size; placed += 1) {
    for (let next = 0; next < count; next += 1) {
      if (placed & (1 << next)) continue;
      // What is not placed yet and leads to `next` goes backwards.
      let added = 0;
      for (let from = 0; from < count; from += 1) {
        if (from !== next && !(placed & (1 << from))) added += (into[next] as Float64Array)[from] as number;
      }
      const then = placed | (1 << next);
      if ((cost[placed] as number) + added < (cost[then] as number)) {
        cost[then] = (cost[placed] as number) + added;
        last[then] = next;
      }
    }
  }
  const position = new Int32Array(count);
  for (let placed = size - 1, at = count - 1; at >= 0; at -= 1) {
    const node = last[placed] as number;
    position[node] = at;
    placed ^= 1 << node;
  }
  return position;
}

/** Sinks last, sources first, else whatever gives out most and takes in least. Ties go to the first module. */
function greedyOrder(count: number, arcs: readonly Arc[]): Int32Array {
  const out = new Float64Array(count);
  const into = new Float64Array(count);
  const touching: Arc[][] = Array.from({ length: count }, () => []);
  for (const arc of arcs) {
    out[arc.from] = (out[arc.from] as number) + arc.weight;
    into[arc.to] = (into[arc.to] as number) + arc.weight;
    touching[arc.from]?.push(arc);
    touching[arc.to]?.push(arc);
  }
  const position = new Int32Array(count);
  const left = new Set(Array.from({ length: count }, (_, node) => node));
  let first = 0;
  let end = count - 1;
  while (left.size > 0) {
    let chosen = -1;
    let isSink = false;
    for (const node of left) {
      isSink = out[node] === 0;
      if (isSink || chosen < 0 || rank(out, into, node) > rank(out, into, chosen)) chosen = node;
      if (isSink) break;
    }
    position[chosen] = isSink ? end-- : first++;
    left.delete(chosen);
    for (const { from, to, weight } of touching[chosen] ?? []) {
      if (from === chosen && left.has(to)) into[to] = (into[to] as number) - weight;
      if (to === chosen && left.has(from)) out[from] = (out[from] as number) - weight;
    }
  }
  return position;
}

function rank(out: Float64Array, into: Float64Array, node: number): number {
  return into[node] === 0 ? Infinity : (out[node] as number) - (into[node] as number);
}

/** Moves single modules to where they cost least, and turns the order round if that is cheaper. */
function improvedOrder(count: number, arcs: readonly Arc[], start: Int32Array): Int32Array {
  const weigh = (order: Int32Array): number => backward(arcs, order).reduce((sum, { weight }) => sum + weight, 0);
  let position = start;
  const turned = position.map((at) => count - 1 - at);
  if (weigh(turned) < weigh(position)) position = turned;
  const touching: Arc[][] = Array.from({ length: count }, () => []);
  for (const arc of arcs) {
    touching[arc.from]?.push(arc);
    touching[arc.to]?.push(arc);
  }
  for (let round = 0, moved = true; moved && round < MOST_ROUNDS; round += 1) {
    moved = false;
    for (let node = 0; node < count; node += 1) {
      const best = bestPlace(node, touching[node] ?? [], position);
      if (best === undefined) continue;
      move(position, node, best);
      moved = true;
    }
  }
  return position;
}

/** The position at which a module's own edges cost least, if it is cheaper than where it is. */
function bestPlace(node: number, touching: readonly Arc[], position: Int32Array): number | undefined {
  const own = position[node] as number;
  // Per neighbour, what changes when the module passes it.
  const changes = new Map<number, number>();
  for (const arc of touching) {
    const other = position[arc.from === node ? arc.to : arc.from] as number;
    changes.set(other, (changes.get(other) ?? 0) + (arc.from === node ? arc.weight : -arc.weight));
  }
  const at = (place: number): number => touching.reduce((sum, arc) => {
    const other = position[arc.from === node ? arc.to : arc.from] as number;
    return sum + (arc.from === node ? (other < place ? arc.weight : 0) : other > place ? arc.weight : 0);
  }, 0);
  // Standing before everything, only edges that lead here go backwards; each module passed changes one side.
  let cost = touching.reduce((sum, arc) => sum + (arc.from === node ? 0 : arc.weight), 0);
  let best = { cost: at(own), place: own };
  if (cost < best.cost) best = { cost, place: 0 };
  for (const [other, change] of [...changes].sort(([a], [b]) => a - b)) {
    cost += change;
    const place = other < own ? other + 1 : other;
    if (cost < best.cost) best = { cost, place };
  }
  return best.place === own ? undefined : best.place;
}

function move(position: Int32Array, node: number, to: number): void {
  const from = position[node] as number;
  for (let each = 0; each < position.length; each += 1) {
    const at = position[each] as number;
    if (at > from && at <= to) position[each] = at - 1;
    else if (at < from && at >= to) position[each] = at + 1;
  }
  position[node] = to;
}

/** Puts back every edge that closes no cycle, dearest first: O(cut · edges). */
function withoutSpare(count: number, arcs: readonly Arc[], cut: readonly Arc[]): Arc[] {
  const out: number[][] = Array.from({ length: count }, () => []);
  const isCut = new Set(cut);
  for (const arc of arcs) if (!isCut.has(arc)) out[arc.from]?.push(arc.to);
  for (const arc of [...cut].sort((a, b) => b.weight - a.weight)) {
    if (reaches(out, arc.to, arc.from)) continue;
    isCut.delete(arc);
    out[arc.from]?.push(arc.to);
  }
  return [...isCut];
}

function reaches(out: readonly (readonly number[])[], from: number, to: number): boolean {
  const seen = new Set([from]);
  const stack = [from];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node === to) return true;
    for (const next of out[node] ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      stack.push(next);
    }
  }
  return false;
}
