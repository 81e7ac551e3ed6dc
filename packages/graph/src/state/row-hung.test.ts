import { expect, test } from 'vitest';
import { accessesIn } from './row-lines.test.setup.ts';

const order = `import { Model } from 'sequelize'; export class Order extends Model {} export class Account extends Model {} Order.init({}, {}); Account.init({}, {});`;

test('rows that a middleware hangs on a request', () => {
  expect(accessesIn({
    'order.js': order,
    'express.ts': `
      import express, { type Request, type Response, type NextFunction } from 'express';
      import { Account, Order } from './order.js';
      export const load = async (req: Request, res: Response, next: NextFunction) => { req.order = await Order.findByPk(req.params.id); res.locals.account = await Account.findOne({}); next(); };
      const app = express();
      app.put('/orders/:id', load, async (req, res) => { await req.order.update({ status: 'paid' }); await res.locals.account.destroy(); });`,
    'koa.js': `
      import Koa from 'koa';
      import { Order } from './order.js';
      const app = new Koa();
      app.use(async (ctx, next) => { ctx.state.bill = await Order.findByPk(1); await next(); });
      app.use(async (ctx) => { await ctx.state.bill.update({ status: 'sent' }); });`,
  })).toEqual(["<put('/orders/:id')>: update Order.status paid", "<put('/orders/:id')>: delete Account.* ?", '<use>#2: update Order.status sent']);
});

test('what is hung on something else, on another request, or by another package tells nothing', () => {
  expect(accessesIn({
    'packages/shop/order.js': order,
    'packages/shop/load.ts': `
      import type { Request } from 'express';
      import type { FastifyRequest } from 'fastify';
      import { Order } from './order.js';
      export const load = async (req: Request) => { req.order = await Order.findByPk(1); };
      export const loadBag = async (bag: any, other: FastifyRequest) => { bag.parcel = await Order.findByPk(1); other.parcel = await Order.findByPk(1); };`,
    'packages/shop/use.ts': `
      import type { Request } from 'express';
      export const send = async (req: Request) => { await req.parcel.update({ status: 'sent' }); await req.body.update({ status: 'no' }); };`,
    'packages/office/use.ts': `
      import type { Request } from 'express';
      export const pay = async (req: Request) => { await req.order.update({ status: 'paid' }); };`,
  })).toEqual([]);
});
