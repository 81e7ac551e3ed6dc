import { expect, test } from 'vitest';
import { loadCycles, shortestCycle, shortestWay, typeCycles, withoutEdges, type Component } from './cycles.ts';
import { linkTexts } from './linked-texts.test.setup.ts';
import { moduleGraph, type ModuleEdge } from './module-graph.ts';

/** `a b` for each module: what it imports. */
function cyclesOf(imports: Record<string, string>): Component[] {
  return loadCycles(moduleGraph(linkTexts(Object.fromEntries(Object.entries(imports).map(([name, to]) => [`${name}.ts`, to.split(' ').filter(Boolean).map((each) => `import './${each}.js';`).join('\n')])))));
}

const paths = (component: Component | undefined): string[] => component?.modules.map(({ path }) => path) ?? [];
const arrows = (edges: readonly ModuleEdge[] | undefined): string[] => (edges ?? []).map(({ from, to }) => `${from.path} ${to.path}`);

test('components hold all modules that lead to one another, whatever the order of reading', () => {
  expect(cyclesOf({ a: 'b', b: 'c', c: 'a d', d: 'e', e: 'd f', f: '' }).map(paths)).toEqual([['a.ts', 'b.ts', 'c.ts'], ['d.ts', 'e.ts']]);
  expect(cyclesOf({ a: 'b', b: 'c', c: '' })).toEqual([]);
});

test('two cycles that share a module are one component', () => {
  expect(cyclesOf({ a: 'b', b: 'a c', c: 'b' }).map(paths)).toEqual([['a.ts', 'b.ts', 'c.ts']]);
});

test('a module that imports itself is a cycle', () => {
  expect(cyclesOf({ a: 'a', b: 'a' }).map(paths)).toEqual([['a.ts']]);
});

test('the shortest way and the shortest cycle', () => {
  const [component] = cyclesOf({ a: 'b', b: 'c d', c: 'd', d: 'a' });
  if (!component) throw new Error('no cycle');
  const [a, , c, d] = component.modules;
  expect(a && d && arrows(shortestWay(component, a, d))).toEqual(['a.ts b.ts', 'b.ts d.ts']);
  expect(c && arrows(shortestCycle(component, component.from(c)))).toEqual(['c.ts d.ts', 'd.ts a.ts', 'a.ts b.ts', 'b.ts c.ts']);
  expect(arrows(shortestCycle(component, component.edges))).toEqual(['a.ts b.ts', 'b.ts d.ts', 'd.ts a.ts']);
});

test('what is left without some edges', () => {
  const [component] = cyclesOf({ a: 'b', b: 'a c', c: 'b' });
  if (!component) throw new Error('no cycle');
  const left = withoutEdges(component, component.edges.filter(({ to }) => to.path === 'a.ts'));
  expect(left.map(paths)).toEqual([['b.ts', 'c.ts']]);
});

test('a cycle in types alone is one of its own; one import type breaks a cycle that loads', () => {
  const order = `import type { Customer } from './customer.js'; export interface Order { customer: Customer }`;
  const graph = (customer: string) => moduleGraph(linkTexts({ 'order.ts': order, 'customer.ts': customer }));
  const types = graph(`import type { Order } from './order.js'; export interface Customer { orders: Order[] }`);
  expect(typeCycles(types).map(paths)).toEqual([['customer.ts', 'order.ts']]);
  expect(loadCycles(types)).toEqual([]);
  const mixed = graph(`import './order.js'; export interface Customer { name: string }`);
  expect([...typeCycles(mixed), ...loadCycles(mixed)]).toEqual([]);
});
