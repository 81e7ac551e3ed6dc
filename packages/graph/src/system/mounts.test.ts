import { expect, test } from 'vitest';
import { edgesOf, graphOf, namesOf } from '../system-graph.test.setup.ts';

const entries = (files: Parameters<typeof graphOf>[0]): string[] => namesOf(graphOf(files, { isExempt: (path) => path.includes('.test.') }), 'entry');

test('a plug-in that is reached through namespaces has its prefix, and what tests mount says nothing', () => {
  expect(entries({
    'app.ts': `import fastify, { FastifyInstance } from 'fastify'; import { routes } from './http/index.js';
      export const build = (opts = {}): FastifyInstance => { const app = fastify(opts); app.register(routes.tenants, { prefix: 'tenants' }); app.register(routes.queue, { prefix: 'queue' }); return app; };`,
    'http/index.ts': `export * as routes from './routes/index.js';`,
    'http/routes/index.ts': `export * from './admin/index.js';`,
    'http/routes/admin/index.ts': `export { default as tenants } from './tenants.js'; export { default as queue } from './queue.js';`,
    'http/routes/admin/tenants.ts': `import { FastifyInstance } from 'fastify';
      export default async function routes(fastify: FastifyInstance) { fastify.post('/:tenantId', async () => ({})); fastify.register(async (inner) => { inner.get('/deep', async () => ({})); }); }`,
    'http/routes/admin/queue.ts': `import { FastifyInstance } from 'fastify'; export default async function routes(fastify: FastifyInstance) { fastify.post('/move', async () => ({})); }`,
    'http/routes/admin/queue.test.ts': `import fastify from 'fastify'; import routes from './queue.js'; const app = fastify(); app.register(routes, { prefix: '/elsewhere' });`,
  })).toEqual(['route GET /tenants/deep', 'route POST /queue/move', 'route POST /tenants/:tenantId']);
});

test('what a wrapped plug-in and a function that is given the router hook in runs before the routes beside it', () => {
  const graph = graphOf({
    'session.ts': `import fp from 'fastify-plugin'; import type { FastifyInstance } from 'fastify';
      export const session = fp(async function sessionPlugin(fastify) { fastify.addHook('preHandler', async function readSession() {}); fastify.addHook('onClose', async function closeStore() {}); });
      export const alone = async (fastify: FastifyInstance) => { fastify.addHook('preHandler', async function nobody() {}); };
      export function limited(fastify: FastifyInstance) { fastify.addHook('onRequest', async function countRequests() {}); }`,
    'orders.ts': `import type { FastifyInstance } from 'fastify'; import { alone, limited, session } from './session.js';
      export async function orders(fastify: FastifyInstance) { fastify.register(session); fastify.register(alone); limited(fastify); fastify.register(list); }
      async function list(fastify: FastifyInstance) { fastify.get('/', async function showAll() {}); }`,
    'app.ts': `import fastify from 'fastify'; import { orders } from './orders.js'; const app = fastify(); app.register(orders, { prefix: '/orders' });`,
  });
  expect(edgesOf(graph, 'enters').filter((edge) => edge.startsWith('GET'))).toEqual(["list.<get('/')>", 'limited', "limited.<addHook('onRequest')>", 'session.<fp>', "session.<fp>.<addHook('preHandler')>"].map((name) => `GET /orders -enters-> ${name}`));
  expect(namesOf(graph, 'entry')).toContain('route GET /orders');
});

test('procedures are named by their keys, below the keys of their routers', () => {
  expect(entries({
    'trpc.ts': `import { initTRPC } from '@trpc/server'; const t = initTRPC.create(); export const router = t.router; export const procedure = t.procedure;`,
    'orders.ts': `import { procedure, router } from './trpc.js';
      const lines = { add: procedure.mutation(async () => ({})) };
      export const orders = router({ list: procedure.input({}).query(async () => []), ...lines, items: router({ count: procedure.query(() => 1) }) });`,
    'app.ts': `import { router } from './trpc.js'; import { orders } from './orders.js'; export const app = router({ orders });`,
  })).toEqual(['procedure orders.add', 'procedure orders.items.count', 'procedure orders.list']);
});

