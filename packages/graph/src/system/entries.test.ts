import { expect, test } from 'vitest';
import { edgesOf, graphOf, namesOf } from '../system-graph.test.setup.ts';

const entries = (files: Parameters<typeof graphOf>[0]): string[] => namesOf(graphOf(files), 'entry');

test('an Express route has the path of all routers that it hangs on, wherever they are made', () => {
  expect(entries({
    'app.ts': `import express, { Router } from 'express'; import { couponRoutes } from './coupons.js';
      const app = express(); const api = Router();
      app.use('/api', api); api.use('/coupons', couponRoutes()); app.use((request, response, next) => next());
      api.get('/', (request, response) => { response.end(); });`,
    'coupons.ts': `import { Router } from 'express';
      export function couponRoutes(): Router { const router = Router(); router.post('/:code/redeem', (request, response) => { response.end(); }); return router; }`,
  })).toEqual(['route GET /api', 'route POST /api/coupons/:code/redeem']);
});

test('a router that hangs in two places has two routes', () => {
  expect(entries(`import express, { Router } from 'express'; const app = express(); const router = Router();
    router.get('/health', (request, response) => { response.end(); }); app.use('/v1', router); app.use('/v2', router);`)).toEqual(['route GET /v1/health', 'route GET /v2/health']);
});

test('Fastify plug-ins with a prefix, Hono routes, Koa routers with a prefix, and the prefix of a Nest application', () => {
  expect(entries(`import fastify, { type FastifyInstance } from 'fastify';
    const app = fastify(); app.register(orders, { prefix: '/orders' });
    async function orders(router: FastifyInstance) { router.get('/:id', async () => ({})); }`)).toEqual(['route GET /orders/:id']);
  expect(entries(`import { Hono } from 'hono';
    const orders = new Hono(); orders.get('/:id', (c) => c.json({})); const app = new Hono().basePath('/api'); app.route('/orders', orders);`)).toEqual(['route GET /api/orders/:id']);
  expect(entries(`import Koa from 'koa'; import Router from '@koa/router';
    const router = new Router({ prefix: '/orders' }); router.get('/:id', (ctx) => { ctx.body = {}; }); new Koa().use(router.routes());`)).toEqual(['route GET /orders/:id']);
  expect(entries({
    'main.ts': `import { NestFactory } from '@nestjs/core'; async function start() { const app = await NestFactory.create({}); app.setGlobalPrefix('api'); }`,
    'orders.ts': `import { Controller, Get } from '@nestjs/common'; @Controller('orders') export class Orders { @Get(':id') show() { return {}; } }`,
  })).toEqual(['route GET /api/orders/:id']);
});

test('a route needs the middleware before it, on its router and on those above', () => {
  const graph = graphOf(`import express, { Router } from 'express'; const app = express(); const router = Router();
    function session(request: unknown, response: unknown, next: () => void) { next(); }
    function limits(request: unknown, response: unknown, next: () => void) { next(); }
    function after(request: unknown, response: unknown, next: () => void) { next(); }
    function show(request: unknown, response: { end(): void }) { response.end(); }
    app.use(session); app.use('/orders', router); router.get('/:id', limits, show); router.use(after);`);
  expect(edgesOf(graph, 'enters')).toEqual(['GET /orders/:id -enters-> limits', 'GET /orders/:id -enters-> session', 'GET /orders/:id -enters-> show']);
});

test('a Nest route needs its guards and those of all', () => {
  const graph = graphOf(`import { Controller, Get, Query, UseGuards, Module } from '@nestjs/common'; import { APP_GUARD } from '@nestjs/core';
    class SessionGuard { canActivate() { return true; } }
    class AdminGuard { canActivate() { return true; } }
    class LimitGuard { canActivate() { return true; } }
    class SlugPipe { transform(value: string) { return value; } }
    @Controller('orders') @UseGuards(SessionGuard) export class Orders { @Get() @UseGuards(AdminGuard) list(@Query('slug', SlugPipe) slug: string) { return []; } }
    @Module({ providers: [{ provide: APP_GUARD, useClass: LimitGuard }] }) export class App {}`);
  expect(edgesOf(graph, 'enters')).toEqual(['AdminGuard.canActivate', 'LimitGuard.canActivate', 'Orders.list', 'SessionGuard.canActivate', 'SlugPipe.transform'].map((name) => `GET /orders -enters-> ${name}`));
});

