import { expect, it } from 'vitest';
import { entities } from './entities.ts';
import { entityLines, programWith } from './entity-lines.test.setup.ts';

it.each<[what: string, files: string | Record<string, string>, expected: string[]]>([
  ['Drizzle on Postgres', {
    'columns.ts': `import { timestamp, uuid, varchar, customType, pgEnum } from 'drizzle-orm/pg-core';
      export const STATES = ['open', 'paid'] as const;
      export const statusEnum = pgEnum('status', ['draft', 'sent']);
      export const primaryId = () => uuid('id').primaryKey().defaultRandom();
      export const code = (name: string) => varchar(name, { length: 8 }).notNull();
      export const dates = { createdAt: timestamp('created_at').defaultNow(), updatedAt: timestamp('updated_at').$onUpdate(() => new Date()) };
      export const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });`,
    'orders.ts': `import { integer, pgSchema, pgTable, serial, text, varchar } from 'drizzle-orm/pg-core'; import { bytes, code, dates, primaryId, statusEnum, STATES } from './columns';
      type Channel = 'web' | 'shop';
      export const orders = pgTable('orders', {
        id: primaryId(), status: statusEnum('status').notNull().default('draft'), state: text('state', { enum: STATES }), size: varchar({ enum: ['s', 'l'] }),
        channel: text('sales_channel').$type<Channel>(), sku: code('stock_unit'), blob: bytes('content'), version: integer('version').notNull().default(0), other: unknown('x'), ...dates,
      }, (table) => [table.sku]);
      declare function unknown(name: string): never;
      const billing = pgSchema('billing');
      export const invoices = billing.table('invoices', { no: serial('no').primaryKey(), kind: billing.enum('kind', ['full', 'part'])('kind_of') });`,
  }, [
    'orders = orders: id = id (key generated), status = status [draft sent], state = state [open paid], size [s l], channel = sales_channel [web shop], sku = stock_unit, '
      + 'blob = content, version = version, other = *, createdAt = created_at (generated), updatedAt = updated_at (generated)',
    'invoices = billing.invoices: no = no (key generated), kind = kind_of [full part]',
  ]],
  ['Drizzle with builders, on MySQL and SQLite', `import { mysqlEnum, mysqlTable, int } from 'drizzle-orm/mysql-core'; import { sqliteTable, sqliteTableCreator, text, integer } from 'drizzle-orm/sqlite-core';
    const phase = mysqlEnum('phase', ['open', 'paid']);
    export const orders = mysqlTable('orders', (t) => ({ id: t.int().primaryKey().autoincrement(), state: t.mysqlEnum('st', ['a', 'b']), phase: phase.notNull(), kind: t.mysqlEnum(['x', 'y']) }));
    export const lines = sqliteTable('lines', { id: integer('id').primaryKey({ autoIncrement: true }), sku: text({ enum: ['a', 'b'] }) });
    const table = sqliteTableCreator((name) => \`shop_\${name}\`);
    export const boxes = table('boxes', { id: integer() });`,
  [
    'orders = orders: id (key generated), state = st [a b], phase = phase [open paid], kind [x y]',
    'lines = lines: id = id (key generated), sku [a b]',
    'boxes: id',
  ]],
  ['Mongoose', {
    'options.ts': `export const options = { timestamps: true, collection: 'orders' };`,
    'order.ts': `import mongoose, { Schema } from 'mongoose'; import { options } from './options';
      export enum State { Open = 'open', Paid = 'paid' }
      interface OrderDocument { state: State; channel: 'web' | 'shop'; note: string; payment: { method: 'card' | 'invoice' } }
      const orderSchema = new Schema<OrderDocument>({
        state: { type: String, enum: State, default: State.Open },
        channel: String,
        size: { type: String, enum: { values: ['s', 'l'], message: '{VALUE} is none' } },
        note: Schema.Types.Mixed,
        payment: { method: String, state: { type: String, enum: ['due', 'done'] } },
        lines: [{ sku: String }],
        customer: { type: Schema.Types.ObjectId, ref: 'Customer' },
      }, { ...options, optimisticConcurrency: true });
      orderSchema.index({ state: 1 });
      export const Order = (mongoose.models.Order as mongoose.Model<OrderDocument>) || mongoose.model<OrderDocument>('Order', orderSchema);`,
    'line.ts': `import { model, Schema } from 'mongoose'; const base = { sku: String };
      const schema = new Schema({ ...base, amount: Number }, { _id: false, versionKey: 'revision' });
      schema.set('strict', true);
      export const Line = model('Line', schema.index({ sku: 1 }), 'order_lines');
      export const make = (name: string) => model(name, schema);`,
  }, [
    'Line = order_lines: sku, amount, revision (generated)',
    'Order = orders: state [open paid], channel [web shop], size [s l], note, payment, payment.method [card invoice], payment.state [due done], lines, customer, '
      + '_id (key generated), __v (generated version), createdAt (generated), updatedAt (generated)',
  ]],
  ['Sequelize by define and init', `import { DataTypes, Model, Sequelize } from 'sequelize';
    const sequelize = new Sequelize('postgres://x');
    export const Order = sequelize.define('Order', { state: DataTypes.ENUM('open', 'paid'), note: { type: DataTypes.TEXT, field: 'remark' } }, { tableName: 'orders', version: true });
    export class Line extends Model { declare state: 'packed' | 'sent'; declare sku: string; }
    Line.init({ sku: { type: DataTypes.STRING, primaryKey: true }, state: { type: DataTypes.STRING }, size: { type: DataTypes.ENUM({ values: ['s', 'l'] }) } },
      { sequelize, tableName: 'lines', timestamps: false, schema: 'sales' });
    export class Box extends Model { static setUp() { this.init({ id: { type: DataTypes.INTEGER, autoIncrement: true, primaryKey: true } }, { sequelize, updatedAt: 'changed', createdAt: false, paranoid: true }); } }`,
  [
    'Order = orders: state [open paid], note = remark, id (key generated), createdAt (generated), updatedAt (generated), version (generated version)',
    'Line = sales.lines: sku (key), state [packed sent], size [s l]',
    'Box: id (key generated), changed (generated), deletedAt (generated)',
  ]],
  ['Medusa', `import { model } from '@medusajs/framework/utils'; enum Kind { Full = 'full', Part = 'part' }
    export const Order = model.define('order', { id: model.id({ prefix: 'o' }).primaryKey(), kind: model.enum(Kind).default(Kind.Full), note: model.text().nullable(), customer: model.belongsTo(() => Order) })
      .indexes([{ on: ['note'] }]);
    export default model.define({ name: 'Line', tableName: 'order_line' }, { sku: model.text(), state: model.enum(['open', 'paid']) });`,
  [
    'order: id (key generated), kind [full part], note, customer (relation), created_at (generated), updated_at (generated), deleted_at (generated)',
    'Line = order_line: sku, state [open paid], created_at (generated), updated_at (generated), deleted_at (generated)',
  ]],
])('reads what %s declares', (_, files, expected) => {
  expect(entityLines(files)).toEqual(expected);
});

