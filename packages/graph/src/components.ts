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
