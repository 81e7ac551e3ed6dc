/**
 * What every way goes through: immediate dominators by the algorithm of Lengauer and Tarjan in its semi-NCA form
 * (Georgiadis, Tarjan: "Finding dominators revisited", SODA 2004), without recursion. Close to O(nodes + edges) in practice.
 */

/**
 * @param count nodes are 0 … count - 1
 * @param successors where a node leads
 * @returns by node: its immediate dominator; -1 for the root and for what it does not lead to
 */
export function immediateDominators(count: number, root: number, successors: (node: number) => Iterable<number>): Int32Array {
  const { order, parent, predecessors } = depthFirst(count, root, successors);
  /** By place in depth-first order. */
  const semi = Int32Array.from(order, (_, at) => at);
  const label = Int32Array.from(order, (_, at) => at);
  const ancestor = Int32Array.from(parent);
  const found = Int32Array.from(parent);

  for (let at = order.length - 1; at > 0; at -= 1) {
    for (const from of predecessors[at] ?? []) {
      const best = semi[evaluate(from, at, ancestor, label, semi)] ?? 0;
      if (best < (semi[at] ?? 0)) semi[at] = best;
    }
    label[at] = at;
  }
  for (let at = 1; at < order.length; at += 1) {
    let dominator = found[at] ?? 0;
    while (dominator > (semi[at] ?? 0)) dominator = found[dominator] ?? 0;
    found[at] = dominator;
  }

  const dominators = new Int32Array(count).fill(-1);
  for (let at = 1; at < order.length; at += 1) dominators[order[at] ?? 0] = order[found[at] ?? 0] ?? -1;
  return dominators;
}

/** The place with the smallest semi-dominator on the way up to what is not linked yet; the way is shortened behind it. */
function evaluate(from: number, linkedFrom: number, ancestor: Int32Array, label: Int32Array, semi: Int32Array): number {
  if (from <= linkedFrom) return from;
  const way: number[] = [];
  for (let at = from; (ancestor[at] ?? 0) > linkedFrom; at = ancestor[at] ?? 0) way.push(at);
  // From the top down, each takes over the better of its own and its ancestor's.
  for (let index = way.length - 1; index >= 0; index -= 1) {
    const at = way[index] ?? 0;
    const above = ancestor[at] ?? 0;
    if ((semi[label[above] ?? 0] ?? 0) < (semi[label[at] ?? 0] ?? 0)) label[at] = label[above] ?? 0;
    ancestor[at] = ancestor[above] ?? 0;
  }
  return label[from] ?? from;
}

/** Nodes in depth-first order; `parent` and `predecessors` speak of places in that order. */
function depthFirst(count: number, root: number, successors: (node: number) => Iterable<number>) {
  const place = new Int32Array(count).fill(-1);
  const order: number[] = [];
  const parent: number[] = [];
  const predecessors: number[][] = [];
  const enter = (node: number, from: number): Iterator<number> => {
    place[node] = order.length;
    order.push(node);
    parent.push(from);
    predecessors.push([]);
    return successors(node)[Symbol.iterator]();
  };
  const open = [{ at: 0, next: enter(root, 0) }];
  for (let frame = open.at(-1); frame; frame = open.at(-1)) {
    const step = frame.next.next();
    if (step.done === true) {
      open.pop();
      continue;
    }
    const known = place[step.value] ?? -1;
    if (known >= 0) predecessors[known]?.push(frame.at);
    else {
      const at = order.length;
      const next = enter(step.value, frame.at);
      predecessors[at]?.push(frame.at);
      open.push({ at, next });
    }
  }
  return { order, parent, predecessors };
}
