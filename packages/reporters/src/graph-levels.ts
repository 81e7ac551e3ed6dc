/** How far from the beginnings each node of a graph is: the longest way there, without going in circles. */
import type { BlastDrawing } from '@dist-lint/model';

/** Level by node; entry points are at 0, resources behind everything else. */
export function levelsOf({ nodes, edges }: BlastDrawing): number[] {
  const out: number[][] = nodes.map(() => []);
  for (const { from, to } of edges) if (from !== to) out[from]?.push(to);
  const order = finishing(nodes.length, out, startsOf(nodes.length, nodes.map(({ kind }) => kind === 'entry'), edges));
  const place = new Map(order.map((node, at) => [node, at]));
  const levels = nodes.map(() => 0);
  for (const node of order) {
    for (const next of out[node] ?? []) {
      // What leads back in the order closes a circle.
      if ((place.get(next) ?? 0) > (place.get(node) ?? 0)) levels[next] = Math.max(levels[next] ?? 0, (levels[node] ?? 0) + 1);
    }
  }
  const last = nodes.reduce((most, { kind }, at) => (kind === 'resource' ? most : Math.max(most, levels[at] ?? 0)), -1) + 1;
  return levels.map((level, at) => (nodes[at]?.kind === 'resource' ? last : level));
}

/** Entry points, then what nothing leads to, then the rest. */
function startsOf(count: number, isEntry: readonly boolean[], edges: BlastDrawing['edges']): number[] {
  const isLedTo = new Set(edges.map(({ to }) => to));
  const rank = (at: number): number => (isEntry[at] ? 0 : isLedTo.has(at) ? 2 : 1);
  return Array.from({ length: count }, (_, at) => at).sort((a, b) => rank(a) - rank(b) || a - b);
}

/** The order in which a search from the starts is done with the nodes, backwards: a topological order but for circles. */
function finishing(count: number, out: readonly (readonly number[])[], starts: readonly number[]): number[] {
  const isSeen = new Array<boolean>(count).fill(false);
  const done: number[] = [];
  for (const start of starts) {
    if (isSeen[start]) continue;
    isSeen[start] = true;
    const stack = [{ node: start, next: 0 }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const to = out[top.node]?.[top.next++];
      if (to === undefined) {
        done.push(top.node);
        stack.pop();
      } else if (!isSeen[to]) {
        isSeen[to] = true;
        stack.push({ node: to, next: 0 });
      }
    }
  }
  return done.reverse();
}
