import { describe, expect, it } from 'vitest';
import { inventory } from './retry-inventory.test.setup.ts';

type Case = [what: string, files: string | Record<string, string>, expected: string[]];

describe('options of jobs that classes override', () => {
  const task = (below: string): string => `import Queue, { type JobOptions } from 'bull'; const queue = new Queue('tasks', { defaultJobOptions: { attempts: 5, backoff: { type: 'exponential', delay: 10000 } } });
    abstract class Task { schedule(data: object, options?: JobOptions) { return queue.add({ name: this.constructor.name, data }, { ...options, ...this.options }); }
      get options(): JobOptions { return { attempts: 4, backoff: { type: 'fixed', delay: 500 } }; } }
    ${below}`;
  const ofQueue = '5 / growing 10000 / count';
  it.each<Case>([
    ['in a getter, one that extends with a number of its own and one without', task(`export class Mail extends Task { get options() { return { attempts: 3 }; } } export class Report extends Task {}`), [ofQueue, '3 / growing 10000 / count', '4 / constant 500 / count']],
    ['switched off on purpose', task(`export class Mail extends Task { get options() { return { attempts: 1 }; } }`), [ofQueue, '1 / growing 10000 / count']],
    ['two that say the same for themselves', task(`export class Mail extends Task { get options() { return { attempts: 2 }; } } export class Bill extends Task { get options() { return { attempts: 2 }; } }`), [ofQueue, '2 / growing 10000 / count', '2 / growing 10000 / count']],
    ['in a static of the class of the object', `import PgBoss from 'pg-boss'; const boss = new PgBoss({ retryLimit: 20, retryBackoff: true });
      class Event { static options(): PgBoss.SendOptions | undefined { return undefined; }
        async send() { const own = this.constructor as typeof Event; const options = own.options() || {}; await boss.send({ name: 'events', data: {}, options: { ...options } }); } }
      export class Backup extends Event { static options() { return { retryLimit: 5, retryDelay: 5 }; } }
      export class Flat extends Event { static options() { return { retryLimit: 3, retryDelay: 5, retryBackoff: false }; } }
      export class Plain extends Event {}`, ['21 / growing 1000 ~ / count', '4 / constant 5000 / count', '6 / growing 5000 ~ / count']],
    ['as a field', `import { Queue } from 'bullmq'; const queue = new Queue('tasks');
      class Task { protected attempts = 2; schedule() { return queue.add('task', {}, { attempts: this.attempts }); } }
      export class Mail extends Task { protected attempts = 6; } export const first = new Task().schedule();`, ['2 / none / count', '6 / none / count']],
  ])('%s', (_, files, expected) => expect(inventory(files)).toEqual(expected));
});

