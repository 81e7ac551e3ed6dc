/** Options that say how often a library tries, wherever they stand: in a link, an exchange, a dispatcher, a module, a function. */
import { expect, it } from 'vitest';
import { programOf } from './marked-calls.test.setup.ts';
import { retryInventory } from './retry-inventory.ts';

/** The rows of an inventory, in a line each: `client useQuery ×4 constant 1000`, with what ends it if that is no count. */
function rows(files: string | Record<string, string>): string[] {
  return retryInventory(programOf(files)).map(({ layer: { form, name, attempts, bound, delay } }) =>
    [form, name, `×${attempts === 'unbounded' ? '∞' : attempts === 'unknown' ? '?' : attempts}`, delay.kind, ...(delay.first === undefined ? [] : [delay.first]), ...(delay.random ? ['random'] : []), ...(bound === 'deadline' ? [bound] : [])].join(' '));
}

const hooks = `import { createTRPCReact } from '@trpc/react-query'; const trpc = createTRPCReact<Router>();
`;
const query = `import { useQuery } from '@tanstack/react-query';
`;

it.each<[what: string, files: string | Record<string, string>, expected: string[]]>([
  // TanStack Query, and tRPC on top of it.
  ['a number said for the delay is each wait', `${query}export const useOrder = () => useQuery({ queryKey: ['o'], queryFn: () => fetch('/o'), retry: 3, retryDelay: 1000 });`, ['wrapper tanstack-query ×4 constant 1000']],
  ['a hook of a procedure', `${hooks}export const useOrder = (id: string) => trpc.orders.one.useQuery({ id }, { retry: 3, retryDelay: 1000 });`, ['client Hooks client ×4 constant 1000']],
  ['hooks of procedures, and what the client says for all of them', {
    'client.tsx': `import { QueryClient } from '@tanstack/react-query'; import { useState } from 'react';
      export function Provider() { const [client] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: 1, staleTime: 5000 } } })); return client; }`,
    'order.tsx': `${hooks}export const useOrder = (id: string) => trpc.orders.one.useQuery({ id });`,
  }, ['client Hooks client ×2 growing 1000']],
  ['what is fetched once, unless the client says something for all', `import { QueryClient } from '@tanstack/query-core';
    const client = new QueryClient({ defaultOptions: { queries: { retry: 1, retryDelay: 50 } } });
    export const load = () => client.fetchQuery({ queryKey: ['o'], queryFn: () => fetch('/o') });`, ['wrapper tanstack-query ×2 constant 50']],
  ['an observer', `import { QueryClient, QueryObserver } from '@tanstack/query-core';
    const client = new QueryClient({ defaultOptions: { queries: { retry: 2 } } });
    export const watch = () => new QueryObserver(client, { queryKey: ['o'], queryFn: () => fetch('/o') });`, ['wrapper tanstack-query ×3 growing 1000']],
  ['a collection that a query loads', `import { queryCollectionOptions } from '@tanstack/query-db-collection';
    export const orders = queryCollectionOptions({ queryKey: ['o'], retry: 3, queryFn: () => fetch('/o') });`, ['wrapper tanstack-query-collection ×4 growing 1000']],
  ['a function that is asked', `${query}export const useOrder = () => useQuery({ queryKey: ['o'], queryFn: () => fetch('/o'), retry: (failures, error) => !isAuthError(error) && error.code !== 'NOT_FOUND' && failures < 2 });`, ['wrapper tanstack-query ×3 growing 1000']],
  ['a function that is made with a number', `${hooks}const atMost = (most: number) => (failures: number, error: Error) => { return !isAuthError(error) && failures < most; };
    const base = { staleTime: 1000 };
    export const useUser = () => trpc.users.current.useQuery(undefined, { ...base, retry: atMost(2) });`, ['client Hooks client ×3 growing 1000']],
  ['a function that no number of failures ends', `${query}export const useOrder = () => useQuery({ queryKey: ['o'], queryFn: () => fetch('/o'), retry: (failures, error) => error.status >= 500 });`, ['wrapper tanstack-query ×? growing 1000']],
  ['a function with several answers', `${query}export const useOrder = () => useQuery({ queryKey: ['o'], queryFn: () => fetch('/o'), retry: (failures) => { if (failures >= 3) return false; return true; } });`, ['wrapper tanstack-query ×4 growing 1000']],
  ['a function with several answers, of which the failure itself decides', `${query}export const useOrder = () => useQuery({ queryKey: ['o'], queryFn: () => fetch('/o'), retry: (failures, error) => { if (error.status === 404) return false; return true; } });`, ['wrapper tanstack-query ×∞ growing 1000']],
  ['functions that the client has for all of them', `${query}import { QueryClient } from '@tanstack/react-query';
    export const client = new QueryClient({ defaultOptions: { queries: { retry: (failures) => failures < 2, retryDelay: (failures) => 200 * 2 ** failures } } });
    export const useOrder = () => useQuery({ queryKey: ['o'], queryFn: () => fetch('/o') });`, ['wrapper tanstack-query ×3 growing 200']],
  ['a function in a client that is made with a number', `import { Redis } from '@upstash/redis';
    const connect = (base: number) => new Redis({ url: 'https://a.example', token: 't', retry: { retries: 2, backoff: (failures) => base * (failures + 1) } });
    class Stock { constructor(private readonly redis: Redis) {} count() { return this.redis.get('stock'); } }
    export const stock = new Stock(connect(70));`, ['client Redis client ×3 growing 70']],

  // Links, exchanges and dispatchers.
  ['RetryLink, by itself', `import { ApolloClient, InMemoryCache } from '@apollo/client'; import { RetryLink } from '@apollo/client/link/retry';
    const client = new ApolloClient({ cache: new InMemoryCache(), link: new RetryLink() });
    export const orders = () => client.query({ query: ORDERS });`, ['client ApolloClient client ×5 growing 300 random']],
  ['RetryLink in a list, with a number', `import { ApolloClient, from, HttpLink } from '@apollo/client'; import { RetryLink } from '@apollo/client/link/retry';
    const retry = new RetryLink({ delay: { initial: 100 }, attempts: { max: 3 } });
    const client = new ApolloClient({ cache, link: from([retry, new HttpLink({ uri: '/graphql' })]) });
    export const orders = () => client.query({ query: ORDERS });`, ['client ApolloClient client ×3 growing 100 random']],
  ['a client beside it, without a link that retries', `import { ApolloClient, from, HttpLink } from '@apollo/client'; import { RetryLink } from '@apollo/client/link/retry';
    export const patient = new ApolloClient({ cache, link: from([new RetryLink(), new HttpLink({ uri: '/graphql' })]) });
    const client = new ApolloClient({ cache, link: new HttpLink({ uri: '/graphql' }) });
    export const orders = () => client.query({ query: ORDERS });`, []],
  ['retryExchange', `import { createClient, cacheExchange, fetchExchange } from '@urql/core'; import { retryExchange } from '@urql/exchange-retry';
    const client = createClient({ url: '/graphql', exchanges: [cacheExchange, retryExchange({}), fetchExchange] });
    export const orders = () => client.query(ORDERS, {});`, ['client Client client ×2 growing 1000 random']],
  ['retryExchange with a number', `import { Client, cacheExchange, fetchExchange } from '@urql/core'; import { retryExchange } from '@urql/exchange-retry';
    const options = { maxNumberAttempts: 4, initialDelayMs: 200 };
    const client = new Client({ url: '/graphql', exchanges: [cacheExchange, retryExchange(options), fetchExchange] });
    export const orders = () => client.query(ORDERS, {});`, ['client Client client ×4 growing 200 random']],
  ['retryLink, which asks', `import { createTRPCClient, httpBatchLink, retryLink } from '@trpc/client';
    const client = createTRPCClient<Router>({ links: [retryLink({ retry: ({ attempts, error }) => error.data?.code !== 'UNAUTHORIZED' && attempts <= 3 }), httpBatchLink({ url: '/trpc' })] });
    export const order = (id: string) => client.orders.one.query({ id });`, ['client Client client ×4 none 0']],
  ['retryLink with a parameter that it destructures itself', `import { createTRPCClient, httpBatchLink, retryLink } from '@trpc/client';
    const client = createTRPCClient<Router>({ links: [retryLink({ retry(options) { return options.attempts < 3; } }), httpBatchLink({ url: '/trpc' })] });
    export const order = (id: string) => client.orders.one.query({ id });`, ['client Client client ×3 none 0']],
  ['a dispatcher that retries', `import { Agent, RetryAgent, request } from 'undici';
    const dispatcher = new RetryAgent(new Agent());
    export const order = (id: string) => request('https://orders.shop.example/' + id, { dispatcher });
    export const alone = (id: string) => request('https://orders.shop.example/' + id);`, ['client request ×6 growing 500']],
  ['a dispatcher with a number, and the fetch of the platform', `import { Agent, RetryAgent } from 'undici';
    export const order = (id: string) => fetch('https://orders.shop.example/' + id, { dispatcher: new RetryAgent(new Agent(), { maxRetries: 2 }) });`, ['client fetch ×3 growing 500']],

  // Clients.
  ['superagent', `import request from 'superagent';
    export const once = (id: string) => request.get('https://orders.shop.example/' + id).retry();
    export const often = (id: string) => request.get('https://orders.shop.example/' + id).retry(4);`, ['client superagent client ×2 none 0', 'client superagent client ×5 none 0']],
  ['retry-axios, said where the instance is made', `import axios from 'axios'; import * as rax from 'retry-axios';
    const client = axios.create({ baseURL: 'https://orders.shop.example', raxConfig: { retry: 3 } });
    rax.attach(client);
    export const order = (id: string) => client.get(id);`, ['client retry-axios ×4 growing 500']],
  ['moleculer, off', `import { ServiceBroker } from 'moleculer';
    const broker = new ServiceBroker({ retryPolicy: { retries: 3 } });
    export const order = (id: string) => broker.call('orders.get', { id });`, []],
  ['moleculer, on', `import { ServiceBroker } from 'moleculer';
    const broker = new ServiceBroker({ retryPolicy: { enabled: true } });
    export const order = (id: string) => broker.call('orders.get', { id });`, ['client ServiceBroker client ×6 growing 100']],
  ['moleculer with a number', `import { ServiceBroker } from 'moleculer';
    const broker = new ServiceBroker({ retryPolicy: { enabled: true, retries: 3, delay: 50 } });
    export const order = (id: string) => broker.call('orders.get', { id });`, ['client ServiceBroker client ×4 growing 50']],
  ['Redlock', `import Redlock from 'redlock'; import Client from 'ioredis';
    export const redlock = new Redlock([new Client()], { retryCount: 200, retryDelay: 100, retryJitter: 200 });
    export const locked = () => redlock.acquire(['orders'], 5000);`, ['client Redlock client ×201 constant 100 random', 'connection ioredis ×∞ growing 50 random']],
  ['a folder that is removed', `import { rm } from 'node:fs/promises'; import { rmSync } from 'node:fs';
    export const clean = (path: string) => rm(path, { recursive: true, maxRetries: 10, force: true });
    export const now = (path: string) => rmSync(path, { recursive: true, maxRetries: 3, retryDelay: 20 });
    export const once = (path: string) => rm(path, { maxRetries: 10 });`, ['client rm ×11 growing 100', 'client rmSync ×4 growing 20']],
  ['reconnecting-websocket', `import ReconnectingWebSocket from 'reconnecting-websocket';
    export const socket = new ReconnectingWebSocket('wss://shop.example', [], { maxRetries: Infinity });
    export const short = new ReconnectingWebSocket('wss://shop.example', [], { maxRetries: 4, minReconnectionDelay: 500 });`,
    ['connection reconnecting-websocket ×∞ growing 3000 random', 'connection reconnecting-websocket ×5 growing 500 random']],

  // By time.
  ['Pub/Sub', `import { PubSub } from '@google-cloud/pubsub';
    const topic = new PubSub().topic('orders');
    export const publish = (data: Buffer) => topic.publishMessage({ data });`, ['client Topic client ×? growing 100 random deadline']],
  ['a transaction of MongoDB', `import { MongoClient } from 'mongodb';
    const client = new MongoClient('mongodb://shop');
    export const pay = (id: string) => client.withSession((session) => session.withTransaction(async () => { await client.db('shop').collection('orders').updateOne({ id }, { $set: { paid: true } }, { session }); }));`, ['wrapper mongodb session ×? growing 5 random deadline']],

  // Effect.
  ['Effect.retry with a number', `import { Effect } from 'effect';
    export const order = Effect.tryPromise(() => fetch('/o')).pipe(Effect.retry({ times: 3 }));`, ['pipe effect Effect.retry ×4 none 0']],
  ['Effect.retry with a schedule', `import { Effect, Schedule } from 'effect';
    export const order = Effect.tryPromise(() => fetch('/o')).pipe(Effect.retry(Schedule.recurs(4)));`, ['pipe effect Effect.retry ×5 some']],
  ['Effect.retry with a combined schedule, the effect first', `import { Effect, Schedule } from 'effect';
    const policy = Schedule.exponential('100 millis').pipe(Schedule.compose(Schedule.recurs(2)));
    export const order = Effect.retry(Effect.tryPromise(() => fetch('/o')), { schedule: policy });`, ['pipe effect Effect.retry ×3 some']],

  // Jobs.
  ['several jobs, of one mind', `import { Queue } from 'bullmq'; const mails = new Queue('mails');
    export const both = () => mails.addBulk([{ name: 'a', data: {}, opts: { attempts: 3, backoff: 100 } }, { name: 'b', data: {}, opts: { attempts: 3, backoff: 100 } }]);
    export const all = (to: string[]) => mails.addBulk(to.map((each) => ({ name: 'a', data: { each }, opts: { attempts: 5 } })));`, ["job queue 'mails' ×3 constant 100", "job queue 'mails' ×5 none 0"]],
  ['jobs made of a list of which nothing is known', `import { Queue } from 'bullmq'; const mails = new Queue('mails', { defaultJobOptions: { attempts: 7 } });
    export async function all() { const customers = await load(); await mails.addBulk(customers.map((each) => ({ name: 'a', data: { each } }))); }`, ["job queue 'mails' ×7 none 0"]],
  ['several jobs that differ', `import { Queue } from 'bullmq'; const mails = new Queue('mails');
    export const both = () => mails.addBulk([{ name: 'a', data: {}, opts: { attempts: 3 } }, { name: 'b', data: {} }]);`, ["job queue 'mails' ×? none 0"]],
  ['several jobs of a queue that says it', `import { Queue } from 'bullmq'; const mails = new Queue('mails', { defaultJobOptions: { attempts: 7 } });
    export const both = () => mails.addBulk([{ name: 'a', data: {} }, { name: 'b', data: {} }]);`, ["job queue 'mails' ×7 none 0"]],
  ['a queue that a NestJS module registers', {
    'module.ts': `import { BullModule } from '@nestjs/bullmq'; import { Module } from '@nestjs/common';
      @Module({ imports: [BullModule.registerQueue({ name: 'mails', defaultJobOptions: { attempts: 4, backoff: { type: 'exponential', delay: 300 } } }), BullModule.registerQueue({ name: 'orders', defaultJobOptions: { attempts: 9 } })] })
      export class MailModule {}`,
    'mails.ts': `import { InjectQueue } from '@nestjs/bullmq'; import type { Queue } from 'bullmq';
      export class Mails { constructor(@InjectQueue('mails') private readonly queue: Queue) {} send(to: string) { return this.queue.add('send', { to }); } }`,
  }, ["job queue 'mails' ×4 growing 300"]],
  ['what a NestJS module says for all of its queues, before version 4 of BullMQ', {
    'module.ts': `import { BullModule } from '@nestjs/bull'; export const imports = [BullModule.forRoot({ defaultJobOptions: { attempts: 2, backoff: 50 } }), BullModule.registerQueue({ name: 'mails' })];`,
    'mails.ts': `import { InjectQueue } from '@nestjs/bull'; import type { Queue } from 'bull';
      export class Mails { constructor(@InjectQueue('mails') private readonly queue: Queue) {} send(to: string) { return this.queue.add('send', { to }); } }`,
  }, ["job queue 'mails' ×2 constant 50"]],
])('%s', (_, files, expected) => {
  expect(rows(files)).toEqual(expected);
});
