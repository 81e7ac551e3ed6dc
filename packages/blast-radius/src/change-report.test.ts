import { indexSystem } from '@dist-lint/graph';
import { expect, test } from 'vitest';
import { changeReport, type ChangeInput } from './change-report.ts';
import type { FileMeanings } from './changed-symbols.ts';
import { systemOf, type Line } from './system.test.setup.ts';

const shop: readonly Line[] = [
  ['POST /orders', 'enters', 'orders.ts#place'], ['orders.ts#place', 'calls', 'store.ts#save'], ['store.ts#save', 'uses', '<postgres>'],
  ['GET /stock', 'enters', 'stock.ts#show'], ['stock.ts#show', 'calls', 'cache.ts#get', 'guarded'], ['cache.ts#get', 'uses', '<redis>'],
  ['store.ts#save', 'writes', 'db:Order.status'], ['orders.ts#cancel', 'writes', 'db:Order.status'], ['stock.ts#show', 'reads', 'db:Order.status'],
];

interface Side { lines: readonly Line[]; meanings?: Record<string, Record<string, string>> }

function report(base: Side, head: Side, files: ChangeInput['files'], rest: Partial<ChangeInput> = {}) {
  const meaningsOf = ({ meanings = {} }: Side) => (path: string): FileMeanings | undefined => {
    const functions = meanings[path];
    return functions && { functions: new Map(Object.entries(functions).filter(([name]) => !/^[A-Z]\w*$/.test(name))), names: new Map(Object.entries(functions).filter(([name]) => /^[A-Z]\w*$/.test(name))) };
  };
  return changeReport({
    base: systemOf(base.lines), head: systemOf(head.lines), ref: 'main', commit: 'abc1234', files, threshold: 0.5,
    meanings: { base: meaningsOf(base), head: meaningsOf(head) }, cycles: { added: [], removed: [] }, findings: { added: [], fixed: [] }, ...rest,
  });
}

const modified = (path: string) => ({ path, kind: 'modified' as const });
const without = (...ends: string[]): Line[] => shop.filter(([from, , to]) => !ends.includes(`${from} ${to}`));

test('a changed function touches the entry points that lead to it, by the shortest way', () => {
  const { symbols, entries, of } = report({ lines: shop, meanings: { 'store.ts': { save: 'a' } } }, { lines: shop, meanings: { 'store.ts': { save: 'b' } } }, [modified('store.ts')]);
  expect(symbols).toMatchObject([{ node: { id: 'store.ts#save' }, change: 'changed', entries: 1 }]);
  expect(entries).toMatchObject([{ entry: { name: 'POST /orders' }, change: 'affected', hops: 2, symbol: { id: 'store.ts#save' } }]);
  expect(of).toBe(2);
});

test('a change that means nothing touches nothing, and is told', () => {
  const same = { lines: shop, meanings: { 'store.ts': { save: 'a' } } };
  expect(report(same, same, [modified('store.ts'), modified('README.md')])).toMatchObject({ symbols: [], entries: [], cosmetic: 1, otherFiles: ['README.md'], questions: [] });
});

test('a resource newly on the way, without a fallback', () => {
  const head: Line[] = [...shop, ['orders.ts#place', 'uses', '<redis>']];
  const found = report({ lines: shop, meanings: { 'orders.ts': { place: 'a' } } }, { lines: head, meanings: { 'orders.ts': { place: 'b' } } }, [modified('orders.ts')]);
  expect(found.dependencies).toMatchObject([{ resource: { name: 'redis' }, change: 'added', strength: 'hard', ways: [{ entry: { name: 'POST /orders' }, hops: 2 }] }]);
  expect(found.points).toMatchObject([{ node: { name: 'redis' }, change: 'added', lost: 1, of: 2 }]);
  expect(found.questions.map(({ about }) => about)).toEqual(['resource', 'spof']);
});

test('a fallback that is gone', () => {
  const head: Line[] = [...without('stock.ts#show cache.ts#get'), ['stock.ts#show', 'calls', 'cache.ts#get']];
  const { fallbacksLost, dependencies, questions } = report({ lines: shop }, { lines: head }, [modified('stock.ts')]);
  expect(fallbacksLost).toMatchObject([{ entry: { name: 'GET /stock' }, resource: { name: 'redis' }, before: { kind: 'caught', file: 'stock.ts' } }]);
  expect(dependencies).toEqual([]);
  expect(questions[0]).toMatchObject({ about: 'fallback', resource: { name: 'redis' } });
});

