import { test } from 'vitest';
import { checkCalls } from './marked-calls.test.setup.ts';

test('a named import leads through barrels, renamings and export * to the declaration', () => {
  checkCalls({
    'orders/pay.ts': 'export function pay() {} export function refund() {}',
    'orders/index.ts': `export * from './pay.js'; export { refund as giveBack } from './pay.js';`,
    'index.ts': `export { giveBack as back } from './orders/index.js'; export * from './orders/index.js';`,
    'main.ts': `
      import { back, pay as settle } from './index.js';
      settle(); //> pay@orders/pay.ts
      back(); //> refund@orders/pay.ts`,
  });
});

test('an own export goes before export *, and the first star that has the name answers', () => {
  checkCalls({
    'a.ts': 'export function pay() {} export function ship() {}',
    'b.ts': 'export function pay() {} export function ship() {} export function bill() {}',
    'index.ts': `export * from './a.js'; export * from './b.js'; export function pay() {}`,
    'main.ts': `
      import { bill, pay, ship } from './index.js';
      pay(); //> pay@index.ts
      ship(); //> ship@a.ts
      bill(); //> bill@b.ts`,
  });
});

test('default exports: functions, classes, expressions and re-exports', () => {
  checkCalls({
    'pay.ts': 'export default function pay() {}',
    'service.ts': 'export default class OrderService { ship() {} }',
    'arrow.ts': 'const send = () => {}; export default send;',
    'anonymous.ts': 'export default () => {};',
    'index.ts': `export { default as service } from './service.js'; export { default } from './pay.js';`,
    'main.ts': `
      import settle from './pay.js';
      import again, { service as Service } from './index.js';
      import send from './arrow.js';
      import nameless from './anonymous.js';
      settle(); //> pay@pay.ts
      again(); //> pay@pay.ts
      new Service().ship(); //> ?, OrderService.ship@service.ts
      send(); //> send@arrow.ts
      nameless(); //> default@anonymous.ts`,
  });
});

test('export * does not hand on a default', () => {
  checkCalls({
    'pay.ts': 'export default function pay() {}',
    'index.ts': `export * from './pay.js';`,
    'main.ts': `
      import pay from './index.js';
      pay(); //> ?`,
  });
});

test('namespaces: import * as, export * as, and members of members', () => {
  checkCalls({
    'pay.ts': 'export const pay = () => {}; export const api = { refund() {} };',
    'index.ts': `export * as payments from './pay.js';`,
    'main.ts': `
      import * as all from './index.js';
      import { payments } from './index.js';
      import * as direct from './pay.js';
      all.payments.pay(); //> pay@pay.ts
      payments.api.refund(); //> api.refund@pay.ts
      direct['pay'](); //> pay@pay.ts
      const { pay: settle } = direct;
      settle(); //> pay@pay.ts`,
  });
});

test('barrels that lead to one another end, and what stands beyond the circle is found', () => {
  checkCalls({
    'a.ts': `export * from './b.js'; export { lost } from './b.js';`,
    'b.ts': `export * from './a.js'; export { lost } from './a.js'; export * from './pay.js';`,
    'pay.ts': 'export function pay() {}',
    'main.ts': `
      import { lost, pay } from './a.js';
      pay(); //> pay@pay.ts
      lost(); //> ?`,
  });
});

test('a circle does not spoil the answer for the module in it that is asked next', () => {
  checkCalls({
    'a.ts': `export * from './b.js';`,
    'b.ts': `export * from './a.js'; export * from './pay.js';`,
    'pay.ts': 'export function pay() {}',
    'first.ts': `
      import { pay } from './b.js';
      pay(); //> pay@pay.ts`,
    'second.ts': `
      import { pay } from './a.js';
      pay(); //> pay@pay.ts`,
  });
});

test('CommonJS: module.exports of an object, a function and a class, exports.name, and require in place', () => {
  checkCalls({
    'object.cjs': 'function pay() {} module.exports = { pay, refund() {} };',
    'function.cjs': 'module.exports = function charge() {}; module.exports.later = () => {};',
    'names.cjs': 'exports.bill = () => {};',
    'main.cjs': `
      const orders = require('./object.cjs');
      const { refund } = require('./object.cjs');
      const charge = require('./function.cjs');
      orders.pay(); //> pay@object.cjs
      refund(); //> module.exports.refund@object.cjs
      charge(); //> module.exports@function.cjs
      require('./names.cjs').bill(); //> global#require, exports.bill@names.cjs`,
    'main.mjs': `
      import { pay } from './object.cjs';
      import orders from './object.cjs';
      pay(); //> pay@object.cjs
      orders.pay(); //> pay@object.cjs`,
  });
});

test('import() hands on the module, awaited or in then', () => {
  checkCalls({
    'report.ts': 'export function build() {} export default function all() {}',
    'main.ts': `
      const { build } = await import('./report.js'); //> global#import
      build(); //> build@report.ts
      import('./report.js').then((report) => report.build()); //> global#import, build@report.ts, *#then
      (await import('./report.js')).default(); //> global#import, all@report.ts`,
  });
});

test('a type and a value of one name: each use gets its own', () => {
  checkCalls({
    'order.ts': 'export interface Order { pay(): void } export const Order = { pay() {} };',
    'main.ts': `
      import { Order } from './order.js';
      Order.pay(); //> Order.pay@order.ts`,
  });
});

test('what no module of a barrel has comes from the package it re-exports', () => {
  checkCalls({
    'db/index.ts': `export * from '@prisma/client'; export * from './connect.js'; export * from './more.js';`,
    'db/connect.ts': `export * from 'left-pad'; export function connect() {}`,
    'db/more.ts': 'export function disconnect() {}',
    'main.ts': `
      import { connect, disconnect, PrismaClient } from './db/index.js';
      connect(); //> connect@db/connect.ts
      disconnect(); //> disconnect@db/more.ts
      new PrismaClient().order.findMany(); //> @prisma/client#PrismaClient, @prisma/client#PrismaClient.order.findMany`,
  });
});

test('packages keep the names by which their libraries know them', () => {
  checkCalls(`
    import axios, { get as fetchIt } from 'axios';
    import Redis from 'ioredis';
    import * as fs from 'node:fs';
    import { readFile } from 'fs/promises';
    axios.post('/orders'); //> axios#AxiosInstance.post
    fetchIt('/orders'); //> axios#get
    new Redis().set('a', 'b'); //> ioredis#Redis, ioredis#Redis.set
    fs.promises.readFile('a'); //> node:fs#promises.readFile
    readFile('a'); //> fs/promises#readFile`);
});

test('a Prisma client that is generated beside the sources is known by its schema', () => {
  checkCalls(
    { 'src/db.ts': `
      import { PrismaClient } from '../generated/client';
      const prisma = new PrismaClient(); //> @prisma/client#PrismaClient
      prisma.order.create({ data: {} }); //> @prisma/client#PrismaClient.order.create` },
    [{ path: 'prisma/schema.prisma', kind: 'prisma', text: 'generator client {\n  provider = "prisma-client-js"\n  output = "../generated/client"\n}' }],
  );
});
