import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadCycles, withoutEdges, type Component } from './cycles.ts';
import { MOST_EXACT, smallestCut } from './edge-cut.ts';
import { linkTexts } from './linked-texts.test.setup.ts';
import { importedNames, moduleGraph, type ModuleEdge } from './module-graph.ts';

const one = () => 1;
const arrows = (edges: readonly ModuleEdge[]): string[] => edges.map(({ from, to }) => `${from.path} ${to.path}`);

function componentsOf(arcs: readonly (readonly [number, number])[]): Component[] {
  const texts: Record<string, string> = {};
  for (const node of arcs.flat()) texts[`m${node}.ts`] = arcs.filter(([from]) => from === node).map(([, to]) => `import './m${to}.js';`).join('\n');
  return loadCycles(moduleGraph(linkTexts(texts)));
}

test('one edge that all cycles share is cut', () => {
  const [component] = componentsOf([[0, 1], [1, 2], [2, 0], [1, 3], [3, 0]]);
  expect(component && arrows(smallestCut(component, one).edges)).toEqual(['m0.ts m1.ts']);
});

test('the lighter side of a pair is cut', () => {
  const program = linkTexts({
    'orders.ts': `import { a, b, c } from './billing.js'; export const f = () => [a, b, c]; export const order = 1;`,
    'billing.ts': `import { order } from './orders.js'; export const a = () => order; export const b = 1; export const c = 2;`,
  });
  const [component] = loadCycles(moduleGraph(program));
  expect(component && arrows(smallestCut(component, (edge) => importedNames(edge).length).edges)).toEqual(['billing.ts orders.ts']);
});

test('a self-import is always cut', () => {
  const [component] = componentsOf([[0, 0], [0, 1], [1, 0]]);
  expect(component && arrows(smallestCut(component, one).edges)).toContain('m0.ts m0.ts');
});

const arcs = (nodes: number) => fc.uniqueArray(fc.tuple(fc.nat(nodes - 1), fc.nat(nodes - 1)).filter(([from, to]) => from !== to), { selector: String, maxLength: nodes * 3 });

test('nothing is left of any cycle, and no cut edge can be spared', () => {
  fc.assert(
    fc.property(fc.oneof(arcs(8), arcs(MOST_EXACT + 8)), (some) => {
      for (const component of componentsOf(some)) {
        const { edges } = smallestCut(component, one);
        expect(withoutEdges(component, edges)).toEqual([]);
        for (const spared of edges) expect(withoutEdges(component, edges.filter((edge) => edge !== spared))).not.toEqual([]);
        expect(edges.length * 2).toBeLessThanOrEqual(component.edges.length);
      }
    }),
    { numRuns: 60 },
  );
});

test('an exact cut is as small as trying everything', () => {
  fc.assert(
    fc.property(arcs(5), (some) => {
      for (const component of componentsOf(some)) expect(smallestCut(component, one).edges.length).toBe(smallestByTrying(component));
    }),
    { numRuns: 60 },
  );
});

function smallestByTrying({ modules, edges }: Component): number {
  const orders = permutations([...modules.keys()]);
  return Math.min(...orders.map((order) => edges.filter(({ from, to }) => order.indexOf(modules.indexOf(from)) > order.indexOf(modules.indexOf(to))).length));
}

function permutations(items: readonly number[]): number[][] {
  return items.length === 0 ? [[]] : items.flatMap((item) => permutations(items.filter((each) => each !== item)).map((rest) => [item, ...rest]));
}
