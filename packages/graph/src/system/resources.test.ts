import { expect, test } from 'vitest';
import { edgesOf, graphOf, namesOf } from '../system-graph.test.setup.ts';

const used = (text: string, known: Parameters<typeof graphOf>[1] = {}): string[] => namesOf(graphOf(text, known), 'resource');

test('a database by the schema, the options, or the driver that says of what kind it is', () => {
  const prisma = `import { PrismaClient } from '@prisma/client'; const prisma = new PrismaClient(); export const read = () => prisma.order.findMany();`;
  expect(used(prisma, { schemas: [{ path: 'schema.prisma', kind: 'prisma', text: 'datasource db {\n  provider = "postgresql"\n}' }] })).toEqual(['postgres (prisma)']);
  expect(used(prisma)).toEqual(['prisma']);
  expect(used(`import { DataSource } from 'typeorm'; const db = new DataSource({ type: 'mysql' }); export const read = () => db.query('SELECT 1');`)).toEqual(['mysql (typeorm)']);
  expect(used(`import knex from 'knex'; const db = knex({ client: 'pg' }); export const read = async () => { await db('orders').select(); };`)).toEqual(['postgres (knex)']);
  expect(used(`import { Pool } from 'pg'; const pool = new Pool(); export const read = () => pool.query('SELECT * FROM orders');`)).toEqual(['postgres (pg)']);
});

test('caches, queues by their names, and services by their library', () => {
  expect(used(`import { Redis } from 'ioredis'; const redis = new Redis(); export const read = () => redis.get('x');`)).toEqual(['redis']);
  expect(used(`import { Queue } from 'bullmq'; const mails = new Queue('mail'); export const send = () => mails.add('a', {});`)).toEqual(['queue mail']);
  expect(used(`import type { Queue } from 'bullmq'; export const send = (queue: Queue) => queue.add('a', {});`)).toEqual(['redis (bullmq)']);
  expect(used(`import Stripe from 'stripe'; const stripe = new Stripe('key'); export const pay = () => stripe.refunds.create({});`)).toEqual(['stripe']);
  expect(used(`import nodemailer from 'nodemailer'; const mailer = nodemailer.createTransport({}); export const send = () => mailer.sendMail({});`)).toEqual(['smtp (nodemailer)']);
});

test('objects in a bucket are outside, files of the machine are not', () => {
  expect(used(`import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3'; const s3 = new S3Client({}); export const read = async (Key: string) => { const command = new GetObjectCommand({ Bucket: 'bills', Key }); return s3.send(command); };`)).toEqual(['aws (aws sdk)']);
  expect(used(`import { Upload } from '@aws-sdk/lib-storage'; export const save = (upload: Upload) => upload.done();`)).toEqual(['aws (aws sdk)']);
  expect(used(`import { Storage } from '@google-cloud/storage'; const storage = new Storage(); export const save = () => storage.bucket('bills').file('a').save('x');`)).toEqual(['google-storage']);
  expect(used(`import { readFile } from 'node:fs/promises'; export const read = () => readFile('a');`)).toEqual([]);
});

test('a queue whose name varies has none', () => {
  expect(used(`import { Queue, Worker } from 'bullmq'; new Worker('mail', async (job) => { await new Queue(job.data.toQueue).add('x', {}); });`)).toEqual(['queue mail', 'redis (bullmq)']);
});

