import { expect, test } from 'vitest';
import { overview } from './overview.ts';
import { type Line, systemOf } from './system.test.setup.ts';

const shop = systemOf([
  ['cmp:api', 'contains', 'orders.ts'], ['cmp:api', 'contains', 'store.ts'], ['cmp:api', 'contains', 'cache.ts'], ['cmp:accounts', 'contains', 'accounts.ts'],
  ['POST /orders', 'enters', 'orders.ts#place'], ['orders.ts#place', 'calls', 'store.ts#save'], ['store.ts#save', 'uses', '<postgres>'],
  ['GET /orders', 'enters', 'orders.ts#list'], ['orders.ts#list', 'calls', 'store.ts#save'], ['orders.ts#list', 'calls', 'cache.ts#get', 'guarded'],
  ['cache.ts#get', 'uses', '<redis>'], ['orders.ts', 'imports', 'store.ts'],
  ['GET /me', 'enters', 'accounts.ts#me'], ['orders.ts#place', 'enqueues', 'GET /me'],
]);

test('the mapping of resources and components', () => {
  const rows = overview(shop, { threshold: 0.5 }).runtime.map(({ node, dependsOn, dependedOnBy, fallbacks, lost, of, spof }) => [
    node.name, dependsOn.map(({ name }) => name), dependedOnBy.map(({ name }) => name), fallbacks.length, `${lost} of ${of}`, spof,
  ]);
  expect(rows).toEqual([
    ['postgres', [], ['cmp:api'], 0, '2 of 3', 'yes'],
    // Its own entry point does not count.
    ['cmp:accounts', [], ['cmp:api'], 0, '1 of 2', 'yes'],
    ['redis', [], ['cmp:api'], 1, '0 of 3', 'no'],
    ['cmp:api', ['postgres', 'redis', 'cmp:accounts'], [], 0, '0 of 1', 'no'],
  ]);
});

test('a package that is no component stands for what is behind it', () => {
  const shared = systemOf([
    ['cmp:api', 'contains', 'orders.ts'], ['POST /orders', 'enters', 'orders.ts#place'],
    ['orders.ts#place', 'calls', 'shared.ts#ask'], ['shared.ts#ask', 'calls', 'shared.ts#post'], ['shared.ts#post', 'uses', '<openai>'],
  ]);
  expect(overview(shared, { threshold: 0.5 }).runtime.map(({ node, dependsOn, dependedOnBy }) => [node.name, dependsOn.map(({ name }) => name), dependedOnBy.map(({ name }) => name)])).toEqual([
    ['openai', [], ['cmp:api']], ['cmp:api', ['openai'], []],
  ]);
});

test('what is lost below the threshold is a partial one', () => {
  expect(overview(shop, { threshold: 0.9 }).runtime[0]).toMatchObject({ node: { name: 'postgres' }, spof: 'partial' });
});

test('a module that every way to an effect goes through, and the resource it alone leads to', () => {
  const [row] = overview(shop, { threshold: 0.5 }).change;
  expect(row).toMatchObject({ module: { name: 'store.ts' }, loadedBy: 1, reached: 2, unavoidable: 1, of: 3, gateTo: [{ name: 'postgres' }] });
});

test("entry points of a component's tests are none of those that it takes with it", () => {
  const tested = systemOf([
    ['cmp:api', 'contains', 'orders.ts'], ['POST /orders', 'enters', 'orders.ts#place'],
    ...['GET /fake', 'GET /mock'].map((name, at): Line => [name, 'enters', `orders.test.ts#fake${at}`]), ['cmp:api', 'contains', 'orders.test.ts'],
  ], ['GET /fake', 'GET /mock', 'orders.test.ts']);
  expect(overview(tested, { threshold: 0.5 }).runtime).toMatchObject([{ node: { name: 'cmp:api' }, lost: 0, of: 0 }]);
});
