import { expect, it } from 'vitest';
import { entities } from './entities.ts';
import { entityLine, entityLines, programWith } from './entity-lines.test.setup.ts';

const status = `export enum OrderStatus { Open = 'open', Paid = 'paid' }
export const CHANNELS = ['web', 'shop'] as const;
export const Priority = { Low: 'low', High: 'high' } as const;
export type Payment = 'card' | 'invoice' | null;
export enum Size { Small, Large }
`;

it.each<[what: string, files: string | Record<string, string>, expected: string[]]>([
  ['TypeORM', {
    'status.ts': status,
    'base.ts': `import { CreateDateColumn, PrimaryGeneratedColumn, UpdateDateColumn, VersionColumn } from 'typeorm';
      export abstract class Base { @PrimaryGeneratedColumn('uuid') id: string; @CreateDateColumn({ name: 'created_at' }) createdAt: Date; @UpdateDateColumn() updatedAt: Date;
        @VersionColumn() version: number; }`,
    'order.ts': `import { Column, Entity, JoinColumn, ManyToOne, OneToMany } from 'typeorm';
      import { Base } from './base'; import { CHANNELS, OrderStatus, Payment, Priority, Size } from './status'; import { Customer } from './customer';
      @Entity('orders')
      export class Order extends Base {
        @Column({ type: 'enum', enum: OrderStatus, default: OrderStatus.Open }) status: OrderStatus;
        @Column('varchar', { name: 'sales_channel', enum: CHANNELS }) channel: string;
        @Column({ type: 'simple-enum', enum: Priority }) priority: string;
        @Column({ type: 'text' }) payment: Payment;
        @Column({ type: 'enum', enum: Object.values(Priority) }) urgency: string;
        @Column({ enum: Size }) size: Size;
        @Column() note: string | 'none';
        @Column({ generated: 'increment' }) number: number;
        @ManyToOne(() => Customer) @JoinColumn({ name: 'customer_id' }) customer: Customer;
        @OneToMany(() => Order, (order) => order.customer) others: Order[];
        shown = false;
        static made = 0;
      }`,
    'customer.ts': `import { Column, Entity, PrimaryColumn } from 'typeorm';
      @Entity({ name: 'customers', schema: 'crm' }) export class Customer { @PrimaryColumn() mail: string; @Column() state: 'new' | 'known' | undefined }`,
  }, [
    'Customer = crm.customers: mail (key), state [new known]',
    'Order = orders: id (key generated), createdAt = created_at (generated), updatedAt (generated), version (generated version), status [open paid], '
      + 'channel = sales_channel [web shop], priority [low high], payment [card invoice], urgency [low high], size, note, number (generated), '
      + 'customer = customer_id (relation), others (relation)',
  ]],
  ['TypeORM with a schema instead of decorators', `import { EntitySchema } from 'typeorm';
    export interface Order { id: number; state: 'open' | 'paid' }
    export const OrderEntity = new EntitySchema<Order>({ name: 'Order', tableName: 'orders', columns: {
      id: { type: Number, primary: true, generated: true }, state: { type: String }, revision: { type: Number, version: true, name: 'rev' },
    } });`, ['Order = orders: id (key generated), state [open paid], revision = rev (generated version)']],
  ['what decorators say with computed arguments', `import { Column, Entity } from 'typeorm';
    declare const prefix: string; declare function options(): object;
    @Entity(prefix + 'orders') export class Order { @Column({ name: prefix + 'state', enum: [prefix, 'paid'] }) state: string; @Column(options()) note: string; @Column({ ...options() }) sum: number; }
    const TABLE = 'lines'; const shared = { name: 'stock_unit' };
    @Entity(TABLE) export class Line { @Column({ ...shared }) sku: string }`, ['Order: state = *, note, sum', 'Line = lines: sku = stock_unit']],
  ['MikroORM', {
    'status.ts': status,
    'order.ts': `import { Entity, Enum, ManyToOne, OneToMany, PrimaryKey, Property, Collection } from '@mikro-orm/core'; import { OrderStatus, Payment } from './status';
      @Entity({ tableName: 'order' })
      export class Order {
        @PrimaryKey({ columnType: 'text' }) id!: string;
        @Property({ fieldName: 'display_id', autoincrement: true }) displayId!: number;
        @Enum(() => OrderStatus) status = OrderStatus.Open;
        @Enum({ items: () => OrderStatus, fieldName: 'prev' }) previous?: OrderStatus;
        @Enum() payment!: Payment;
        @Property({ version: true }) revision!: number;
        @Property({ onCreate: () => new Date(), type: 'date' }) createdAt = new Date();
        @ManyToOne({ entity: () => Order, fieldName: 'parent_id' }) parent?: Order;
        @OneToMany(() => Order, (order) => order.parent) children = new Collection<Order>(this);
      }`,
  }, ['Order = order: id (key), displayId = display_id (generated), status [open paid], previous = prev [open paid], payment [card invoice], revision (generated version), '
    + 'createdAt (generated), parent = parent_id (relation), children (relation)']],
  ['a decorator of the program that applies one of MikroORM', `import { Entity, Property } from '@mikro-orm/core';
    function Money(options = {}) { return function (target: object, name: string) { Property({ ...options, fieldName: name })(target, name); }; }
    function Shown() { return (target: object, name: string) => undefined; }
    @Entity() export class Order { @Money() total!: number; @Shown() label!: string }`, ['Order: total = *']],
  ['MikroORM by functions', `import { defineEntity, EntitySchema, p } from '@mikro-orm/core';
    enum State { Open = 'open', Paid = 'paid' }
    export const Order = defineEntity({ name: 'Order', tableName: 'orders', properties: (q) => ({ id: q.integer().primary().autoincrement(), state: q.enum(() => State).fieldName('st'), customer: () => q.manyToOne(Order) }) });
    export const Line = defineEntity({ name: 'Line', properties: { sku: p.string(), lock: p.integer().version() } });
    export const Box = new EntitySchema({ name: 'Box', properties: { id: { type: 'number', primary: true }, state: { enum: true, items: () => State }, order: { kind: 'm:1', entity: 'Order' } } });`,
  ['Order = orders: id (key generated), state = st [open paid], customer (relation)', 'Line: sku, lock (generated version)', 'Box: id (key), state [open paid], order (relation)']],
  ['sequelize-typescript', {
    'base.ts': `import { Model, Column, CreatedAt, DataType, PrimaryKey, UpdatedAt } from 'sequelize-typescript';
      export class Base extends Model { @PrimaryKey @Column(DataType.UUID) id: string; @CreatedAt createdAt: Date; @UpdatedAt updatedAt: Date; }`,
    'order.ts': `import { AutoIncrement, BelongsTo, Column, DataType, ForeignKey, Table } from 'sequelize-typescript'; import { Base } from './base';
      enum State { Open = 'open', Paid = 'paid' }
      @Table({ tableName: 'orders', modelName: 'order', paranoid: true, version: true })
      export class Order extends Base {
        @Column(DataType.ENUM('open', 'paid')) state: string;
        @Column({ type: DataType.ENUM(...Object.values(State)), field: 'prev' }) previous: string;
        @Column({ type: DataType.ENUM, values: ['web', 'shop'] }) channel: string;
        @Column get label(): string { return ''; }
        @AutoIncrement @Column number: number;
        @ForeignKey(() => Order) @Column parentId: string;
        @BelongsTo(() => Order, 'parentId') parent: Order;
      }`,
  }, ['Order = orders: id (key), createdAt (generated), updatedAt (generated), state [open paid], previous = prev [open paid], channel [web shop], '
    + 'number (generated), parentId, parent (relation), label, deletedAt (generated), version (generated version)']],
  ['NestJS with Mongoose', `import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
    enum State { Open = 'open', Paid = 'paid' }
    @Schema({ collection: 'carts', timestamps: { createdAt: 'made', updatedAt: false }, optimisticConcurrency: true })
    export class Cart { @Prop({ enum: State, default: State.Open }) state: State; @Prop({ type: String, enum: ['web', 'shop'] }) channel: string; @Prop() note: string; }
    @Schema({ versionKey: false }) export class Note { @Prop({ required: true }) text: string }
    export const CartSchema = SchemaFactory.createForClass(Cart);`,
  ['Cart = carts: state [open paid], channel [web shop], note, _id (key generated), __v (generated version), made (generated)', 'Note: text, _id (key generated)']],
])('reads what %s declares', (_, files, expected) => {
  expect(entityLines(files)).toEqual(expected);
});