test('the routes of Nest: a path in options, versions in the URL, and the tree of modules', () => {
  expect(entries({
    'main.ts': `import { NestFactory } from '@nestjs/core'; import { VersioningType } from '@nestjs/common';
      async function start() { const app = await NestFactory.create({}); app.setGlobalPrefix('api'); app.enableVersioning({ type: VersioningType.URI, prefix: process.env.AT + 'v', defaultVersion: '1' }); await app.listen(80); }`,
    'app.module.ts': `import { Module } from '@nestjs/common'; import { RouterModule } from '@nestjs/core'; import { AdminModule, UsersModule } from './admin.js';
      @Module({ imports: [AdminModule, RouterModule.register([{ path: 'admin', module: AdminModule, children: [{ path: 'people', module: UsersModule }] }])] }) export class AppModule {}`,
    'admin.ts': `import { Module } from '@nestjs/common'; import { Controller, Get, Version } from '@nestjs/common/decorators';
      @Controller({ path: 'users', version: '2' }) export class Users { @Get(':id') show() { return {}; } @Version('3') @Get() list() { return []; } }
      @Controller('reports') export class Reports { @Get() all() { return []; } }
      @Module({ controllers: [Users] }) export class UsersModule {}
      @Module({ controllers: [Reports] }) export class AdminModule {}`,
  })).toEqual(['route GET /api/v1/admin/reports', 'route GET /api/v2/admin/people/users/:id', 'route GET /api/v3/admin/people/users']);
});

test('versions that are told in a header are no part of the path', () => {
  expect(entries(`import { NestFactory } from '@nestjs/core'; import { Controller, Get, VersioningType } from '@nestjs/common';
    async function start() { const app = await NestFactory.create({}); app.enableVersioning({ type: VersioningType.HEADER, header: 'X-Version' }); }
    @Controller({ path: 'users', version: '2' }) export class Users { @Get() list() { return []; } }`)).toEqual(['route GET /users']);
});

test('plug-ins and routers of JavaScript, whose parameters have no types, are known by where they are handed over', () => {
  expect(entries({
    'server.js': `const fastify = require('fastify'); const routes = require('./routes');
      module.exports = async () => { const server = fastify({ logger: true }); await server.register(routes, { logLevel: 'warn' }); return server; };`,
    'routes.js': `const fp = require('fastify-plugin');
      module.exports = fp(async function (app) { await app.register(require('./orders'), { prefix: '/api/v1' }); });`,
    'orders.js': `module.exports = async function (app) { app.get('/orders', async () => []); };`,
  })).toEqual(['route GET /api/v1/orders']);
  expect(entries({
    'app.js': `const express = require('express'); const api = require('./api'); const app = express();
      app.use('/api', api); app.use('/admin', require('./admin')); require('./pages')(app); const { stock } = require('./stock'); stock(app);`,
    'api.js': `const { Router } = require('express'); const router = Router(); router.get('/orders', (request, response) => response.send('')); module.exports = router;`,
    'admin.js': `const router = require('express').Router(); router.get('/orders', (request, response) => response.send('')); module.exports = router;`,
    'pages.js': `module.exports = function (app) { app.get('/', (request, response) => response.send('')); };`,
    'stock.js': `function stock(app) { app.post('/stock', (request, response) => response.send('')); } function other(app) { app.get('/other', () => 1); } module.exports = { stock, other };`,
  })).toEqual(['route GET /', 'route GET /admin/orders', 'route GET /api/orders', 'route POST /stock']);
});

test('each row of a table of routes is a route, and a handler whose method is chosen at run time is one without a verb', () => {
  expect(entries(`import express, { Router } from 'express'; const app = express(); const router = Router(); app.use('/api', router);
    const list = () => 1; const add = () => 2;
    const routes = [{ method: 'get', path: '/orders', handler: list }, { method: 'post', path: '/orders', handler: add }] as const;
    for (const route of routes) router[route.method](route.path, route.handler);
    [{ verb: 'put', url: '/stock', run: add }, { verb: 'delete', url: '/stock', run: list }].forEach(({ verb, url, run }) => { app[verb](url, run); });
    for (const [path, handler] of Object.entries({ '/a': list, '/b': add })) app.get(path, handler);
    export function register(method: 'get' | 'post') { router[method]('/late', list); }
    app[process.env.MODE as 'disable']('etag');`)).toEqual(['route /api/late', 'route DELETE /stock', 'route GET /a', 'route GET /api/orders', 'route GET /b', 'route POST /api/orders', 'route PUT /stock']);
});
