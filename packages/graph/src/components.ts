/** Strongly connected components by Tarjan's algorithm, without recursion: O(nodes + edges). */

/**
 * Components in reverse topological order: what a component leads to comes before it.
 * @param count nodes are 0 … count - 1
 * @param edges where a node leads
 * @returns arrays of nodes, each sorted
 */
export function stronglyConnectedComponents(count: number, edges: (node: number) => readonly number[]): number[][] {
  const order = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  const onStack = new Uint8Array(count);
  const stack: number[] = [];
  const found: number[][] = [];
  let next = 0;
  for (let root = 0; root < count; root += 1) {
    if (order[root] !== -1) continue;
    const work: { node: number; to: readonly number[]; at: number }[] = [];
    const enter = (node: number): void => {
      order[node] = low[node] = next;
      next += 1;
      stack.push(node);
      onStack[node] = 1;
      work.push({ node, to: edges(node), at: 0 });
    };
    enter(root);
    for (let frame = work.at(-1); frame; frame = work.at(-1)) {
      const { node, to } = frame;
      if (frame.at < to.length) {
        const target = to[frame.at] as number;
        frame.at += 1;
        if (order[target] === -1) enter(target);
        else if (onStack[target]) low[node] = Math.min(low[node] as number, order[target] as number);
        continue;
      }
      work.pop();
      const parent = work.at(-1);
      if (parent) low[parent.node] = Math.min(low[parent.node] as number, low[node] as number);
      if (low[node] !== order[node]) continue;
      const component: number[] = [];
      for (let each = stack.pop(); each !== undefined; each = stack.pop()) {
        onStack[each] = 0;
        component.push(each);
        if (each === node) break;
      }
      found.push(component.sort((a, b) => a - b));
    }
  }
  return found;
}

/**
 * The components that one node leads to, its own last, each handed over as soon as it is known.
 * @param edges where a node leads; undefined for a node that is settled already and is not entered
 */
export function componentsFrom(root: number, edges: (node: number) => readonly number[] | undefined, found: (component: number[]) => void): void {
  const states = new Map<number, { order: number; low: number; onStack: boolean }>();
  const stack: number[] = [];
  const work: { node: number; to: readonly number[]; at: number }[] = [];
  const enter = (node: number): boolean => {
    const to = edges(node);
    if (!to) return false;
    states.set(node, { order: states.size, low: states.size, onStack: true });
    stack.push(node);
    work.push({ node, to, at: 0 });
    return true;
  };
  enter(root);
  for (let frame = work.at(-1); frame; frame = work.at(-1)) {
    const own = states.get(frame.node) as { order: number; low: number; onStack: boolean };
    if (frame.at < frame.to.length) {
      const target = frame.to[frame.at] as number;
      frame.at += 1;
      const state = states.get(target);
      if (!state) enter(target);
      else if (state.onStack) own.low = Math.min(own.low, state.order);
      continue;
    }
    work.pop();
    const parent = states.get(work.at(-1)?.node ?? -1);
    if (parent) parent.low = Math.min(parent.low, own.low);
    if (own.low !== own.order) continue;
    const component = stack.splice(stack.lastIndexOf(frame.node));
    for (const each of component) (states.get(each) as { onStack: boolean }).onStack = false;
    found(component.sort((a, b) => a - b));
  }
}