test('hosts by their URL, or by what says it', () => {
  expect(used(`export const read = () => fetch('https://api.acme.com/v1/orders');`)).toEqual(['https://api.acme.com']);
  expect(used(`export const read = () => fetch(\`\${process.env.BANK_URL}/orders\`);`)).toEqual(['host of BANK_URL']);
  expect(used(`export const read = () => fetch((process.env.BANK_URL ?? 'http://localhost:3000') + '/orders');`)).toEqual(['host of BANK_URL']);
  expect(used(`import axios from 'axios';
    class Bank { private readonly http; constructor(url: string) { this.http = axios.create({ baseURL: url }); } balance() { return this.http.get('/balance'); } }
    export const bank = new Bank(process.env.BANK_URL ?? '');`)).toEqual(['host of BANK_URL']);
  expect(used(`export class Bank { constructor(private readonly url: string) {} balance() { return fetch(this.url + '/balance'); } }`)).toEqual(['host of Bank']);
  expect(used(`export const read = () => fetch('/rates'); export class Banner { show() { return fetch(\`/banners/\${read}\`); } }`)).toEqual(['server behind the pages']);
  expect(used(`export const read = (settings: { ratesUrl: string }) => fetch(settings.ratesUrl);`)).toEqual(['host of ratesUrl']);
});

test('what works within the process is none', () => {
  expect(used(`import NodeCache from 'node-cache'; import { EventEmitter } from 'node:events'; const cache = new NodeCache(); export const read = () => cache.get('x'); new EventEmitter().emit('a');`)).toEqual([]);
});

test('the function that makes the call needs it, as much as it needs the call', () => {
  expect(edgesOf(graphOf(`import { Redis } from 'ioredis'; const redis = new Redis();
    export async function get() { try { return await redis.get('x'); } catch { return null; } }
    export async function set() { await redis.set('x', '1'); }`), 'uses')).toEqual(['get -uses-> redis (guarded, caught: the catch in line 2 answers with something else)', 'set -uses-> redis']);
});

test('a consumer needs its queue', () => {
  const graph = graphOf(`import { Worker } from 'bullmq'; export const start = () => new Worker('mail', async () => {});`);
  expect(edgesOf(graph, 'uses')).toEqual(['mail -uses-> queue mail', 'start -uses-> queue mail']);
});

test('a database whose driver is in another package with the same library is one with that', () => {
  const packages = [['db', { knex: '3', pg: '8' }], ['api', { knex: '3' }]] as const;
  const known = { packages: packages.map(([name, dependencies]) => ({ name, path: `packages/${name}`, private: true, dependencies, entries: [] })) };
  const read = `import knex from 'knex'; const db = knex({}); export const read = async () => { await db('orders').select(); };`;
  expect(namesOf(graphOf({ 'packages/db/a.ts': read, 'packages/api/b.ts': read }, known), 'resource')).toEqual(['postgres (knex)']);
});

const apps = (...paths: string[]) => ({ packages: paths.map((path) => ({ name: `@acme/${path.slice(path.lastIndexOf('/') + 1)}`, path, private: true, dependencies: {}, entries: [] })) });
const schemaOf = (path: string, variable = 'DATABASE_URL') => ({ path, kind: 'prisma' as const, text: `datasource db {\n  provider = "postgresql"\n  url = env("${variable}")\n}` });

test('databases of one library in two services are two, where each has its own schema or makes its own client', () => {
  const prisma = `import { PrismaClient } from '@prisma/client'; const prisma = new PrismaClient(); export const read = () => prisma.order.findMany();`;
  const files = { 'packages/api/a.ts': prisma, 'packages/stats/b.ts': prisma };
  const two = apps('packages/api', 'packages/stats');
  expect(edgesOf(graphOf(files, { ...two, schemas: [schemaOf('packages/api/prisma/schema.prisma'), schemaOf('packages/stats/prisma/schema.prisma')] }), 'uses'))
    .toEqual(['read -uses-> postgres (prisma, packages/api)', 'read -uses-> postgres (prisma, packages/stats)']);
  // One schema is one database, whoever makes the client.
  expect(namesOf(graphOf(files, { ...two, schemas: [schemaOf('prisma/schema.prisma')] }), 'resource')).toEqual(['postgres (prisma)']);
  const pool = (variable: string) => `import { Pool } from 'pg'; const pool = new Pool({ connectionString: process.env.${variable} }); export const read = () => pool.query('SELECT * FROM orders');`;
  expect(namesOf(graphOf({ 'packages/api/a.ts': pool('DATABASE_URL'), 'packages/stats/b.ts': pool('DATABASE_URL') }, two), 'resource')).toEqual(['postgres (pg, packages/api)', 'postgres (pg, packages/stats)']);
  // A script at the root means the database of the service whose setting it reads.
  expect(namesOf(graphOf({ 'packages/api/a.ts': pool('DATABASE_URL'), 'seed.ts': pool('DATABASE_URL') }, apps('', 'packages/api')), 'resource')).toEqual(['postgres (pg)']);
});

