import { expect, test } from 'vitest';
import { edgesOf, graphOf } from '../system-graph.test.setup.ts';

test('a job leads to the consumer of its queue', () => {
  expect(edgesOf(graphOf({
    'send.ts': `import { Queue } from 'bullmq'; const mails = new Queue('mail'); export async function send() { await mails.add('welcome', {}); }`,
    'work.ts': `import { Worker } from 'bullmq'; new Worker('mail', async () => {}); new Worker('other', async () => {});`,
  }), 'enqueues')).toEqual(['send -enqueues-> mail (asynchronous, queue: line 1 hands it over to mail)']);
});

test('what is published through a bus of the team leads from who publishes to who subscribes', () => {
  expect(edgesOf(graphOf({
    'bus.ts': `import { Kafka, type Producer, type Consumer } from 'kafkajs';
      export class Bus {
        constructor(private readonly producer: Producer, private readonly channel: import('amqplib').Channel) {}
        async publish(name: string, payload: unknown) { this.channel.publish('events', name, Buffer.from(JSON.stringify(payload))); }
      }`,
    'orders.ts': `import { Bus } from './bus.js'; export async function pay(bus: Bus) { await bus.publish('order.paid', {}); }`,
    'stock.ts': `import type { Channel } from 'amqplib'; export async function start(channel: Channel) { await channel.consume('order.paid', () => {}); }`,
  }), 'enqueues')).toEqual(['pay -enqueues-> order.paid (asynchronous, queue: line 1 hands it over to order.paid)']);
});

const payments = {
  'packages/payments/app.ts': `import express from 'express'; const app = express();
    app.post('/payments', (request, response) => { response.end(); }); app.get('/payments/:id', (request, response) => { response.end(); });
    app.get('/health', (request, response) => { response.end(); });`,
  'packages/stock/app.ts': `import express from 'express'; const app = express(); app.get('/health', (request, response) => { response.end(); });`,
};
const packages = ['packages/payments', 'packages/stock', 'packages/shop'].map((path) => ({ name: `@acme/${path.slice('packages/'.length)}`, path, private: true, dependencies: {}, entries: [] }));

function joined(shop: string): string[] {
  const files = { ...payments, 'packages/shop/client.ts': shop };
  return edgesOf(graphOf(files, { packages }), 'enqueues');
}

test('a request to a service of ours leads to its route, and is as hard as the call', () => {
  expect(joined(`export async function pay() { await fetch(process.env.PAYMENTS_URL + '/payments', { method: 'POST' }); }`)).toEqual(['pay -enqueues-> POST /payments']);
  expect(joined(`const base = process.env.PAYMENTS_URL ?? 'http://payments:3002'; export async function show(id: string) { try { await fetch(\`\${base}/payments/\${id}\`); } catch { return 0; } }`)).toEqual(['show -enqueues-> GET /payments/:id (guarded, caught: the catch in line 1 answers with something else)']);
  expect(joined(`import axios from 'axios'; class Client { private readonly http = axios.create({ baseURL: 'http://payments:3002' }); async get(id: string) { return this.http.get('/payments/' + id); } }`)).toEqual(['Client.get -enqueues-> GET /payments/:id']);
});

test('one whose service cannot be told leads to the only route of that path', () => {
  expect(joined(`export async function pay() { await fetch('/payments', { method: 'POST' }); }`)).toEqual(['pay -enqueues-> POST /payments']);
  expect(joined(`export async function check() { await fetch('/health'); }`)).toEqual([]);
});

test('one to somebody else leads nowhere', () => {
  expect(joined(`export async function pay() { await fetch('https://api.acme.com/payments', { method: 'POST' }); }`)).toEqual([]);
  expect(joined(`export async function pay() { await fetch(process.env.BANK_URL + '/payments', { method: 'POST' }); }`)).toEqual([]);
});

test('a queue that a class is made with: who adds to it sends, if it is always the same', () => {
  const bus = (made: string): string[] => edgesOf(graphOf({
    'bus.ts': `import { Queue } from 'bullmq'; export class Mails { private readonly queue: Queue; constructor(name: string) { this.queue = new Queue(name); } async send() { await this.queue.add('a', {}); } }`,
    'work.ts': `import { Worker } from 'bullmq'; new Worker('mail', async () => {}); new Worker('spam', async () => {});`,
    'app.ts': `import { Mails } from './bus.js'; ${made}`,
  }), 'enqueues');
  expect(bus(`export const mails = new Mails('mail');`)).toEqual(['Mails.send -enqueues-> mail (asynchronous, queue: line 1 hands it over to mail)']);
  expect(bus(`export const mails = new Mails('mail'); export const spam = new Mails('spam');`)).toEqual([]);
});