test('a handler that is made by a wrapper: the wrapper and what it wraps', () => {
  const graph = graphOf(`import express from 'express'; const app = express();
    const safely = (work: (request: unknown) => Promise<void>) => (request: unknown, response: unknown, next: (error: unknown) => void) => { work(request).catch(next); };
    async function place() {} app.post('/orders', safely(place));`);
  expect(edgesOf(graph, 'enters')).toEqual(['POST /orders -enters-> place', 'POST /orders -enters-> safely.<returned>']);
});

test('the handlers of a bus of the team are events, named by what their queue is bound to', () => {
  expect(entries({
    'bus.ts': `import type { Channel } from 'amqplib';
      export interface Bus { subscribe(reader: string, name: string, handler: (event: unknown) => Promise<void>): Promise<void> }
      export class AmqpBus implements Bus {
        constructor(private readonly channel: Channel) {}
        async subscribe(reader: string, name: string, handler: (event: unknown) => Promise<void>) {
          const queue = \`\${reader}.\${name}\`;
          await this.channel.bindQueue(queue, 'events', name);
          await this.channel.consume(queue, (message) => { void this.deliver(message, handler); });
        }
        private async deliver(message: any, handler: (event: unknown) => Promise<void>) { try { await handler(message); } catch { this.channel.nack(message); } }
      }`,
    'orders.ts': `import type { Bus } from './bus.js'; export async function start(bus: Bus) { await bus.subscribe('orders', 'payment.captured', async () => {}); }`,
  }).filter((name) => !name.startsWith('main'))).toEqual(['event payment.captured']);
});

test('processors that go through two wrappers of a queue library, named by the caller', () => {
  expect(entries({
    'queues.ts': `import { Worker } from 'bullmq';
      export class Queues { work(topic: string, processor: (job: unknown) => Promise<void>) { return new Worker(topic, processor); } }
      export class Workers { constructor(private readonly queues: Queues) {} start(topic: string, processor: (job: unknown) => Promise<void>) { this.queues.work(topic, processor); } }`,
    'mail.ts': `import { Workers } from './queues.js'; async function send() {} export function begin(workers: Workers) { workers.start('mail', send); }`,
  })).toEqual(['consumer mail']);
});

test('a queue that each class says to its base, which makes the worker', () => {
  expect(entries({
    'queues.ts': `import { Worker } from 'bullmq';
      export enum Topic { Mail = 'mail', Bills = 'bills' }
      export class Queues { work(topic: Topic, processor: (job: unknown) => Promise<void>) { return new Worker(topic, processor); } }
      export class Base {
        constructor(public readonly topic: Topic, private readonly queues: Queues) {}
        begin(processor: (job: unknown) => Promise<void>) { this.start(processor); }
        start(processor: (job: unknown) => Promise<void>) { this.queues.work(this.topic, processor); }
      }
      export class Named { protected topic = ''; private readonly queues = new Queues(); begin(processor: (job: unknown) => Promise<void>) { this.queues.work(this.topic as Topic, processor); } }`,
    'mail.ts': `import { Base, Queues, Topic } from './queues.js';
      class MailWorker extends Base { constructor(queues: Queues) { super(Topic.Mail, queues); } }
      export class Mails extends MailWorker { constructor(queues: Queues) { super(queues); this.begin(this.handler()); } private handler() { return async () => {}; } }`,
    'bills.ts': `import { Base, Named, Queues, Topic } from './queues.js';
      class BillWorker extends Base { constructor(queues: Queues) { super(Topic.Bills, queues); } }
      export function start(queues: Queues) { const worker = new BillWorker(queues); worker.begin(async () => {}); }
      export class Own extends Named { protected override topic = 'own'; run() { this.begin(async () => {}); } }`,
  })).toEqual(['consumer bills', 'consumer mail', 'consumer own']);
});

