import { expect, test } from 'vitest';
import { drawing, idsOnWays } from './drawing.ts';
import { deletionTest } from './deletion-test.ts';
import { systemOf } from './system.test.setup.ts';

const shop = systemOf([
  ['cmp:api', 'contains', 'orders.ts'], ['cmp:api', 'contains', 'store.ts'], ['cmp:mail', 'contains', 'mail.ts'],
  ['POST /orders', 'enters', 'orders.ts#place'], ['orders.ts#place', 'calls', 'store.ts#save'], ['orders.ts#list', 'calls', 'store.ts#save', 'guarded'],
  ['store.ts#save', 'uses', '<postgres>'], ['queue mail', 'enters', 'mail.ts#send'], ['orders.ts#place', 'enqueues', 'queue mail', 'asynchronous'],
  ['store.test.ts#case', 'calls', 'store.ts#save'],
], ['store.test.ts', 'store.test.ts#case']);

function drawn(graph: ReturnType<typeof drawing>) {
  return graph.edges.map(({ from, to, strength }) => `${graph.nodes[from]?.name} ${strength} ${graph.nodes[to]?.name}`).sort();
}

test('modules, with entry points and resources around them; the strongest way counts, tests do not', () => {
  expect(drawn(drawing(shop, { level: 'module' }))).toEqual([
    'POST /orders hard orders.ts', 'orders.ts asynchronous queue mail', 'orders.ts hard store.ts', 'queue mail hard mail.ts', 'store.ts hard postgres',
  ]);
});

test('modules stand in their packages', () => {
  const graph = drawing(systemOf([['pkg:api', 'contains', 'orders.ts'], ['orders.ts#place', 'uses', '<postgres>']]), { level: 'module' });
  expect(graph.nodes.map(({ name, parent }) => [name, parent])).toEqual([['postgres', undefined], ['orders.ts', 2], ['pkg:api', undefined]]);
});

test('components, with what is lost without each', () => {
  const graph = drawing(shop, { level: 'component' });
  expect(drawn(graph)).toEqual(['cmp:api asynchronous cmp:mail', 'cmp:api hard postgres']);
  expect(graph.nodes.map(({ name, lost }) => `${name} ${lost}`)).toEqual(['postgres 1', 'cmp:api 1', 'cmp:mail 1']);
});

test('only what is on the ways to something', () => {
  const { lost } = deletionTest(shop, { id: '<postgres>', kind: 'resource', name: 'postgres' }, [shop.number('<postgres>') ?? -1]);
  const graph = drawing(shop, { level: 'module', only: idsOnWays(lost), marks: new Map([['<postgres>', 'target']]) });
  expect(graph.nodes.map(({ name, mark }) => [name, mark])).toEqual([['postgres', 'target'], ['POST /orders', undefined], ['cmp:api', undefined], ['orders.ts', undefined], ['store.ts', undefined]]);
});