test('a dependency that is gone is no question', () => {
  const { dependencies, questions } = report({ lines: shop }, { lines: without('store.ts#save <postgres>') }, [modified('store.ts')]);
  expect(dependencies).toMatchObject([{ resource: { name: 'postgres' }, change: 'removed' }]);
  expect(questions).toEqual([]);
});

test('entry points that came, went and moved', () => {
  const head: Line[] = [...without('GET /stock stock.ts#show'), ['POST /refunds', 'enters', 'orders.ts#cancel'], ['orders.ts#cancel', 'uses', '<postgres>']];
  const { entries, questions } = report({ lines: shop }, { lines: head }, [modified('orders.ts')]);
  expect(entries.map(({ entry, change }) => `${change} ${entry.name}`)).toEqual(['added POST /refunds', 'removed GET /stock']);
  expect(questions.at(-1)).toMatchObject({ about: 'entry', entry: { name: 'POST /refunds' }, resources: [{ name: 'postgres' }] });
});

test('each symbol counts all entry points that it is on the way of, not only those it is nearest to', () => {
  const { symbols } = report(
    { lines: shop, meanings: { 'orders.ts': { place: 'a' }, 'store.ts': { save: 'a' } } }, { lines: shop, meanings: { 'orders.ts': { place: 'b' }, 'store.ts': { save: 'b' } } },
    [modified('orders.ts'), modified('store.ts')],
  );
  expect(symbols.map(({ node, entries }) => [node.name, entries])).toEqual([['place', 1], ['save', 1]]);
});

test('a new entry point that needs nothing in sight is no question', () => {
  const { entries, questions } = report({ lines: shop }, { lines: [...shop, ['GET /health', 'enters', 'health.ts#health']] }, [{ path: 'health.ts', kind: 'added' }]);
  expect(entries.map(({ entry }) => entry.name)).toEqual(['GET /health']);
  expect(questions).toEqual([]);
});

test('a renamed file is the same file', () => {
  const move = (id: string): string => id.replace('store.ts', 'db/store.ts');
  const head = shop.map(([from, kind, to, strength]): Line => [move(from), kind, move(to), strength ?? 'hard']);
  const found = report(
    { lines: shop, meanings: { 'store.ts': { save: 'a' } } }, { lines: head, meanings: { 'db/store.ts': { save: 'a' } } },
    [{ path: 'db/store.ts', before: 'store.ts', kind: 'renamed' }],
  );
  expect(found).toMatchObject({ symbols: [], dependencies: [], entries: [], points: [], cosmetic: 1 });
});

test('what changed code writes, who else writes it, and who reads it', () => {
  const { state, questions } = report({ lines: shop, meanings: { 'store.ts': { save: 'a' } } }, { lines: shop, meanings: { 'store.ts': { save: 'b' } } }, [modified('store.ts')]);
  expect(state).toMatchObject([{ cell: { name: 'db:Order.status' }, writers: [{ id: 'store.ts#save' }], otherWriters: [{ id: 'orders.ts#cancel' }], readers: [{ id: 'stock.ts#show' }] }]);
  expect(questions).toMatchObject([{ about: 'writer' }]);
});

test('state that nobody writes any more', () => {
  const { questions } = report({ lines: shop }, { lines: without('store.ts#save db:Order.status', 'orders.ts#cancel db:Order.status') }, [modified('store.ts')]);
  expect(questions).toMatchObject([{ about: 'removed', node: { name: 'db:Order.status' }, readers: [{ id: 'stock.ts#show' }] }]);
});

test('a class is told by what has changed in it, a new file by what it holds', () => {
  const found = report({ lines: shop, meanings: { 'orders.ts': { place: 'a', Orders: 'a' } } }, {
    lines: [...shop, ['orders.ts#Orders.pay', 'uses', '<postgres>']], meanings: { 'orders.ts': { place: 'a', 'Orders.pay': 'b', Orders: 'b' } },
  }, [modified('orders.ts')]);
  expect(found.symbols.map(({ node, change }) => `${change} ${node.name}`)).toEqual(['added Orders.pay']);
});

test('a changed constant touches those who need it', () => {
  const lines: Line[] = [...shop, ['orders.ts#place', 'refers', 'limits.ts']];
  const { symbols, entries } = report({ lines, meanings: { 'limits.ts': { MOST: '3' } } }, { lines, meanings: { 'limits.ts': { MOST: '5' } } }, [modified('limits.ts')]);
  expect(symbols).toMatchObject([{ node: { id: 'limits.ts#MOST' }, change: 'changed', entries: 1 }]);
  expect(entries).toMatchObject([{ entry: { name: 'POST /orders' }, symbol: { id: 'limits.ts#MOST' } }]);
});

