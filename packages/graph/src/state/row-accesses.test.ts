import { libraries } from '@dist-lint/libraries';
import { expect, test } from 'vitest';
import { linkTexts } from '../linked-texts.test.setup.ts';
import { accessesIn } from './row-lines.test.setup.ts';
import { stateAccesses } from './state-accesses.ts';

const prisma = `import { PrismaClient, Prisma } from '@prisma/client';\nconst prisma = new PrismaClient();\n`;

test('fields of an object literal, with the literals that may be written', () => {
  expect(accessesIn(`${prisma}
    const PAID = 'paid';
    enum Status { Open = 'open', Done = 'done' }
    export async function pay(id: string, late: boolean, note: string) {
      await prisma.order.update({ where: { id }, data: { status: late ? 'late' : PAID, phase: Status.Done, note } });
    }`)).toEqual(['pay: update order.status late|paid checked', 'pay: update order.phase done checked', 'pay: update order.note ? checked']);
});

test('what is spread, filled in later and chosen by a branch', () => {
  expect(accessesIn(`${prisma}
    export async function pay(id: string, late: boolean) {
      const base = { paidAt: new Date() };
      const data: Record<string, unknown> = { ...base, ...(late ? { fee: 5 } : {}) };
      data.status = 'paid';
      await prisma.order.updateMany({ where: { id }, data });
    }`)).toEqual(['pay: update order.paidAt ?', 'pay: update order.fee 5', 'pay: update order.status paid']);
});

test('a repository says what it fixes itself; what it is handed stands where it is handed over, and it stores it', () => {
  expect(accessesIn({
    'orders.ts': `${prisma}
      export class Orders {
        async close(id: string) { await prisma.order.update({ where: { id }, data: { status: 'closed' } }); }
        async patch(id: string, data: Prisma.OrderUpdateInput) { await prisma.order.update({ where: { id }, data }); }
      }`,
    'ship.ts': `
      import { Orders } from './orders.js';
      export async function ship(orders: Orders, id: string) { await orders.patch(id, { status: 'shipped', carrier: 'dhl' }); }`,
  })).toEqual([
    'Orders.close: update order.status closed checked',
    'ship: update order.status shipped checked by Orders.patch', 'ship: update order.carrier dhl checked by Orders.patch',
  ]);
});

test('a generic base stores for whoever calls it: the entity is that of the repository it is called on', () => {
  expect(accessesIn({
    'base.ts': `
      import { Model } from 'mongoose';
      export class BaseRepository<T> {
        constructor(protected model: Model<T>) {}
        async update(query: object, body: object) { return this.model.updateMany(query, body); }
      }`,
    'jobs.ts': `
      import { BaseRepository } from './base.js';
      export class Job { status = ''; tries = 0; }
      export class JobRepository extends BaseRepository<Job> {}`,
    'cancel.ts': `
      import { JobRepository } from './jobs.js';
      export async function cancel(jobs: JobRepository, id: string) {
        await jobs.update({ _id: id, status: 'pending' }, { $set: { status: 'canceled' }, $inc: { tries: 1 } });
      }`,
  })).toEqual(['cancel: update Job.status canceled from ["pending"]', 'cancel: update Job.tries ? atomic']);
});

test('a word that callers hand over is known when all of them hand over words', () => {
  const files = (last: string) => ({
    'orders.ts': `${prisma}
      export async function setStatus(id: string, status: string) { await prisma.order.update({ where: { id }, data: { status } }); }`,
    'use.ts': `import { setStatus } from './orders.js';
      export const pay = (id: string) => setStatus(id, 'paid');
      export const other = (id: string, word: string) => setStatus(id, ${last});`,
  });
  expect(accessesIn(files(`'sent'`))).toEqual(['setStatus: update order.status paid|sent checked']);
  expect(accessesIn(files('word'))).toEqual(['setStatus: update order.status ? checked']);
});

