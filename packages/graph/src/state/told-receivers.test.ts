import { expect, test } from 'vitest';
import { accessesIn } from './row-lines.test.setup.ts';

const start = `
  import { MongoClient } from 'mongodb';
  export async function start(context, plugins) {
    const db = (await MongoClient.connect('mongodb://shop')).db();
    context.collections = {};
    for (const name of plugins) context.collections[name] = db.collection(name);
  }`;
const cancel = `
  export async function cancel(context, orderId) {
    const { collections } = context;
    const { Orders } = collections;
    const order = await Orders.findOne({ _id: orderId });
    await Orders.updateOne({ _id: orderId, status: 'open' }, { $set: { status: 'cancelled' }, $inc: { changes: 1 } });
    return order;
  }`;

test('collections out of a context of which nothing is known', () => {
  expect(accessesIn({ 'start.js': start, 'cancel.js': cancel })).toEqual(['cancel: update Orders.status cancelled from ["open"]', 'cancel: update Orders.changes ? atomic']);
  expect(accessesIn({ 'start.js': start, 'cancel.js': cancel }, 'read')).toEqual(['cancel: read Orders.* ?', 'cancel: read Orders._id ?']);
});

test('what is told below a name holds for the others below it, from two on', () => {
  const find = `export const find = (context, id) => context.collections.Carts.findOne({ _id: id });`;
  const other = `export const ship = ({ collections: { Shipments } }, id) => Shipments.insertOne({ id, state: 'new' });`;
  expect(accessesIn({ 'start.js': start, 'cancel.js': cancel, 'find.js': find }, 'read')).not.toContain('find: read Carts.* ?');
  expect(accessesIn({ 'start.js': start, 'cancel.js': cancel, 'find.js': find, 'ship.js': other }, 'read')).toContain('find: read Carts.* ?');
  expect(accessesIn({ 'start.js': start, 'ship.js': other })).toEqual(['ship: create Shipments.id ?', 'ship: create Shipments.state new']);
});

test('models of Sequelize that are loaded by their names', () => {
  expect(accessesIn({
    'models.js': `const { Model } = require('sequelize'); module.exports.init = (app, names) => names.forEach((name) => { const made = require('./' + name); app.db.models[name] = made.model ?? class extends Model {}; });`,
    'use.js': `
      module.exports.close = async (app, id) => {
        const order = await app.db.models.Order.findByPk(id);
        await app.db.models.Order.update({ status: 'closed' }, { where: { id, status: 'open' } });
        return order;
      };`,
  })).toEqual(['module.exports.close: update Order.status closed from ["open"]']);
});

test.each([
  ['without the library anywhere', { 'cancel.js': cancel }],
  ['what is known to be something else', { 'start.js': start, 'use.js': `class Orders { updateOne(id, change) { return [id, change]; } } export const orders = { list: new Orders() }; export const change = (id) => orders.list.updateOne({ id }, { status: 'x' });` }],
  ['a field of a class, which may be any collection', { 'start.js': start, 'use.js': `export class Store { constructor(collection) { this.collection = collection; } change(id) { return this.collection.updateOne({ id }, { $set: { status: 'x' } }); } }` }],
])('no name is told: %s', (_, files) => {
  expect(accessesIn(files)).toEqual([]);
});