test('a queue that classes hand to their base: who calls it on one of them sends to its own', () => {
  const graph = graphOf({
    'base.ts': `import { Queue } from 'bullmq'; export class Base { private readonly queue: Queue; constructor(name: string) { this.queue = new Queue(name); } async add(data: object) { await this.queue.add('a', data); } async twice() { await this.add({}); await this.add({}); } }`,
    'own.ts': `import { Base } from './base.js'; export class Mails extends Base { constructor() { super('mail'); } async welcome() { await this.add({}); } } export class Spam extends Base { constructor() { super('spam'); } }`,
    'work.ts': `import { Worker } from 'bullmq'; new Worker('mail', async () => {}); new Worker('spam', async () => {});`,
    'app.ts': `import { Mails, Spam } from './own.js'; import type { Base } from './base.js';
      export async function report(spam: Spam) { await spam.twice(); }
      export async function any(base: Base) { await base.add({}); }`,
  });
  expect(edgesOf(graph, 'enqueues')).toEqual([
    'report -enqueues-> spam (asynchronous, queue: line 2 hands it over to spam)',
    'Mails.welcome -enqueues-> mail (asynchronous, queue: line 1 hands it over to mail)',
  ]);
  expect(edgesOf(graph, 'uses')).toEqual(expect.arrayContaining(['Mails.welcome -uses-> queue mail', 'report -uses-> queue spam']));
});

test('queues that classes hand to their base as objects: made there, or by a container', () => {
  const graph = graphOf({
    'base.ts': `import type { Queue } from 'bullmq'; export class Base { constructor(protected readonly queue: Queue) {} async add(data: object) { await this.queue.add('a', data); } async twice() { await this.add({}); await this.add({}); } }`,
    'own.ts': `import { Queue } from 'bullmq'; import { InjectQueue } from '@nestjs/bullmq'; import { Base } from './base.js';
      export class Mails extends Base { constructor() { super(new Queue('mail')); } async welcome() { await this.add({}); } }
      export class Spam extends Base { constructor(@InjectQueue('spam') queue: Queue) { super(queue); } }
      export class Open extends Base { constructor(queue: Queue) { super(queue); } }`,
    'work.ts': `import { Worker } from 'bullmq'; new Worker('mail', async () => {}); new Worker('spam', async () => {});`,
    'app.ts': `import { Open, Spam } from './own.js'; import type { Base } from './base.js';
      export async function report(spam: Spam) { await spam.twice(); }
      export async function any(base: Base, open: Open) { await base.add({}); await open.add({}); }`,
  });
  expect(edgesOf(graph, 'enqueues')).toEqual([
    'report -enqueues-> spam (asynchronous, queue: line 2 hands it over to spam)',
    'Mails.welcome -enqueues-> mail (asynchronous, queue: line 2 hands it over to mail)',
  ]);
  expect(edgesOf(graph, 'uses')).toEqual(expect.arrayContaining(['Mails.welcome -uses-> queue mail', 'report -uses-> queue spam']));
});

test('a request that says no method is a GET, and one whose options are not seen may be any', () => {
  expect(joined(`export async function pay() { await fetch(process.env.PAYMENTS_URL + '/payments'); }`)).toEqual([]);
  expect(joined(`export async function pay() { await fetch(process.env.PAYMENTS_URL + '/payments', { signal: AbortSignal.timeout(100) }); }`)).toEqual([]);
  expect(joined(`export async function pay(options: RequestInit) { await fetch(process.env.PAYMENTS_URL + '/payments', { ...options }); }`)).toEqual(['pay -enqueues-> POST /payments']);
});

test('a page that asks for a path alone asks the server of its package', () => {
  const files = { ...payments, 'packages/shop/pages/index.tsx': `export default function Home() { return fetch('/health'); }`, 'packages/shop/app.ts': payments['packages/stock/app.ts'] };
  const names = edgesOf(graphOf(files, { packages }), 'enqueues');
  expect(names).toEqual(['Home -enqueues-> GET /health (@acme/shop)']);
});

test('a parameter that decides what is asked and is no part of it leads to no callers', () => {
  // Each of twelve functions calls each of the others: ways through them all are more than anybody can wait for.
  const names = Array.from({ length: 12 }, (_, at) => `page${at}`);
  const pages = names.map((name) => `export async function ${name}(session: Session) { await load(session); ${names.filter((each) => each !== name).map((each) => `await ${each}(session);`).join(' ')} }`);
  const shop = (url: string): string => `interface Session { host: string }
    export async function load(session: Session) { await fetch(${url}); }
    ${pages.join('\n')}
    export const start = () => page0({ host: '/payments' });`;
  // What the host is, nobody says in so many ways; that it is one is told by the path beside it.
  expect(joined(shop(`(session.host ? process.env.PAYMENTS_URL : '') + '/payments/1'`))).toEqual(['load -enqueues-> GET /payments/:id']);
  // These would take minutes, and the test its time.
  expect(joined(shop(`session.host ? session.host + '/payments' : '/payments'`))).toEqual([]);
  expect(joined(shop('session.host'))).toEqual([]);
});
