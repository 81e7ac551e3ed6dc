import { check, checkFixtures } from '@dist-lint/testing';
import { expect, test } from 'vitest';

const rule = 'compounding-retry';

test('finds what its fixtures mark', () => checkFixtures(rule));

/** What the cases share. */
const shop = {
  'src/sleep.ts': `
    export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));`,
  'src/retry/with-retry.ts': `
    import { sleep } from '../sleep.js';
    export interface RetryOptions { attempts?: number; delay?: number }
    export async function withRetry<T>(work: () => Promise<T>, { attempts = 3, delay = 100 }: RetryOptions = {}): Promise<T> {
      for (let attempt = 1; ; attempt += 1) {
        try { return await work(); } catch (error) {
          if (attempt >= attempts) throw error;
          await sleep(delay * attempt);
        }
      }
    }`,
  'src/billing/client.ts': `
    import { sleep } from '../sleep.js';
    export class BillingClient {
      async charge(order: string): Promise<string> {
        let last: unknown;
        for (let attempt = 0; attempt < 3; attempt++) {
          try { return await this.post('/charges', order); } catch (error) { last = error; await sleep(100); }
        }
        throw last;
      }
      private async post(path: string, body: string): Promise<string> {
        const response = await fetch('https://billing.shop.example' + path, { method: 'POST', body });
        if (!response.ok) throw new Error('billing answers ' + response.status);
        return response.text();
      }
    }`,
};

type Files = string | Record<string, string>;

/** One text is the file of the orders. */
const system = (files: Files): Record<string, string> => ({ ...shop, ...(typeof files === 'string' ? { 'src/orders.ts': files } : files) });

// What multiplies.