test('a function that is put in front of others of its kind changes none of them', () => {
  const lines: Line[] = [['cli list', 'enters', 'cli.ts#<action>'], ['cli pay', 'enters', 'cli.ts#<action>#2'], ['cli ship', 'enters', 'cli.ts#<action>#3']];
  const { symbols } = report(
    { lines, meanings: { 'cli.ts': { '<action>': 'list', '<action>#2': 'ship', '<action>#2.<map>': 'm' } } },
    { lines, meanings: { 'cli.ts': { '<action>': 'list', '<action>#2': 'pay', '<action>#3': 'ship', '<action>#3.<map>': 'm' } } }, [modified('cli.ts')]);
  expect(symbols).toMatchObject([{ node: { id: 'cli.ts#<action>#2' }, change: 'added' }]);
});

test('a database that gets a second one of its library beside it is the same as before', () => {
  const [base, head] = [systemOf(shop), systemOf(shop.map(([from, kind, to, strength]): Line => [from, kind, to === '<postgres>' ? '<postgres (api)>' : to, strength ?? 'hard']))];
  const named = head.nodes.map((node) => (node.name === 'postgres (api)' ? { ...node, alone: 'postgres' } : node));
  const told = (nodes: typeof named) => changeReport({
    base, head: indexSystem(nodes, head.edges), ref: 'main', commit: 'abc1234', files: [modified('store.ts')], threshold: 0.5,
    meanings: { base: () => undefined, head: () => undefined }, cycles: { added: [], removed: [] }, findings: { added: [], fixed: [] },
  });
  expect(told(named)).toMatchObject({ dependencies: [], points: [], questions: [] });
  expect(told([...head.nodes]).dependencies.map(({ resource, change }) => `${change} ${resource.name}`)).toEqual(['added postgres (api)', 'removed postgres']);
});

test('nobody is asked which of two writers wins within one process', () => {
  const lines: Line[] = [...shop, ['store.ts#save', 'writes', 'mod:store.ts#cache'], ['stock.ts#show', 'writes', 'mod:store.ts#cache']];
  const { questions } = report({ lines, meanings: { 'store.ts': { save: 'a' } } }, { lines, meanings: { 'store.ts': { save: 'b' } } }, [modified('store.ts')]);
  expect(questions.map((each) => (each.about === 'writer' ? each.cell.id : each.about))).toEqual(['db:Order.status']);
});

test('an entry point that only leaves it to run later comes behind, and is counted apart', () => {
  const lines: Line[] = [...shop, ['orders.ts#place', 'runs', 'mail.ts#send', 'asynchronous'], ['mail.ts#again', 'calls', 'mail.ts#send'], ['mail.ts#loop', 'calls', 'mail.ts#again'], ['cron mail', 'enters', 'mail.ts#loop']];
  const { symbols, entries } = report({ lines, meanings: { 'mail.ts': { send: 'a' } } }, { lines, meanings: { 'mail.ts': { send: 'b' } } }, [modified('mail.ts')]);
  expect(symbols).toMatchObject([{ node: { id: 'mail.ts#send' }, entries: 1, later: 1 }]);
  expect(entries).toMatchObject([{ entry: { name: 'cron mail' }, hops: 3 }, { entry: { name: 'POST /orders' }, hops: 2 }]);
});

test('the own way of an entry point is told, and not a shorter one that it leaves to others', () => {
  const lines: Line[] = [...shop, ['orders.ts#place', 'runs', 'audit.ts#write', 'asynchronous'], ['store.ts#save', 'calls', 'audit.ts#write']];
  const { entries } = report({ lines, meanings: { 'audit.ts': { write: 'a' } } }, { lines, meanings: { 'audit.ts': { write: 'b' } } }, [modified('audit.ts')]);
  expect(entries).toMatchObject([{ entry: { name: 'POST /orders' }, path: [{ says: 'begins in place' }, { says: 'calls save' }, { says: 'calls write' }] }]);
});

test('who called what is removed, and looks the same, gets something else', () => {
  const lines: Line[] = [...shop, ['orders.ts#place', 'calls', 'rush.ts#Rush.price']];
  const { symbols, entries } = report({ lines, meanings: { 'rush.ts': { 'Rush.price': 'a' } } }, { lines: shop, meanings: { 'rush.ts': {} } }, [modified('rush.ts')]);
  expect(symbols).toMatchObject([{ node: { id: 'rush.ts#Rush.price' }, change: 'removed', entries: 1 }]);
  expect(entries).toMatchObject([{ entry: { name: 'POST /orders' }, symbol: { id: 'rush.ts#Rush.price' } }]);
});