test('conditions on the same field, versions, counts that are looked at, and steps of the store', () => {
  expect(accessesIn(`${prisma}
    export async function claim(id: string) {
      const { count } = await prisma.order.updateMany({ where: { id, status: 'open' }, data: { status: 'claimed' } });
      if (count === 0) throw new Error('taken');
    }
    export async function unlooked(id: string) { await prisma.order.updateMany({ where: { id, status: 'open' }, data: { status: 'claimed' } }); }
    export async function versioned(order: { id: string; version: number }) {
      await prisma.order.update({ where: { id: order.id, version: order.version }, data: { total: 5, version: { increment: 1 } } });
    }
    export async function counted(id: string) { await prisma.order.update({ where: { id }, data: { tries: { increment: 1 }, name: { set: 'x' } } }); }`)).toEqual([
    'claim: update order.status claimed checked from ["open"]',
    'unlooked: update order.status claimed from ["open"]',
    'versioned: update order.total 5 checked version', 'versioned: update order.version ? atomic checked from []',
    'counted: update order.tries ? atomic checked', 'counted: update order.name x checked',
  ]);
});

test.each([
  ['Drizzle', `import { drizzle } from 'drizzle-orm/node-postgres'; import { and, eq } from 'drizzle-orm'; import { pgTable, text } from 'drizzle-orm/pg-core';
    const orders = pgTable('orders', { id: text('id'), status: text('status') }); const db = drizzle('url');
    export async function claim(id: string) { await db.update(orders).set({ status: 'claimed' }).where(and(eq(orders.id, id), eq(orders.status, 'open'))); }`],
  ['knex', `import knex from 'knex'; const db = knex({});
    export async function claim(id: string) { await db('orders').where({ id }).where('status', 'open').update({ status: 'claimed' }); }`],
  ['Kysely', `import { Kysely } from 'kysely'; declare const db: Kysely<unknown>;
    export async function claim(id: string) { await db.updateTable('orders').set({ status: 'claimed' }).where('id', '=', id).where('status', '=', 'open').execute(); }`],
])('conditions as %s spells them', (_, text) => {
  expect(accessesIn(text)).toEqual(['claim: update orders.status claimed from ["open"]']);
});

const drizzle = `import { drizzle } from 'drizzle-orm/node-postgres'; import { and, eq, gt, inArray, isNull, ne, not, notInArray, or } from 'drizzle-orm'; import { pgTable, text } from 'drizzle-orm/pg-core';
  const orders = pgTable('orders', { id: text('id'), status: text('status'), tries: text('tries') }); const db = drizzle('url');`;

test.each([
  ['one of a list', `and(eq(orders.id, id), inArray(orders.status, ['open', 'late']))`, 'from ["open","late"]'],
  ['none of a list', `and(eq(orders.id, id), notInArray(orders.status, ['claimed', 'done']))`, 'from []'],
  ['empty', `and(eq(orders.id, id), isNull(orders.status))`, 'from []'],
  ['another word', `and(eq(orders.id, id), ne(orders.status, 'claimed'))`, 'from []'],
  ['not', `and(eq(orders.id, id), not(eq(orders.status, 'claimed')))`, 'from []'],
  ['one of two conditions', `and(eq(orders.id, id), or(ne(orders.status, 'claimed'), gt(orders.tries, '3')))`, 'from []'],
  ['a condition with a name', `still`, 'from ["open"]'],
  ['a list of conditions', `and(...list)`, 'from ["open"]'],
  ['a function that makes it', `stillOpen(id)`, 'from ["open"]'],
  ['both arms of a choice', `force ? and(eq(orders.id, id), eq(orders.status, 'late')) : and(eq(orders.id, id), eq(orders.status, 'open'))`, 'from []'],
  ['one arm of a choice', `force ? eq(orders.id, id) : and(eq(orders.id, id), ne(orders.status, 'claimed'))`, 'open'],
  ['a part that may be left out', `and(eq(orders.id, id), force ? undefined : ne(orders.status, 'claimed'))`, 'open'],
  ['another field', `and(eq(orders.id, id), isNull(orders.tries))`, ''],
])('conditions of Drizzle: %s', (_, where, guard) => {
  const text = `${drizzle}
    function stillOpen(id: string) { return and(eq(orders.id, id), eq(orders.status, 'open')); }
    export async function claim(id: string, force: boolean) {
      const still = and(eq(orders.id, id), eq(orders.status, 'open'));
      const list = [eq(orders.id, id), eq(orders.status, 'open')];
      await db.update(orders).set({ status: 'claimed' }).where(${where});
    }`;
  expect(accessesIn(text)).toEqual([['claim: update orders.status claimed', guard].filter(Boolean).join(' ')]);
});