test.each<[what: string, files: Files, severities: string[]]>([
  ['a loop around a client that uses the helper', `
    import { sleep } from './sleep.js';
    import { BillingClient } from './billing/client.js';
    const billing = new BillingClient();
    export async function pay(order: string) {
      for (let attempt = 0; attempt < 3; attempt++) { // finds: compounding-retry ~ "loop in pay ×3 → loop in BillingClient.charge ×3 → a POST request"
        try { return await billing.charge(order); } catch (error) { if (attempt === 2) throw error; await sleep(200); }
      }
    }`, ['warning']],
  ['recursion after a repair that throws on what it cannot mend', `
    import { generateObject } from 'ai';
    declare const model: never; declare const schema: never;
    class Answers {
      async answer(options: { prompt: string; tries?: number }): Promise<unknown> {
        const { prompt, tries = 0 } = options;
        try { return await generateObject({ model, schema, prompt }); } catch (error) {
          try { return await this.repaired(error); } catch {
            if (tries > 0) return this.answer({ prompt, tries: tries - 1 });
            throw error;
          }
        }
      }
      private async repaired(error: unknown): Promise<unknown> {
        if (error instanceof SyntaxError) return JSON.parse(error.message);
        throw error;
      }
    }
    const answers = new Answers();
    export const ask = (prompt: string) => answers.answer({ prompt, tries: 2 }); // finds: compounding-retry ~ "up to 9 attempts"`, ['warning']],
  ['a loop around a provider of ethers 5, told how often', `
    import { ethers } from 'ethers';
    import { sleep } from './sleep.js';
    const node = new ethers.providers.StaticJsonRpcProvider({ url: 'https://node.shop.example', throttleLimit: 6 });
    export async function height() {
      for (let attempt = 0; attempt < 3; attempt++) { // finds: compounding-retry ~ "up to 18 attempts"
        try { return await node.getBlockNumber(); } catch (error) { if (attempt === 2) throw error; await sleep(200); }
      }
    }`, ['warning']],
  ['recursion whose limit its caller gives, around a client made with more attempts', {
    'src/orders.ts': `
      import { Billing } from './billing/patient.js';
      const billing = new Billing({ most: 4 });
      async function transaction(order: string, options?: { retries?: number }, attempt = 0): Promise<string> {
        try { return await billing.charge(order); } catch (error) {
          if (attempt < (options?.retries ?? 0)) return transaction(order, options, attempt + 1);
          throw error;
        }
      }
      export const pay = (order: string) => transaction(order, { retries: 2 }); // finds: compounding-retry ~ "×3 → loop in Billing.charge ×4 → a POST request"
      export const payOnce = (order: string) => transaction(order);`,
    'src/billing/patient.ts': `
      import { sleep } from '../sleep.js';
      export class Billing {
        private readonly most: number;
        private readonly delay: number;
        constructor(options: { most?: number; delay?: number }) { this.most = options.most ?? 2; this.delay = options.delay ?? 50; }
        async charge(order: string): Promise<string> {
          for (let attempt = 1; ; attempt++) {
            try {
              const response = await fetch('https://billing.shop.example/charges', { method: 'POST', body: order });
              return await response.text();
            } catch (error) { if (attempt >= this.most) throw error; await sleep(this.delay * attempt); }
          }
        }
      }`,
  }, ['warning']],
  ['the helper inside the helper with other numbers', `
    import { withRetry } from './retry/with-retry.js';
    import { BillingClient } from './billing/client.js';
    export class Orders {
      constructor(private readonly billing: BillingClient) {}
      pay(order: string) {
        return withRetry(() => this.billing.charge(order), { attempts: 5 }); // finds: compounding-retry ~ "×5 → loop in BillingClient.charge ×3"
      }
    }`, ['warning']],
  ['a loop around a client of openai', `
    import OpenAI from 'openai';
    import { withRetry } from './retry/with-retry.js';
    const openai = new OpenAI();
    export function thank(name: string) {
      return withRetry(() => openai.chat.completions.create({ model: 'gpt', messages: [{ role: 'user', content: name }] })); // finds: compounding-retry ~ "OpenAI client ×3 (default)"
    }`, ['warning']],
  ['options of openai merged by spreads', `
    import OpenAI from 'openai';
    import pRetry from 'p-retry';
    const defaults = { timeout: 1000, maxRetries: 4 };
    const openai = new OpenAI({ ...defaults, apiKey: 'key' });
    export function thank(name: string) {
      return pRetry(() => openai.chat.completions.create({ model: 'gpt', messages: [{ role: 'user', content: name }] }), { retries: 2 }); // finds: compounding-retry ~ "OpenAI client ×5"
    }`, ['warning']],
  ['openai injected through a constructor', `
    import OpenAI from 'openai';
    import pRetry from 'p-retry';
    export class MailWriter {
      constructor(private readonly openai: OpenAI) {}
      thank(name: string) {
        return pRetry(() => this.write(name), { retries: 2 }); // finds: compounding-retry ~ "OpenAI client ×3"
      }
      private write(name: string) { return this.openai.chat.completions.create({ model: 'gpt', messages: [{ role: 'user', content: name }] }); }
    }
    export const providers = [MailWriter, { provide: OpenAI, useFactory: () => new OpenAI() }];`, ['warning']],
  ['openai injected through a constructor, made where nobody sees how often it tries', `
    import OpenAI from 'openai';
    import pRetry from 'p-retry';
    export class MailWriter {
      constructor(private readonly openai: OpenAI) {}
      thank(name: string) {
        return pRetry(() => this.openai.chat.completions.create({ model: 'gpt', messages: [{ role: 'user', content: name }] }), { retries: 2 });
      }
    }`, []],
  ['a queue, a helper and a client', `
    import { Queue, Worker } from 'bullmq';
    import OpenAI from 'openai';
    import { withRetry } from './retry/with-retry.js';
    const openai = new OpenAI();
    const mail = new Queue('mail');
    export const order = (id: string) => mail.add('thank', { id }, { attempts: 3, backoff: { type: 'exponential', delay: 1000 } }); // finds: compounding-retry ~ "queue 'mail' ×3 → withRetry ×3 → OpenAI client ×3 (default)"
    export const worker = new Worker('mail', async (job) => {
      await withRetry(() => openai.chat.completions.create({ model: 'gpt', messages: [{ role: 'user', content: job.data.id }] }));
    });`, ['error']],
  ['a queue with default job options', `
    import { Queue, Worker } from 'bullmq';
    import { BillingClient } from './billing/client.js';
    const billing = new BillingClient();
    const queue = new Queue('charges', { defaultJobOptions: { attempts: 5, backoff: 500 } });
    export const place = (id: string) => queue.add('charge', { id }); // finds: compounding-retry ~ "queue 'charges' ×5 → loop in BillingClient.charge ×3"
    export const worker = new Worker('charges', async (job) => { await billing.charge(job.data.id); });`, ['warning']],
  ['a queue with minutes of back-off', `
    import { Queue, Worker } from 'bullmq';
    import { BillingClient } from './billing/client.js';
    const billing = new BillingClient();
    const queue = new Queue('charges', { defaultJobOptions: { attempts: 5, backoff: { type: 'exponential', delay: 300_000 } } });
    export const place = (id: string) => queue.add('charge', { id }); // finds: compounding-retry ~ "queue 'charges' ×5"
    export const worker = new Worker('charges', async (job) => { await billing.charge(job.data.id); });`, ['info']],
  ['a queue whose name is a constant in another file', {
    'src/orders.ts': `
      import { Queue } from 'bullmq';
      import { CHARGES } from './queues.js';
      const queue = new Queue(CHARGES);
      export const place = (id: string) => queue.add('charge', { id }, { attempts: 4 }); // finds: compounding-retry ~ "queue 'charges' ×4 → loop in BillingClient.charge ×3"`,
    'src/queues.ts': `
      export const CHARGES = 'charges';`,
    'src/worker.ts': `
      import { Worker } from 'bullmq';
      import { CHARGES } from './queues.js';
      import { BillingClient } from './billing/client.js';
      export const worker = new Worker(CHARGES, async (job) => new BillingClient().charge(job.data.id));`,
  }, ['warning']],
  ['a NestJS processor', {
    'src/orders.ts': `
      import { Injectable } from '@nestjs/common';
      import { InjectQueue } from '@nestjs/bullmq';
      import { Queue } from 'bullmq';
      @Injectable()
      export class OrdersService {
        constructor(@InjectQueue('charges') private readonly queue: Queue) {}
        place(id: string) {
          return this.queue.add('charge', { id }, { attempts: 3 }); // finds: compounding-retry ~ "×3 → loop in BillingClient.charge ×3"
        }
      }`,
    'src/charges.processor.ts': `
      import { Processor, WorkerHost } from '@nestjs/bullmq';
      import type { Job } from 'bullmq';
      import { BillingClient } from './billing/client.js';
      @Processor('charges')
      export class ChargesProcessor extends WorkerHost {
        constructor(private readonly billing: BillingClient) { super(); }
        async process(job: Job<{ id: string }>) { await this.billing.charge(job.data.id); }
      }`,
  }, ['warning']],
  ['p-retry around openai', `
    import pRetry from 'p-retry';
    import OpenAI from 'openai';
    const openai = new OpenAI();
    export const thank = (name: string) => pRetry(() => openai.responses.create({ model: 'gpt', input: name })); // finds: compounding-retry ~ "p-retry ×11 (default) → OpenAI client ×3 (default)"`, ['error']],
  ['a strategy that a client is handed', `
    import { ConfiguredRetryStrategy } from '@smithy/util-retry';
    import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
    import pRetry from 'p-retry';
    const patient = () => new ConfiguredRetryStrategy(Number(process.env['ATTEMPTS'] ?? 800), (attempt: number) => 100 + attempt * 1000);
    const client = new SSMClient({ retryStrategy: patient() });
    export const read = (Name: string) => pRetry(() => client.send(new GetParameterCommand({ Name })), { retries: 1 }); // finds: compounding-retry ~ "p-retry ×2 → SSMClient client ×800 → "`, ['error']],
  ['a strategy of the team: nobody can tell its number', `
    import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
    import pRetry from 'p-retry';
    import { strategy } from './elsewhere';
    const client = new SSMClient({ retryStrategy: strategy });
    export const read = (Name: string) => pRetry(() => client.send(new GetParameterCommand({ Name })), { retries: 8 });`, []],
  ['a back-off of chosen failures around clients as they come, once for all calls through it', {
    'src/orders.ts': `
      import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
      import { throttled } from './throttled.js';
      const client = new SSMClient({});
      export const read = (Name: string) => throttled(() => client.send(new GetParameterCommand({ Name }))); // finds: compounding-retry ~ "up to 36 attempts for one call, here and in 2 more places."`,
    'src/receipts.ts': `
      import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
      import { throttled } from './throttled.js';
      const client = new SSMClient({});
      export const first = () => throttled(() => client.send(new GetParameterCommand({ Name: 'first' })));
      export const second = () => throttled(() => client.send(new GetParameterCommand({ Name: 'second' })));`,
    'src/throttled.ts': `
      import { backOff } from 'exponential-backoff';
      const isThrottled = (error: { code?: string }) => error.code === 'TooManyRequestsException';
      export const throttled = <T>(work: () => Promise<T>) => backOff(work, { numOfAttempts: 12, startingDelay: 150, retry: isThrottled });`,
  }, ['warning']],
  ['p-retry with two retries around openai', `
    import pRetry from 'p-retry';
    import OpenAI from 'openai';
    const openai = new OpenAI();
    export const thank = (name: string) => pRetry(() => openai.responses.create({ model: 'gpt', input: name }), { retries: 2 }); // finds: compounding-retry ~ "p-retry ×3 → OpenAI client ×3 (default)"`, ['warning']],
  ['a factory of retries', {
    'src/orders.ts': `
      import OpenAI from 'openai';
      import { createRetry } from './retry/create-retry.js';
      const openai = new OpenAI();
      const retry = createRetry({ retries: 3 });
      export async function thank(name: string) {
        return await retry(() => openai.responses.create({ model: 'gpt', input: name })); // finds: compounding-retry ~ "×4 → OpenAI client ×3 (default)"
      }`,
    'src/retry/create-retry.ts': `
      import { sleep } from '../sleep.js';
      export interface RetryConfig { retries: number; baseDelay?: number }
      export function createRetry({ retries, baseDelay = 50 }: RetryConfig) {
        return async function retry<T>(work: () => Promise<T>): Promise<T> {
          let last: unknown;
          for (let attempt = 0; attempt <= retries; attempt++) {
            try { return await work(); } catch (error) { last = error; if (attempt < retries) await sleep(baseDelay * 2 ** attempt); }
          }
          throw last;
        };
      }`,
  }, ['warning']],
  ['a base class whose request tries again', {
    'src/orders.ts': `
      import { withRetry } from './retry/with-retry.js';
      import { ShippingClient } from './shipping/client.js';
      export class Orders {
        constructor(private readonly shipping: ShippingClient) {}
        ship(order: string) {
          return withRetry(() => this.shipping.book(order)); // finds: compounding-retry ~ "withRetry ×3 → loop in"
        }
      }`,
    'src/shipping/client.ts': `
      import { HttpClient } from './http-client.js';
      export class ShippingClient extends HttpClient {
        book(order: string) { return this.request('/bookings/' + order); }
      }`,
    'src/shipping/http-client.ts': `
      import { sleep } from '../sleep.js';
      export abstract class HttpClient {
        protected readonly maxAttempts: number = 3;
        protected async request(path: string): Promise<Response> {
          for (let attempt = 1; attempt <= this.maxAttempts; attempt++) {
            try { return await fetch('https://shipping.shop.example' + path); } catch (error) {
              if (attempt === this.maxAttempts) throw error;
              await sleep(100);
            }
          }
          throw new Error('unreachable');
        }
      }`,
  }, ['warning']],
  ['a template method around what a subclass does', {
    'src/orders.ts': `
      import { BillingClient } from '../src/billing/client.js';
      import { Task } from './task.js';
      export class ChargeTask extends Task<string> {
        private readonly billing = new BillingClient();
        protected execute(order: string) { return this.billing.charge(order); }
      }`,
    'src/task.ts': `
      import { sleep } from './sleep.js';
      export abstract class Task<T> {
        protected abstract execute(input: T): Promise<unknown>;
        async run(input: T) {
          for (let attempt = 0; attempt < 4; attempt++) { // finds: compounding-retry ~ "×4 → loop in BillingClient.charge ×3"
            try { return await this.execute(input); } catch (error) { if (attempt === 3) throw error; await sleep(100); }
          }
        }
      }`,
  }, ['warning']],
  ['a decorator of a library', `
    import { Retryable } from 'typescript-retry-decorator';
    import { BillingClient } from './billing/client.js';
    export class Orders {
      constructor(private readonly billing: BillingClient) {}
      @Retryable({ maxAttempts: 5, backOff: 100 }) // finds: compounding-retry ~ "@Retryable ×6 → loop in BillingClient.charge ×3"
      async pay(order: string) { return this.billing.charge(order); }
    }`, ['warning']],
  ['options of the helper merged by spreads', `
    import { withRetry, type RetryOptions } from './retry/with-retry.js';
    import { BillingClient } from './billing/client.js';
    const usual: RetryOptions = { attempts: 4, delay: 50 };
    const patient = { ...usual, delay: 500 };
    export const pay = (order: string) => withRetry(() => new BillingClient().charge(order), patient); // finds: compounding-retry ~ "withRetry ×4 → loop in BillingClient.charge ×3"`, ['warning']],
  ['options of the helper from the environment', `
    import { withRetry } from './retry/with-retry.js';
    import { BillingClient } from './billing/client.js';
    const attempts = Number(process.env.PAY_ATTEMPTS ?? 6);
    export const pay = (order: string) => withRetry(() => new BillingClient().charge(order), { attempts }); // finds: compounding-retry ~ "withRetry ×6 → loop in BillingClient.charge ×3"`, ['warning']],
  ['axios-retry and a POST: a failure of the network is tried again whatever the method', `
    import axios from 'axios';
    import axiosRetry from 'axios-retry';
    import pRetry from 'p-retry';
    const client = axios.create({ baseURL: 'https://billing.shop.example' });
    axiosRetry(client, { retries: 3, retryDelay: axiosRetry.exponentialDelay });
    export const pay = (order: string) => pRetry(() => client.post('/charges', order), { retries: 2 }); // finds: compounding-retry ~ "axios-retry ×4"`, ['warning']],
  ['a job that waits, around a client that nobody has told anything', `
    import { Queue, Worker } from 'bullmq';
    import OpenAI from 'openai';
    const openai = new OpenAI();
    const queue = new Queue('thanks', { defaultJobOptions: { attempts: 3, backoff: { type: 'exponential', delay: 5000 } } });
    export const thank = (name: string) => queue.add('thank', { name }); // finds: compounding-retry ~ "up to 9 attempts"
    new Worker('thanks', async (job) => { await openai.responses.create({ model: 'gpt', input: job.data.name }); });`, ['info']],
  ['axios-retry and a GET', `
    import axios from 'axios';
    import axiosRetry from 'axios-retry';
    import pRetry from 'p-retry';
    const client = axios.create({ baseURL: 'https://billing.shop.example' });
    axiosRetry(client, { retries: 3, retryDelay: axiosRetry.exponentialDelay });
    export const receipt = (order: string) => pRetry(() => client.get('/charges/' + order), { retries: 2 }); // finds: compounding-retry ~ "p-retry ×3 → axios-retry ×4"`, ['warning']],
  ['axios-retry on a client that a class keeps, and that another class is given', {
    'src/orders.ts': `
      import axios, { type AxiosInstance } from 'axios';
      import axiosRetry from 'axios-retry';
      import pRetry from 'p-retry';
      export class Billing {
        private readonly api: AxiosInstance;
        constructor() { this.api = axios.create(); axiosRetry(this.api, { retries: 3, retryDelay: () => 1000 }); }
        pay(order: string) { return pRetry(() => this.api.get('https://billing.shop.example/' + order), { retries: 2 }); } // finds: compounding-retry ~ "axios-retry ×4"
      }`,
  }, ['warning']],
  ['axios-retry on the axios that everybody uses, set up by who loads the rest', {
    'src/main.ts': `import './setup.js'; import { receipt } from './orders.js'; void receipt('1');`,
    'src/setup.ts': `import axios from 'axios'; import axiosRetry from 'axios-retry'; axiosRetry(axios, { retries: 3, retryDelay: () => 1000 });`,
    'src/orders.ts': `
      import axios from 'axios';
      import pRetry from 'p-retry';
      export const receipt = (order: string) => pRetry(() => axios.get('https://billing.shop.example/' + order), { retries: 2 }); // finds: compounding-retry ~ "axios-retry ×4"`,
  }, ['warning']],
  ['a helper that tries again what may pass, around a client that does so by default', `
    import OpenAI from 'openai';
    import { sleep } from './sleep.js';
    const openai = new OpenAI();
    const mayPass = (error: { status?: number; code?: string }): boolean => [429, 502, 503, 504].includes(error.status ?? 0) || error.code === 'ECONNRESET';
    export async function thank(name: string) {
      for (let attempt = 0; ; attempt++) { // finds: compounding-retry ~ "loop in thank ×11 → OpenAI client ×3"
        try { return await openai.responses.create({ model: 'gpt', input: name }); } catch (error) {
          if (attempt === 10 || !mayPass(error as Error)) throw error;
          await sleep(1000);
        }
      }
    }`, ['error']],
  ['a test that cannot be told, around a client that chooses, too: one step less', `
    import OpenAI from 'openai';
    import { mayTryAgain } from '@shop/errors';
    import { sleep } from './sleep.js';
    const openai = new OpenAI();
    export async function thank(name: string) {
      for (let attempt = 0; ; attempt++) { // finds: compounding-retry ~ "loop in thank ×11 → OpenAI client ×3"
        try { return await openai.responses.create({ model: 'gpt', input: name }); } catch (error) {
          if (attempt === 10 || !mayTryAgain(error)) throw error;
          await sleep(1000);
        }
      }
    }`, ['warning']],
  ['one of two failures that go round is one that the client tries again, too', `
    import OpenAI from 'openai';
    import { sleep } from './sleep.js';
    const openai = new OpenAI();
    export class NameTaken extends Error {}
    export async function thank(name: string, isLast: boolean) {
      for (let attempt = 0; attempt < 4; attempt++) { // finds: compounding-retry ~ "loop in thank ×4 → OpenAI client ×3"
        try { return await openai.responses.create({ model: 'gpt', input: name }); } catch (error) {
          await sleep(500);
          if (error instanceof NameTaken) { if (isLast) throw error; continue; }
          if ((error as { status?: number }).status === 503) continue;
          throw error;
        }
      }
      throw new Error('no thanks');
    }`, ['warning']],
  ['a predicate of p-retry that lets out a few', `
    import pRetry from 'p-retry';
    import Stripe from 'stripe';
    const stripe = new Stripe('key');
    const isDuplicate = (error: Error): boolean => error.message.includes('already recorded');
    export const refund = (charge: string) =>
      pRetry(() => stripe.refunds.create({ charge }), { retries: 2, shouldRetry: ({ error }) => !isDuplicate(error) }); // finds: compounding-retry ~ "p-retry ×3 → Stripe client ×3"`, ['warning']],
  ['a producer that a field holds, made by a client whose options say how often', `
    import { Kafka, type KafkaConfig, type Producer } from 'kafkajs';
    export class Events {
      private tries = 0;
      private isConnecting = false;
      private client!: Kafka;
      private producer!: Producer;
      async connect(): Promise<void> {
        try {
          const config: KafkaConfig = { brokers: ['kafka'], retry: { initialRetryTime: 100, retries: 8 } };
          this.client = new Kafka(config);
          this.producer = this.client.producer({ idempotent: true });
          await this.producer.connect();
          this.isConnecting = false;
        } catch (error) { this.later(); throw error; }
      }
      async emit(order: string): Promise<void> {
        let retry = 0;
        while (retry < 3) { // finds: compounding-retry ~ "loop in Events.emit ×3 → Producer client ×9 → a message for 'orders'"
          try { await this.producer.send({ topic: 'orders', messages: [{ value: order }] }); break; } catch (error) { console.error(error); retry++; }
        }
      }
      private later(): void {
        if (this.isConnecting) return;
        if (this.tries >= 10) return;
        this.isConnecting = true;
        this.tries++;
        setTimeout(async () => {
          try { await this.connect(); } catch { this.isConnecting = false; this.later(); } // finds: compounding-retry ~ "×10 → Producer client ×9 → connect"
        }, 1000);
      }
    }`, ['error', 'error']],
  ['a client that is made in a method of a class of another file', {
    'src/orders.ts': `
      import { makeSearch } from './search.js';
      import { withRetry } from './retry/with-retry.js';
      export async function place(order: string): Promise<void> {
        const search = makeSearch();
        await withRetry(async () => search.ingest(order)); // finds: compounding-retry ~ "withRetry ×3 → Client client ×4 (default) → a POST request"
      }`,
    'src/search.ts': `
      import { Client } from '@opensearch-project/opensearch';
      export abstract class Search { abstract ingest(order: string): Promise<void>; }
      export class DirectSearch extends Search {
        async ingest(order: string): Promise<void> {
          const client = new Client({ node: 'https://search.shop.example' });
          try { await client.update({ index: 'orders', id: order, body: { doc: order } }); } catch (error) { throw new Error('not stored', { cause: error }); }
        }
      }
      export const makeSearch = (): Search => new DirectSearch();`,
  }, ['warning']],
  ['axios-retry on the axios that everybody uses', `
    import axios from 'axios';
    import axiosRetry from 'axios-retry';
    import pRetry from 'p-retry';
    axiosRetry(axios, { retries: 3, retryDelay: () => 1000 });
    export const receipt = (order: string) => pRetry(() => axios.get('https://billing.shop.example/' + order), { retries: 2 }); // finds: compounding-retry ~ "axios-retry ×4"`, ['warning']],
  ['got retries a GET', `
    import got from 'got';
    import pRetry from 'p-retry';
    export const receipt = (order: string) => pRetry(() => got.get('https://billing.shop.example/' + order), { retries: 2 }); // finds: compounding-retry ~ "×3 (default)"`, ['warning']],
  ['LangChain tries seven times, its client once', `
    import { ChatOpenAI } from '@langchain/openai';
    import pRetry from 'p-retry';
    const model = new ChatOpenAI({ model: 'gpt' });
    export const thank = (name: string) => pRetry(() => model.invoke(name), { retries: 2 }); // finds: compounding-retry ~ "up to 21 attempts"`, ['warning']],
  ['stripe by default', `
    import Stripe from 'stripe';
    import pRetry from 'p-retry';
    const stripe = new Stripe('key');
    export const charge = (amount: number) => pRetry(() => stripe.paymentIntents.create({ amount, currency: 'eur' }), { retries: 2 }); // finds: compounding-retry ~ "×3 (default)"`, ['warning']],
  ['recursion around the helper', `
    import { sleep } from './sleep.js';
    import { BillingClient } from './billing/client.js';
    export async function pay(order: string, left = 4): Promise<string> {
      try { return await new BillingClient().charge(order); } catch (error) { // finds: compounding-retry ~ "pay calling itself ×5 → loop in BillingClient.charge ×3"
        if (left === 0) throw error;
        await sleep(100);
        return pay(order, left - 1);
      }
    }`, ['warning']],
  ['no end around the helper', `
    import { sleep } from './sleep.js';
    import { BillingClient } from './billing/client.js';
    export async function pay(order: string) {
      while (true) { // finds: compounding-retry ~ "×∞ → loop in BillingClient.charge ×3"
        try { return await new BillingClient().charge(order); } catch { await sleep(500); }
      }
    }`, ['error']],
  ['an exported function with two callers', {
    'src/orders.ts': `
      import { BillingClient } from './billing/client.js';
      import { withRetry } from './retry/with-retry.js';
      const billing = new BillingClient();
      export async function pay(order: string) {
        return withRetry(() => billing.charge(order), { attempts: 2 }); // finds: compounding-retry ~ "up to 6 attempts"
      }`,
    'src/a.ts': `
      import { pay } from './orders.js';
      export const first = () => pay('1');`,
    'src/b.ts': `
      import { pay } from './orders.js';
      export const second = () => pay('2');`,
  }, ['info']],
  ['nestjs http with rxjs retry', `
    import { Injectable } from '@nestjs/common';
    import { HttpService } from '@nestjs/axios';
    import { firstValueFrom, retry } from 'rxjs';
    import pRetry from 'p-retry';
    @Injectable()
    export class StockService {
      constructor(private readonly http: HttpService) {}
      left(sku: string) {
        return pRetry(() => firstValueFrom(this.http.get('https://stock.shop.example/' + sku).pipe(retry({ count: 3, delay: 500 }))), { retries: 2 }); // finds: compounding-retry ~ "×4"
      }
    }`, ['warning']],
  ['cockatiel around openai', `
    import { ExponentialBackoff, handleAll, retry } from 'cockatiel';
    import OpenAI from 'openai';
    const openai = new OpenAI();
    const policy = retry(handleAll, { maxAttempts: 3, backoff: new ExponentialBackoff() });
    export const thank = (name: string) => policy.execute(() => openai.responses.create({ model: 'gpt', input: name })); // finds: compounding-retry ~ "×4"`, ['warning']],
  ['async-retry around a client', `
    import retry from 'async-retry';
    import { BillingClient } from './billing/client.js';
    export const pay = (order: string) => retry(() => new BillingClient().charge(order), { retries: 4 }); // finds: compounding-retry ~ "async-retry ×5 → loop in BillingClient.charge ×3"`, ['warning']],
  ['TanStack Query around ky', `
    import { useQuery } from '@tanstack/react-query';
    import ky from 'ky';
    export const useOrder = (id: string) => useQuery({ queryKey: ['order', id], queryFn: () => ky.get('https://orders.shop.example/' + id).json() }); // finds: compounding-retry ~ "×4"`, ['warning']],
  ['an AWS client in a loop', `
    import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';
    import pRetry from 'p-retry';
    const s3 = new S3Client({});
    export const invoice = (id: string) => pRetry(() => s3.send(new GetObjectCommand({ Bucket: 'invoices', Key: id })), { retries: 2 }); // finds: compounding-retry ~ "×3 (default)"`, ['warning']],
  ['three layers in three files through a barrel', {
    'src/orders.ts': `
      import { billing } from './billing/index.js';
      import { withRetry } from './retry/with-retry.js';
      export const pay = (order: string) => withRetry(() => billing.settle(order)); // finds: compounding-retry ~ "withRetry ×3 → withRetry ×4 → loop in BillingClient.charge ×3"`,
    'src/billing/index.ts': `
      export * from './settle.js';
      export * as billing from './settle.js';`,
    'src/billing/settle.ts': `
      import { withRetry } from '../retry/with-retry.js';
      import { BillingClient } from './client.js';
      export const settle = (order: string) => withRetry(() => new BillingClient().charge(order), { attempts: 4 });`,
  }, ['error']],
  ['a few attempts of a job that waits longer each time, around layers that wait', `
    import { Queue, Worker } from 'bullmq';
    import { BillingClient } from './billing/client.js';
    const orders = new Queue('orders');
    export const place = (order: string) => orders.add('place', { order }, { attempts: 3, backoff: { type: 'exponential', delay: 2000 } }); // finds: compounding-retry ~ "up to 9 attempts"
    export const worker = new Worker('orders', async (job) => { await new BillingClient().charge(job.data.order); });`, ['info']],
  ['a few attempts of a job that waits the same short time', `
    import { Queue, Worker } from 'bullmq';
    import { BillingClient } from './billing/client.js';
    const orders = new Queue('orders');
    export const place = (order: string) => orders.add('place', { order }, { attempts: 3, backoff: { type: 'fixed', delay: 200 } }); // finds: compounding-retry ~ "up to 9 attempts"
    export const worker = new Worker('orders', async (job) => { await new BillingClient().charge(job.data.order); });`, ['warning']],
  ['a job that throws what its client says of a failure', `
    import { createClient } from '@supabase/supabase-js';
    import { Queue, Worker } from 'bullmq';
    const orders = new Queue('orders');
    export const place = (order: string) => orders.add('place', { order }, { attempts: 5 }); // finds: compounding-retry ~ "queue 'orders' ×5 → PostgrestQueryBuilder client ×4"
    export const worker = new Worker('orders', async (job) => {
      const db = createClient('https://db.shop.example', 'key');
      const { data: order, error } = await db.from('orders').select('id').eq('id', job.data.order).single();
      if (error) throw error;
      console.log(order);
    });`, ['warning']],
  ['a job that fails but for a failure of its own', `
    import { Queue, Worker } from 'bullmq';
    import { BillingClient } from './billing/client.js';
    const orders = new Queue('orders');
    export const place = (order: string) => orders.add('place', { order }, { attempts: 5 }); // finds: compounding-retry ~ "queue 'orders' ×5 → loop in BillingClient.charge ×3"
    export const worker = new Worker('orders', async (job) => {
      try { await new BillingClient().charge(job.data.order); } catch (error) {
        if (error instanceof Error && error.name === 'AbortError') return;
        throw error;
      }
    });`, ['warning']],
  ['enormous numbers', `
    import { withRetry } from './retry/with-retry.js';
    import { BillingClient } from './billing/client.js';
    export const pay = (order: string) => withRetry(() => new BillingClient().charge(order), { attempts: 1e9 }); // finds: compounding-retry`, ['error']],
  ['queues that feed each other', `
    import { Queue, Worker } from 'bullmq';
    import { BillingClient } from './billing/client.js';
    const a = new Queue('placed'); const b = new Queue('charged');
    export const wa = new Worker('placed', async (job) => { await b.add('next', job.data, { attempts: 3 }); }); // finds: compounding-retry ~ "queue 'charged' ×3 → loop in BillingClient.charge ×3"
    export const wb = new Worker('charged', async (job) => { await new BillingClient().charge(job.data.id); await a.add('next', job.data, { attempts: 3 }); });`, ['warning']],
  ['a helper handed a named function', `
    import { withRetry } from './retry/with-retry.js';
    import { BillingClient } from './billing/client.js';
    const billing = new BillingClient();
    async function work() { return billing.charge('2'); }
    export const pay = () => withRetry(work); // finds: compounding-retry ~ "withRetry ×3 → loop in BillingClient.charge ×3"`, ['warning']],
  ['a wrapper around a function, made once', {
    'src/orders.ts': `
      import { BillingClient } from './billing/client.js';
      import { retriable } from './retry/retriable.js';
      const billing = new BillingClient();
      const charge = retriable((order: string) => billing.charge(order), 4);
      export const pay = (order: string) => charge(order); // finds: compounding-retry ~ "×4 → loop in BillingClient.charge ×3"`,
    'src/retry/retriable.ts': `
      import { sleep } from '../sleep.js';
      export function retriable<A extends unknown[], T>(work: (...args: A) => Promise<T>, attempts = 3) {
        return async (...args: A): Promise<T> => {
          for (let attempt = 1; ; attempt++) {
            try { return await work(...args); } catch (error) { if (attempt >= attempts) throw error; await sleep(100); }
          }
        };
      }`,
  }, ['warning']],
  ['a nestjs controller, a service and a client', `
    import { Controller, Post, Param, Injectable, Module } from '@nestjs/common';
    import { sleep } from './sleep.js';
    @Injectable()
    export class BillingGateway {
      async charge(order: string) {
        let lastError: unknown;
        for (let attempt = 1; attempt <= 3; attempt++) {
          try { return await fetch('https://billing.shop.example/' + order, { method: 'POST' }); } catch (error) { lastError = error; await sleep(100 * attempt); }
        }
        throw lastError;
      }
    }
    @Injectable()
    export class OrdersService {
      constructor(private readonly billing: BillingGateway) {}
      async pay(order: string) {
        let attempts = 0;
        while (attempts < 3) { // finds: compounding-retry ~ "loop in OrdersService.pay ×3 → loop in BillingGateway.charge ×3 → a POST request to 'https://billing.shop.example/*': up to 9 attempts for one request"
          try { return await this.billing.charge(order); } catch (error) { attempts += 1; if (attempts >= 3) throw error; await sleep(500); }
        }
        throw new Error('not paid');
      }
    }
    @Controller('orders')
    export class OrdersController {
      constructor(private readonly orders: OrdersService) {}
      @Post(':id/pay') pay(@Param('id') id: string) { return this.orders.pay(id); }
    }
    @Module({ controllers: [OrdersController], providers: [OrdersService, BillingGateway] })
    export class AppModule {}`, ['warning']],
  ['the same with a port that is bound to a token', `
    import { Inject, Injectable, Module } from '@nestjs/common';
    import { withRetry } from './retry/with-retry.js';
    import { BillingClient } from './billing/client.js';
    export interface Billing { charge(order: string): Promise<string> }
    @Injectable()
    export class OrdersService {
      constructor(@Inject('BILLING') private readonly billing: Billing) {}
      pay(order: string) {
        return withRetry(() => this.billing.charge(order)); // finds: compounding-retry ~ "withRetry ×3 → loop in BillingClient.charge ×3"
      }
    }
    @Module({ providers: [OrdersService, { provide: 'BILLING', useClass: BillingClient }] })
    export class AppModule {}`, ['warning']],
  ['the same helper in the service and in the client', {
    'src/orders.ts': `
      import { withRetry } from './retry/with-retry.js';
      import { MailClient } from './mail/client.js';
      export const thank = (order: string) => withRetry(() => new MailClient().send(order), { attempts: 5 }); // finds: compounding-retry ~ "withRetry ×5 → withRetry ×3"`,
    'src/mail/client.ts': `
      import { withRetry } from '../retry/with-retry.js';
      export class MailClient {
        send(text: string) { return withRetry(() => fetch('https://mail.shop.example', { method: 'POST', body: text })); }
      }`,
  }, ['warning']],
  ['a bound method is handed over', `
    import { withRetry } from './retry/with-retry.js';
    import { BillingClient } from './billing/client.js';
    const billing = new BillingClient();
    export const pay = () => withRetry(billing.charge.bind(billing, '1')); // finds: compounding-retry`, ['warning']],
  ['then and catch as the outer layer', `
    import { BillingClient } from './billing/client.js';
    export function pay(order: string, left = 3): Promise<string> {
      return new BillingClient().charge(order).catch((error) => { // finds: compounding-retry ~ "pay calling itself ×4 → loop in BillingClient.charge ×3"
        if (left === 0) throw error;
        return pay(order, left - 1);
      });
    }`, ['warning']],
  ['p-retry without end', `
    import pRetry from 'p-retry';
    import { BillingClient } from './billing/client.js';
    export const pay = (order: string) => pRetry(() => new BillingClient().charge(order), { forever: true, retries: 2 }); // finds: compounding-retry ~ "p-retry ×∞"`, ['error']],
  ['field with a literal', `
    import { BillingClient } from './billing/client.js';
    class Policy { private readonly attempts = 4;
      async execute<T>(work: () => Promise<T>): Promise<T> { for (let i = 1; ; i++) { try { return await work(); } catch (error) { if (i >= this.attempts) throw error; await new Promise((r) => setTimeout(r, 100)); } } } }
    const policy = new Policy();
    export const pay = (order: string) => policy.execute(() => new BillingClient().charge(order)); // finds: compounding-retry ~ "×4"`, ['warning']],
  ['limits in an imported environment constant', {
    'src/orders.ts': `
      import { ATTEMPTS } from './config.js';
      import { BillingClient } from './billing/client.js';
      import { sleep } from './sleep.js';
      export async function pay(order: string) {
        for (let i = 0; i < ATTEMPTS; i++) { // finds: compounding-retry ~ "×6"
          try { return await new BillingClient().charge(order); } catch { await sleep(100); }
        }
        throw new Error('not paid');
      }`,
    'src/config.ts': `
      export const ATTEMPTS = Number(process.env.ATTEMPTS ?? 6);`,
  }, ['warning']],
  ['limits in an imported environment object', {
    'src/orders.ts': `
      import { config } from './config.js';
      import { BillingClient } from './billing/client.js';
      import { sleep } from './sleep.js';
      export async function pay(order: string) {
        for (let i = 0; i < config.attempts; i++) { // finds: compounding-retry ~ "×6"
          try { return await new BillingClient().charge(order); } catch { await sleep(100); }
        }
        throw new Error('not paid');
      }`,
    'src/config.ts': `
      export const config = { attempts: Number(process.env.ATTEMPTS ?? 6) };`,
  }, ['warning']],
  ['the AI SDK with a number', `
    import { generateText } from 'ai';
    import pRetry from 'p-retry';
    export const thank = (prompt: string) => pRetry(() => generateText({ model: 'gpt', prompt, maxRetries: 4 }), { retries: 2 }); // finds: compounding-retry ~ "×5"`, ['warning']],
])('%s', async (_, files, severities) => {
  const { findings } = await check({ rule, files: system(files) });
  expect(findings.map(({ severity }) => severity)).toEqual(severities);
});