it('says where a call declares an entity, of which library', () => {
  const program = programWith({ 'packages/sales/src/orders.ts': `import { pgTable } from 'drizzle-orm/pg-core';\n\nexport const orders = pgTable('orders', {});\n` });
  expect(entities(program).all()).toEqual([{ name: 'orders', table: 'orders', package: 'packages/sales', store: 'Drizzle', fields: [], path: 'packages/sales/src/orders.ts', line: 3 }]);
});

it('does not go round with tables that are made of themselves', () => {
  expect(entityLines(`import { pgTable, text } from 'drizzle-orm/pg-core'; import { DataTypes, Sequelize } from 'sequelize';
    const shared = { ...shared, ...more }; const more = { ...shared, ...more, id: text('id') };
    const column = () => column().notNull(); const kind = DataTypes.ENUM(kind);
    export const orders = pgTable('orders', { ...shared, ...shared, ...more, no: column(), table: orders });
    export const Order = new Sequelize('x').define('Order', { kind, type: { type: kind } }, { timestamps: false });`)).toHaveLength(2);
});

it('stops at a table that is spread a thousandfold', () => {
  const tables = Array.from({ length: 8 }, (_, index) => `const part${index} = { ${`...part${index + 1}, `.repeat(40)} };`).reverse().join('\n');
  const started = performance.now();
  expect(entityLines(`import { pgTable, text } from 'drizzle-orm/pg-core'; const part8 = { id: text('id') };\n${tables}\nexport const orders = pgTable('orders', part0);`)).toHaveLength(1);
  expect(performance.now() - started).toBeLessThan(10_000);
}, 30_000);
