/** What holds others off around a write, further away than in its own function. */
import { check } from '@dist-lint/testing';
import { test } from 'vitest';

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