test('tasks of helpers around timers, also of one that sets its timeout again', () => {
  expect(entries(`
    function every(ms: number, task: () => void) { return setInterval(() => task(), ms); }
    function again(name: string, task: () => Promise<void>) { const run = async () => { try { await task(); } finally { schedule(); } }; function schedule() { setTimeout(() => { void run(); }, 10); } schedule(); }
    function once(task: () => void) { setTimeout(() => task(), 10); }
    function flush() {} async function sweep() {} function hello() {}
    every(60_000, flush); again('sweep', sweep); once(hello);`)).toEqual(['timer app.ts#flush', 'timer sweep']);
});

test('a timer without any name is called by what it stands in', () => {
  expect(entries(`
    class Pools { private statsInterval?: NodeJS.Timeout; monitor() { this.statsInterval = setInterval(() => { this.report(); }, 1000); } report() {} }
    new Pools().monitor(); setInterval(() => {}, 50);`)).toEqual(['timer app.ts', 'timer Pools.monitor (app.ts)']);
});

test('a server without routes answers any request, with what runs before', () => {
  const server = `import Koa from 'koa'; import { answer } from './rpc.js'; export function start() { const app = new Koa(); app.use(async (ctx, next) => { await next(); }); app.use(async (ctx) => { ctx.body = await answer(ctx); }); app.listen(80); }`;
  const graph = graphOf({ 'server.ts': server, 'rpc.ts': `export async function answer(ctx: unknown) { return ctx; }` });
  expect(namesOf(graph, 'entry')).toEqual(['middleware any request (server.ts#start)']);
  expect(edgesOf(graph, 'enters')).toHaveLength(2);
  // One that hands on to what is not seen answers nothing by itself.
  expect(namesOf(graphOf(`import Koa from 'koa'; const app = new Koa(); app.use(async (ctx, next) => { await next(); });`), 'entry')).toEqual([]);
  expect(namesOf(graphOf(`import express from 'express'; const app = express(); app.get('/orders', (request, response) => { response.end(); }); app.use((request, response) => { response.status(404).end(); });`), 'entry')).toEqual(['route GET /orders']);
});

test('a published constant that a call makes runs what the call was handed', () => {
  const flows = { 'store.ts': `import { Pool } from 'pg'; const pool = new Pool(); export async function save() { await pool.query('INSERT INTO orders (id) VALUES (1)'); }` };
  const packages = [{ name: '@acme/flows', path: '', private: false, dependencies: {}, entries: [{ as: '.', module: 'index.ts' }] }];
  const entering = (text: string): string[] => edgesOf(graphOf({ ...flows, 'index.ts': text }, { packages }), 'enters');
  expect(entering(`import { createWorkflow } from 'unseen'; import { save } from './store.js'; export const placeOrder = createWorkflow('place-order', () => save()); export const limit = 3;`))
    .toEqual([`@acme/flows placeOrder -enters-> placeOrder.<createWorkflow('place-order')>`]);
  expect(entering(`import { save } from './store.js'; function withRetry(run: () => Promise<void>) { return async () => { await run(); }; } export const placeOrder = withRetry(save);`))
    .toEqual(['@acme/flows placeOrder -enters-> withRetry.<returned>', '@acme/flows placeOrder -enters-> save']);
  expect(entering(`import { Pool } from 'pg'; export const pool = new Pool(); export const sorted = [2, 1].sort((a, b) => a - b);`)).toEqual([]);
});

test('listeners to connections are no entry points', () => {
  expect(entries(`import { Worker } from 'bullmq'; import { EventEmitter } from 'node:events';
    const worker = new Worker('mail', async () => {}); worker.on('error', () => {}); process.on('SIGTERM', () => {}); new EventEmitter().on('paid', () => {});`)).toEqual(['consumer mail', 'main main app.ts']);
});