test.each([
  ['knex, none of a list', `import knex from 'knex'; const db = knex({});`, `await db('orders').where({ id }).whereNotIn('status', ['claimed']).update({ status: 'claimed' });`, 'from []'],
  ['knex, empty', `import knex from 'knex'; const db = knex({});`, `await db('orders').where({ id }).whereNull('status').update({ status: 'claimed' });`, 'from []'],
  ['knex, other than', `import knex from 'knex'; const db = knex({});`, `await db('orders').where({ id }).where('status', '<>', 'claimed').update({ status: 'claimed' });`, 'from []'],
  ['knex, equal in three words', `import knex from 'knex'; const db = knex({});`, `await db('orders').where({ id }).where('status', '=', 'open').update({ status: 'claimed' });`, 'from ["open"]'],
  ['knex, in a callback', `import knex from 'knex'; const db = knex({});`, `await db('orders').where({ id }).where((each) => each.where('status', 'open').orWhereNull('status')).update({ status: 'claimed' });`, 'from []'],
  ['Kysely, other than', `import { Kysely } from 'kysely'; declare const db: Kysely<unknown>;`, `await db.updateTable('orders').set({ status: 'claimed' }).where('id', '=', id).where('status', '!=', 'claimed').execute();`, 'from []'],
  ['Kysely, one of a list', `import { Kysely } from 'kysely'; declare const db: Kysely<unknown>;`, `await db.updateTable('orders').set({ status: 'claimed' }).where('status', 'in', ['open', 'late']).execute();`, 'from ["open","late"]'],
  ['Kysely, in a callback', `import { Kysely } from 'kysely'; declare const db: Kysely<unknown>;`, `await db.updateTable('orders').set({ status: 'claimed' }).where('id', '=', id).where((eb) => eb.or([eb('status', '=', 'open'), eb('status', 'is', null)])).execute();`, 'from []'],
  ['Mongo, $or', `import { MongoClient } from 'mongodb'; const orders = new MongoClient('').db('').collection('orders');`, `await orders.updateOne({ _id: id, $or: [{ status: 'open' }, { status: { $exists: false } }] }, { $set: { status: 'claimed' } });`, 'from []'],
  ['Mongo, $nin', `import { MongoClient } from 'mongodb'; const orders = new MongoClient('').db('').collection('orders');`, `await orders.updateOne({ _id: id, status: { $nin: ['claimed'] } }, { $set: { status: 'claimed' } });`, 'from []'],
])('conditions of other stores: %s', (_, head, statement, guard) => {
  expect(accessesIn(`${head} export async function claim(id: string) { ${statement} }`)).toEqual([expect.stringMatching(new RegExp(`^claim: update orders.status claimed (checked )?${guard.replace(/[[\]]/g, '\\$&')}$`))]);
});

test.each([
  ['AND', `AND: [{ status: 'open' }]`, 'from ["open"]'],
  ['OR', `OR: [{ status: 'open' }, { status: null }]`, 'from []'],
  ['NOT', `NOT: { status: 'paid' }`, 'from []'],
  ['none of a list', `status: { notIn: ['paid'] }`, 'from []'],
])('conditions of Prisma: %s', (_, where, guard) => {
  expect(accessesIn(`${prisma} export async function pay(id: string) { await prisma.order.updateMany({ where: { id, ${where} }, data: { status: 'paid' } }); }`)).toEqual([`pay: update order.status paid ${guard}`]);
});

test('SQL: columns, literals, conditions, and what the store computes', () => {
  expect(accessesIn(`
    import { Pool } from 'pg';
    const pool = new Pool();
    export async function claim(id: string) { await pool.query("UPDATE orders SET status = 'claimed', tries = tries + 1 WHERE id = $1 AND status = 'open'", [id]); }
    export async function patch(id: string, rest: string) { await pool.query(\`UPDATE orders SET status = 'x' WHERE id = $1 \${rest}\`, [id]); }
    export async function add(id: string) { await pool.query('INSERT INTO orders (id, status) VALUES ($1, $2)', [id, 'new']); }`)).toEqual([
    'claim: update orders.status claimed from ["open"]', 'claim: update orders.tries ? atomic',
    'patch: update orders.status x open',
    'add: create orders.id ?', 'add: create orders.status ?',
  ]);
});

