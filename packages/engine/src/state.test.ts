import { fileURLToPath } from 'node:url';
import { project, removeProjects } from '@dist-lint/testing';
import { UserError, type StateField, type StateInventory } from '@dist-lint/model';
import { afterEach, describe, expect, it } from 'vitest';
import { state } from './state.ts';
import { shop } from './state.test.data.ts';

afterEach(removeProjects);

const inventory = (files: Record<string, string>, target?: string) => state({ cwd: project(files), cache: false, ...(target === undefined ? {} : { target }) });

const names = ({ state: rows }: StateInventory) => rows.map(({ name, fields }) => `${name}: ${fields.map((field) => field.name).join(', ')}`);

/** Each transition in a line. */
const transitions = (field: StateField | undefined) =>
  field?.machine?.transitions.map(({ from, to, isStart, guard, unit }) => `${isStart ? 'new' : (from ?? 'any')} → ${to} ${guard ?? '-'} in ${unit}`);

describe('the inventory of a program', { timeout: 60_000 }, () => {
  it('holds what the program changes, most at risk first, with owner, writers and readers', async () => {
    const found = await inventory(shop);
    expect(names(found)).toEqual(['order: status, id, paidAt, refundedAt, total', 'account: cents', 'order:*: order:*', 'visits: visits', 'src/admin/patch.ts: seen']);
    const [order, account, cache, , seen] = found.state;
    expect(order).toMatchObject({
      kind: 'entity', store: 'Prisma', owner: { unit: 'src/orders', because: 'creates' },
      // Creating is no change, and what a script does is nobody's of the code base.
      writers: [{ unit: 'src/orders', changes: 1, creates: 1 }, { unit: 'src/billing', changes: 2, creates: 0 }, { unit: 'src/admin', changes: 1 }],
      readers: [{ unit: 'src/orders', reads: 2 }],
      unknownFields: 1, guards: { conditional: 1, unguarded: 1 },
    });
    expect(account).toMatchObject({ owner: { unit: 'src/billing', because: 'writes alone' }, guards: { atomic: 1 } });
    expect(cache).toMatchObject({ kind: 'key', store: 'ioredis' });
    expect(seen).toMatchObject({ kind: 'module', store: '', owner: { unit: 'src/admin' } });
    expect(seen).not.toHaveProperty('guards');
    expect(cache).not.toHaveProperty('guards');
  });

  it('says of a state machine which transition is made where, and what protects it', async () => {
    const [order] = (await inventory(shop)).state;
    const status = order?.fields[0];
    expect(status?.machine?.states).toEqual(['refunded', 'pending', 'paid']);
    expect(transitions(status)).toEqual([
      'any → refunded unguarded in src/billing', 'new → pending - in src/orders', 'pending → paid conditional in src/orders',
    ]);
    expect(status?.writes.filter(({ aside }) => aside).map(({ file }) => file)).toEqual(['scripts/mend.ts']);
  });

  it('counts the time of something as nobody\'s conflict', async () => {
    const { state: [order], counts } = await inventory(shop);
    const paidAt = order?.fields.find(({ name }) => name === 'paidAt');
    expect(paidAt).toMatchObject({ isMoment: true, writers: [{ unit: 'src/orders', changes: 1 }, { unit: 'src/billing', changes: 1 }] });
    expect(paidAt).not.toHaveProperty('guards');
    expect(counts.shared).toBe(1);
  });

  it('names a copy only where the value comes from a read of the same function', async () => {
    const [order] = (await inventory(shop)).state;
    expect(order?.copies).toEqual([{ id: 'kv:ioredis:order:*', name: 'order:*', store: 'ioredis', file: 'src/orders/cache.ts', line: 4, column: 15 }]);
  });

  it('counts what has no name in sight: silence is not health', async () => {
    expect((await inventory(shop)).counts).toMatchObject({ unknownFields: 1, unnamedRows: { reads: 0, writes: 1 }, unnamedKeys: { reads: 0, writes: 1 }, unnamedFiles: { reads: 0, writes: 0 } });
  });

  it('is the same each time', async () => {
    const cwd = project(shop);
    expect(await state({ cwd, cache: false })).toEqual(await state({ cwd, cache: false }));
  });
});

