import { expect, test } from 'vitest';
import { deletionTest } from './deletion-test.ts';
import { goneWith } from './members.ts';
import { blastNode } from './nodes.ts';
import { systemOf } from './system.test.setup.ts';

const shop = systemOf([
  ['POST /orders', 'enters', 'orders.ts#place'],
  ['GET /orders', 'enters', 'orders.ts#list'],
  ['GET /stock', 'enters', 'stock.ts#show'],
  ['queue mail', 'enters', 'mail.ts#send'],
  ['orders.ts#place', 'calls', 'store.ts#save'],
  ['orders.ts#place', 'enqueues', 'queue mail', 'asynchronous'],
  ['orders.ts#list', 'calls', 'store.ts#find'],
  ['stock.ts#show', 'calls', 'cache.ts#get', 'guarded'],
  ['cache.ts#get', 'uses', '<redis>'],
  ['store.ts#save', 'uses', '<postgres>'],
  ['store.ts#find', 'uses', '<postgres>'],
  ['store.ts#save', 'writes', 'db:Order.status'],
  ['store.ts#find', 'reads', 'db:Order.status'],
  ['mail.ts#send', 'uses', '<smtp>'],
  ['orders.ts', 'imports', 'store.ts'],
  ['main.ts', 'imports', 'orders.ts'],
  ['types.ts', 'types', 'store.ts'],
  ['store.test.ts', 'imports', 'store.ts'],
  ['store.test.ts#case', 'calls', 'store.ts#save'],
], ['store.test.ts', 'store.test.ts#case']);

function lossOf(id: string) {
  const number = shop.number(id) ?? -1;
  const loss = deletionTest(shop, blastNode(shop, number), goneWith(shop, number));
  const names = (nodes: readonly { name: string }[]): string[] => nodes.map(({ name }) => name);
  return {
    loss,
    lost: loss.lost.map(({ entry, hops }) => `${entry.name} ${hops}`), spared: loss.spared.map(({ entry, fallback }) => `${entry.name} ${fallback.kind}`),
    callers: names(loss.callers), outputs: names(loss.outputs), loading: names(loss.loading),
  };
}

test('a database takes with it what cannot do without, by the shortest way', () => {
  const { lost, spared, loss } = lossOf('<postgres>');
  expect(lost).toEqual(['GET /orders 3', 'POST /orders 3']);
  expect(spared).toEqual([]);
  expect(loss.of).toBe(4);
  expect(loss.lost[1]?.path.map(({ node, says }) => `${says}: ${node.id}`)).toEqual(['begins in place: orders.ts#place', 'calls save: store.ts#save', 'uses postgres: <postgres>']);
});

test('a guarded way spares its entry point and says why', () => {
  const { lost, spared, loss } = lossOf('<redis>');
  expect(lost).toEqual([]);
  expect(spared).toEqual(['GET /stock caught']);
  expect(loss.spared[0]?.fallback).toEqual({ kind: 'caught', file: 'stock.ts', line: 1, says: 'the catch answers with a default' });
});

test('who hands work to a queue is spared, who takes it is lost', () => {
  expect(lossOf('<smtp>')).toMatchObject({ lost: ['queue mail 2'], spared: ['POST /orders queue'] });
});

test('a function: who calls it, what it outputs to; tests are not counted', () => {
  expect(lossOf('store.ts#save')).toMatchObject({ lost: ['POST /orders 2'], callers: ['place'], outputs: ['postgres', 'db:Order.status'] });
});

test('the readers of what it writes, with the entry points that are not lost anyway', () => {
  const { loss } = lossOf('store.ts#save');
  expect(loss.state).toMatchObject([{ cell: { name: 'db:Order.status' }, writers: [], readers: [{ name: 'find' }], entries: [{ name: 'GET /orders' }] }]);
});

test('a file takes all its functions, and everything that loads it; types and tests stand apart', () => {
  const { lost, loading, loss } = lossOf('store.ts');
  expect(lost).toEqual(['GET /orders 2', 'POST /orders 2']);
  expect(loading).toEqual(['orders.ts', 'main.ts']);
  expect(loss).toMatchObject({ functions: 2, typeOnly: 1, tests: 1 });
});

test('state takes with it who reads and who writes it', () => {
  expect(lossOf('db:Order.status').lost).toEqual(['GET /orders 2', 'POST /orders 2']);
});
