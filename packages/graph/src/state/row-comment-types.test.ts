import { expect, test } from 'vitest';
import { accessesIn } from './row-lines.test.setup.ts';

const models = {
  'models/order.js': `
    const { DataTypes, Model } = require('sequelize');
    class Order extends Model {
      constructor(values, options) {
        super(values, options);
        /** @type {import('./customer')} */
        this.customer;
        /** @type {import('./line')[]} */
        this.lines;
      }
      static init(sequelize) { super.init({ status: DataTypes.STRING }, { sequelize, modelName: 'order' }); }
    }
    module.exports = Order;`,
  'models/customer.js': `
    const { DataTypes, Model } = require('sequelize');
    class Customer extends Model {
      static init(sequelize) { super.init({ points: DataTypes.INTEGER }, { sequelize, modelName: 'customer' }); }
      async save(options) { forget(this.id); return super.save(options); }
      async destroy(options) { forget(this.id); return super.destroy(options); }
    }
    module.exports = Customer;`,
  'models/line.js': `
    const { DataTypes, Model } = require('sequelize');
    class Line extends Model { static init(sequelize) { super.init({ sku: DataTypes.STRING }, { sequelize, modelName: 'line' }); } }
    module.exports = Line;`,
};

test('rows whose model a comment names', () => {
  expect(accessesIn({
    ...models,
    'controller.js': `
      /**
       * @typedef {object} WithOrder
       * @property {import('./models/order')} order
       *
       * @typedef {import('express').Request & WithOrder} OrderRequest
       */
      class OrderController {
        /** @param {OrderRequest} req */
        async close(req, res) { await req.order.update({ status: 'closed' }); await req.order.customer.destroy(); }
        /** @param {import('./models/order')[]} orders */
        async drop(orders) { for (const order of orders) await order.destroy(); await orders[0].lines[0].destroy(); }
      }`,
  })).toEqual([
    'OrderController.close: update Order.status closed', 'OrderController.drop: delete Order.* ?', 'OrderController.drop: delete Line.* ?',
    'Customer.save: upsert Customer.* ?', 'OrderController.close: delete Customer.* ? by Customer.destroy',
  ]);
});

test('the model class behind a getter', () => {
  expect(accessesIn({
    ...models,
    'database.js': `
      class Database {
        get models() { return this.sequelize?.models || {}; }
        /** @type {typeof import('./models/order')} */
        get orderModel() { return this.models.order; }
      }
      module.exports = new Database();`,
    'use.js': `
      const database = require('./database');
      exports.open = async (id) => { const order = await database.orderModel.findByPk(id); order.status = 'open'; await order.save(); };`,
  })).toEqual(['Customer.save: upsert Customer.* ?', 'Customer.destroy: delete Customer.* ?', 'exports.open: upsert Order.status open', 'exports.open: update Order.status open']);
});

test('a method that stores like the one that it overrides does so for whoever calls it', () => {
  expect(accessesIn({
    ...models,
    'use.js': `
      const Customer = require('./models/customer');
      exports.reward = async (id) => { const customer = await Customer.findByPk(id); customer.points = 3; await customer.save(); };`,
  })).toEqual(['exports.reward: upsert Customer.points 3 by Customer.save', 'Customer.destroy: delete Customer.* ?', 'exports.reward: update Customer.points 3']);
});

test('comments that name no model tell nothing', () => {
  expect(accessesIn({
    ...models,
    'controller.js': `
      /** @typedef {{ save(): Promise<void> }} Draft */
      class DraftController {
        /** @param {Draft} draft */
        async keep(draft) { await draft.save(); }
        /** @param {Order} order no file of this one has the name */
        async close(order) { await order.save(); }
        /** @param {import('./models/nowhere')} order */
        async open(order) { await order.save(); }
      }`,
  })).toEqual(['Customer.save: upsert Customer.* ?', 'Customer.destroy: delete Customer.* ?']);
});
