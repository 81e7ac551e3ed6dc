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
    'Order.close: upsert Order.* ? by Order.save', 'Order.close: update Order.status closed', 'Order.line: create line.orderId ?', 'Order.line: create line.sku ?',
    'pay: update Bill.state paid from ["open"]', 'drop: delete Bill.* ?', 'open: update Order.status open',
  ]);
});
test('active record of TypeORM, the base class two steps away', () => {
  expect(accessesIn({
    'base.ts': `
      import { BaseEntity, PrimaryColumn } from 'typeorm';
      export class Base extends BaseEntity {
        assign(props: object) { Object.assign(this, props); return this; }
        static increment(where: object, field: string, by: number) { return this.getRepository().increment(where, field, by); }
      }
      export class Keyed extends Base { @PrimaryColumn() id!: string; }`,
    'invite.ts': `
      import { Column, Entity } from 'typeorm';
      import { Keyed } from './base';
      @Entity({ name: 'invites' }) export class Invite extends Keyed {
        @Column() code!: string;
        @Column() uses!: number;
        static async close(code: string) { await Invite.delete({ code }); }
        static async join(code: string) {
          const invite = await Invite.findOneOrFail({ where: { code } });
          if (invite.uses++ >= 5) await Invite.delete({ code }); else await invite.save();
        }
      }`,
    'use.ts': `
      import { randomUUID } from 'node:crypto';
      import { Invite } from './invite';
      export const add = async (code: string) => { const made = await Invite.create({ code, uses: 0 }).save(); return made; };
      export const both = async (code: string) => { const made = Invite.create({ code }); await Promise.all([made.save(), fetch('/')]); };
      export const some = async (code: string) => { const [first] = await Promise.all([Invite.findOneByOrFail({ code }), fetch('/')]); first.uses = 3; await first.save(); };
      export const change = (id: string) => Invite.update({ id }, { uses: 1 });
      export const keyed = async () => { const made = Invite.create({ id: randomUUID(), uses: 1 }); await made.save(); };
      export const named = async (id: string) => { const made = Invite.create({ id, uses: 1 }); await made.save(); };
      export const raise = (id: string) => Invite.increment({ id }, 'uses', 1);
      export const again = async (id: string) => { const row = await Invite.findOneBy({ id }); await row?.assign({ uses: 0 }).save(); };`,
  })).toEqual([
    'Invite.close: delete Invite.* ?', 'Invite.join: update Invite.uses ?', 'Invite.join: delete Invite.* ?', 'Invite.join: upsert Invite.* ?',
    // The helper of the base class stores for whoever calls it.
    'raise: update Invite.* ? atomic',
    'add: create Invite.code ?', 'add: create Invite.uses 0', 'both: create Invite.code ?', 'some: upsert Invite.uses 3', 'some: update Invite.uses 3',
    'change: update Invite.uses 1', 'keyed: create Invite.id ?', 'keyed: create Invite.uses 1', 'named: upsert Invite.id ?', 'named: upsert Invite.uses 1',
    'again: upsert Invite.* ?',
  ]);
});
