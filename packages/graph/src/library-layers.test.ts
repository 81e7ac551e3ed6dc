import { expect, it } from 'vitest';
import { programOf } from './marked-calls.test.setup.ts';
import { retryInventory } from './retry-inventory.ts';

/** The rows of an inventory, in a line each: `job queue 'mails' ×6 growing 5000`. */
function rows(files: string | Record<string, string>): string[] {
  return retryInventory(programOf(files)).map(({ layer: { form, name, attempts, delay } }) =>
    [form, name, `×${attempts === 'unbounded' ? '∞' : attempts === 'unknown' ? '?' : attempts}`, delay.kind, ...(delay.first === undefined ? [] : [delay.first]), ...(delay.random ? ['random'] : [])].join(' '));
}

const options = `{ attempts: 6, backoff: { type: 'exponential', delay: 5000 } }`;
const getClient = `import { WebClient } from '@slack/web-api';
async function clientOf(token: string): Promise<WebClient> { const client = new WebClient(token, { retryConfig: { retries: 3 } }); return client; }
`;

it.each<[what: string, files: string | Record<string, string>, expected: string[]]>([
  ['a queue says it for all of its jobs', `import { Queue } from 'bullmq';
    const mails = new Queue('mails', { connection, defaultJobOptions: ${options} });
    export const send = (to: string) => mails.add('send', { to });`, ["job queue 'mails' ×6 growing 5000"]],
  ['nobody in sight enqueues', `import { Queue } from 'bullmq';
    export const mails = new Queue('mails', { defaultJobOptions: ${options} });`, ["job queue 'mails' ×6 growing 5000"]],
  ['a job says something else than its queue', `import { Queue } from 'bullmq';
    const mails = new Queue('mails', { defaultJobOptions: ${options} });
    export const send = (to: string) => mails.add('send', { to }, { attempts: 2, backoff: 100 });`, ["job queue 'mails' ×6 growing 5000", "job queue 'mails' ×2 constant 100"]],
  ['a static instance, made when first asked for, behind a declared type', {
    'queue.ts': `import { Queue } from 'bullmq';
      export class MailQueue {
        private static instance: Queue<Mail> | null = null;
        static getInstance(): Queue<Mail> | null {
          if (MailQueue.instance) return MailQueue.instance;
          const base = connectionOf('mails');
          MailQueue.instance = base ? new Queue<Mail>('mails', { ...base, defaultJobOptions: ${options} }) : null;
          return MailQueue.instance;
        }
      }`,
    'send.ts': `import { MailQueue } from './queue.js';
      export async function send(to: string) { const queue = MailQueue.getInstance(); if (!queue) throw new Error('no queue'); await queue.add('send', { to }); }`,
  }, ["job queue 'mails' ×6 growing 5000"]],
  ['instances in a static map, named by shard', `import { Queue } from 'bullmq';
    export class MailQueue {
      private static instances: Map<number, Queue | null> = new Map();
      static getInstance(shard: number): Queue | null {
        if (MailQueue.instances.has(shard)) return MailQueue.instances.get(shard) || null;
        const queue = enabled ? new Queue(\`mails-\${shard}\`, { ...base, defaultJobOptions: ${options} }) : null;
        MailQueue.instances.set(shard, queue);
        return queue;
      }
    }
    export const send = (to: string) => MailQueue.getInstance(1)?.add('send', { to });`, ["job queue 'mails-*' ×6 growing 5000"]],
  ['a base class that makes the queue with what subclasses give it', `import { Queue, type QueueOptions } from 'bullmq';
    class Base {
      queue: Queue;
      constructor(readonly topic: string) {}
      createQueue(given?: QueueOptions) { const options = { ...this.usual(), ...(given && { defaultJobOptions: { ...this.usual().defaultJobOptions, ...given.defaultJobOptions } }) }; this.queue = new Queue(this.topic, options); }
      usual() { return { defaultJobOptions: { removeOnComplete: true } }; }
      async add(data: object) { await this.queue.add('job', data); }
    }
    export class Inbound extends Base {
      constructor() { super('inbound'); this.createQueue(this.own()); }
      private own(): QueueOptions { return { defaultJobOptions: { attempts: 5, backoff: { type: 'exponential', delay: 4000 } } }; }
    }`, ["job queue 'inbound' ×5 growing 4000"]],
  ['a queue that is handed over by its makers, who say the same', `import { Queue } from 'bullmq';
    const enqueue = (queue: Queue, to: string) => queue.add('send', { to });
    const mails = new Queue('mails', { defaultJobOptions: { attempts: 4 } });
    export const send = (to: string) => enqueue(mails, to);`, ["job queue 'mails' ×4 none 0"]],
  ['jobs on a schedule and jobs of a flow', `import { FlowProducer, Queue } from 'bullmq';
    const mails = new Queue('mails', { defaultJobOptions: ${options} });
    export const daily = () => mails.upsertJobScheduler('daily', { pattern: '0 8 * * *' }, { name: 'daily', data: {} });
    export const flow = () => new FlowProducer().add({ name: 'a', queueName: 'orders', opts: { attempts: 3, backoff: { type: 'exponential', delay: 200 } } });`, ["job queue 'mails' ×6 growing 5000", "job queue 'orders' ×3 growing 200"]],
  ['a queue that nobody in sight makes', `import type { Queue } from 'bullmq';
    export const enqueue = (queue: Queue, to: string) => queue.add('send', { to });`, ['job a queue of bullmq ×? some']],
  ['a queue that a container hands over', `import { InjectQueue } from '@nestjs/bullmq'; import type { Queue } from 'bullmq';
    export class Mails { constructor(@InjectQueue('mails') private queue: Queue) {} send(to: string) { return this.queue.add('send', { to }); } }`, []],

  ['a client as parameter: what its maker says', `${getClient}
    async function list(client: WebClient) { return client.conversations.list({}); }
    export async function channels(token: string) { return list(await clientOf(token)); }`, ['client WebClient client ×4 growing 1000 random']],
  ['a client as a parameter that is handed on by a function that calls itself', `${getClient}
    async function list(client: WebClient, cursor?: string): Promise<void> { const page = await client.conversations.list({ cursor }); if (page.next) await list(client, page.next); }
    export async function channels(token: string) { await list(await clientOf(token)); }`, ['client WebClient client ×4 growing 1000 random']],
  ['a client as parameter of nobody', `import type { WebClient } from '@slack/web-api';
    export const list = (client: WebClient) => client.conversations.list({});`, ['client WebClient client ×? some random']],
  ['a client that two make differently', `import { WebClient } from '@slack/web-api';
    const list = (client: WebClient) => client.conversations.list({});
    export const patient = () => list(new WebClient('a'));
    export const hasty = () => list(new WebClient('a', { retryConfig: { retries: 1 } }));`, ['client WebClient client ×11 growing 1000 random', 'client WebClient client ×2 growing 1000 random']],
  ['a client in a field that the constructor is given', `import OpenAI from 'openai';
    class Writer { constructor(private readonly client: OpenAI) {} write() { return this.client.responses.create({ model: 'gpt', input: 'hello' }); } }
    export const writer = new Writer(new OpenAI({ maxRetries: 5 }));`, ['client OpenAI client ×6 growing 500 random']],
  ['a client that a container hands over: what all makers in sight say', `import OpenAI from 'openai';
    export const providers = [{ provide: OpenAI, useFactory: () => new OpenAI({ maxRetries: 0 }) }];
    export class Writer { constructor(private readonly client: OpenAI) {} write() { return this.client.responses.create({ model: 'gpt', input: 'hello' }); } }`, ['client OpenAI client ×1 growing 500 random']],
  ['a client that a service of another makes', `import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
    export class Files {
      private readonly container: ContainerClient;
      constructor(url: string) { const service = new BlobServiceClient(url, undefined, { retryOptions: { maxTries: 2 } }); this.container = service.getContainerClient('files'); }
      create() { return this.container.createIfNotExists(); }
    }`, ['client ContainerClient client ×2 none 0']],
  ['a client that a framework gives to a listener keeps the default', `import { App } from '@slack/bolt';
    const app = new App();
    app.message('hi', async ({ client }) => { await client.chat.postMessage({ channel: 'a', text: 'hello' }); });`, ['client WebClient client ×11 growing 1000 random']],

  ['an interceptor, whoever sends through it', `import { Agent, interceptors } from 'undici';
    export const dispatcher = new Agent().compose(interceptors.retry({ maxRetries: 2, minTimeout: 40 }));`, ['client undici ×3 growing 40']],

  ["a team's function around a library's, whose option is the caller's", {
    'text.ts': `import { generateText } from 'ai';
      type Options = { prompt: string; maxRetries?: number };
      async function prepare(options: Options) { return { call: { prompt: options.prompt, maxRetries: options.maxRetries } }; }
      export async function text(options: Options) { const prepared = await prepare(options); return traced(() => generateText({ model, ...prepared.call })); }
      function traced<T>(work: () => Promise<T>) { return work(); }`,
    'use.ts': `import { text } from './text.js';
      export const once = () => text({ prompt: 'a', maxRetries: 1 });`,
  }, ['client generateText ×2 growing 2000']],

  ['a queue that infrastructure code declares, and its dead letters', `import { Duration, Stack } from 'aws-cdk-lib'; import * as sqs from 'aws-cdk-lib/aws-sqs';
    export class Mail extends Stack { constructor() { super(); const dead = new sqs.Queue(this, 'dead'); new sqs.Queue(this, 'mail', { deadLetterQueue: { queue: dead, maxReceiveCount: 5 } });
      new sqs.Queue(this, 'slow', { visibilityTimeout: Duration.minutes(5), deadLetterQueue: { queue: dead, maxReceiveCount: 3 } }); } }`, ['job a queue of aws-cdk-sqs ×5 constant 30000', 'job a queue of aws-cdk-sqs ×3 some']],
  ['a step of a durable engine', `import * as restate from '@restatedev/restate-sdk';
    export async function order(ctx: restate.Context, id: string) {
      await ctx.run('reserve', () => fetch('https://a.example/' + id), { maxRetryAttempts: 4, initialRetryInterval: 200 });
      await ctx.run(() => fetch('https://b.example/' + id));
    }`, ['wrapper restate ×4 growing 200', 'wrapper restate ×? growing 50']],
  ['a service of a durable engine, and one that says nothing', `import * as restate from '@restatedev/restate-sdk';
    export const mail = restate.service({ name: 'mail', options: { retryPolicy: { maxAttempts: 6, initialInterval: { seconds: 5 }, maxInterval: { minutes: 1 } } }, handlers: { send: async (ctx: restate.Context) => { await ctx.sleep(10); } } });
    export const usual = restate.service({ name: 'usual', handlers: { send: async (ctx: restate.Context) => { await ctx.sleep(10); } } });`, ["job restate 'mail' ×6 growing 5000", "job restate 'usual' ×? growing 50"]],
  ['jobs in a table, with what their queue says and what one says itself', `import { SqliteQueue, buildDBClient } from 'liteque';
    const mail = new SqliteQueue<string>('mail', buildDBClient('queue.db'), { defaultJobArgs: { numRetries: 4 }, keepFailedJobs: false });
    export const send = (to: string) => mail.enqueue(to); export const once = (to: string) => mail.enqueue(to, { numRetries: 0 });`, ["job queue 'mail' ×5 none 0", "job queue 'mail' ×1 none 0"]],
  ['a client that says how often all is executed with it', `import { Client } from '@hiero-ledger/sdk';
    export const make = (network: string) => Client.forName(network).setRequestTimeout(1000).setMaxAttempts(4).setLogger(null);`, ['client @hiero-ledger/sdk ×4 growing 500']],
  ['a wrapper whose waits chance makes longer, where it is asked to', `import pRetry from 'p-retry';
    export const a = () => pRetry(() => fetch('https://a.example'), { retries: 2, randomize: true }); export const b = () => pRetry(() => fetch('https://b.example'), { retries: 3, randomize: false });`, ['wrapper p-retry ×3 growing 1000 random', 'wrapper p-retry ×4 growing 1000']],
  ["a request with a task runner's own retries", `import { retry } from '@trigger.dev/sdk';
    export const usual = () => retry.fetch('https://a.example'); export const own = () => retry.fetch('https://a.example', { retry: { connectionError: { maxAttempts: 9 } } });`, ['client retry client ×3 growing 1000 random', 'client retry client ×9 growing 1000 random']],
])('%s', (_, files, expected) => {
  expect(rows(files)).toEqual(expected);
});