test('rows made by map and push', () => {
  expect(accessesIn(`${prisma}
    export async function mapped(names: string[]) { await prisma.order.createMany({ data: names.map((name) => ({ name, status: 'new' })) }); }
    export async function pushed(names: string[]) {
      const rows = [];
      for (const name of names) rows.push({ name });
      await prisma.order.createMany({ data: rows });
    }`)).toEqual([
    'mapped.<createMany>.data.<map>: create order.name ? by mapped', 'mapped.<createMany>.data.<map>: create order.status new by mapped', 'pushed: create order.name ?',
  ]);
});

test('both branches of an upsert', () => {
  expect(accessesIn(`${prisma}
    export async function put(id: string) { await prisma.order.upsert({ where: { id }, create: { status: 'new' }, update: { status: 'old' } }); }`)).toEqual([
    'put: create order.status new', 'put: upsert order.status old',
  ]);
});

test('SQL that a function of the team is handed', () => {
  expect(accessesIn({
    'db.ts': `
      import { Pool } from 'pg';
      export class Db {
        constructor(private pool: Pool) {}
        query(text: string, values: unknown[]) { return this.pool.query({ text, values }); }
      }`,
    'orders.ts': `
      import { Db } from './db.js';
      export async function close(db: Db, id: string) { await db.query("UPDATE orders SET status = 'closed' WHERE id = $1", [id]); }`,
  })).toEqual(['close: update orders.status closed']);
});

test('a base class of models stores for the model it is called on', () => {
  expect(accessesIn({
    'base.ts': `
      import { Model as SequelizeModel } from 'sequelize';
      export class Model extends SequelizeModel { saveNow() { return this.save(); } }`,
    'order.ts': `
      import { Model } from './base.js';
      export class Order extends Model { status = ''; }
      export async function touch(order: Order) { await order.saveNow(); }`,
  })).toEqual(['touch: upsert Order.* ?']);
});

test('transactions and locks around the call, in this function or in all that call it', () => {
  expect(accessesIn(`${prisma}
    import { Mutex } from 'async-mutex';
    const mutex = new Mutex();
    export async function moved(id: string) {
      await prisma.$transaction(async (tx) => { await tx.order.update({ where: { id }, data: { status: 'a' } }); }, { isolationLevel: 'Serializable' });
    }
    async function inner(tx: Prisma.TransactionClient, id: string) { await tx.order.update({ where: { id }, data: { status: 'b' } }); }
    export async function outer(id: string) { await prisma.$transaction((tx) => inner(tx, id)); }
    export async function locked(id: string) { await mutex.runExclusive(async () => { await prisma.order.update({ where: { id }, data: { status: 'c' } }); }); }`)).toEqual([
    'moved.<$transaction>: update order.status a checked transaction "serializable"',
    'inner: update order.status b checked transaction "unsaid"',
    'locked.<runExclusive>: update order.status c checked lock "mutex"',
  ]);
});

test('documents and rows that are changed in memory and saved', () => {
  expect(accessesIn(`
    import mongoose from 'mongoose';
    const OrderModel = mongoose.model('Order', new mongoose.Schema({}));
    export async function pay(id: string) {
      const order = await OrderModel.findById(id);
      order.status = 'paid';
      await order.save();
    }`)).toContain('pay: update Order.status paid');
});

test('reads: the entity, and the fields its condition names', () => {
  expect(accessesIn(`${prisma}
    export const open = () => prisma.order.findMany({ where: { status: 'open' } });`, 'read')).toEqual(['open: read order.* ?', 'open: read order.status ?']);
});

test('nothing is guessed: an unknown table, a computed key, an object from elsewhere', () => {
  expect(accessesIn(`${prisma}
    import { Pool } from 'pg';
    declare const load: () => Record<string, string>;
    export async function computed(id: string, key: string) { await prisma.order.update({ where: { id }, data: { [key]: 'x' } }); }
    export async function elsewhere(id: string) { await prisma.order.update({ where: { id }, data: load() }); }
    export async function anyTable(table: string) { await new Pool().query('UPDATE ' + table + ' SET a = 1'); }`)).toEqual([
    'computed: update order.* ? checked', 'elsewhere: update order.* ? checked',
  ]);
});

test('tests write no state', () => {
  const program = linkTexts({ 'order.spec.ts': `${prisma}\nexport const set = () => prisma.order.update({ where: {}, data: { status: 'x' } });` }, {}, { libraries, isExempt: (path) => path.includes('.spec.') });
  expect(stateAccesses(program).cells()).toEqual([]);
});
