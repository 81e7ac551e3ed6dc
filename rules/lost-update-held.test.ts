/** What holds others off around a write, further away than in its own function; what others cannot lose; how much it weighs. */
import { check } from '@dist-lint/testing';
import { expect, test } from 'vitest';

const rule = 'lost-update';
const client = `import { PrismaClient } from '@prisma/client';\nconst prisma = new PrismaClient();\n`;
const points = (mark = '') => `${client}
  export async function add(id: string, points: number): Promise<void> {
    const account = await prisma.account.findUniqueOrThrow({ where: { id } });
    await prisma.account.update({ where: { id }, data: { points: account.points + points } });${mark}
  }`;
const FOUND = ' // finds: lost-update ~ "account.points"';
const lock = `
  import Redis from 'ioredis';
  const redis = new Redis();
  export class Lock {
    constructor(private key: string) {}
    async acquire(): Promise<boolean> { return (await redis.set(this.key, '1', 'EX', 60, 'NX')) === 'OK'; }
    async withLock<T>(work: () => Promise<T>): Promise<T | null> {
      if (!(await this.acquire())) return null;
      try { return await work(); } finally { await redis.del(this.key); }
    }
  }
  export abstract class Runner {
    private lock = new Lock('runner');
    protected async alone<T>(work: () => Promise<T>): Promise<T | null> { return this.lock.withLock(async () => work()); }
  }`;

test('a lock by SET NX several functions above, on all ways', () => check({ rule, files: {
  'src/points.ts': points(), 'src/lock.ts': lock,
  'src/bonus.ts': `
    import { add } from './points.js';
    import { Runner } from './lock.js';
    async function each(ids: string[]) { for (const id of ids) await one(id); }
    async function one(id: string) { await add(id, 5); }
    export class Bonus extends Runner { async run(ids: string[]) { await this.alone(async () => { await each(ids); }); } }`,
} }));

test('a lock on some ways only is worth less', () => check({ rule, files: {
  'src/points.ts': points(FOUND), 'src/lock.ts': lock,
  'src/bonus.ts': `
    import { add } from './points.js';
    import { Lock } from './lock.js';
    export const alone = (id: string) => new Lock('x').withLock(() => add(id, 5));
    export const beside = (id: string) => add(id, 7);`,
} }).then(({ findings }) => {
  if (findings.some(({ severity }) => severity !== 'warning')) throw new Error('it is no warning');
}));

test('a value that is set whatever is there is no lock', () => check({ rule, files: {
  'src/points.ts': points(FOUND),
  'src/bonus.ts': `
    import Redis from 'ioredis';
    import { add } from './points.js';
    const redis = new Redis();
    async function around<T>(work: () => Promise<T>): Promise<T> { await redis.set('last', '1', 'EX', 60); return work(); }
    export const bonus = (id: string) => around(() => add(id, 5));`,
} }));

const consumer = (options: string) => `
  import { Worker, type Job } from 'bullmq';
  import { add } from './points.js';
  async function process(job: Job) { await add(job.data.id, 5); }
  export const worker = new Worker('bonus', process, ${options});`;

test('a consumer that is told to take one job at a time', () => check({ rule, files: { 'src/points.ts': points(), 'src/worker.ts': consumer('{ connection: {}, concurrency: 1 }') } }));

test('a consumer that takes several', () => check({ rule, files: { 'src/points.ts': points(FOUND), 'src/worker.ts': consumer('{ connection: {}, concurrency: 5 }') } }));

test('a consumer that the team registers with one job at a time', () => check({ rule, files: {
  'src/points.ts': points(),
  'src/worker.ts': `
    import { Worker, type Job } from 'bullmq';
    import { add } from './points.js';
    async function process(job: Job) { await add(job.data.id, 5); }
    function register(name: string, work: (job: Job) => Promise<void>, more: object) { return new Worker(name, work, { connection: {}, ...more }); }
    register('bonus', process, { concurrency: 1 });`,
} }));

const tasks = (change: string) => ({ rule, files: { 'src/tasks.ts': `
  export class Tasks {
    private tasks = new Map<string, { name: string; isReady: boolean; runs: number }>();
    async ready(id: string, ask: () => Promise<number>): Promise<void> {
      const task = this.tasks.get(id);
      if (!task) return;
      const runs = await ask();
      this.tasks.set(id, ${change});
    }
  }
  export const tasks = new Tasks();` } });

test('what is put back with a mark that is the same for whoever sets it', () => check(tasks(`{ name: task.name, isReady: true, runs: 0 }`)));

test('what is put back with something of its own', () => check(tasks(`{ name: task.name, isReady: true, runs: task.runs + runs }); // finds: lost-update ~ "tasks"\n      void (0`)));

test('a method of the team that is called set keeps nothing in sight', () => check({ rule, files: { 'src/cache.ts': `
  export interface Store { get(key: string): Promise<string | undefined>; set(key: string, value: string): Promise<void> }
  export class MemoryStore implements Store {
    async get(key: string) { return process.env[key]; }
    async set(key: string, value: string) { if (value === key) throw new Error('same'); }
  }
  export class Cache {
    private store: Store = new MemoryStore();
    async read(key: string, ask: () => Promise<string>): Promise<string> {
      const known = await this.store.get(key);
      if (known) return known;
      const value = await ask();
      await this.store.set(key, value);
      return value;
    }
  }
  export const cache = new Cache();` } }));

test('a list that grows is a warning, a sum an error', async () => {
  const files = (change: string) => ({ 'src/carts.ts': `
    import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';
    @Entity() export class Cart { @PrimaryColumn() id: string; @Column() tags: string[]; @Column() weight: number; }
    export async function add(source: DataSource, id: string, extra: number) {
      const carts = source.getRepository(Cart);
      const cart = await carts.findOneByOrFail({ id });
      ${change};
      await carts.save(cart); // finds: lost-update
    }` });
  const severities = async (change: string) => (await check({ rule, files: files(change) })).findings.map(({ severity }) => severity);
  expect(await severities('cart.tags.push(String(extra))')).toEqual(['warning']);
  expect(await severities('cart.weight += extra')).toEqual(['error']);
});
