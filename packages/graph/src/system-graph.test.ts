import { expect, test } from 'vitest';
import { linkTexts } from './linked-texts.test.setup.ts';
import { systemGraph } from './system-graph.ts';

const graph = systemGraph(linkTexts({
  'packages/orders/place.ts': `import { charge } from '../billing/charge.js';
    const placed = new Map(); export function place(id) { placed.set(id, 1); return charge(id); } export const report = () => import('./report.js');`,
  'packages/orders/report.ts': `export class Report { static lines = 0; }`,
  'packages/billing/charge.ts': `export function charge(id) { return id; }`,
}));

const ids = (nodes: readonly { id: string }[]): string[] => nodes.map(({ id }) => id);

test('packages hold modules, modules hold functions and state', () => {
  expect(ids(graph.nodes('package'))).toEqual(['pkg:packages/billing', 'pkg:packages/orders']);
  expect(ids(graph.neighbours('pkg:packages/orders', 'contains'))).toEqual(['packages/orders/place.ts', 'packages/orders/report.ts']);
  expect(ids(graph.nodes('state'))).toEqual(['cls:packages/orders/report.ts#Report.lines', 'mod:packages/orders/place.ts#placed']);
  expect(graph.node('mod:packages/orders/place.ts#placed')).toEqual({ id: 'mod:packages/orders/place.ts#placed', kind: 'state', name: 'placed' });
});

test('modules load one another at once or later', () => {
  expect(ids(graph.neighbours('packages/orders/place.ts', 'imports'))).toEqual(['packages/billing/charge.ts']);
  expect(ids(graph.neighbours('packages/orders/place.ts', 'loads'))).toEqual(['packages/orders/report.ts']);
  expect(ids(graph.dependents('packages/billing/charge.ts', 'imports'))).toEqual(['packages/orders/place.ts']);
});

test('functions call one another', () => {
  expect(ids(graph.dependents('packages/billing/charge.ts#charge', 'calls'))).toEqual(['packages/orders/place.ts#place']);
});

test('what it does not hold has no neighbours', () => {
  expect(graph.node('nowhere.ts')).toBeUndefined();
  expect(graph.neighbours('nowhere.ts')).toEqual([]);
});

test('counts by kind', () => {
  expect(graph.counts()).toMatchObject({ nodes: { module: 3, package: 2, state: 2, resource: 0 }, edges: { imports: 1, loads: 1, calls: 1 } });
});