// What only looks like it.

test.each<[what: string, files: Files]>([
  ['what tries without end keeps its failures from those around it', `
    import { sleep } from './sleep.js';
    async function charge(order: string) {
      while (true) {
        try { return await fetch('https://billing.shop.example', { method: 'POST', body: order }); } catch { await sleep(500); }
      }
    }
    export async function pay(order: string): Promise<unknown> {
      try { return await charge(order); } catch { await sleep(2500); return pay(order); }
    }`],
  ['one function that begins anew when it fails, or when what it made ends', `
    import { createClient } from 'redis';
    export class Feed {
      private timer: ReturnType<typeof setTimeout> | undefined;
      async connect(): Promise<void> {
        const reconnect = () => {
          if (this.timer) return;
          this.timer = setTimeout(async () => { this.timer = undefined; await this.connect(); }, 1000);
        };
        const client = createClient();
        try {
          await client.connect();
          client.on('error', () => { reconnect(); });
        } catch { reconnect(); }
      }
    }`],
  ['two clients with axios-retry, through one helper', `
    import axios, { type AxiosInstance } from 'axios';
    import axiosRetry from 'axios-retry';
    const send = (client: AxiosInstance, body: unknown) => client.post('/events', body);
    const orders = axios.create({ baseURL: 'https://orders.shop.example' });
    const mail = axios.create({ baseURL: 'https://mail.shop.example' });
    axiosRetry(orders, { retries: 6, retryDelay: () => 1000 });
    axiosRetry(mail, { retries: 6, retryDelay: () => 1000 });
    export const tellOrders = (body: unknown) => send(orders, body);
    export const tellMail = (body: unknown) => send(mail, body);`],
  ['the helper once is nothing', `
    import { withRetry } from './retry/with-retry.js';
    export const label = (id: string) => withRetry(() => fetch('https://shipping.shop.example/' + id), { attempts: 5 });`],
  ['an inner layer set to one attempt', `
    import { withRetry } from './retry/with-retry.js';
    const label = (id: string) => withRetry(() => fetch('https://shipping.shop.example/' + id), { attempts: 1 });
    export const printed = (id: string) => withRetry(() => label(id), { attempts: 5 });`],
  ['a client of openai that is told not to', `
    import OpenAI from 'openai';
    import pRetry from 'p-retry';
    const openai = new OpenAI({ maxRetries: 0 });
    export function thank(name: string) {
      return pRetry(() => openai.chat.completions.create({ model: 'gpt', messages: [{ role: 'user', content: name }] }), { retries: 2 });
    }`],
  ['a call of openai that is told not to', `
    import OpenAI from 'openai';
    import pRetry from 'p-retry';
    const openai = new OpenAI({ maxRetries: 8 });
    export function thank(name: string) {
      return pRetry(() => openai.chat.completions.create({ model: 'gpt', messages: [{ role: 'user', content: name }] }, { maxRetries: 0 }), { retries: 2 });
    }`],
  ['a client of openai with options that cannot be told', `
    import OpenAI from 'openai';
    import type { ClientOptions } from 'openai';
    import pRetry from 'p-retry';
    export function thank(name: string, options: ClientOptions) {
      const openai = new OpenAI({ ...options });
      return pRetry(() => openai.chat.completions.create({ model: 'gpt', messages: [{ role: 'user', content: name }] }), { retries: 2 });
    }`],
  ['a queue whose worker keeps the failure', `
    import { Queue, Worker } from 'bullmq';
    import { BillingClient } from './billing/client.js';
    const billing = new BillingClient();
    const queue = new Queue('charges', { defaultJobOptions: { attempts: 5, backoff: 500 } });
    export const place = (id: string) => queue.add('charge', { id });
    export const worker = new Worker('charges', async (job) => {
      try { await billing.charge(job.data.id); } catch (error) { console.error(error); }
    });`],
  ['options of the helper that nobody can tell', `
    import { withRetry, type RetryOptions } from './retry/with-retry.js';
    import { BillingClient } from './billing/client.js';
    export const pay = (order: string, options: RetryOptions) => withRetry(() => new BillingClient().charge(order), options);`],
  ['options that a function makes', `
    import { withRetry } from './retry/with-retry.js';
    import { retryOptions } from '@shop/config';
    import { BillingClient } from './billing/client.js';
    export const pay = (order: string) => withRetry(() => new BillingClient().charge(order), { ...retryOptions() });`],
  ['axios-retry on another instance', `
    import axios from 'axios';
    import axiosRetry from 'axios-retry';
    import pRetry from 'p-retry';
    const client = axios.create({ baseURL: 'https://billing.shop.example' });
    const other = axios.create({ baseURL: 'https://stock.shop.example' });
    axiosRetry(other, { retries: 3 });
    export const receipt = (order: string) => pRetry(() => client.get('/charges/' + order), { retries: 2 });`],
  ['axios-retry on an instance that a class of another package keeps', {
    'src/zendesk.ts': `
      import axios, { type AxiosInstance } from 'axios';
      import axiosRetry from 'axios-retry';
      export class Zendesk {
        private readonly api: AxiosInstance;
        constructor() { this.api = axios.create(); axiosRetry(this.api, { retries: 3 }); }
        ticket(id: string) { return this.api.get('/tickets/' + id); }
      }`,
    'src/orders.ts': `
      import axios, { type AxiosInstance } from 'axios';
      import pRetry from 'p-retry';
      import { Zendesk } from './zendesk.js';
      export const zendesk = new Zendesk();
      export const receipt = (order: string) => pRetry(() => axios.get('https://billing.shop.example/' + order), { retries: 2 });
      export const typed = (api: AxiosInstance, order: string) => pRetry(() => api.request({ url: '/charges/' + order }), { retries: 2 });
      export class Billing {
        private readonly api: AxiosInstance;
        constructor() { this.api = axios.create(); }
        pay(order: string) { return pRetry(() => this.api.post('/charges', order), { retries: 2 }); }
      }`,
  }],
  ['axios-retry on the axios that everybody uses, in another program', {
    'apps/mail/main.ts': `import axios from 'axios'; import axiosRetry from 'axios-retry'; axiosRetry(axios, { retries: 3 });`,
    'src/orders.ts': `
      import axios from 'axios';
      import pRetry from 'p-retry';
      export const receipt = (order: string) => pRetry(() => axios.get('https://billing.shop.example/' + order), { retries: 2 });`,
  }],
  ['only a name that is taken is tried again, whatever else fails is thrown', `
    import { BlobServiceClient } from '@azure/storage-blob';
    import { codeOf, classified } from './errors.js';
    export class NameTaken extends Error {}
    const blobs = BlobServiceClient.fromConnectionString('storage').getContainerClient('invoices');
    export async function store(invoice: string, exact: boolean) {
      for (let attempt = 0; attempt < 8; attempt++) {
        try { return await blobs.getBlockBlobClient(invoice).upload(invoice, 9); } catch (error) {
          if (error instanceof NameTaken) { if (exact) throw error; continue; }
          if (codeOf(error) === '23505') { if (exact) throw new NameTaken(invoice); continue; }
          const known = classified(error);
          if (known) throw known;
          throw new Error('not stored');
        }
      }
      throw new Error('no name is free');
    }`],
  ['what asks for other credentials, within what may pass by itself', `
    import OpenAI from 'openai';
    import { UnauthorizedError } from '@shop/login';
    import { sleep } from './sleep.js';
    const openai = new OpenAI({ maxRetries: 0 });
    const isAuthError = (error: unknown): boolean => error instanceof UnauthorizedError || (error as { code?: number }).code === 401;
    const mayPass = (error: unknown): boolean => { const { message } = error as Error; return message.includes('ECONNRESET') || message.includes('fetch failed'); };
    async function ask(name: string, key?: string) {
      for (let attempt = 0; ; attempt++) {
        try { return await openai.responses.create({ model: 'gpt', input: name }); } catch (error) {
          if (attempt === 0 && isAuthError(error) && key !== 'fixed') continue;
          throw error;
        }
      }
    }
    export async function thank(name: string) {
      for (let attempt = 0; attempt < 5; attempt++) {
        try { return await ask(name); } catch (error) {
          if (mayPass(error) && attempt < 4) { await sleep(200); continue; }
          throw error;
        }
      }
      throw new Error('no thanks');
    }`],
  ['a helper that is told of which failure', {
    'src/again.ts': `
      export async function again<T>(work: () => Promise<T>, most: number, messages: string[]): Promise<T> {
        let last: unknown;
        for (let attempt = 0; attempt < most; attempt++) {
          try { return await work(); } catch (error) {
            last = error;
            if (messages.length !== 0 && !messages.includes((error as Error).message)) throw error;
          }
        }
        throw last;
      }`,
    'src/orders.ts': `
      import { again } from './again.js';
      import { BillingClient } from './billing/client.js';
      const CHANGED = 'order-changed';
      export const pay = (order: string) => again(() => new BillingClient().charge(order), 3, [CHANGED]);`,
  }],
  ['a helper that asks what its callers hand it', {
    'src/again.ts': `
      export async function again<T>(work: () => Promise<T>, options: { most: number; shouldRetry: (error: unknown) => boolean }): Promise<T> {
        for (let attempt = 1; ; attempt++) {
          try { return await work(); } catch (error) { if (attempt >= options.most || !options.shouldRetry(error)) throw error; }
        }
      }`,
    'src/orders.ts': `
      import { again } from './again.js';
      import { BillingClient } from './billing/client.js';
      export class OrderChanged extends Error {}
      const isChanged = (error: unknown): boolean => { if (!(error instanceof OrderChanged)) return false; return error.message.length > 0; };
      export const pay = (order: string) => again(() => new BillingClient().charge(order), { most: 5, shouldRetry: (error) => isChanged(error) });`,
  }],
  ['a predicate of p-retry for failures of two writers', `
    import pRetry from 'p-retry';
    import Stripe from 'stripe';
    const stripe = new Stripe('key');
    export const refund = (charge: string) => pRetry(() => stripe.refunds.create({ charge }), { retries: 2, shouldRetry: ({ error }) => (error as { code?: string }).code === 'P2002' });`],
  ['another command for what a process has said', `
    import { run } from './run.js';
    import { namesIn } from './names.js';
    import { BillingClient } from './billing/client.js';
    export async function update(names: string[], left = 10): Promise<string> {
      try {
        await new BillingClient().charge(names.join());
        return await run('update ' + names.join(' '));
      } catch (error) {
        const output = String((error as { stdout?: string }).stdout) + String((error as { stderr?: string }).stderr);
        const found = namesIn(output).filter((each: string) => !names.includes(each));
        if (left > 0 && found.length > 0) return update([...names, ...found], left - 1);
        throw error;
      }
    }`],
  ['a connection that is made anew by a timer is one layer, wherever one comes in', `
    import { Kafka, type Producer } from 'kafkajs';
    export class Events {
      private tries = 0;
      private isConnecting = false;
      private producer: Producer = new Kafka({ brokers: ['kafka'], retry: { retries: 0 } }).producer();
      async connect(): Promise<void> {
        try { await this.producer.connect(); this.isConnecting = false; } catch (error) { this.later(); throw error; }
      }
      private later(): void {
        if (this.isConnecting) return;
        if (this.tries >= 10) return;
        this.isConnecting = true;
        this.tries++;
        setTimeout(async () => {
          try { await this.connect(); } catch { this.isConnecting = false; this.later(); }
        }, 1000);
      }
    }`],
  ['got does not retry a POST', `
    import got from 'got';
    import pRetry from 'p-retry';
    export const pay = (order: string) => pRetry(() => got.post('https://billing.shop.example/charges', { body: order }), { retries: 2 });`],
  ['LangChain alone', `
    import { ChatOpenAI } from '@langchain/openai';
    const model = new ChatOpenAI({ model: 'gpt' });
    export const thank = (name: string) => model.invoke(name);`],
  ['the AI SDK told not to', `
    import { generateText } from 'ai';
    import { openai } from '@ai-sdk/openai';
    import pRetry from 'p-retry';
    export const thank = (prompt: string) => pRetry(() => generateText({ model: openai('gpt'), prompt, maxRetries: 0 }), { retries: 2 });`],
  ['a worker that goes on whatever happens to one job is no layer', `
    import { BillingClient } from './billing/client.js';
    export interface Jobs { take(): Promise<string> }
    export async function work(jobs: Jobs) {
      while (true) {
        const order = await jobs.take();
        try { await new BillingClient().charge(order); } catch (error) { console.error(error); }
      }
    }`],
  ['the inner failure is kept', `
    import { withRetry } from './retry/with-retry.js';
    import { BillingClient } from './billing/client.js';
    async function tryCharge(order: string) {
      try { return await new BillingClient().charge(order); } catch (error) { console.error(error); return undefined; }
    }
    export const pay = (order: string) => withRetry(() => tryCharge(order));`],
  ['an AWS client with one attempt', `
    import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';
    import pRetry from 'p-retry';
    const s3 = new S3Client({ maxAttempts: 1 });
    export const invoice = (id: string) => pRetry(() => s3.send(new GetObjectCommand({ Bucket: 'invoices', Key: id })), { retries: 2 });`],
  ['negative and contradictory options', `
    import { withRetry } from './retry/with-retry.js';
    import pRetry from 'p-retry';
    import { BillingClient } from './billing/client.js';
    export const pay = (order: string) => withRetry(() => new BillingClient().charge(order), { attempts: -2 });
    export const payOnce = (order: string) => pRetry(() => new BillingClient().charge(order), { retries: 0, forever: false });`],
  ['recursion over several files', {
    'src/orders.ts': `
      import { b } from './b.js';
      export async function a(order: string): Promise<string> { try { return await (await fetch('https://a.shop.example/' + order)).text(); } catch { return b(order); } }`,
    'src/b.ts': `
      import { c } from './c.js';
      export const b = (order: string): Promise<string> => c(order);`,
    'src/c.ts': `
      import { a } from './orders.js';
      export const c = (order: string): Promise<string> => a(order);`,
  }],
  ['a fallback model after the first has failed is no layer', `
    import OpenAI from 'openai';
    const openai = new OpenAI();
    export async function thank(name: string) {
      for (const model of ['gpt-large', 'gpt-small', 'gpt-tiny']) {
        try { return await openai.responses.create({ model, input: name }); } catch (error) { console.warn(model, error); }
      }
      throw new Error('no model answers');
    }`],
  ['each order by itself is no layer', `
    import { BillingClient } from './billing/client.js';
    export async function settle(orders: string[]) {
      const failed: string[] = [];
      for (const order of orders) { try { await new BillingClient().charge(order); } catch { failed.push(order); } }
      return failed;
    }`],
  ['the same helper for two things of one function', `
    import { withRetry } from './retry/with-retry.js';
    export async function place(order: string) {
      await withRetry(() => fetch('https://stock.shop.example/' + order, { method: 'POST' }));
      await withRetry(() => fetch('https://billing.shop.example/' + order, { method: 'POST' }));
    }`],
  ['a job that adds a job', `
    import { Queue, Worker } from 'bullmq';
    const mails = new Queue('mails', { defaultJobOptions: { attempts: 5, backoff: 1000 } });
    const charges = new Queue('charges', { defaultJobOptions: { attempts: 3, backoff: 1000 } });
    export const place = (id: string) => charges.add('charge', { id });
    export const charging = new Worker('charges', async (job) => { await fetch('https://billing.shop.example/' + job.data.id, { method: 'POST' }); await mails.add('thank', job.data); });
    export const mailing = new Worker('mails', async (job) => { await fetch('https://mail.shop.example/' + job.data.id, { method: 'POST' }); });`],
  ['a wait for a service that starts', `
    import { sleep } from './sleep.js';
    export async function ready() {
      for (let attempt = 0; attempt < 30; attempt++) {
        const response = await fetch('http://billing/health').catch(() => undefined);
        if (response?.ok) return;
        await sleep(1000);
      }
      throw new Error('billing does not start');
    }`],
  ['p-retry with options that cannot be told', `
    import pRetry, { type Options } from 'p-retry';
    import { BillingClient } from './billing/client.js';
    export const pay = (order: string, options: Options) => pRetry(() => new BillingClient().charge(order), { ...options });`],
  ['a limit that the caller hands on, and that it may be told', `
    import { sleep } from './sleep.js';
    import { BillingClient } from './billing/client.js';
    async function poll(work: () => Promise<string>, most?: number) {
      let tries = 0;
      while (!most || tries < most) { try { return await work(); } catch { tries += 1; await sleep(500); } }
      throw new Error('gave up');
    }
    export const paid = (order: string, most?: number) => poll(() => new BillingClient().charge(order), most);`],
  ['a job that goes on when its work has failed, but for a failure of its own', `
    import { Queue, Worker } from 'bullmq';
    import { BillingClient } from './billing/client.js';
    const orders = new Queue('orders');
    export const place = (order: string) => orders.add('place', { order }, { attempts: 5 });
    export const worker = new Worker('orders', async (job) => {
      try { await new BillingClient().charge(job.data.order); } catch (error) {
        if (error instanceof Error && error.name === 'AbortError') throw error;
        console.error(error);
      }
    });`],
  ['a job that fails only when it cannot note that its work has failed', `
    import { Queue, Worker } from 'bullmq';
    import { BillingClient } from './billing/client.js';
    const orders = new Queue('orders');
    export const place = (order: string) => orders.add('place', { order }, { attempts: 5 });
    export const worker = new Worker('orders', async (job) => {
      try { await new BillingClient().charge(job.data.order); } catch (error) {
        try { await fetch('https://shop.example/failed', { method: 'POST' }); return; } catch { throw error; }
      }
    });`],
  ['a job that does not look at what its client says of a failure', `
    import { createClient } from '@supabase/supabase-js';
    import { Queue, Worker } from 'bullmq';
    const orders = new Queue('orders');
    export const place = (order: string) => orders.add('place', { order }, { attempts: 5 });
    export const worker = new Worker('orders', async (job) => {
      const db = createClient('https://db.shop.example', 'key');
      const { data: order } = await db.from('orders').select('id').eq('id', job.data.order).single();
      if (!order) { console.error('no order'); return; }
      console.log(order);
    });`],
])('%s', async (_, files) => {
  await check({ rule, files: system(files) });
});

