/** Strongly connected components by Tarjan's algorithm, without recursion: O(nodes + edges). */

/**
 * Components in reverse topological order: what a component leads to comes before it.
 * @param count nodes are 0 … count - 1
 * @param edges where a node leads
 * @returns arrays of nodes, each sorted
 */
export function stronglyConnectedComponents(count: number, edges: (node: number) => readonly number[]): number[][] {
  const found: number[][] = [];
  const seen = new Uint8Array(count);
  const targets = (node: number): readonly number[] | undefined => {
    if (seen[node]) return undefined;
    seen[node] = 1;
    return edges(node);
  };
  for (let root = 0; root < count; root += 1) componentsFrom(root, targets, (component) => found.push(component));
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
