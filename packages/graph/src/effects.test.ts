import { test } from 'vitest';
import { checkEffects } from './marked-calls.test.setup.ts';

test('Prisma: models, transactions, raw SQL', () => {
  checkEffects(`
    import { PrismaClient } from '@prisma/client';
    const prisma = new PrismaClient();
    class Db extends PrismaClient {}
    async function read() { await prisma.order.findMany({}); }
    async function write() { await prisma.$transaction(async (tx) => { await tx.bill.create({ data: {} }); }); }
    async function own(db: Db) { await db.order.update({}); }
    async function raw() { await prisma.$executeRaw\`UPDATE orders SET status = 'paid'\`; }`,
  { read: ['db-read order'], write: ['db-transaction', 'db-write bill'], own: ['db-write order'], raw: ['db-write orders'] });
});

test('TypeORM: repositories by annotation, getRepository, injection and the team\'s own base class', () => {
  checkEffects({
    'order.ts': `import { Entity } from 'typeorm'; @Entity('orders') export class Order {}`,
    'main.ts': `
      import { DataSource, Repository } from 'typeorm';
      import { InjectRepository } from '@nestjs/typeorm';
      import { Order } from './order.js';
      class BaseRepo<T> {
        constructor(protected readonly repo: Repository<T>) {}
        async store(item: T) { await this.repo.save(item); }
      }
      class OrderRepo extends BaseRepo<Order> {}
      class Orders {
        constructor(@InjectRepository(Order) private orders: Repository<Order>, private own: OrderRepo, private source: DataSource) {}
        async injected() { await this.orders.delete({}); }
        async based() { await this.own.store(new Order()); }
        async got() { await this.source.getRepository(Order).find(); }
      }`,
  }, { 'Orders.injected': ['db-write Order'], 'Orders.based': ['db-write Order'], 'Orders.got': ['db-read Order'] });
});

test('Mongoose, knex, Drizzle, Supabase and pg', () => {
  checkEffects(`
    import mongoose from 'mongoose';
    import knex from 'knex';
    import { createClient } from '@supabase/supabase-js';
    import { Pool } from 'pg';
    const OrderModel = mongoose.model('Order', new mongoose.Schema({}));
    const db = knex({});
    const supabase = createClient('url', 'key');
    const pool = new Pool();
    async function viaMongoose() { await OrderModel.findOneAndUpdate({}, {}); }
    async function viaKnex() { await db('orders').where({ id: 1 }).update({ status: 'paid' }); }
    async function viaSupabase() { await supabase.from('orders').insert({}); }
    async function viaPg(id: string) { await pool.query('DELETE FROM orders WHERE id = $1', [id]); }
    async function reading(id: string) { await pool.query(\`select * from orders where id = \${id}\`); }`,
  {
    viaMongoose: ['db-write Order'], viaKnex: ['db-write orders'], viaSupabase: ['db-write orders (kept)'], viaPg: ['db-write orders'],
    reading: ['db-read orders'],
  });
});

test('Sequelize: the model is the class of the program', () => {
  checkEffects(`
    import { Model } from 'sequelize';
    class Base extends Model {}
    class Order extends Base { async settle() { await this.save(); } }
    async function create() { await Order.create({}); }
    async function settle() { const order = await Order.findByPk(1); await order.settle(); }
    async function all() { for (const order of await Order.findAll()) await order.destroy(); }`,
  { create: ['db-write Order'], settle: ['db-read Order', 'db-write Order'], all: ['db-read Order', 'db-write Order'] });
});

test('queues, caches, requests, files', () => {
  checkEffects(`
    import { Queue } from 'bullmq';
    import Redis from 'ioredis';
    import axios from 'axios';
    import { writeFile } from 'node:fs/promises';
    const mails = new Queue('mail');
    const redis = new Redis();
    const api = axios.create({ baseURL: 'https://pay.example' });
    const PATH = '/charges';
    async function send() { await mails.add('welcome', {}); }
    async function cached(id: string) { await redis.set(\`order:\${id}\`, 'x'); }
    const stockKey = (id: string) => \`stock:\${id}\`;
    async function keyed(id: string) { await redis.set(stockKey(id), 'x'); }
    async function charge() { await api.post(PATH, {}); }
    async function get() { await fetch('https://pay.example/orders', { method: 'post' }); }
    async function store() { await writeFile('/tmp/orders.json', ''); }`,
  {
    send: ['enqueue mail'], cached: ['cache-write order:*'], keyed: ['cache-write stock:*'], charge: ['network /charges POST'],
    get: ['network https://pay.example/orders POST'], store: ['file-write /tmp/orders.json'],
  });
});

test('what cannot be seen is presumed to matter when it is awaited', () => {
  checkEffects(`
    interface Gateway { charge(): Promise<void>; name(): string }
    async function awaited(gateway: Gateway) { await gateway.charge(); }
    async function asked(gateway: Gateway) { gateway.name(); }
    async function unknown() { await (globalThis as any).something(); }
    class Shop { constructor(private gateway: Gateway) {} async pay() { await this.gateway.charge(); } async name() { this.gateway.name(); } }`,
  { 'Shop.pay': ['unseen Gateway.charge (presumed)'], 'Shop.name': [], awaited: ['unseen Gateway.charge (presumed)'], asked: [], unknown: [] });
});

test('an address is what production says, never what a test hands in, nor the name of a property of a library', () => {
  checkEffects({
    'args.ts': `export interface Args { url: string; region: string; stop(): void }`,
    'ask.ts': `
      import type { Args } from './args.js';
      export class Ask {
        constructor(private readonly args: Args) {}
        async whole() { const base = this.args.url; await fetch(\`\${base}/orders\`); }
        async said() { await fetch(this.args.region); }
        async stopped() { this.args.stop(); }
      }
      interface Options extends RequestInit { retries?: number }
      export async function send(options: Options & { url: string }) { await fetch(options.url); }
      export async function made(options: { url: string }) { await fetch(options.url); }`,
    'main.ts': `import type { Region } from './region.js'; export const region: Region = { region: 'https://eu.shop.example' };
      async function home() { await fetch(region.region); }`,
    'region.ts': `export interface Region { region: string }`,
    'test/ask.ts': `import type { Args } from '../args.js';
      export const args: Args = { url: 'https://localhost:1234', region: 'https://test.shop.example', stop() { void fetch('https://stop.shop.example'); } };`,
  }, {
    'Ask.whole': ['network */orders'], 'Ask.said': ['network'], 'Ask.stopped': ['network https://stop.shop.example (kept)'],
    send: ['network'], made: ['network'], home: ['network https://eu.shop.example'],
  }, [], (path) => path.startsWith('test/'));
});