describe('options that go through others', () => {
  it.each<Case>([
    ['a queue for each caller of the function that makes it', `import Queue from 'bull'; const make = (name: string, defaultJobOptions?: Partial<Queue.JobOptions>) => new Queue(name, { defaultJobOptions: { removeOnFail: true, ...defaultJobOptions } });
      export const mails = make('mails', { attempts: 5, backoff: { type: 'exponential', delay: 1000 } }); export const bills = make('bills', { attempts: 3 }); export const logs = make('logs');`, ['3 / none / count', '5 / growing 1000 / count']],
    ['what is not said is taken from other options', `import { Redis } from 'ioredis'; import { defaults } from 'lodash'; const usual = { retryStrategy: (times: number) => Math.min(times * 500, 3000) };
      class Cache extends Redis { constructor(url: string, { suffix, ...options }: { suffix?: string; retryStrategy?: () => number } = {}) { super(url, defaults(options, { name: suffix }, usual)); } }
      export const cache = new Cache('redis://a', { suffix: 'b' });`, ['unbounded / growing 500 / none']],
    ['of a class that extends the client, where its objects are made', `import { Redis } from 'ioredis';
      class Cache extends Redis { constructor(url: string, options: { retryStrategy?: (n: number) => number } = {}) { super(url, { retryStrategy: (times: number) => times * 100, ...options }); } }
      export const a = new Cache('redis://a'); export const b = new Cache('redis://b', { retryStrategy: () => 5 });`, ['unbounded / growing 100 / none', 'unbounded / constant 5 / none']],
    ['beside an address that nobody can tell', `import { Redis } from 'ioredis'; declare const address: () => string; export const cache = new Redis(address(), { maxRetriesPerRequest: null });`, ['unbounded / growing 50 ~ / none']],
    ['what is taken out of the rest is not in it', `import { Redis } from 'ioredis';
      class Cache extends Redis { constructor(url: string, { retryStrategy, ...options }: { retryStrategy?: () => number } = {}) { super(url, { ...options }); console.log(retryStrategy); } }
      export const cache = new Cache('redis://a', { retryStrategy: () => 5 });`, ['unbounded / growing 50 ~ / none']],
    ['of a query, made by a function that gives them back', `import { queryOptions, useQuery } from '@tanstack/react-query'; const usual = queryOptions({ queryKey: ['a'], queryFn: () => fetch('https://a.example'), retry: 1 });
      export const useIt = () => useQuery(usual);`, ['2 / growing 1000 / count']],
    ['of what a library takes, by its own type and with parts left out, when nobody says it', `import { generateText } from 'ai'; declare const model: never;
      type Asked = Omit<Parameters<typeof generateText>[0], 'model'> & { schema?: object };
      export const ask = (options: Asked) => { const { schema, ...rest } = options; const request = { ...rest, output: schema, model } as Parameters<typeof generateText>[0]; return generateText(request); };`, ['3 / growing 2000 / count']],
    ['of what a library takes, by its own type, when a caller says it', `import { generateText } from 'ai'; declare const model: never; type Asked = Omit<Parameters<typeof generateText>[0], 'model'>;
      const ask = (options: Asked) => generateText({ ...options, model }); export const plain = () => ask({ prompt: 'a' }); export const often = () => ask({ prompt: 'b', maxRetries: 5 });`, ['3 / growing 2000 / count', '6 / growing 2000 / count']],
    ['of what nobody knows the type of', `import { generateText } from 'ai'; import type { Asked } from './asked'; export const ask = (options: Asked) => generateText(options);`, ['unknown / growing 2000 / count']],
    ['of several clients of queries, one of which says what holds anyway', `import { QueryClient, useMutation, useQuery } from '@tanstack/react-query';
      export const a = new QueryClient(); export const b = new QueryClient({ defaultOptions: { mutations: { retry: false } } });
      export const useSave = () => useMutation({ mutationFn: () => fetch('https://a.example', { method: 'POST' }) }); export const useAll = () => useQuery({ queryKey: ['a'], queryFn: () => fetch('https://a.example') });`, ['4 / growing 1000 / count']],
    ['of several clients of queries that differ', `import { QueryClient, useQuery } from '@tanstack/react-query';
      export const a = new QueryClient(); export const b = new QueryClient({ defaultOptions: { queries: { retry: 1 } } }); export const useAll = () => useQuery({ queryKey: ['a'], queryFn: () => fetch('https://a.example') });`, ['2 / growing 1000 / count', 'unknown / growing 1000 / count']],
    ['of a client of queries that others make', `import { QueryClient } from '@tanstack/react-query'; export const client = new QueryClient({ defaultOptions: { queries: { retry: 4 } } }); export const usual = new QueryClient();`, ['5 / growing 1000 / count']],
    ['a function that looks at the failure and at no count', `import { useQuery } from '@tanstack/react-query';
      export const useMe = () => useQuery({ queryKey: ['me'], queryFn: () => fetch('https://a.example'), retry: (_count, error) => { if (error.message === 'UNAUTHORIZED') return false; return true; } });
      export const useBill = () => useQuery({ queryKey: ['bill'], queryFn: () => fetch('https://a.example'), retry: (count, error) => { if (error.message === 'UNAUTHORIZED') return false; return count < 3; } });`, ['unbounded / growing 1000 / none', '4 / growing 1000 / count']],
    ['of a socket of channels', `import { Socket } from 'phoenix'; export const usual = new Socket('wss://a.example'); export const steady = new Socket('wss://a.example', { reconnectAfterMs: () => 3000 });`, ['unbounded / growing 10 / none', 'unbounded / constant 3000 / none']],
    ['of a query of tRPC', `import { createTRPCContext } from '@trpc/tanstack-react-query'; import { useQuery } from '@tanstack/react-query'; export const { useTRPC } = createTRPCContext<Router>();
      type Router = object; export const useIt = () => { const api = useTRPC(); return useQuery(api.config.client.queryOptions(undefined, { retry: 2 })); };
      export const useUsual = () => { const api = useTRPC(); return useQuery(api.config.client.queryOptions()); };`, ['3 / growing 1000 / count', '4 / growing 1000 / count']],
    ['of a dispatcher that is composed', `import { Agent, interceptors, request } from 'undici'; const dispatcher = new Agent({}).compose(interceptors.retry({ maxRetries: 2, minTimeout: 50 }));
      export const get = () => request('https://a.example', { dispatcher });`, ['3 / growing 50 / count']],
    ['of a lock, where it is asked for', `import Redlock from 'redlock'; const locks = new Redlock([], { retryCount: 120, retryDelay: 1000 }); const short = { retryCount: 15, retryDelay: 250 };
      export const long = () => locks.acquire(['a'], 1000); export const brief = () => locks.acquire(['a'], 1000, short);`, ['121 / constant 1000 ~ / count', '16 / constant 250 ~ / count']],
    ['of a database', `import { Sequelize } from 'sequelize'; const db = new Sequelize('postgres://a', { retry: { max: 3, match: [/deadlock/], backoffBase: 200, backoffExponent: 1.5 } });
      export const run = () => db.query('UPDATE orders SET paid = true');`, ['3 / growing 200 / count']],
    ['of a database that says nothing of them', `import { Sequelize } from 'sequelize'; const db = new Sequelize(process.env.URL, { logging: false }); export const run = () => db.query('UPDATE orders SET paid = true');`, []],
    ['beside what the library made itself', `import { Octokit } from 'octokit'; const octokit = new Octokit({}); export const list = () => octokit.paginate(octokit.rest.apps.listReposAccessibleToInstallation);`, ['4 / growing 1000 / count']],
    ['of subscriptions that are told to reconnect, and of some that are not', `import { SubscriptionClient } from 'subscriptions-transport-ws'; export const a = new SubscriptionClient('wss://a.example', { reconnect: true });
      export const b = new SubscriptionClient('wss://a.example', { reconnect: true, reconnectionAttempts: 3 }); export const c = new SubscriptionClient('wss://a.example', {});`, ['unbounded / growing 100 ~ / none', '4 / growing 100 ~ / count']],
    ['of a socket for procedures', `import { createWSClient } from '@trpc/client'; export const socket = createWSClient({ url: 'wss://a.example', retryDelayMs: () => 3000 });`, ['unbounded / constant 3000 / none']],
    ['of one who listens to a database', `import createSubscriber from 'pg-listen'; export const subscriber = createSubscriber({}, { retryInterval: (attempt) => Math.min(attempt * 100, 1000), retryTimeout: 60_000 });`, ['unbounded / growing 0 / deadline']],
  ])('%s', (_, files, expected) => expect(inventory(files)).toEqual(expected));
});