it('knows the state machines of the shop, who owns them, and how many parts change them', { timeout: 60_000 }, async () => {
  const found = await state({ cwd: fileURLToPath(new URL('../../../fixtures/systems/shop', import.meta.url)), cache: false });
  const machines = found.state.flatMap(({ name, owner, fields }) => fields.flatMap((field) => (field.machine ? [`${name}.${field.name} of ${owner?.unit ?? ''}: ${field.writers.filter(({ changes }) => changes > 0).length}`] : [])));
  expect(machines).toEqual([
    'Payment.status of services/payments/src/payments: 2', 'Label.status of services/orders/src/shipping: 1', 'Order.status of services/orders/src/orders: 1',
    'Shipment.status of services/orders/src/shipping: 1', 'Reservation.state of services/stock/src/repositories: 1',
  ]);
});

describe('a target', { timeout: 60_000 }, () => {
  it.each<[target: string, expected: string[]]>([
    ['order', ['order: status, id, paidAt, refundedAt, total']],
    ['Order', ['order: status, id, paidAt, refundedAt, total']],
    ['order.status', ['order: status']],
    ['db::order.status', ['order: status']],
    ['order:*', ['order:*: order:*']],
    ['src/admin', ['order: status, id, paidAt, refundedAt, total', 'src/admin/patch.ts: seen']],
    ['src/orders/cache.ts', ['order: status, id, paidAt, refundedAt, total', 'order:*: order:*', 'visits: visits']],
    ['src/billing/refund.ts#charge', ['account: cents']],
    ['src/admin/patch.ts#seen', ['src/admin/patch.ts: seen']],
  ])('%s', async (target, expected) => {
    const found = await inventory(shop, target);
    expect({ target: found.target, names: names(found) }).toEqual({ target, names: expected });
  });

  const two = {
    'package.json': '{ "name": "shop", "workspaces": ["a", "b"] }',
    ...Object.fromEntries(['a', 'b'].flatMap((name) => [
      [`${name}/package.json`, `{ "name": "${name}" }`],
      [`${name}/src/main.ts`, `let jobs = 0;\nexport const add = () => { jobs += 1; };\nexport class Cart { static open = 0; static add() { Cart.open += 1; } }\n`],
    ])),
  };

  it.each<[what: string, files: Record<string, string>, target: string, code: string, hint: string]>([
    ['a misspelt entity', shop, 'ordr', 'unknown-target', "Did you mean 'order'?"],
    ['a misspelt field', shop, 'order.sttus', 'unknown-target', "Did you mean 'order.status'?"],
    ['a field that nobody writes', shop, 'order.discount', 'unknown-target', 'Fields that are written: id, paidAt, refundedAt, status, total.'],
    ['a misspelt function', shop, 'src/billing/refund.ts#chrge', 'unknown-target', "Did you mean 'src/billing/refund.ts#charge'?"],
    ['nothing alike', shop, 'warehouse', 'unknown-target', 'State: account, order, order:*, src/admin/patch.ts, visits.'],
    ['two classes', two, 'Cart', 'ambiguous-target', "Name one of them: 'cls:a/src/main.ts#Cart', 'cls:b/src/main.ts#Cart'."],
    ['a folder and a table', { ...shop, 'order/a.ts': 'export {};' }, 'order', 'ambiguous-target', "'./order', 'db::order'"],
  ])('%s is a user error that helps', async (_, files, target, code, hint) => {
    const error = await inventory(files, target).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect({ code: (error as UserError).code, hint: (error as UserError).hint }).toEqual({ code, hint: expect.stringContaining(hint) as string });
  });
});