test('databases of one service are told apart by the settings that say where they are', () => {
  const text = (more: string) => `import { Pool } from 'pg'; import { config } from './config.js'; const orders = new Pool({ connectionString: config.url }); const stats = new Pool({ connectionString: process.env.ANALYTICS_URL });
    export const read = () => orders.query('SELECT 1'); export const report = () => stats.query('SELECT 1'); ${more}`;
  const config = { 'config.ts': `export const config = { url: process.env.DATABASE_URL ?? 'postgres://localhost' };` };
  expect(edgesOf(graphOf({ ...config, 'app.ts': text('') }), 'uses')).toEqual(['read -uses-> postgres (pg, DATABASE_URL)', 'report -uses-> postgres (pg, ANALYTICS_URL)']);
  // Which one it is handed, nobody says.
  expect(edgesOf(graphOf({ ...config, 'app.ts': text(''), 'rows.ts': `import type { Pool } from 'pg'; export const rows = (pool: Pool) => pool.query('SELECT 1');` }), 'uses')).toContain('rows -uses-> postgres (pg)');
  // One that is asked by two names in turn, or by one that is not seen, is no other.
  expect(namesOf(graphOf(`import { Pool } from 'pg'; const make = (connectionString: string) => new Pool({ connectionString }); const a = make(process.env.DATABASE_URL ?? ''); const b = new Pool({ connectionString: process.env.DATABASE_URL }); export const read = () => a.query('SELECT 1'); export const other = () => b.query('SELECT 1');`), 'resource')).toEqual(['postgres (pg)']);
});

test('a client that is handed over belongs to the one who made it', () => {
  const files = {
    'packages/api/a.ts': `import { Pool } from 'pg'; import { Orders } from '../../packages/orders/orders.js'; export const orders = new Orders(new Pool({ connectionString: process.env.DATABASE_URL }));`,
    'packages/stats/b.ts': `import { Pool } from 'pg'; const pool = new Pool({ connectionString: process.env.STATS_URL }); export const read = () => pool.query('SELECT 1');`,
    'packages/orders/orders.ts': `import type { Pool } from 'pg'; export class Orders { constructor(private readonly pool: Pool) {} all() { return this.pool.query('SELECT 1'); } }`,
  };
  expect(edgesOf(graphOf(files, apps('packages/api', 'packages/stats', 'packages/orders')), 'uses')).toEqual(['Orders.all -uses-> postgres (pg, packages/api)', 'read -uses-> postgres (pg, packages/stats)']);
});

test('a query builder around a pool has the setting of the pool', () => {
  const db = (name: string, variable: string) => `const ${name} = drizzle(new Pool({ connectionString: process.env.${variable} })); export const by${name} = () => ${name}.insert(rows).values({});`;
  expect(namesOf(graphOf(`import { drizzle } from 'drizzle-orm/node-postgres'; import { Pool } from 'pg'; import { pgTable } from 'drizzle-orm/pg-core'; const rows = pgTable('rows', {}); ${db('orders', 'ORDERS_URL')} ${db('stats', 'STATS_URL')}`), 'resource').filter((name) => name.includes('drizzle')))
    .toEqual([expect.stringContaining('ORDERS_URL'), expect.stringContaining('STATS_URL')]);
});
