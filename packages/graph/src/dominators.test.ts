import fc from 'fast-check';
import { expect, test } from 'vitest';
import { immediateDominators } from './dominators.ts';

/** Nodes that the root leads to when one is taken away. */
function reachedWithout(edges: readonly (readonly number[])[], root: number, gone: number): Set<number> {
  const seen = new Set<number>(root === gone ? [] : [root]);
  for (const node of seen) for (const next of edges[node] ?? []) if (next !== gone) seen.add(next);
  return seen;
}

/** By taking each node away: slow and evident. */
function byHand(edges: readonly (readonly number[])[], root: number): number[] {
  const all = reachedWithout(edges, root, -1);
  const dominators = edges.map((_, node) => (all.has(node) ? [...all].filter((each) => each !== node && !reachedWithout(edges, root, each).has(node)) : []));
  return edges.map((_, node) => {
    if (!all.has(node) || node === root) return -1;
    // The nearest has the most dominators of its own.
    return (dominators[node] ?? []).sort((a, b) => (dominators[b]?.length ?? 0) - (dominators[a]?.length ?? 0))[0] ?? -1;
  });
}

test('a diamond is left through its end, which its beginning dominates', () => {
  expect([...immediateDominators(5, 0, (node) => [[1], [2, 3], [4], [4], []][node] ?? [])]).toEqual([-1, 0, 1, 1, 1]);
});

test('a way around takes the dominator away, a circle does not', () => {
  expect([...immediateDominators(4, 0, (node) => [[1, 3], [2], [1, 3], []][node] ?? [])]).toEqual([-1, 0, 1, 0]);
});

test('what the root does not lead to has none', () => {
  expect([...immediateDominators(3, 0, (node) => [[1], [], [1]][node] ?? [])]).toEqual([-1, 0, -1]);
});

test('is what taking each node away shows, on any graph', () => {
  const graphs = fc.integer({ min: 1, max: 14 }).chain((count) => fc.array(fc.array(fc.nat(count - 1), { maxLength: 4 }), { minLength: count, maxLength: count }));
  fc.assert(fc.property(graphs, (edges) => {
    expect([...immediateDominators(edges.length, 0, (node) => edges[node] ?? [])]).toEqual(byHand(edges, 0));
  }), { numRuns: 500, seed: 7 });
});

test('a chain of a hundred thousand is no matter', () => {
  const found = immediateDominators(100_000, 0, (node) => (node < 99_999 ? [node + 1] : []));
  expect(found[99_999]).toBe(99_998);
});
