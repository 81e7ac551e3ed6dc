import { expect, test } from 'vitest';
import { edgesOf, graphOf, namesOf } from './system-graph.test.setup.ts';

const shop = {
  'packages/orders/place.ts': `import { charge, LIMIT, type Charge } from '../billing/charge.js';
    import type { Report } from './report.js';
    const placed = new Map();
    export function place(id: string) { placed.set(id, 1); if (placed.size > LIMIT) return; return charge(id); }
    export const count = () => placed.size;
    export const report = () => import('./report.js');`,
  'packages/orders/report.ts': `export class Report { static lines = 0; }`,
  'packages/billing/charge.ts': `export const LIMIT = 10; export interface Charge { id: string } export function charge(id: string) { return id; }`,
};
const graph = graphOf(shop);

test('nodes have numbers in the order of their kinds, then of their ids', () => {
  expect(graph.nodes.map(({ kind }) => kind).filter((kind, index, all) => kind !== all[index - 1])).toEqual(['function', 'state', 'module', 'package']);
  expect(graph.nodes.every(({ id }, number) => graph.number(id) === number)).toBe(true);
  expect(graph.number('nowhere.ts')).toBeUndefined();
  const place = graph.number('packages/orders/place.ts#place') ?? -1;
  expect(graph.ofFunction(graph.nodes[place]?.function ?? -1)).toBe(place);
});

test('packages hold modules, modules hold functions and state', () => {
  expect(edgesOf(graph, 'contains').filter((line) => line.startsWith('packages/orders -'))).toEqual(['packages/orders -contains-> packages/orders/place.ts', 'packages/orders -contains-> packages/orders/report.ts']);
  expect(edgesOf(graph, 'contains')).toContain('packages/orders/place.ts -contains-> place');
  expect(edgesOf(graph, 'contains').filter((line) => line.endsWith('placed'))).toEqual(['packages/orders/place.ts -contains-> placed']);
});

test('modules load one another at once or later, or name types alone', () => {
  expect(edgesOf(graph, 'imports', 'loads', 'types')).toEqual([
    'packages/orders/place.ts -imports-> packages/billing/charge.ts',
    'packages/orders/place.ts -loads-> packages/orders/report.ts',
    'packages/orders/place.ts -types-> packages/orders/report.ts',
  ]);
});

test('functions need constants of other modules; what they call has an edge of its own', () => {
  expect(edgesOf(graph, 'refers', 'calls')).toEqual(['place -calls-> charge', 'place -refers-> packages/billing/charge.ts']);
});

test('functions read and write state', () => {
  expect(edgesOf(graph, 'reads', 'writes').sort()).toEqual(['count -reads-> placed', 'place -reads-> placed', 'place -writes-> placed']);
});

test('edges are found from both of their ends', () => {
  const charge = graph.number('packages/billing/charge.ts#charge') ?? -1;
  expect(graph.into(charge).map((number) => graph.edges[number]?.kind).sort()).toEqual(['calls', 'contains']);
  graph.edges.forEach(({ from, to }, number) => {
    expect(graph.out(from)).toContain(number);
    expect(graph.into(to)).toContain(number);
  });
});

test('of two functions of one name in a file each has a node', () => {
  const twins = graphOf(`export function outer() { function inner() { return 1; } return inner(); } export function other() { function inner() { return 2; } return inner(); }`);
  expect(new Set(twins.nodes.map(({ id }) => id)).size).toBe(twins.nodes.length);
  expect(edgesOf(twins, 'calls')).toHaveLength(2);
});

test('tests and what they hold stand aside', () => {
  const { nodes } = graphOf({ 'app.ts': 'export const a = () => 1;', 'app.test.ts': `import { a } from './app.js'; export const check = () => a();` }, { isExempt: (path) => path.endsWith('.test.ts') });
  expect(nodes.filter(({ isAside }) => isAside).map(({ name }) => name)).toEqual(['<module>', 'check', 'app.test.ts']);
});

test('a package in which work begins is a component', () => {
  const system = graphOf({
    'packages/orders/main.ts': `import express from 'express'; const app = express(); app.get('/orders', (request, response) => { response.json([]); }); app.listen(3000);`,
    'packages/money/index.ts': `export const add = (a: number, b: number) => a + b;`,
  });
  expect(system.nodes.filter(({ kind }) => kind === 'component').map(({ id }) => id)).toEqual(['cmp:packages/orders']);
  expect(namesOf(system, 'entry')).toEqual(['main main packages/orders/main.ts', 'route GET /orders']);
});
