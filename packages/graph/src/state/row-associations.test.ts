import { expect, test } from 'vitest';
import { accessesIn } from './row-lines.test.setup.ts';

const models = `
  import { DataTypes, Model, Sequelize } from 'sequelize';
  export const sequelize = new Sequelize('postgres://shop');
  export class Order extends Model {}
  export class Customer extends Model {}
  export class OrderTag extends Model {}
  Order.init({ status: DataTypes.STRING }, { sequelize, modelName: 'order' });
  Customer.init({ name: DataTypes.STRING }, { sequelize, modelName: 'customer' });
  OrderTag.init({ weight: DataTypes.INTEGER }, { sequelize });
  export const Line = sequelize.define('line', { sku: DataTypes.STRING });
  export const Tag = sequelize.define('tag', { text: DataTypes.STRING });
  Order.hasMany(Line, { as: 'items' });
  Order.belongsTo(Customer);
  const { customer } = sequelize.models;
  customer.hasMany(Order);
  Order.belongsToMany(Tag, { through: OrderTag });
  Tag.belongsToMany(Order, { through: OrderTag });`;

test('what associations of Sequelize add to rows', () => {
  expect(accessesIn({
    'models.js': models,
    'use.js': `
      import { Customer, Order, Tag } from './models.js';
      export async function change(id, tags) {
        const order = await Order.findByPk(id, { include: 'items' });
        for (const item of await order.getItems()) await item.update({ sku: 'x' });
        await order.items[0].destroy();
        await order.createItem({ sku: 'y' });
        await order.addTags(tags);
        await order.setCustomer(await Customer.findByPk(1));
        const [tag] = await Tag.findOrCreate({ where: { text: 'new' } });
        await tag.removeOrder(order);
        await order.Tags[0].OrderTag.update({ weight: 2 });
        await (await order.getCustomer()).addOrders([order]);
      }`,
  })).toEqual([
    'change: update line.sku x', 'change: delete line.* ?', 'change: create line.sku y', 'change: upsert OrderTag.* ?', 'change: update Order.* ?', 'change: create tag.text new',
    'change: delete OrderTag.* ?', 'change: update OrderTag.weight 2', 'change: update Order.* ?',
  ]);
});

test('of models that only their names tell, and rows with their numbers', () => {
  expect(accessesIn({
    'line.js': `
      const { Model, DataTypes } = require('sequelize');
      class Line extends Model {
        static init(sequelize) {
          super.init({ place: DataTypes.INTEGER }, { sequelize, modelName: 'line' });
          const { order } = sequelize.models;
          order.hasMany(Line, { onDelete: 'CASCADE' });
        }
      }
      module.exports = Line;`,
    'order.js': `
      const { Model, DataTypes } = require('sequelize');
      class Order extends Model {
        static init(sequelize) { super.init({}, { sequelize, modelName: 'order' }); }
        async sort() { const lines = await this.getLines(); for (const [index, line] of lines.entries()) await line.update({ place: index }); }
      }
      module.exports = Order;`,
  })).toEqual(['Order.sort: update Line.place ?']);
});

test('in a function that is handed the models', () => {
  expect(accessesIn({
    'order.js': `
      const { Model, DataTypes } = require('sequelize');
      module.exports = (sequelize) => {
        class Order extends Model {
          static associate(models) { this.hasMany(models.Line, { as: 'lines' }); Order.belongsTo(models.Customer, { foreignKey: 'customerId' }); }
          async drop() { for (const line of await this.getLines()) await line.destroy(); await (await this.getCustomer()).update({ points: 0 }); }
        }
        Order.init({ status: DataTypes.STRING }, { sequelize });
        return Order;
      };`,
  })).toEqual(['module.exports.Order.drop: delete Line.* ?', 'module.exports.Order.drop: update Customer.points 0']);
});

test('a method of the team, a verb that the association does not have, and a name that no association has tell nothing', () => {
  expect(accessesIn({
    'models.js': models,
    'use.js': `
      import { Order } from './models.js';
      export async function look(id) {
        const order = await Order.findByPk(id);
        for (const part of await order.getParts()) await part.update({ sku: 'x' });
        await order.createBox({ sku: 'y' });
        await order.countCustomer();
        await order.findItems().destroy();
      }`,
  })).toEqual([]);
});

test('associations of another package with models of the same names are not meant', () => {
  expect(accessesIn({

    'packages/a/models.js': `import { Model } from 'sequelize'; export class Order extends Model {} export class Line extends Model {} Order.hasMany(Line);`,
    'packages/b/models.js': `import { Model } from 'sequelize'; export class Order extends Model {} export const drop = async (id) => { for (const line of await (await Order.findByPk(id)).getLines()) await line.destroy(); };`,
  })).toEqual([]);
});
