import { expect, test } from 'vitest';
import { accessesIn } from './row-lines.test.setup.ts';

const prisma = `import { PrismaClient } from '@prisma/client';\nexport const prisma = new PrismaClient();\n`;

test('a constant of the function around, spread into what a callback stores', () => {
  expect(accessesIn(`${prisma}
    export async function log(about: string) {
      const shared = { about };
      await prisma.$transaction(async (tx) => { await tx.audit.create({ data: { kind: 'user', ...shared } }); });
    }`)).toEqual(['log: create audit.about ? transaction "unsaid" by log.<$transaction>', 'log.<$transaction>: create audit.kind user transaction "unsaid"']);
});

test('a callback stores what the function around it was handed', () => {
  expect(accessesIn(`${prisma}
    async function put(id: string, input: { data: object }) {
      await prisma.$transaction(async (tx) => { await tx.order.updateMany({ where: { id }, data: input.data }); });
    }
    export const close = (id: string) => put(id, { data: { status: 'closed' } });`)).toEqual(['close: update order.status closed transaction "unsaid" by put.<$transaction>']);
});

test('a list that another callback fills', () => {
  expect(accessesIn(`${prisma}
    export async function add(names: string[]) {
      const rows: object[] = [];
      names.forEach((name) => { const row = { name }; rows.push(row); });
      await prisma.$transaction(async (tx) => { await tx.order.createMany({ data: rows }); });
    }`)).toEqual(['add.<forEach>: create order.name ? transaction "unsaid" by add.<$transaction>']);
});

test('what a function of the team makes of what it is handed', () => {
  expect(accessesIn(`${prisma}
    const stamped = (row: object) => ({ ...row, at: new Date() });
    export async function add(name: string) { await prisma.order.create({ data: stamped({ name }) }); }
    export async function merged(name: string) { await prisma.order.create({ data: Object.assign({}, { name }, { kind: 'new' }) }); }`)).toEqual([
    'stamped: create order.at ? by add', 'add: create order.name ?',
    'merged: create order.name ?', 'merged: create order.kind new',
  ]);
});

const MODELS = `
  import mongoose, { type Model } from 'mongoose';
  export class Repository<T> {
    constructor(protected model: Model<T>) {}
    async create(data: Partial<T>, days?: number) {
      if (days) data = { ...data, until: days };
      const made = new this.model(data);
      return made.save();
    }
  }
  export class Order { status = ''; }
  export const OrderModel = mongoose.model<Order>('Order', new mongoose.Schema({ status: String }));
`;

test('a document that a generic base makes and saves: what callers hand over', () => {
  expect(accessesIn({
    'models.ts': MODELS,
    'orders.ts': `
      import { Order, Repository } from './models.js';
      export class Orders extends Repository<Order> {}
      export const add = (orders: Orders) => orders.create({ status: 'new' });`,
  })).toEqual(['add: create Order.status new']);
});

test('an overriding delete that marks what it deletes, through a field of the plugin\'s type', () => {
  expect(accessesIn({
    'models.ts': MODELS,
    'orders.ts': `
      import type { SoftDeleteModel } from 'mongoose-delete';
      import { Order, OrderModel, Repository } from './models.js';
      export class Orders extends Repository<Order> {
        private order: SoftDeleteModel;
        constructor() { super(OrderModel); this.order = OrderModel; }
        async delete(query: { id: string }) { return this.order.delete({ _id: query.id }); }
      }`,
  })).toEqual(['Orders.delete: delete Order.* ?']);
});

test('a model of the team\'s own base that is built and saved', () => {
  expect(accessesIn({
    'base.ts': `
      import { Model as SequelizeModel } from 'sequelize';
      export class Model extends SequelizeModel {
        saveNow() { return this.save(); }
        static async once(options: { where: object; defaults: object }) { return this.create(Object.assign({}, options.defaults, options.where)); }
      }`,
    'order.ts': `
      import { Model } from './base.js';
      export class Order extends Model {
        status = '';
        static made(title: string) { return this.build({ title }); }
      }
      export async function built(title: string) { const order = Order.build({ status: 'new', title }); await order.saveNow(); }
      export async function named(title: string) { const order = Order.made(title); await order.saveNow(); }
      export async function once(id: string) { const defaults = { status: 'new' }; await Order.once({ where: { id }, defaults }); }`,
  })).toEqual([
    'built: create Order.status new', 'built: create Order.title ?',
    'Order.made: create Order.title ? by named',
    'once: create Order.status new', 'once: create Order.id ?',
  ]);
});

test('an entity that is made with its fields and saved', () => {
  expect(accessesIn(`
    import { Column, DataSource, Entity, PrimaryColumn, type DeepPartial } from 'typeorm';
    abstract class Base { constructor(input?: object) { for (const [key, value] of Object.entries(input ?? {})) Reflect.set(this, key, value); } }
    @Entity() export class Order extends Base {
      constructor(input?: DeepPartial<Order>) { super(input); }
      @PrimaryColumn() id: string;
      @Column() status: string;
    }
    export async function add(source: DataSource, id: string) {
      await source.getRepository(Order).save(new Order({ id, status: 'new', label: 'no column' }));
    }`)).toEqual(['add: upsert Order.id ?', 'add: upsert Order.status new']);
});

test.each<[what: string, body: string, operation: string]>([
  ['made by the repository', `await orders.save(orders.create({ status: 'new' }));`, 'create'],
  ['made and filled in', `const order = new Order(); order.status = 'new'; await orders.save(order);`, 'create'],
  ['an object without the key', `await orders.save({ status: 'new' });`, 'create'],
  ['an object with the key', `await orders.save({ id, status: 'new' });`, 'upsert'],
  ['an object of which some is not seen', `await orders.save({ ...given, status: 'new' });`, 'upsert'],
  ['made with the key of what may be there', `await orders.save(new Order({ id, status: 'new' }));`, 'upsert'],
  ['made only if there is none', `const order = (await orders.findOneBy({ id })) ?? new Order({ status: 'new' }); await orders.save(order);`, 'upsert'],
])('a row that is saved: %s', (_, body, operation) => {
  expect(accessesIn(`
    import { Column, Entity, PrimaryColumn, Repository } from 'typeorm';
    @Entity() export class Order {
      constructor(input?: object) { Object.assign(this, input); }
      @PrimaryColumn() id: string;
      @Column() status: string;
    }
    export async function put(orders: Repository<Order>, id: string, given: object) { ${body} }`).filter((each) => each.includes('Order.status'))).toEqual([`put: ${operation} Order.status new`]);
});