test('shows each layer, where its number is said, and what is attempted in the end', async () => {
  const { findings: [finding] } = await check({ rule, files: system(`
    import pRetry from 'p-retry';
    import { BillingClient } from './billing/client.js';
    const options = {
      retries: 4,
    };
    export const pay = (order: string) => pRetry(() => new BillingClient().charge(order), options); // finds: compounding-retry
  `) });
  expect(finding).toMatchObject({ severity: 'warning', precision: 'high', data: { attempts: 15, unknown: 0 } });
  expect(finding?.data['layers']).toMatchObject([{ form: 'wrapper', attempts: 5, from: "'retries'" }, { form: 'loop', attempts: 3 }]);
  expect(finding?.path.map(({ file, line }) => `${file}:${line}`).slice(0, 3)).toEqual(['src/orders.ts:7', 'src/orders.ts:5', 'src/billing/client.ts:6']);
});

const twoTimesTwo = `
  import pRetry from 'p-retry';
  async function stock(sku: string) {
    for (let attempt = 0; attempt < 2; attempt++) { try { return await fetch('https://stock.shop.example/' + sku); } catch { await new Promise((resolve) => setTimeout(resolve, 100)); } }
    throw new Error('no stock');
  }
  export const left = (sku: string) => pRetry(() => stock(sku), { retries: 1 });`;