it('says where a class is declared, and leaves out tests', () => {
  const order = `import { Entity } from 'typeorm';\n\n@Entity()\nexport class Order {}\n`;
  const program = programWith({ 'packages/sales/src/order.ts': order, 'packages/sales/test/order.ts': order }, (path) => path.includes('/test/'));
  expect(entities(program).all()).toEqual([{ name: 'Order', package: 'packages/sales', store: 'TypeORM', fields: [], path: 'packages/sales/src/order.ts', line: 4 }]);
});

it('does not go round with classes and constants that stand for themselves', () => {
  expect(entityLines(`import { Column, Entity } from 'typeorm';
    const options = { ...options }; const states = [...states];
    @Entity({ ...options }) export class Order extends Line { @Column({ ...options, enum: states }) state: State }
    @Entity() export class Line extends Order { @Column({ enum: [...states, 'a'] }) sku: string }
    type State = State | 'open';`).map((line) => line.slice(0, 5))).toEqual(['Order', 'Line:']);
});

it('finds an entity by its class, spelling and table, in the package that asks', () => {
  const order = (table: string): string => `import { Entity } from 'typeorm'; @Entity('${table}') export class Order {} @Entity() export class OrderLine {}`;
  const program = programWith({
    'packages/billing/order.ts': order('invoices'), 'packages/sales/order.ts': order('orders'), 'packages/web/main.ts': 'export {};',
    'packages/mail/main.ts': `import { Order } from '../sales/order'; export const Model = Order;`,
  });
  const named = (name: string, path: string): string | undefined => {
    const module = program.modules.byPath(path);
    const found = module && entities(program).named(name, module);
    return found && `${found.package} ${entityLine(found)}`;
  };
  expect(named('Order', 'packages/billing/order.ts')).toBe('packages/billing Order = invoices: ');
  expect(named('order', 'packages/sales/order.ts')).toBe('packages/sales Order = orders: ');
  expect(named('order_line', 'packages/sales/order.ts')).toBe('packages/sales OrderLine: ');
  expect(named('invoices', 'packages/sales/order.ts')).toBe('packages/billing Order = invoices: ');
  expect(named('Order', 'packages/mail/main.ts')).toBe('packages/sales Order = orders: ');
  expect(named('Order', 'packages/web/main.ts')).toBeUndefined();
  expect(named('Line', 'packages/sales/order.ts')).toBeUndefined();
});
