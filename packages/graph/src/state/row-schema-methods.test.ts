import { expect, test } from 'vitest';
import { accessesIn } from './row-lines.test.setup.ts';

test('functions that are put into a schema of Mongoose run on its model, or on a document of it', () => {
  expect(accessesIn({
    'types.ts': `
      import type { Model } from 'mongoose';
      export interface IOrder { status: string; lines: string[] }
      export interface IOrderModel extends Model<IOrder> { reopen(id: string): Promise<IOrder>; }`,
    'order.ts': `
      import { Schema, type Mongoose } from 'mongoose';
      import type { IOrder, IOrderModel } from './types';
      export const ORDER = 'Order';
      const compile = (db: Mongoose): IOrderModel => {
        const OrderSchema: Schema<IOrder, IOrderModel> = new Schema({ status: String, lines: [String] }, { timestamps: true });
        OrderSchema.index({ status: 1 });
        OrderSchema.statics.reopen = async function (id: string) {
          const order = await this.findById(id);
          order.status = 'open';
          return order.save();
        };
        OrderSchema.statics.dropOld = function () { return this.deleteMany({ status: 'old' }).exec(); };
        OrderSchema.methods.close = function () { this.status = 'closed'; return this.save(); };
        const Documents = OrderSchema as unknown as Schema<IOrder>;
        Documents.method<IOrder>('hold', async function () { const keep = () => this.updateOne({ status: 'held' }); await keep(); });
        Documents.static({ clear() { return this.updateMany({}, { lines: [] }); } });
        return db.model<IOrder, IOrderModel>(ORDER, OrderSchema);
      };
      export const getOrders = (db: Mongoose): IOrderModel => {
        try { return db.model(ORDER) as IOrderModel; } catch { return compile(db); }
      };`,
    'use.ts': `
      import mongoose from 'mongoose';
      import { getOrders } from './order';
      const Orders = getOrders(mongoose);
      export const pay = (id: string) => Orders.findByIdAndUpdate(id, { status: 'paid' }).exec();`,
  })).toEqual([
    'compile.OrderSchema.statics.reopen: upsert Order.status open', 'compile.OrderSchema.statics.reopen: update Order.status open', 'compile.OrderSchema.statics.dropOld: delete Order.* ?',
    'compile.OrderSchema.methods.close: update Order.status closed', 'compile.OrderSchema.methods.close: upsert Order.* ?',
    "compile.<method('hold')>.keep: update Order.status held", 'compile.<static>.clear: update Order.lines ?', 'pay: update Order.status paid',
  ]);
});

test('in the options of a schema, of one that several models share, and of one that is made of a class', () => {
  expect(accessesIn({
    'bill.js': `
      const mongoose = require('mongoose');
      const billSchema = new mongoose.Schema({ state: String }, {
        statics: { settle(id) { return this.updateOne({ _id: id }, { state: 'settled' }); } },
        methods: { drop() { return this.deleteOne(); } },
      });
      exports.Bill = mongoose.model('Bill', billSchema);
      exports.Draft = mongoose.model('Draft', billSchema);`,
    'stock.ts': `
      import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
      @Schema() export class Stock { @Prop() left!: number; }
      export const StockSchema = SchemaFactory.createForClass(Stock);
      StockSchema.statics.fill = function (id: string) { return this.updateOne({ _id: id }, { left: 10 }); };`,
  })).toEqual([
    'billSchema.<new Schema>.statics.settle: update Bill.state settled', 'billSchema.<new Schema>.statics.settle: update Draft.state settled',
    'billSchema.<new Schema>.methods.drop: delete Bill.* ?', 'billSchema.<new Schema>.methods.drop: delete Draft.* ?', 'StockSchema.statics.fill: update Stock.left 10',
  ]);
});

test('what is put elsewhere, or into a schema that nobody makes a model of, tells nothing', () => {
  expect(accessesIn(`
    import { Schema } from 'mongoose';
    const loose = new Schema({ state: String });
    loose.statics.settle = function (id: string) { return this.updateOne({ _id: id }, { state: 'settled' }); };
    loose.virtuals.label = function () { this.state = 'shown'; return this.save(); };
    const registry = { statics: {} as Record<string, unknown> };
    registry.statics.settle = function (id: string) { return this.updateOne({ _id: id }, { state: 'settled' }); };
    export { loose, registry };`)).toEqual([]);
});