describe('helpers that are handed their work', () => {
  const caller = `import pRetry from 'p-retry';
    export class Caller { private most: number; constructor(params: { most?: number }) { this.most = params.most ?? 6; }
      call<T>(work: () => Promise<T>) { return pRetry(() => work(), { retries: this.most }); } }`;
  it.each<Case>([
    ['a class that is held in a field of a base class, with and without a number', { 'caller.ts': caller, 'models.ts': `import { Caller } from './caller.js';
      abstract class Base { caller: Caller; constructor(params: { most?: number }) { this.caller = new Caller(params); } }
      export class Model extends Base { constructor() { super({}); } ask() { return this.caller.call(() => fetch('https://a.example')); } }
      export class Own { ask() { return new Caller({ most: 2 }).call(() => fetch('https://b.example')); } }` }, ['3 / growing 1000 / count', '7 / growing 1000 / count']],
    ['through one that hands it on, each with what it says', `async function again<T>(work: () => Promise<T>, most = 3): Promise<T> { for (let i = 1; ; i++) { try { return await work(); } catch (error) { if (i === most) throw error; } } }
      function lazily<T>(work: () => Promise<T>, most?: number) { return again(() => work(), most); }
      export const a = () => lazily(() => fetch('https://a.example')); export const b = () => lazily(() => fetch('https://b.example'), 5);`, ['3 / none / count', '5 / none / count']],
    ['options that are filled in, and a helper that says whether the attempt counts', `export async function pRetry<T>(work: (n: number) => Promise<T>, options: { retries?: number; shouldRetry?: () => boolean } = {}) {
        options = { ...options }; options.retries ??= 10; options.shouldRetry ??= () => true; let used = 0;
        while (Number.isFinite(options.retries) ? used <= options.retries : true) { try { return await work(used); } catch (error) { if (await failed({ error, options })) used++; } }
        throw new Error('gave up'); }
      async function failed({ error, options }: { error: unknown; options: { shouldRetry?: () => boolean } }) { if (!options.shouldRetry?.()) throw error; await new Promise((resolve) => setTimeout(resolve, 1000)); return true; }
      export const six = () => pRetry(() => fetch('https://a.example'), { retries: 6 }); export const usual = () => pRetry(() => fetch('https://b.example'));`, ['11 / constant 1000 / count', '7 / constant 1000 / count']],
    ['a lock behind a static getter', `import Redlock from 'redlock';
      class Locks { private static redlock: Redlock; static get lock(): Redlock { if (!this.redlock) this.redlock = new Redlock([], { retryCount: 9 }); return this.redlock; }
        static acquire(name: string) { return this.lock.acquire([name], 1000); } }
      export const lock = () => Locks.acquire('a');`, ['10 / constant 200 ~ / count']],
  ])('%s', (_, files, expected) => expect(inventory(files)).toEqual(expected));
});