test('four attempts are told, and by option only more of them', async () => {
  const { findings } = await check({ rule, files: { 'src/stock.ts': twoTimesTwo.replace('{ retries: 1 });', '{ retries: 1 }); // finds: compounding-retry ~ "up to 4 attempts"') } });
  expect(findings.map(({ severity }) => severity)).toEqual(['info']);
  await check({ rule, options: { minimum: 5 }, files: { 'src/stock.ts': twoTimesTwo } });
});

/** 12 layers of 10 functions that each call the 10 of the next: 10¹² ways from the first to the request. */
test('many ways between two places take no time', async () => {
  const layers = Array.from({ length: 12 }, (_, layer) => {
    const next = Array.from({ length: 10 }, (__, index) => `    await step${layer + 1}x${index}(order);`).join('\n');
    const body = layer === 11 ? `    await fetch('https://billing.shop.example/' + order, { method: 'POST' });` : next;
    const names = Array.from({ length: 10 }, (__, index) => `step${layer + 1}x${index}`).join(', ');
    const head = layer === 11 ? '' : `import { ${names} } from './layer${layer + 1}.js';\n`;
    return [`src/layer${layer}.ts`, head + Array.from({ length: 10 }, (__, index) => `export async function step${layer}x${index}(order: string): Promise<void> {\n${body}\n}`).join('\n')];
  });
  const begun = performance.now();
  await check({ rule, files: {
    ...Object.fromEntries(layers) as Record<string, string>,
    'src/orders.ts': `
      import pRetry from 'p-retry';
      import { step0x0 } from './layer0.js';
      const twice = (order: string) => pRetry(() => step0x0(order), { retries: 1 });
      export const pay = (order: string) => pRetry(() => twice(order), { retries: 2 }); // finds: compounding-retry ~ "up to 6 attempts"`,
  } });
  expect(performance.now() - begun).toBeLessThan(10_000);
});