test('what starts something when it is loaded by nobody, commands, and what is published', () => {
  const packages = [
    { name: '@acme/tools', path: 'packages/tools', private: false, dependencies: {}, entries: [{ as: 'bin:acme', module: 'packages/tools/cli.ts' }, { as: '.', module: 'packages/tools/index.ts' }] },
    { name: 'app', path: 'packages/app', private: true, dependencies: {}, entries: [{ as: '.', module: 'packages/app/index.ts' }] },
  ];
  const graph = graphOf({
    'packages/tools/cli.ts': `console.log('hello');`,
    'packages/tools/index.ts': `export * from './add.js'; export type Sum = number;`,
    'packages/tools/add.ts': `export function add() { return 1; } export class Sums { total() { return 1; } private inner() {} }`,
    'packages/app/index.ts': `export function hidden() {}`,
    'packages/app/start.ts': `import express from 'express'; import { prepare } from './prepare.js'; prepare(); express().listen(80);`,
    'packages/app/prepare.ts': `import mongoose from 'mongoose'; export function prepare() {} await mongoose.connect('mongodb://db');`,
  }, { packages });
  expect(namesOf(graph, 'entry')).toEqual(['cli acme', 'export @acme/tools Sums.total', 'export @acme/tools add', 'main main packages/app/start.ts']);
});

test('a server that is started by being loaded: by a file that does nothing else, and by what needs something of its module', () => {
  const server = `import express from 'express'; import { prepare } from './prepare.js'; prepare(); const app = express(); app.listen(80); export function close() {}`;
  const prepare = { 'prepare.ts': `import { Pool } from 'pg'; const pool = new Pool(); export function prepare() { return pool.query('SELECT 1'); }` };
  const effects = graphOf({ ...prepare, 'server.ts': server, 'index.ts': `import './trace.js'; import './server.js';`, 'trace.ts': `console.log('traced');` });
  expect(namesOf(effects, 'entry')).toEqual(['main main index.ts']);
  expect(edgesOf(effects, 'enters')).toHaveLength(2);
  expect(namesOf(graphOf({ ...prepare, 'server.ts': server, 'stop.ts': `import { close } from './server.js'; close();` }), 'entry')).toEqual(['main main server.ts']);
  // What is loaded starts nothing, or its loader is loaded by another.
  expect(namesOf(graphOf({ ...prepare, 'index.ts': `import './prepare.js';` }), 'entry')).toEqual([]);
  expect(namesOf(graphOf({ ...prepare, 'server.ts': server, 'all.ts': `import './server.js';`, 'index.ts': `import './all.js';` }), 'entry')).toEqual(['main main index.ts']);
});

test('what two services call the same says of which service it is', () => {
  const routes = `import express from 'express'; const app = express(); app.get('/health', (request, response) => { response.end(); });`;
  const packages = ['orders', 'stock'].map((name) => ({ name: `@acme/${name}`, path: `packages/${name}`, private: true, dependencies: {}, entries: [] }));
  const graph = graphOf({ 'packages/orders/app.ts': `${routes} app.get('/orders', (request, response) => { response.end(); });`, 'packages/stock/app.ts': routes }, { packages });
  expect(namesOf(graph, 'entry')).toEqual(['route GET /health (@acme/orders)', 'route GET /health (@acme/stock)', 'route GET /orders']);
});

test('files of a Medusa application that its folders make entry points', () => {
  const found = namesOf(graphOf({
    'src/api/admin/claims/[id]/route.ts': `import { Modules } from '@medusajs/framework/utils'; import type { MedusaRequest } from '@medusajs/framework'; export const GET = async (request: MedusaRequest) => 1; export const POST = async () => 2; export const helper = 3;`,
    'src/jobs/sync.ts': `import type { MedusaContainer } from '@medusajs/framework'; export default async function sync(container: MedusaContainer) {}`,
  }), 'entry');
  expect(found).toEqual(expect.arrayContaining(['route GET /admin/claims/[id]', 'route POST /admin/claims/[id]', 'cron src/jobs/sync.ts']));
});