describe('options that come to a library by way of the program', () => {
  const openai = "import OpenAI from 'openai';\n";
  const ask = 'client.chat.completions.create({ model: "m", messages: [] })';
  const deferred = `import { Queue } from 'bullmq';
  interface Options { tries: number }
  function deferred(name: string, options: Options) {
    let made: Promise<Queue> | undefined;
    const ensure = () => { made ??= (async () => { const { tries } = options; return new Queue(name, { defaultJobOptions: { attempts: tries } }); })(); return made; };
    return ensure;
  }
  `;
  const caller = `import pRetry from 'p-retry';
  interface Params { maxRetries?: number }
  class Caller {
    private readonly maxRetries: number;
    constructor(params: Params) { this.maxRetries = params.maxRetries ?? 6; }
    call<T>(work: () => Promise<T>): Promise<T> { return pRetry(() => work(), { retries: this.maxRetries }); }
    callWithOptions<T>(options: { signal?: AbortSignal }, work: () => Promise<T>): Promise<T> { if (options.signal) return Promise.race([this.call(work), aborted(options.signal)]); return this.call(work); }
  }
  declare function aborted(signal: AbortSignal): Promise<never>;
  abstract class Model { protected readonly caller: Caller; constructor(params: Params) { this.caller = new Caller(params); } }
  `;
  it.each<[what: string, files: string | Record<string, string>, expected: string[]]>([
    ['filled in step by step', `${openai}export async function run() { const options: Record<string, unknown> = { apiKey: 'k' }; options.maxRetries = 5; const client = new OpenAI(options); return ${ask}; }`, ['6 / growing 500 ~ / count']],
    ['filled in on some ways alone', `${openai}export async function run(few: boolean) { const options: Record<string, unknown> = {}; if (few) options.maxRetries = 1; const client = new OpenAI(options); return ${ask}; }`, ['unknown / growing 500 ~ / count']],
    ['filled in with one thing or another', `${openai}export async function run(few: boolean) { const options: Record<string, unknown> = {}; if (few) options.maxRetries = 1; else options.maxRetries = 4; const client = new OpenAI(options); return ${ask}; }`, ['unknown / growing 500 ~ / count']],
    ['filled in with something else', `${openai}export async function run(base?: string) { const options: Record<string, unknown> = {}; if (base) options.baseURL = base; const client = new OpenAI(options); return ${ask}; }`, ['3 / growing 500 ~ / count']],
    ['parameters that nobody may leave out, as each caller gives them', `${openai}async function run(tries: number) { const client = new OpenAI({ maxRetries: tries }); return ${ask}; } export const few = () => run(1); export const many = () => run(7);`, ['2 / growing 500 ~ / count', '8 / growing 500 ~ / count']],
    ['parameters that no caller in sight tells', `${openai}async function run(tries: number) { const client = new OpenAI({ maxRetries: tries }); return ${ask}; } export const some = (tries: number) => run(tries);`, ['unknown / growing 500 ~ / count']],
    ['what a function that is given nothing finds around it', `${deferred}export const mail = deferred('mail', { tries: 6 }); export const news = deferred('news', { tries: 2 });`, ['2 / none / count', '6 / none / count']],
    ['by a method that goes by the name of call, and by one that hands on to it', `${caller}
    export const ask = (signal: AbortSignal) => new Caller({ maxRetries: 2 }).callWithOptions({ signal }, () => fetch('https://a.example'));
    export const tell = () => new Caller({ maxRetries: 4 }).call(() => fetch('https://b.example'));`, ['3 / growing 1000 / count', '5 / growing 1000 / count']],
    ['kept by a base class, of which each class that extends it says another number', `${caller}
    export class Small extends Model { constructor(fields?: Params) { super({ maxRetries: 1, ...fields }); } run() { return this.caller.call(() => fetch('https://a.example')); } }
    export class Usual extends Model { constructor() { super({}); } run() { return this.caller.call(() => fetch('https://b.example')); } }`, ['2 / growing 1000 / count', '7 / growing 1000 / count']],
  ])('%s', (_, files, expected) => expect(inventory(files).toSorted()).toEqual(expected));
});

describe('options that a program takes in a library\'s own type, to hand them on', () => {
  const client = `import { Redis, type RedisOptions } from 'ioredis';
  const usual: Partial<RedisOptions> = { retryStrategy: (times: number) => Math.min(times * 50, 1000) };
  export function connect(options: RedisOptions): Redis { return new Redis({ ...usual, ...options }); }
  `;
  it.each<[what: string, text: string, expected: string[]]>([
    ['nobody in sight hands anything', '', ['unbounded / growing 50 / none']],
    ['one hands its own, one what it is handed', `export class Line { redis; constructor({ redis, name }: { redis: RedisOptions; name: string }) { this.redis = connect({ ...redis, keyPrefix: name, retryStrategy: (times) => times * 70 }); } }
    export class Store { redis; constructor(options: { redis: RedisOptions }) { this.redis = connect({ ...options.redis, keyPrefix: 'store' }); } }`, ['unbounded / growing 50 / none', 'unbounded / growing 70 / none']],
  ])('%s', (_, text, expected) => expect(inventory(client + text).toSorted()).toEqual(expected));
});
