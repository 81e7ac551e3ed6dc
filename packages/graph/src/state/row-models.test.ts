import { expect, test } from 'vitest';
import { accessesIn } from './row-lines.test.setup.ts';

const use = `
  import { Inject, Injectable } from '@nestjs/common';
  import type { Proxy } from './base';
  import { Invoice } from './invoice';
  @Injectable() export class Deliver {
    constructor(@Inject(Invoice.name) private readonly invoiceModel: Proxy<typeof Invoice>) {}
    async deliver(id: number) { await this.invoiceModel().query().where({ id, status: 'draft' }).patch({ status: 'delivered' }); }
    async open(id: number) { await Invoice.query().patchAndFetchById(id, { status: 'open' }); }
  }`;

test.each([
  ['itself', 'BaseModel'],
  ['what a function makes of it', 'Searchable(BaseModel)'],
  ['what a function makes of what another makes of it', 'Searchable(Dated(BaseModel))'],
  ['what functions make of it that a library puts together', 'R.pipe(Searchable, Dated)(BaseModel)'],
])('models of Objection by a type and by their class, of which the base is %s', (_, base) => {
  expect(accessesIn({
    'base.ts': `
      import { Model } from 'objection';
      import * as R from 'ramda';
      class BaseModel extends Model { id!: number; }
      type Made<T = object> = new (...args: unknown[]) => T;
      const Searchable = <T extends Made<BaseModel>>(M: T) => class Searchable extends M { static get fields() { return []; } };
      const Dated = <T extends Made<BaseModel>>(M: T) => class Dated extends M { at = ''; };
      const Extended = ${base};
      export class TenantModel extends Extended {}
      export type Proxy<T> = () => T;`,
    'invoice.ts': `import { TenantModel } from './base'; export class Invoice extends TenantModel { static get tableName() { return 'invoices'; } status!: string; }`,
    'use.ts': use,
  })).toEqual(['Deliver.deliver: update Invoice.status delivered from ["draft"]', 'Deliver.open: update Invoice.status open']);
});

test('what a class of the team makes of another is no row of it', () => {
  expect(accessesIn({
    'base.ts': `import { makeStore } from 'some-store'; import { Model } from 'objection'; export class Order extends Model {} export class Orders extends makeStore('orders') {}`,
    'use.ts': `import { Orders } from './base'; export const open = () => Orders.query().patch({ status: 'open' });`,
  })).toEqual([]);
});

const sequelize = `import { DataTypes, Model, Sequelize } from 'sequelize'; export const sequelize = new Sequelize('postgres://shop');
  export class Order extends Model {
    async save(options) { forget(this.id); return await super.save(options); }
    async close() { this.status = 'closed'; await this.save(); }
    async line(sku) { await this.sequelize.models.line.create({ orderId: this.id, sku }); }
  }
  Order.init({ status: DataTypes.STRING }, { sequelize, modelName: 'order' });`;

test('models of Sequelize by their class, by what defined them, and by their names', () => {
  expect(accessesIn({
    'order.js': sequelize,
    'use.js': `
      import { DataTypes } from 'sequelize';
      import { sequelize } from './order.js';
      const Bill = sequelize.define('Bill', { state: DataTypes.STRING });
      export const pay = (id) => Bill.update({ state: 'paid' }, { where: { id, state: 'open' } });
      export const drop = (id) => sequelize.model('Bill').destroy({ where: { id } });
      export const open = (id) => sequelize.models.order.update({ status: 'open' }, { where: { id } });
      export const any = (name, id) => sequelize.models[name].destroy({ where: { id } });`,
  })).toEqual([
    'Order.save: upsert Order.* ?', 'Order.close: update Order.status closed', 'Order.line: create line.orderId ?', 'Order.line: create line.sku ?',
    'pay: update Bill.state paid from ["open"]', 'drop: delete Bill.* ?', 'open: update Order.status open',
  ]);
});
