import { check, checkFixtures } from '@dist-lint/testing';
import { expect, test } from 'vitest';

const rule = 'tight-retry-loop';

test('finds what its fixtures mark', () => checkFixtures(rule));

/** What the cases share. */
const shop = {
  'src/sleep.ts': `
    export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));`,
  'src/billing/charge.ts': `
    export async function charge(order: string): Promise<string> {
      const response = await fetch('https://billing.shop.example/charges', { method: 'POST', body: order });
      if (!response.ok) throw new Error('not charged');
      return response.text();
    }`,
};

type Files = string | Record<string, string>;

/** One text is the file of the orders. */
const system = (files: Files): Record<string, string> => ({ ...shop, ...(typeof files === 'string' ? { 'src/orders.ts': files } : files) });

// What is found.

test.each<[what: string, files: Files, severities: string[]]>([
  ['log and go on, without end', `
    import { charge } from './billing/charge.js';
    export async function pay(order: string) {
      while (true) { // finds: tight-retry-loop ~ "without a wait and without end"
        try { return await charge(order); } catch (error) { console.error(error); }
      }
    }`, ['error']],
  ['recursion in the catch clause', `
    import { charge } from './billing/charge.js';
    export async function pay(order: string): Promise<string> {
      try { return await charge(order); } catch (error) { // finds: tight-retry-loop
        console.error('again', error);
        return pay(order);
      }
    }`, ['error']],
  ['a rejection handler that begins anew', `
    import { charge } from './billing/charge.js';
    export function pay(order: string): Promise<string> {
      return charge(order).catch(() => pay(order)); // finds: tight-retry-loop
    }`, ['error']],
  ['the second argument of then begins anew', `
    import { charge } from './billing/charge.js';
    export function pay(order: string): Promise<string> {
      return charge(order).then((receipt) => receipt, () => pay(order)); // finds: tight-retry-loop
    }`, ['error']],
  ['a timer of zero in the catch clause', `
    import { charge } from './billing/charge.js';
    export async function pay(order: string): Promise<void> {
      try { await charge(order); } catch { // finds: tight-retry-loop
        setTimeout(() => pay(order), 0);
      }
    }`, ['error']],
  ['a message on a socket that has to be opened first', `
    import WebSocket from 'ws';
    import { charge } from './billing/charge.js';
    export async function tell(socket: WebSocket, order: string, left = 5): Promise<void> {
      try { await charge(order); socket.send(order); } catch { return left > 0 ? tell(socket, order, left - 1) : undefined; } // finds: tight-retry-loop ~ "A POST request to 'https://billing.shop.example/charges' is attempted 6 times"
    }`, ['warning']],
  ['setImmediate in the catch clause', `
    import { charge } from './billing/charge.js';
    export async function pay(order: string): Promise<void> {
      try { await charge(order); } catch { // finds: tight-retry-loop
        setImmediate(() => void pay(order));
      }
    }`, ['error']],
  ['a timer that is handed the function itself', `
    import net from 'node:net';
    export async function settle(): Promise<void> {
      try { await fetch('https://billing.shop.example/settle', { method: 'POST' }); } catch { // finds: tight-retry-loop
        setTimeout(settle, 0);
      }
    }`, ['error']],
  ['a timer of five seconds in the catch clause waits', `
    import { charge } from './billing/charge.js';
    export async function settle(order: string): Promise<void> {
      try { await charge(order); } catch { // finds: tight-retry-loop
        setTimeout(() => void settle(order), 5000);
      }
    }`, ['info']],
  ['two functions that call one another', `
    import { charge } from './billing/charge.js';
    export async function pay(order: string): Promise<string> {
      return attempt(order);
    }
    async function attempt(order: string): Promise<string> {
      try { return await charge(order); } catch (error) { // finds: tight-retry-loop
        console.error(error);
        return pay(order);
      }
    }`, ['error']],
  ['two methods that call one another', `
    import { charge } from './billing/charge.js';
    export class Payments {
      async pay(order: string): Promise<string> {
        try { return await charge(order); } catch (error) { return this.recover(order, error); } // finds: tight-retry-loop
      }
      private async recover(order: string, error: unknown): Promise<string> {
        console.error('charging again', error);
        return this.pay(order);
      }
    }`, ['error']],
  ['a method that calls itself', `
    import { charge } from './billing/charge.js';
    export class Payments {
      async pay(order: string): Promise<string> {
        try { return await charge(order); } catch { return this.pay(order); } // finds: tight-retry-loop
      }
    }`, ['error']],
  ['a method that calls itself with one attempt less', `
    import { charge } from './billing/charge.js';
    export class Payments {
      async pay(order: string, left = 10): Promise<string> {
        try { return await charge(order); } catch (error) { // finds: tight-retry-loop ~ "11 times"
          if (left <= 0) throw error;
          return this.pay(order, left - 1);
        }
      }
    }`, ['warning']],
  ['a result that is looked at with continue', `
    export async function label(id: string) {
      while (true) { // finds: tight-retry-loop
        const response = await fetch('https://shipping.shop.example/labels/' + id);
        if (!response.ok) continue;
        return response.json();
      }
    }`, ['error']],
  ['a status that is looked at', `
    export async function label(id: string) {
      for (;;) { // finds: tight-retry-loop
        const response = await fetch('https://shipping.shop.example/labels/' + id);
        if (response.status === 503) continue;
        return response.json();
      }
    }`, ['error']],
  ['a throttled request with a count', `
    export async function label(id: string) {
      let tries = 0;
      while (tries < 20) { // finds: tight-retry-loop ~ "20 times"
        const response = await fetch('https://shipping.shop.example/labels/' + id);
        if (response.status >= 500) { tries++; continue; }
        return response.json();
      }
      throw new Error('no label');
    }`, ['warning']],
  ['null until it is there', `
    export async function reserve(sku: string) {
      let reservation: unknown = null;
      while (!reservation) { // finds: tight-retry-loop
        reservation = await fetch('https://stock.shop.example/' + sku, { method: 'POST' }).catch(() => null);
      }
      return reservation;
    }`, ['error']],
  ['do while a flag is not set', `
    import { charge } from './billing/charge.js';
    export async function pay(order: string) {
      let paid = false;
      do { // finds: tight-retry-loop
        try { await charge(order); paid = true; } catch (error) { console.warn(error); }
      } while (!paid);
    }`, ['error']],
  ['ten attempts at once', `
    import { charge } from './billing/charge.js';
    export async function pay(order: string) {
      let last: unknown;
      for (let attempt = 0; attempt < 10; attempt++) { // finds: tight-retry-loop ~ "10 times"
        try { return await charge(order); } catch (error) { last = error; }
      }
      throw last;
    }`, ['warning']],
  ['three attempts at once', `
    import { charge } from './billing/charge.js';
    export async function pay(order: string) {
      let last: unknown;
      for (let attempt = 1; attempt <= 3; attempt++) { // finds: tight-retry-loop ~ "3 times"
        try { return await charge(order); } catch (error) { last = error; }
      }
      throw last;
    }`, ['info']],
  ['ten milliseconds without end', `
    import { charge } from './billing/charge.js';
    import { sleep } from './sleep.js';
    export async function pay(order: string) {
      while (true) { // finds: tight-retry-loop ~ "every 10 ms"
        try { return await charge(order); } catch { await sleep(10); }
      }
    }`, ['warning']],
  ['five seconds without end while a request waits', `
    import express from 'express';
    import { charge } from './billing/charge.js';
    import { sleep } from './sleep.js';
    const app = express();
    app.post('/orders/:id/pay', async (request, response) => {
      while (true) { // finds: tight-retry-loop ~ "somebody waits"
        try { response.send(await charge(request.params.id)); return; } catch { await sleep(5000); }
      }
    });`, ['warning']],
  ['five seconds without end in a worker', `
    import { charge } from './billing/charge.js';
    import { sleep } from './sleep.js';
    export async function pay(order: string) {
      while (true) { // finds: tight-retry-loop
        try { return await charge(order); } catch { await sleep(5000); }
      }
    }`, ['info']],
  ['a sleep that nobody awaits', `
    import { charge } from './billing/charge.js';
    import { sleep } from './sleep.js';
    export async function pay(order: string) {
      while (true) { // finds: tight-retry-loop
        try { return await charge(order); } catch { sleep(5000); }
      }
    }`, ['error']],
  ['a timer in the loop that nobody awaits', `
    import { charge } from './billing/charge.js';
    export async function pay(order: string) {
      for (let attempt = 0; attempt < 8; attempt++) { // finds: tight-retry-loop ~ "8 times"
        try { return await charge(order); } catch { setTimeout(() => console.log('again'), 1000); }
      }
    }`, ['warning']],
  ['a busy wait is none', `
    import { charge } from './billing/charge.js';
    export async function pay(order: string) {
      while (true) { // finds: tight-retry-loop
        try { return await charge(order); } catch { const until = Date.now() + 1000; while (Date.now() < until) { /* waits */ } }
      }
    }`, ['error']],
  ['a gateway behind an interface', `
    export interface Gateway { charge(order: string): Promise<string> }
    export class Payments {
      constructor(private readonly gateway: Gateway) {}
      async pay(order: string) {
        for (;;) { // finds: tight-retry-loop
          try { return await this.gateway.charge(order); } catch (error) { console.error(error); }
        }
      }
    }`, ['warning']],
  ['a limit in the environment', `
    import { charge } from './billing/charge.js';
    const attempts = Number(process.env.CHARGE_ATTEMPTS ?? 20);
    export async function pay(order: string) {
      for (let attempt = 0; attempt < attempts; attempt++) { // finds: tight-retry-loop ~ "20 times"
        try { return await charge(order); } catch {}
      }
      throw new Error('not paid');
    }`, ['warning']],
  ['a limit parsed with a radix', `
    import { charge } from './billing/charge.js';
    const attempts = parseInt(process.env.CHARGE_ATTEMPTS || '20', 10);
    export async function pay(order: string) {
      for (let attempt = 0; attempt < attempts; attempt++) { // finds: tight-retry-loop ~ "20 times"
        try { return await charge(order); } catch {}
      }
      throw new Error('not paid');
    }`, ['warning']],
  ['a deadline and no wait', `
    import { charge } from './billing/charge.js';
    export async function pay(order: string) {
      const deadline = Date.now() + 30_000;
      while (Date.now() < deadline) { // finds: tight-retry-loop ~ "until a deadline"
        try { return await charge(order); } catch {}
      }
      throw new Error('not paid');
    }`, ['warning']],
  ['a signal and no wait', `
    import { charge } from './billing/charge.js';
    export async function pay(order: string, signal: AbortSignal) {
      while (!signal.aborted) { // finds: tight-retry-loop ~ "until it is aborted"
        try { return await charge(order); } catch {}
      }
      throw new Error('not paid');
    }`, ['warning']],
  ['a running flag is no bound for work that ends the loop', `
    import { charge } from './billing/charge.js';
    export class Settlement {
      private running = true;
      stop() { this.running = false; }
      async pay(order: string) {
        while (this.running) { // finds: tight-retry-loop
          try { await charge(order); return; } catch (error) { console.error(error); }
        }
      }
    }`, ['error']],
  ['a base class whose template method tries again', `
    export abstract class Job {
      protected abstract execute(order: string): Promise<string>;
      async run(order: string) {
        while (true) { // finds: tight-retry-loop
          try { return await this.execute(order); } catch (error) { console.error(error); }
        }
      }
    }
    export class ChargeJob extends Job {
      protected async execute(order: string) { return (await fetch('https://billing.shop.example/' + order, { method: 'POST' })).text(); }
    }`, ['error']],
  ['while counts down', `
    import { charge } from './billing/charge.js';
    export async function pay(order: string) {
      let left = 5;
      while (left--) { // finds: tight-retry-loop ~ "5 times"
        try { return await charge(order); } catch (error) { if (left === 0) throw error; }
      }
    }`, ['warning']],
  ['a while loop with a flag and a count', `
    import { charge } from './billing/charge.js';
    export async function pay(order: string) {
      let paid = false; let tries = 0;
      while (!paid && tries < 5) { // finds: tight-retry-loop ~ "5 times"
        try { await charge(order); paid = true; } catch (error) { tries += 1; }
      }
    }`, ['warning']],
  ['break on success', `
    import { charge } from './billing/charge.js';
    export async function pay(order: string) {
      for (let attempt = 0; attempt < 6; attempt++) { // finds: tight-retry-loop ~ "6 times"
        try { await charge(order); break; } catch (error) { if (attempt === 5) throw error; }
      }
    }`, ['warning']],
  ['a switch on the error\'s code', `
    import { charge } from './billing/charge.js';
    export async function pay(order: string) {
      while (true) { // finds: tight-retry-loop
        try { return await charge(order); } catch (error) {
          switch ((error as { code: string }).code) {
            case 'ECONNRESET': case 'ETIMEDOUT': continue;
            default: throw error;
          }
        }
      }
    }`, ['error']],
  ['a static method and a private name', `
    import { charge } from './billing/charge.js';
    export class Payments {
      static async pay(order: string) { return new Payments().#attempt(order); }
      async #attempt(order: string) {
        while (true) { // finds: tight-retry-loop
          try { return await charge(order); } catch {}
        }
      }
    }`, ['error']],
  ['a NestJS provider whose repository is injected', `
    import { Injectable } from '@nestjs/common';
    import { InjectRepository } from '@nestjs/typeorm';
    import { Repository } from 'typeorm';
    class Order { id!: string }
    @Injectable()
    export class OrdersService {
      constructor(@InjectRepository(Order) private readonly orders: Repository<Order>) {}
      async place(order: Order) {
        while (true) { // finds: tight-retry-loop ~ "write"
          try { return await this.orders.save(order); } catch (error) { console.error(error); }
        }
      }
    }`, ['error']],
  ['a nested function tries', `
    import { charge } from './billing/charge.js';
    export async function payAll(orders: string[]) {
      const pay = async (order: string): Promise<string> => {
        try { return await charge(order); } catch { return pay(order); } // finds: tight-retry-loop
      };
      return Promise.all(orders.map(pay));
    }`, ['error']],
  ['the reconnect of a socket', `
    import net from 'node:net';
    export function connect(port: number) {
      const socket = net.connect(port);
      socket.on('close', () => connect(port)); // finds: tight-retry-loop
    }`, ['error']],
  ['enormous counts end in time', `
    import { charge } from './billing/charge.js';
    export async function pay(order: string) {
      for (let attempt = 0; attempt < 1e9; attempt++) { // finds: tight-retry-loop
        try { return await charge(order); } catch {}
      }
    }`, ['error']],
  ['a counter that nobody counts', `
    import { charge } from './billing/charge.js';
    export async function pay(order: string) {
      let attempt = 0;
      while (attempt < 3) { // finds: tight-retry-loop
        try { return await charge(order); } catch (error) { console.error('attempt', attempt, error); }
      }
    }`, ['error']],
  ['a limit that the caller gives', `
    import { charge } from './billing/charge.js';
    export async function pay(order: string, attempts: number) {
      for (let attempt = 0; attempt < attempts; attempt++) { // finds: tight-retry-loop
        try { return await charge(order); } catch {}
      }
    }`, ['info']],
  ['a fatal class leaves and the others go on', `
    import { charge } from './billing/charge.js';
    class Declined extends Error {}
    export async function pay(order: string) {
      while (true) { // finds: tight-retry-loop
        try { return await charge(order); } catch (error) { if (error instanceof Declined) throw error; }
      }
    }`, ['error']],
  ['finally does not wait', `
    import { charge } from './billing/charge.js';
    import { sleep } from './sleep.js';
    export async function pay(order: string) {
      while (true) { // finds: tight-retry-loop
        try { return await charge(order); } catch {} finally { await sleep(1000); }
      }
    }`, ['info']],
  ['listed attempts', `
    import { charge } from './billing/charge.js';
    export async function pay(order: string) {
      for (const attempt of [1, 2, 3, 4]) { // finds: tight-retry-loop ~ "4 times"
        try { return await charge(order); } catch (error) { console.error(attempt, error); }
      }
      throw new Error('not paid');
    }`, ['warning']],
  ['a helper that only waits when it is told to', `
    import { sleep } from './sleep.js';
    export async function withRetry<T>(work: () => Promise<T>, attempts = 3, delay?: number): Promise<T> {
      for (let attempt = 1; ; attempt += 1) { // finds: tight-retry-loop
        try { return await work(); } catch (error) { if (attempt >= attempts) throw error; if (delay) await sleep(delay); }
      }
    }`, ['info']],
  ['a wait of which something else than the failure decides', `
    import { charge } from './billing/charge.js';
    import { sleep } from './sleep.js';
    export class Orders {
      constructor(private readonly isBusy: () => boolean) {}
      async pay(order: string) {
        for (;;) { // finds: tight-retry-loop ~ "only sometimes after a wait"
          try { return await charge(order); } catch (error) { console.error(error); }
          if (!this.isBusy()) await sleep(1000);
        }
      }
    }`, ['info']],
  ['cockatiel without a back-off', `
    import { handleAll, retry } from 'cockatiel';
    const policy = retry(handleAll, { maxAttempts: 10 });
    export const pay = (order: string) => policy.execute(() => fetch('https://billing.shop.example/' + order)); // finds: tight-retry-loop ~ "no delay"`, ['warning']],
  ['cockatiel without anything', `
    import { handleAll, retry } from 'cockatiel';
    const policy = retry(handleAll, {});
    export const pay = (order: string) => policy.execute(() => fetch('https://billing.shop.example/' + order)); // finds: tight-retry-loop ~ "no delay"`, ['error']],
  ['rxjs without a delay', `
    import { HttpService } from '@nestjs/axios';
    import { firstValueFrom, retry } from 'rxjs';
    export class Stock {
      constructor(private readonly http: HttpService) {}
      left(sku: string) { return firstValueFrom(this.http.get('https://stock.shop.example/' + sku).pipe(retry(5))); } // finds: tight-retry-loop ~ "no delay"
    }`, ['warning']],
  ['rxjs without end and without a delay', `
    import { HttpService } from '@nestjs/axios';
    import { firstValueFrom, retry } from 'rxjs';
    export class Stock {
      constructor(private readonly http: HttpService) {}
      left(sku: string) { return firstValueFrom(this.http.get('https://stock.shop.example/' + sku).pipe(retry())); } // finds: tight-retry-loop ~ "no delay"
    }`, ['error']],
  ['axios-retry without a delay', `
    import axios from 'axios';
    import axiosRetry from 'axios-retry';
    const client = axios.create({ baseURL: 'https://stock.shop.example' });
    axiosRetry(client, { retries: 5 }); // finds: tight-retry-loop ~ "6 times"
    export const left = (sku: string) => client.get('/' + sku);`, ['warning']],
  ['axios-retry by default', `
    import axios from 'axios';
    import axiosRetry from 'axios-retry';
    const client = axios.create({ baseURL: 'https://stock.shop.example' });
    axiosRetry(client); // finds: tight-retry-loop ~ "4 times"
    export const left = (sku: string) => client.get('/' + sku);`, ['warning']],
  ['bullmq with attempts and without a back-off', `
    import { Queue } from 'bullmq';
    const queue = new Queue('charges');
    export const place = (id: string) => queue.add('charge', { id }, { attempts: 10 }); // finds: tight-retry-loop ~ "no delay"`, ['warning']],
  ['p-retry with no time in between', `
    import pRetry from 'p-retry';
    export const label = (id: string) => pRetry(() => fetch('https://shipping.shop.example/' + id), { retries: 9, minTimeout: 0 }); // finds: tight-retry-loop ~ "10 times"`, ['warning']],
  ['pg-boss by default', `
    import PgBoss from 'pg-boss';
    const boss = new PgBoss('postgres://shop');
    export const place = (id: string) => boss.send('charge', { id }); // finds: tight-retry-loop`, ['info']],
  ['ofetch with five retries and no delay', `
    import { ofetch } from 'ofetch';
    export const label = (id: string) => ofetch('https://shipping.shop.example/' + id, { retry: 5 }); // finds: tight-retry-loop ~ "6 times"`, ['warning']],
  ['a class that keeps its tries in a field', `
    import { charge } from './billing/charge.js';
    export class Payments {
      private tries = 0;
      async pay(order: string): Promise<string> {
        try { return await charge(order); } catch (error) { // finds: tight-retry-loop ~ "6 times"
          if (this.tries >= 5) throw error;
          this.tries += 1;
          return this.pay(order);
        }
      }
    }`, ['warning']],
  ['a field that says how often', `
    import { charge } from './billing/charge.js';
    export class Payments {
      private readonly maxAttempts = 7;
      async pay(order: string) {
        for (let attempt = 0; attempt < this.maxAttempts; attempt++) { // finds: tight-retry-loop ~ "7 times"
          try { return await charge(order); } catch (error) { console.error(error); }
        }
        throw new Error('not paid');
      }
    }`, ['warning']],
  ['a field that a constructor sets, with what it is given where an object is made', `
    import { charge } from './billing/charge.js';
    export class Payments {
      private readonly most: number;
      constructor(options: { most?: number } = {}) { this.most = options.most ?? 3; }
      async pay(order: string) {
        for (let attempt = 0; attempt < this.most; attempt++) { // finds: tight-retry-loop ~ "9 times"
          try { return await charge(order); } catch (error) { console.error(error); }
        }
        throw new Error('not paid');
      }
    }
    export const payments = new Payments({ most: 9 });`, ['warning']],
  ['a static that says how often', `
    import { charge } from './billing/charge.js';
    export class Payments {
      static readonly MOST = 7;
      async pay(order: string) {
        for (let attempt = 0; attempt < Payments.MOST; attempt++) { // finds: tight-retry-loop ~ "7 times"
          try { return await charge(order); } catch (error) { console.error(error); }
        }
        throw new Error('not paid');
      }
    }`, ['warning']],
  ['a constant object that says how often', {
    'src/orders.ts': `
      import { charge } from './billing/charge.js';
      import { RETRY } from './config.js';
      export async function pay(order: string) {
        for (let attempt = 0; attempt < RETRY.charges.attempts; attempt++) { // finds: tight-retry-loop ~ "8 times"
          try { return await charge(order); } catch (error) { console.error(error); }
        }
        throw new Error('not paid');
      }`,
    'src/config.ts': `
      export const RETRY = { charges: { attempts: 8 }, mails: { attempts: 2 } } as const;`,
  }, ['warning']],
  ['a limit from a config service', `
    import { ConfigService } from '@nestjs/config';
    import { charge } from './billing/charge.js';
    export class Payments {
      constructor(private readonly config: ConfigService) {}
      async pay(order: string) {
        const attempts = this.config.get<number>('ATTEMPTS', 8);
        for (let attempt = 0; attempt < attempts; attempt++) { // finds: tight-retry-loop
          try { return await charge(order); } catch (error) { console.error(error); }
        }
        throw new Error('not paid');
      }
    }`, ['info']],
  ['express with an async handler and a limit', `
    import express from 'express';
    const app = express();
    app.get('/stock/:sku', async (request, response) => {
      let tries = 0;
      while (tries < 5) { // finds: tight-retry-loop ~ "5 times"
        try { const answer = await fetch('https://stock.shop.example/' + request.params.sku); response.json(await answer.json()); return; }
        catch (error) { tries++; }
      }
      response.status(503).end();
    });`, ['warning']],
  ['a connection that is retried until it stands, with a wait', `
    import { Client } from 'pg';
    import { sleep } from './sleep.js';
    export async function connect() {
      while (true) { // finds: tight-retry-loop
        const client = new Client();
        try { await client.connect(); return client; } catch (error) { console.error(error); await sleep(1000); }
      }
    }`, ['info']],
  ['handlers of a web socket that wait', `
    import WebSocket from 'ws';
    export class Feed {
      private delay = 1000;
      connect(): void {
        const socket = new WebSocket('wss://stock.shop.example');
        socket.on('open', () => { this.delay = 1000; });
        socket.on('close', () => { this.delay = Math.min(this.delay * 2, 30_000); setTimeout(() => this.connect(), this.delay); }); // finds: tight-retry-loop
      }
    }`, ['info']],
])('%s', async (_, files, severities) => {
  const { findings } = await check({ rule, files: system(files) });
  expect(findings.map(({ severity }) => severity)).toEqual(severities);
});

test.each<[what: string, files: Files, severities: string[]]>([
  ['what ends later was waited for: it has stood', `
    import pg from 'pg';
    const pool = new pg.Pool();
    export async function hold(): Promise<void> {
      const held = await pool.connect();
      held.on('end', () => { setTimeout(() => { void hold(); }, 0); }); // finds: tight-retry-loop ~ "when what it gave has ended"
    }`, ['info']],
  ['what ends at once may never have begun', `
    import { spawn } from 'node:child_process';
    export function convert(): void {
      const converter = spawn('convert', ['-']);
      converter.on('exit', () => { convert(); }); // finds: tight-retry-loop ~ "without a wait and without end"
    }`, ['error']],
])('%s', async (_, files, severities) => {
  expect((await check({ rule, files: system(files) })).findings.map(({ severity }) => severity)).toEqual(severities);
});

// What only looks like it.

test.each<[what: string, files: Files]>([
  ['the next of several streams, once one has ended', `
    import { Readable } from 'node:stream';
    export class Joined extends Readable {
      private current: Readable | undefined;
      private readonly waiting: Readable[] = [];
      override _read(size?: number): void {
        this.current = this.waiting.shift();
        if (!this.current) { this.push(null); return; }
        this.current.on('data', (chunk) => this.push(chunk));
        this.current.on('end', () => { this.current = undefined; this._read(size); });
      }
    }`],
  ['a queue whose client tries again by itself', `
    import { Kafka } from 'kafkajs';
    const producer = new Kafka({ brokers: ['broker:9092'] }).producer();
    export async function tell(order: string) {
      for (let attempt = 0; attempt < 20; attempt++) {
        try { return await producer.send({ topic: 'orders', messages: [{ value: order }] }); } catch (error) { console.error(error); }
      }
    }`],
  ['the next port', `
    import http from 'node:http';
    export const start = (port: number) => {
      const server = http.createServer();
      server.listen(port);
      server.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'EADDRINUSE') { start(port + 1); return; }
        console.error(error);
      });
    };`],
  ['the next index of what is derived', `
    declare function hash(key: string, index: number): Promise<string>;
    export async function keyAt(key: string, index: number): Promise<string> {
      try { return await hash(key, index); } catch { return keyAt(key, index + 1); }
    }`],
  ['a wait whose promise begins anew', `
    import { Pool } from 'pg';
    import { sleep } from './sleep.js';
    export function watch(pool: Pool, retries: { left: number }) {
      function restart(error: Error) {
        console.error(error);
        if (retries.left-- > 0) sleep(1000).then(read).catch(restart);
      }
      async function read() { await pool.query('SELECT * FROM orders'); }
      read().catch(restart);
    }`],
  ['places that a call makes of a counter', `
    declare const sizeAt: (place: number) => number;
    declare const store: { isHead(at: number): Promise<boolean> };
    export async function pageSize(from: number) {
      for (let place = 0; place < 7; place++) {
        const size = sizeAt(place);
        const next = from + size;
        if (await store.isHead(next)) return size;
      }
      throw new Error('no head');
    }`],
  ['a generator that gives way between its attempts', `
    import { charge } from './billing/charge.js';
    export async function* pay(order: string) {
      for (let attempt = 0; attempt < 10; attempt++) {
        yield;
        try { await charge(order); return; } catch (error) { console.error(error); }
      }
    }`],
  ['the last of an unknown number is not waited after, under a name', `
    import { sleep } from './sleep.js';
    export async function withRetry<T>(work: () => Promise<T>, attempts: number, base: number): Promise<T> {
      let last: unknown;
      for (let attempt = 0; attempt < attempts; attempt++) {
        try { return await work(); } catch (error) { last = error; }
        const isLast = attempt === attempts - 1;
        if (!isLast) await sleep(base * 2 ** attempt);
      }
      throw last;
    }`],
  ['a wait that is made of a promised timer, kept in a field', `
    import { setTimeout } from 'node:timers/promises';
    import { charge } from './billing/charge.js';
    function pause(ms: number) {
      const controller = new AbortController();
      const promise = new Promise<void>((resolve) => { setTimeout(ms, null, { signal: controller.signal }).then(() => resolve()).catch(() => resolve()); });
      return Object.assign(promise, { abort: () => controller.abort() });
    }
    export class Orders {
      private waiting: Promise<void> | null = null;
      async pay(order: string) {
        for (let attempt = 0; attempt < 10; attempt++) {
          try { return await charge(order); } catch (error) { console.error(error); }
          this.waiting = pause(1000);
          await this.waiting;
          this.waiting = null;
        }
      }
    }`],
  ['a timer of five seconds with a count is fine', `
    import { charge } from './billing/charge.js';
    export async function settle(order: string, left = 5): Promise<void> {
      try { await charge(order); } catch (error) {
        if (left === 0) throw error;
        setTimeout(() => void settle(order, left - 1), 5000);
      }
    }`],
  ['a wait that only later attempts have', `
    import { charge } from './billing/charge.js';
    import { sleep } from './sleep.js';
    export async function pay(order: string) {
      for (let attempt = 0; attempt < 6; attempt++) {
        try { return await charge(order); } catch { if (attempt > 0) await sleep(1000 * attempt); }
      }
      throw new Error('not paid');
    }`],
  ['a negative count tries never', `
    import { charge } from './billing/charge.js';
    const attempts = -3;
    export async function pay(order: string) {
      for (let attempt = 0; attempt < attempts; attempt++) {
        try { return await charge(order); } catch {}
      }
    }`],
  ['backoff in another file gives milliseconds', {
    'src/orders.ts': `
      import { charge } from './billing/charge.js';
      import { sleep, backoff } from './retry/index.js';
      export async function pay(order: string) {
        for (let attempt = 0; attempt < 8; attempt++) {
          try { return await charge(order); } catch { await sleep(backoff(attempt)); }
        }
        throw new Error('not paid');
      }`,
    'src/retry/index.ts': `
      export * from './backoff.js';
      export { sleep } from '../sleep.js';`,
    'src/retry/backoff.ts': `
      export function backoff(attempt: number): number {
        const base = 100 * 2 ** attempt;
        return Math.min(base, 10_000) * (0.5 + Math.random() / 2);
      }`,
  }],
  ['a wait by an object of strategies', {
    'src/orders.ts': `
      import { charge } from './billing/charge.js';
      import { wait } from './retry/wait.js';
      export async function pay(order: string) {
        for (let attempt = 0; attempt < 8; attempt++) {
          try { return await charge(order); } catch { await wait.exponential(attempt); }
        }
        throw new Error('not paid');
      }`,
    'src/retry/wait.ts': `
      import { sleep } from '../sleep.js';
      export const wait = {
        constant: () => sleep(500),
        exponential: (attempt: number) => sleep(100 * 2 ** attempt),
      };`,
  }],
  ['a class of waits', `
    import { charge } from './billing/charge.js';
    class Backoff {
      private attempt = 0;
      constructor(private readonly base = 200) {}
      async wait() { const ms = this.base * 2 ** this.attempt++; await new Promise((resolve) => setTimeout(resolve, ms)); }
    }
    export async function pay(order: string) {
      const backoff = new Backoff();
      for (let attempt = 0; attempt < 8; attempt++) {
        try { return await charge(order); } catch { await backoff.wait(); }
      }
      throw new Error('not paid');
    }`],
  ['timers/promises', `
    import { setTimeout as after } from 'node:timers/promises';
    import { charge } from './billing/charge.js';
    export async function pay(order: string) {
      for (let attempt = 0; attempt < 8; attempt++) { try { return await charge(order); } catch { await after(1000); } }
    }`],
  ['a wait at the head of later turns', `
    import { charge } from './billing/charge.js';
    import { sleep } from './sleep.js';
    export async function pay(order: string) {
      for (let attempt = 0; attempt < 5; attempt++) {
        if (attempt > 0) await sleep(250 * 2 ** attempt);
        try { return await charge(order); } catch (error) { if (attempt === 4) throw error; }
      }
    }`],
  ['a wait that the server asks for', `
    export async function label(id: string) {
      for (let attempt = 0; attempt < 5; attempt++) {
        const response = await fetch('https://shipping.shop.example/labels/' + id);
        if (response.status !== 429) return response.json();
        const seconds = Number(response.headers.get('retry-after') ?? 1);
        await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
      }
      throw new Error('throttled');
    }`],
  ['items are iterated', `
    import { charge } from './billing/charge.js';
    export async function settle(orders: string[], byShop: Map<string, string>) {
      for (const order of orders) { try { await charge(order); } catch (error) { console.error(order, error); } }
      for (let i = 0; i < orders.length; i++) { try { await charge(orders[i]!); } catch { continue; } }
      for (const [shop, order] of byShop) { try { return await charge(shop + order); } catch {} }
      for (const key in orders) { try { return await charge(orders[key]!); } catch {} }
    }`],
  ['failover over mirrors', `
    const mirrors = ['https://a.stock.shop.example', 'https://b.stock.shop.example', 'https://c.stock.shop.example', 'https://d.stock.shop.example'];
    export async function stock(sku: string) {
      for (const mirror of mirrors) { try { return await fetch(mirror + '/' + sku); } catch {} }
      throw new Error('no mirror answers');
    }`],
  ['failover over clients in a field', `
    export interface Carrier { book(order: string): Promise<string> }
    export class Shipping {
      constructor(private readonly carriers: Carrier[]) {}
      async book(order: string) {
        for (const carrier of this.carriers) { try { return await carrier.book(order); } catch (error) { console.warn(error); } }
        throw new Error('no carrier');
      }
    }`],
  ['compare and set', `
    import { PrismaClient } from '@prisma/client';
    const prisma = new PrismaClient();
    export async function reserve(sku: string, amount: number) {
      while (true) {
        const row = await prisma.stock.findUniqueOrThrow({ where: { sku } });
        const { count } = await prisma.stock.updateMany({ where: { sku, version: row.version }, data: { left: row.left - amount, version: row.version + 1 } });
        if (count === 1) return;
      }
    }`],
  ['an optimistic lock in redis', `
    import Redis from 'ioredis';
    const redis = new Redis();
    export async function take(sku: string) {
      for (;;) {
        await redis.watch(sku);
        const left = Number(await redis.get(sku));
        const done = await redis.multi().set(sku, left - 1).exec();
        if (done !== null) return left - 1;
      }
    }`],
  ['poll until done', `
    import { sleep } from './sleep.js';
    export async function printed(id: string) {
      while (true) {
        const response = await fetch('https://shipping.shop.example/labels/' + id);
        const { state } = await response.json() as { state: string };
        if (state === 'printed') return;
        if (state === 'failed') throw new Error('not printed');
        await sleep(1000);
      }
    }`],
  ['for await over a stream', `
    import { charge } from './billing/charge.js';
    export async function consume(messages: AsyncIterable<{ order: string }>) {
      for await (const message of messages) { try { await charge(message.order); } catch (error) { console.error(error); } }
    }`],
  ['a blocking read', `
    import Redis from 'ioredis';
    import { charge } from './billing/charge.js';
    const redis = new Redis();
    export async function consume() {
      while (true) {
        const popped = await redis.brpop('orders', 0);
        if (!popped) continue;
        try { await charge(popped[1]); } catch (error) { console.error(error); }
      }
    }`],
  ['a consumer that runs', `
    import { Kafka } from 'kafkajs';
    import { charge } from './billing/charge.js';
    const consumer = new Kafka({ brokers: ['kafka:9092'] }).consumer({ groupId: 'billing' });
    export async function start() {
      await consumer.connect();
      await consumer.run({ eachMessage: async ({ message }) => { try { await charge(String(message.value)); } catch (error) { console.error(error); } } });
    }`],
  ['a drain whose catch breaks', `
    export interface Outbox { next(): Promise<string | undefined>; done(id: string): Promise<void> }
    export async function drain(outbox: Outbox) {
      while (true) {
        const id = await outbox.next();
        if (!id) break;
        try { await fetch('https://mail.shop.example', { method: 'POST', body: id }); await outbox.done(id); } catch (error) { console.error(error); break; }
      }
    }`],
  ['a drain whose catch goes to the next one', `
    export interface Outbox { next(): Promise<string | undefined>; park(id: string): Promise<void> }
    export async function drain(outbox: Outbox) {
      let id: string | undefined;
      while ((id = await outbox.next())) {
        try { await fetch('https://mail.shop.example', { method: 'POST', body: id }); } catch { await outbox.park(id); }
      }
    }`],
  ['a model that is asked again when its answer is not valid', `
    import { z } from 'zod';
    const Answer = z.object({ sku: z.string() });
    export interface Model { ask(prompt: string): Promise<string> }
    export async function classify(model: Model, text: string) {
      let prompt = text;
      for (let attempt = 0; attempt < 3; attempt++) {
        const answer = Answer.safeParse(JSON.parse(await model.ask(prompt)));
        if (answer.success) return answer.data;
        prompt = text + ' The last answer was not valid: ' + answer.error.message;
      }
      throw new Error('no valid answer');
    }`],
  ['pages are turned', `
    export async function orders() {
      const found: unknown[] = [];
      let cursor: string | undefined;
      do {
        const response = await fetch('https://orders.shop.example/?cursor=' + (cursor ?? ''));
        if (!response.ok) throw new Error('no orders');
        const page = await response.json() as { items: unknown[]; next?: string };
        found.push(...page.items);
        cursor = page.next;
      } while (cursor);
      return found;
    }`],
  ['pages are turned until one is missing', `
    export async function orders() {
      const found: unknown[] = [];
      for (let page = 1; ; page++) {
        try {
          const response = await fetch('https://orders.shop.example/?page=' + page);
          const items = await response.json() as unknown[];
          if (items.length === 0) break;
          found.push(...items);
        } catch (error) { console.error(error); break; }
      }
      return found;
    }`],
  ['pages are turned by recursion', `
    export async function orders(page = 1): Promise<unknown[]> {
      const response = await fetch('https://orders.shop.example/?page=' + page);
      const items = await response.json() as unknown[];
      return items.length === 0 ? [] : [...items, ...(await orders(page + 1))];
    }`],
  ['a tree is walked and what cannot be read is left out', `
    import { readdir } from 'node:fs/promises';
    import { join } from 'node:path';
    export async function files(folder: string): Promise<string[]> {
      const found: string[] = [];
      try {
        for (const entry of await readdir(folder, { withFileTypes: true })) {
          if (entry.isDirectory()) found.push(...(await files(join(folder, entry.name))));
          else found.push(join(folder, entry.name));
        }
      } catch (error) { console.error(error); }
      return found;
    }`],
  ['a folder that is made and tried again once', `
    import { mkdir, writeFile } from 'node:fs/promises';
    import { dirname } from 'node:path';
    export async function keep(path: string, text: string) {
      try { await writeFile(path, text); } catch { await mkdir(dirname(path), { recursive: true }); await writeFile(path, text); }
    }`],
  ['a token that is renewed once', `
    let token = '';
    async function renew() { token = await (await fetch('https://auth.shop.example/token', { method: 'POST' })).text(); }
    export async function call(path: string, isSecond = false): Promise<Response> {
      const response = await fetch('https://orders.shop.example' + path, { headers: { authorization: token } });
      if (response.status === 401 && !isSecond) { await renew(); return call(path, true); }
      return response;
    }`],
  ['a REPL', `
    import { createInterface } from 'node:readline/promises';
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    export async function repl() {
      while (true) {
        const line = await terminal.question('> ');
        if (line === 'exit') return;
        try { console.log(await (await fetch('https://orders.shop.example/' + line)).text()); } catch (error) { console.error(error); }
      }
    }`],
  ['a port until one is free', `
    import { createServer } from 'node:http';
    export async function listen(first: number): Promise<number> {
      const server = createServer();
      for (let port = first; port < first + 10; port++) {
        try { await new Promise<void>((resolve, reject) => { server.once('error', reject); server.listen(port, resolve); }); return port; } catch { /* taken */ }
      }
      throw new Error('no port is free');
    }`],
  ['a page whose failure is waited after, and one that is left out', `
    import { sleep } from './sleep.js';
    declare const warehouse: { read(after: string | undefined): Promise<string[]>; take(): Promise<string> };
    export async function stock(): Promise<void> {
      let after: string | undefined; let isDone = false;
      while (!isDone) {
        try { const page = await warehouse.read(after); after = page.at(-1); isDone = page.length === 0; } catch (error) { console.error(error); await sleep(1000); }
      }
      while (!isDone) {
        try { const page = await warehouse.read(after); after = page.at(-1); } catch (error) { console.error(error); after = undefined; isDone = true; }
      }
    }`],
  ['a worker that goes on whatever happens to one job', `
    import { charge } from './billing/charge.js';
    export interface Jobs { take(): Promise<string> }
    export async function work(jobs: Jobs, signal: AbortSignal) {
      while (!signal.aborted) {
        const order = await jobs.take();
        try { await charge(order); } catch (error) { console.error(error); }
      }
    }`],
  ['an interval that goes on whatever happens', `
    import { charge } from './billing/charge.js';
    import { sleep } from './sleep.js';
    export async function work(orders: () => Promise<string[]>) {
      while (true) {
        try { for (const order of await orders()) await charge(order); } catch (error) { console.error(error); }
        await sleep(10_000);
      }
    }`],
  ['a script may try as it likes', {
    'scripts/import.ts': `
      async function run(order: string) {
        while (true) { try { return await fetch('https://orders.shop.example/' + order); } catch {} }
      }
      await run('1');`,
  }],
  ['a test may try as it likes', {
    'src/orders.test.ts': `
      export async function ready() {
        while (true) { try { return await fetch('http://localhost:3000/health'); } catch {} }
      }`,
  }],
  ['chunks of one file', `
    export async function upload(parts: Buffer[], id: string) {
      let sent = 0;
      while (sent < parts.length) {
        const response = await fetch('https://mail.shop.example/attachments/' + id, { method: 'PUT', body: parts[sent] });
        if (!response.ok) throw new Error('not sent');
        sent += 1;
      }
    }`],
  ['a fallback is not another attempt', `
    import { charge } from './billing/charge.js';
    export async function pay(order: string) {
      try { return await charge(order); } catch { return await later(order); }
    }
    async function later(order: string) { return fetch('https://queue.shop.example', { method: 'POST', body: order }); }`],
  ['mail to one address after the other until one takes it', `
    import { createTransport } from 'nodemailer';
    const relays = [createTransport({ host: 'relay-1' }), createTransport({ host: 'relay-2' })];
    export async function send(to: string) {
      for (const relay of relays) { try { return await relay.sendMail({ to, subject: 'Your order' }); } catch (error) { console.error(error); } }
      throw new Error('not sent');
    }`],
  ['a wait that ends with an abort', `
    import { charge } from './billing/charge.js';
    function sleep(ms: number, signal: AbortSignal): Promise<void> {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(resolve, ms);
        signal.addEventListener('abort', () => { clearTimeout(timer); reject(signal.reason); });
      });
    }
    export async function pay(order: string, signal: AbortSignal) {
      for (let attempt = 0; attempt < 5; attempt++) { try { return await charge(order); } catch { await sleep(1000, signal); } }
      throw new Error('not paid');
    }`],
  ['waits in a table', `
    import { charge } from './billing/charge.js';
    import { sleep } from './sleep.js';
    const DELAYS = [100, 500, 2500, 10_000] as const;
    export async function pay(order: string) {
      for (let attempt = 0; ; attempt++) {
        try { return await charge(order); } catch (error) {
          const delay = DELAYS[attempt];
          if (delay === undefined) throw error;
          await sleep(delay);
        }
      }
    }`],
  ['recursion through the parents of a category', `
    import { PrismaClient } from '@prisma/client';
    const prisma = new PrismaClient();
    export async function root(id: string): Promise<string> {
      const category = await prisma.category.findUnique({ where: { id } });
      if (!category?.parentId) return id;
      return root(category.parentId);
    }`],
  ['an interval is cleared when done', `
    export function watch(id: string) {
      const timer = setInterval(async () => {
        try { const response = await fetch('https://shipping.shop.example/' + id); if (response.ok) clearInterval(timer); } catch (error) { console.error(error); }
      }, 3000);
    }`],
  ['a lock until it is free', `
    import Redis from 'ioredis';
    import { sleep } from './sleep.js';
    const redis = new Redis();
    export async function lock(sku: string) {
      const until = Date.now() + 5000;
      while (Date.now() < until) {
        const got = await redis.set('lock:' + sku, '1', 'PX', 1000, 'NX');
        if (got === 'OK') return;
        await sleep(50);
      }
      throw new Error('locked');
    }`],
  ['a redirect is followed', `
    export async function get(url: string, left = 5): Promise<Response> {
      const response = await fetch(url, { redirect: 'manual' });
      const to = response.headers.get('location');
      if (to && left > 0) return get(to, left - 1);
      return response;
    }`],
  ['pre-increment in an if with a wait is fine', `
    import { charge } from './billing/charge.js';
    import { sleep } from './sleep.js';
    export async function pay(order: string) {
      let attempt = 0;
      while (true) {
        try { return await charge(order); } catch (error) { if (++attempt >= 5) throw error; await sleep(100 * attempt); }
      }
    }`],
  ['a timer around resolve in a promise made by hand', `
    import { charge } from './billing/charge.js';
    export function pay(order: string): Promise<string> {
      return new Promise((resolve, reject) => {
        const attempt = (left: number): void => {
          charge(order).then(resolve, (error) => { if (left === 0) { reject(error); return; } setTimeout(() => attempt(left - 1), 1000); });
        };
        attempt(5);
      });
    }`],
  ['parsing alone is no work', `
    export function parse(text: string) {
      for (let cut = 0; cut < 10; cut++) { try { return JSON.parse(text); } catch { /* again */ } }
    }`],
  ['a poll by timer on success and failure', `
    export async function poll(): Promise<void> {
      try { await fetch('https://stock.shop.example/changes'); } catch (error) { console.error(error); }
      setTimeout(() => void poll(), 5000);
    }`],
  ['a poll by timer in finally', `
    export async function poll(): Promise<void> {
      try { await fetch('https://stock.shop.example/changes'); } catch (error) { console.error(error); } finally { setTimeout(poll, 5000); }
    }`],
  ['a stream that is opened again when it ends is a daemon', `
    import { sleep } from './sleep.js';
    export interface Feed { open(): Promise<AsyncIterable<string>> }
    export async function follow(feed: Feed, handle: (line: string) => void) {
      while (true) {
        try { for await (const line of await feed.open()) handle(line); } catch (error) { console.error(error); }
        await sleep(1000);
      }
    }`],
  ['a message that is not put back', `
    import amqp from 'amqplib';
    const connection = await amqp.connect('amqp://broker');
    const channel = await connection.createChannel();
    await channel.consume('charges', async (message) => {
      if (!message) return;
      try { await fetch('https://billing.shop.example', { method: 'POST', body: message.content }); channel.ack(message); }
      catch { channel.nack(message, false, false); }
    });`],
  ['cockatiel with a back-off', `
    import { ExponentialBackoff, handleAll, retry } from 'cockatiel';
    const policy = retry(handleAll, { maxAttempts: 10, backoff: new ExponentialBackoff() });
    export const pay = (order: string) => policy.execute(() => fetch('https://billing.shop.example/' + order));`],
  ['rxjs with a delay', `
    import { HttpService } from '@nestjs/axios';
    import { firstValueFrom, retry, timer } from 'rxjs';
    export class Stock {
      constructor(private readonly http: HttpService) {}
      left(sku: string) { return firstValueFrom(this.http.get('https://stock.shop.example/' + sku).pipe(retry({ count: 5, delay: (_, n) => timer(n * 1000) }))); }
    }`],
  ['axios-retry with a delay', `
    import axios from 'axios';
    import axiosRetry from 'axios-retry';
    const client = axios.create({ baseURL: 'https://stock.shop.example' });
    axiosRetry(client, { retries: 5, retryDelay: axiosRetry.exponentialDelay });
    export const left = (sku: string) => client.get('/' + sku);`],
  ['bullmq with a back-off', `
    import { Queue } from 'bullmq';
    const queue = new Queue('charges');
    export const place = (id: string) => queue.add('charge', { id }, { attempts: 10, backoff: { type: 'exponential', delay: 1000 } });`],
  ['bullmq with attempts on the queue and a back-off on the job', `
    import { Queue } from 'bullmq';
    const queue = new Queue('charges', { defaultJobOptions: { attempts: 10 } });
    export const place = (id: string) => queue.add('charge', { id }, { backoff: 1000 });`],
  ['p-retry by default', `
    import pRetry from 'p-retry';
    export const label = (id: string) => pRetry(() => fetch('https://shipping.shop.example/' + id));`],
  ['pg-boss with a back-off', `
    import PgBoss from 'pg-boss';
    const boss = new PgBoss('postgres://shop');
    export const place = (id: string) => boss.send('charge', { id }, { retryLimit: 10, retryBackoff: true, retryDelay: 10 });`],
  ['ofetch by default is what nobody asked for', `
    import { ofetch } from 'ofetch';
    export const label = (id: string) => ofetch('https://shipping.shop.example/' + id);`],
  ['ofetch with a delay', `
    import { ofetch } from 'ofetch';
    export const label = (id: string) => ofetch('https://shipping.shop.example/' + id, { retry: 5, retryDelay: 500 });`],
  ['a connection that is retried ten times with a wait', `
    import mongoose from 'mongoose';
    import { sleep } from './sleep.js';
    export async function connect(retries = 10) {
      while (retries > 0) {
        try { await mongoose.connect('mongodb://shop'); return; } catch (error) { retries -= 1; console.error(error); await sleep(2000); }
      }
      throw new Error('no database');
    }`],
  ['mongoose connects again on disconnect', `
    import mongoose from 'mongoose';
    async function connect() { await mongoose.connect('mongodb://shop'); }
    mongoose.connection.on('disconnected', () => { void connect(); });
    await connect();`],
  ['a pause of a base class, which hands seconds to what cannot be seen', {
    'src/base.ts': `
      import { delay } from 'some-timers';
      export abstract class Adapter { protected async pause(seconds: number): Promise<void> { console.log('pause', seconds); await delay(seconds); return; } }`,
    'src/orders.ts': `
      import { charge } from './billing/charge.js';
      import { Adapter } from './base.js';
      export class Payments extends Adapter {
        async pay(order: string, tries = 0): Promise<string> {
          if (tries >= 6) throw new Error('gave up');
          try { return await charge(order); } catch { await this.pause(10); return this.pay(order, tries + 1); }
        }
      }`,
  }],
  ['a switch that goes on at once only when an attempt has timed out', `
    import { codes, delay } from 'some-chain';
    import { charge } from './billing/charge.js';
    export async function pay(order: string) {
      for (let tries = 0; tries < 10; tries++) {
        try { return await charge(order); } catch (error) {
          const { code } = error as { code: string };
          switch (code) {
            case codes.REVERTED: throw error;
            case codes.TIMEOUT: continue;
            default: await delay(1);
          }
        }
      }
    }`],
  ['a question that is asked again', `
    import { createInterface } from 'node:readline/promises';
    import { charge } from './billing/charge.js';
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    export async function pay() {
      while (true) {
        const order = await terminal.question('Which order? ');
        try { return await charge(order); } catch (error) { console.error(error); }
      }
    }`],
  ['a callee that keeps its failures', `
    async function quote(order: string) { try { return await (await fetch('https://billing.shop.example/' + order)).json(); } catch (error) { console.error(error); return undefined; } }
    export async function pay(order: string, left = 5): Promise<unknown> {
      try { return await quote(order); } catch { return left > 0 ? pay(order, left - 1) : undefined; }
    }`],
  ['a message on a socket, which tells its failure to a listener', `
    import WebSocket from 'ws';
    export async function tell(socket: WebSocket, order: string, left = 5): Promise<void> {
      try { socket.send(order); } catch { return left > 0 ? tell(socket, order, left - 1) : undefined; }
    }`],
])('%s', async (_, files) => {
  await check({ rule, files: system(files) });
});

test('says what is attempted, how often, and where it goes round', async () => {
  const { findings: [finding] } = await check({ rule, files: system(`
    import { charge } from './billing/charge.js';
    const LIMIT = 12;
    export async function pay(order: string) {
      for (let attempt = 0; attempt < LIMIT; attempt++) { // finds: tight-retry-loop
        try { return await charge(order); } catch (error) { console.error(error); }
      }
      throw new Error('not paid');
    }`) });
  expect(finding).toMatchObject({ severity: 'warning', precision: 'high', data: { form: 'loop', attempts: 12, delay: 'none' } });
  expect(finding?.path.map(({ file, line }) => `${file}:${line}`)).toEqual(['src/orders.ts:5', 'src/orders.ts:3', 'src/orders.ts:6', 'src/billing/charge.ts:3']);
});

/** A note of each order, some calls down. */
const notes = {
  'src/notes.ts': `
    import { PrismaClient } from '@prisma/client';
    const prisma = new PrismaClient();
    const write = (id: string) => prisma.note.create({ data: { id } });
    const store = (id: string) => write(id);
    const keep = (id: string) => store(id);
    export const note = (id: string) => keep(id);
    export interface Ledger { add(id: string): Promise<void> }
    export class FileLedger implements Ledger { async add(id: string) { await prisma.line.create({ data: { id } }); } }
    export class NoLedger implements Ledger { async add() {} }`,
  'src/safely.ts': `
    import { charge } from './billing/charge.js';
    export async function chargeIfPossible(order: string) { try { return await charge(order); } catch { return undefined; } }`,
};

test.each<[what: string, text: string, says: string]>([
  ['a request before what is noted far down', `
    import { charge } from './billing/charge.js';
    import { note } from './notes.js';
    async function pay(order: string) { await note(order); return pass(order); }
    const pass = (order: string) => hand(order);
    const hand = (order: string) => charge(order);`, "A POST request to 'https://billing.shop.example/charges' is"],
  ['what is noted far down, if it is all there is', `
    import { note } from './notes.js';
    const pay = (order: string) => note(order);`, "A database write to 'note' is"],
  ['what is noted far down, beside what nobody sees', `
    import { note } from './notes.js';
    import { send } from 'unheard-of';
    async function pay(order: string) { await send(order); await note(order); }`, 'What is called here is'],
  ['one of several implementations', `
    import type { Ledger } from './notes.js';
    declare const ledger: Ledger;
    async function pay(order: string) { await ledger.add(order); }`, 'What is called here is'],
  ['not what a callee keeps to itself', `
    import { note } from './notes.js';
    import { chargeIfPossible } from './safely.js';
    async function pay(order: string) { await chargeIfPossible(order); await note(order); }`, "A database write to 'note' is"],
  ['not what a callee keeps to itself, of two that are alike', `
    import { charge } from './billing/charge.js';
    import { chargeIfPossible } from './safely.js';
    const later = (order: string) => charge(order);
    async function pay(order: string) { await chargeIfPossible(order); await later(order); }`, "A POST request to 'https://billing.shop.example/charges' is"],
])('names what fails: %s', async (_, text, says) => {
  const { findings } = await check({ rule, files: system({ ...notes, 'src/orders.ts': `${text}
    export async function go(order: string) {
      while (true) { try { return await pay(order); } catch (error) { console.error(error); } } // finds: tight-retry-loop
    }` }) });
  expect(findings.map(({ message }) => message)).toEqual([expect.stringContaining(says)]);
  // The way leads to what fails, never through what keeps it.
  expect(JSON.stringify(findings)).not.toContain('calls chargeIfPossible');
});

test('is less sure of work that nobody can see', async () => {
  const { findings: [finding] } = await check({ rule, files: system(`
    export interface Gateway { charge(order: string): Promise<string> }
    export async function pay(gateway: Gateway, order: string) {
      while (true) { // finds: tight-retry-loop
        try { return await gateway.charge(order); } catch (error) { console.error(error); }
      }
    }`) });
  expect(finding).toMatchObject({ severity: 'warning', precision: 'medium' });
});

test('finds attempts whose failure is a value', async () => {
  const { findings: [finding] } = await check({ rule, files: system(`
    import { charge } from './billing/charge.js';
    async function tryCatch<T>(work: Promise<T>): Promise<[unknown, null] | [null, T]> { try { return [null, await work]; } catch (error) { return [error, null]; } }
    export async function pay(order: string) {
      while (true) { // finds: tight-retry-loop ~ "without a wait and without end"
        const [error, receipt] = await tryCatch(charge(order));
        if (!error) return receipt;
      }
    }`) });
  expect(finding).toMatchObject({ severity: 'error' });
});

test.each<[what: string, text: string]>([
  ['a write that somebody else was before', `
    interface Orders { find(id: string): Promise<{ version: number }>; update(id: string, version: number): Promise<{ updated: boolean }> }
    export async function pay(orders: Orders, id: string) {
      while (true) { const { version } = await orders.find(id); const changed = await orders.update(id, version); if (changed.updated) return; }
    }`],
  ['a lock that somebody else holds', `
    import { mkdirSync } from 'node:fs';
    import { sleep } from './sleep.js';
    function tryAcquire(folder: string) { try { mkdirSync(folder); return { folder }; } catch (error: any) { if (error.code === 'EEXIST') return undefined; throw error; } }
    export async function lock(folder: string) { let held; while (!(held = tryAcquire(folder))) { await sleep(25); } return held; }`],
  ['attempts that nobody has asked for', `
    import { charge } from './billing/charge.js';
    export async function pay(order: string, options: { retries?: number } = {}, attempt = 0): Promise<string> {
      try { return await charge(order); } catch (error) { if (attempt < (options.retries ?? 0)) return pay(order, options, attempt + 1); throw error; }
    }`],
  ['an attempt after a timer that nobody has asked for', `
    import { charge } from './billing/charge.js';
    export async function pay(order: string, retries = 0): Promise<void> {
      try { await charge(order); } catch (error) { if (retries > 0) { setTimeout(() => { void pay(order, retries - 1); }, 0); return; } throw error; }
    }
    export function payOnce(order: string) { return pay(order); }`],
  ['an interval that gives up with its first failure', `
    import { charge } from './billing/charge.js';
    export function pay(order: string) {
      let failed = 0;
      const timer = setInterval(async () => {
        try { await charge(order); clearInterval(timer); } catch { failed += 1; if (failed >= 1) clearInterval(timer); }
      }, 50);
    }`],
])('%s is another matter', async (_, text) => {
  await check({ rule, files: system(text) });
});

// Attempts that are others than those that failed, and waits that lie in what is attempted or are asked for.

const sleep = 'const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));\n';

test.each<[what: string, text: string]>([
  ['a rate limit that is waited for as the server says', `${sleep}
    export async function read(id: string): Promise<unknown> {
      try { return await ask(id); } catch (error: any) {
        if (error.response.status === 429) { await sleep(1000 * Number(error.response.headers['retry-after'])); return read(id); }
        throw error;
      }
    }
    async function ask(id: string) { const response = await fetch('https://shop.example/orders/' + id); if (!response.ok) throw response; return response.json(); }`],
  ['what is too large is answered by something small', `
    export async function put(body: { output?: string; error?: { type: string } }): Promise<void> {
      const response = await fetch('https://shop.example/tasks', { method: 'PUT', body: JSON.stringify(body) });
      if (!response.ok && response.status === 413) return put({ error: { type: 'too large' } });
    }`],
  ['fewer items each time', `
    export async function update(items: string[], tries = 10): Promise<void> {
      try { await fetch('https://shop.example/items', { method: 'PUT', body: items.join() }); } catch (error: any) {
        const left = items.filter((item) => !error.refused.includes(item));
        if (tries > 0 && left.length < items.length) return update(left, tries - 1);
        throw error;
      }
    }`],
  ['a client that waits for its connection by itself', `
    import Redis from 'ioredis';
    const redis = new Redis();
    export async function mark(id: string) {
      for (let tries = 0; tries < 3; tries += 1) { try { await redis.hset('orders', id, 'paid'); return; } catch (error) { console.warn(error); } }
    }`],
  ['a producer with retries of its own', `
    import { Kafka, type Producer } from 'kafkajs';
    export class Events {
      private producer: Producer | null = null;
      async connect() { this.producer = new Kafka({ brokers: ['a'], retry: { retries: 8 } }).producer(); await this.producer.connect(); }
      async emit(value: string) {
        let tries = 0;
        while (tries < 3) { try { await this.producer!.send({ topic: 'orders', messages: [{ value }] }); break; } catch { tries++; } }
      }
    }`],
  ['a helper within that waits after each failure it tries again, also the last', `${sleep}
    const passing = (status: number) => [502, 503, 504].includes(status);
    async function again(work: () => Promise<Response>, most = 2, pause = 5000): Promise<Response> {
      let said = '';
      let turn = 1;
      while (turn <= most) {
        let response: Response | undefined;
        let isWorthIt = false;
        try { response = await work(); } catch (error: any) { isWorthIt = true; said = error.message; }
        if (response) {
          if (response.status < 500) return response;
          isWorthIt = passing(response.status);
        }
        if (!isWorthIt) break;
        await sleep(pause);
        turn++;
      }
      throw new Error(said);
    }
    const part = async (at: number) => again(async () => fetch('https://shop.example/parts/' + at));
    export async function load(at: number) {
      let failures = 0;
      while (true) { try { return await part(at); } catch (error) { if (failures >= 5) throw error; failures++; } }
    }`],
  ['a helper within that asks others how it went, and waits', `${sleep}
    const isBad = (status?: number) => !status || status >= 500;
    async function again<T>(work: () => Promise<T>, statusOf: (of: T) => number | undefined, most = 2, pause = 5000): Promise<T> {
      let turn = 1;
      while (turn <= most) {
        let response: T | undefined;
        let status: number | undefined;
        let isWorthIt = false;
        try { response = await work(); } catch { isWorthIt = true; }
        if (response) {
          status = statusOf(response);
          if (!isBad(status)) return response;
        }
        if (status) isWorthIt = status > 501;
        if (!isWorthIt) break;
        await sleep(pause);
        turn++;
      }
      throw new Error('not loaded');
    }
    async function within<T>(part: Promise<T>): Promise<T> { return Promise.race([part, new Promise<never>((_, reject) => { setTimeout(reject, 30_000); })]); }
    const part = async (at: number) => again(async () => fetch('https://shop.example/parts/' + at), (response) => response.status);
    export async function load(at: number) {
      let failures = 0;
      while (true) { try { return await within(part(at)); } catch (error) { if (failures >= 5) throw error; failures++; } }
    }`],
  ['a wait of a library whose own failure is ignored', `
    import { type Page } from 'unheard-of-browser';
    export async function contentOf(page: Page, left = 5): Promise<string> {
      try { return await page.content(); } catch (error) {
        if (left <= 0) throw error;
        await page.settled({ timeout: 30_000 }).catch(() => undefined);
        return contentOf(page, left - 1);
      }
    }`],
  ['a pause whose own failure is ignored', `${sleep}
    export async function load(left = 5): Promise<Response> {
      try { return await fetch('https://shop.example'); } catch (error) {
        if (left <= 0) throw error;
        await sleep(500).catch(() => undefined);
        return load(left - 1);
      }
    }`],
  ['how often, and for which failures, others say', `
    export async function retry<T>(work: () => Promise<T>, most: number, only: string[]): Promise<T | undefined> {
      for (let tries = 0; tries < most; tries++) {
        try { return await work(); } catch (error: any) { if (only.length !== 0 && !only.includes(error.message)) throw error; }
      }
      return undefined;
    }`],
])('says nothing of it: %s', async (_, text) => {
  await check({ rule, files: { 'src/orders.ts': text } });
});

test.each<[what: string, text: string, severity: string]>([
  ['a rate limit that is not waited for', `
    export async function read(id: string): Promise<unknown> {
      try { return await ask(id); } catch (error: any) { // finds: tight-retry-loop
        if (error.response.status === 429) return read(id);
        throw error;
      }
    }
    async function ask(id: string) { const response = await fetch('https://shop.example/orders/' + id); if (!response.ok) throw response; return response.json(); }`, 'error'],
  ['the same items each time', `
    export async function update(items: string[], tries = 10): Promise<void> {
      try { await fetch('https://shop.example/items', { method: 'PUT', body: items.join() }); } catch (error: any) { // finds: tight-retry-loop
        if (tries > 0) return update(items, tries - 1);
        throw error;
      }
    }`, 'warning'],
  ['a client that does not wait by itself', `
    import { writeFile } from 'node:fs/promises';
    export async function mark(id: string) {
      for (let tries = 0; tries < 3; tries += 1) { try { await writeFile('orders', id); return; } catch (error) { console.warn(error); } } // finds: tight-retry-loop
    }`, 'info'],
  ['a helper within that goes round without a wait', `
    async function again<T>(work: () => Promise<T>, isGood: (of: T) => boolean, most = 2): Promise<T> {
      for (let turn = 1; turn <= most; turn++) {
        let response: T | undefined;
        try { response = await work(); } catch (error) { if (turn === most) throw error; }
        if (response && isGood(response)) return response;
      }
      throw new Error('not loaded');
    }
    const part = async (at: number) => again(async () => fetch('https://shop.example/parts/' + at), (response) => response.ok);
    export async function load(at: number) {
      let failures = 0;
      while (true) { try { return await part(at); } catch (error) { if (failures >= 5) throw error; failures++; } } // finds: tight-retry-loop ~ "6 times"
    }`, 'warning'],
  ['something else whose own failure is ignored is no wait', `
    export async function load(left = 5): Promise<Response> {
      try { return await fetch('https://shop.example'); } catch (error) { // finds: tight-retry-loop ~ "6 times"
        if (left <= 0) throw error;
        await fetch('https://status.shop.example').catch(() => undefined);
        return load(left - 1);
      }
    }`, 'warning'],
  ['many attempts through a client that waits for its connection', `
    import Redis from 'ioredis';
    const redis = new Redis();
    export async function mark(id: string) {
      for (let tries = 0; tries < 9; tries += 1) { try { await redis.hset('orders', id, 'paid'); return; } catch (error) { console.warn(error); } } // finds: tight-retry-loop
    }`, 'warning'],
  ['a page that is asked for again for ever when it has failed', `
    export async function orders(): Promise<string[]> {
      const all: string[] = []; let after: string | undefined; let isDone = false;
      while (!isDone) { // finds: tight-retry-loop ~ "without a wait and without end"
        try {
          const response = await fetch('https://shop.example/orders?after=' + after);
          const page: string[] = await response.json();
          if (page.length > 0) { all.push(...page); after = page[page.length - 1]; } else { isDone = true; }
        } catch (error) { console.error(error); }
      }
      return all;
    }`, 'error'],
  ['a page that is asked for again for ever, and other work in the same turn', `
    export async function orders(): Promise<string[]> {
      const all: string[] = []; let after: string | undefined; let isDone = false;
      while (!isDone) { // finds: tight-retry-loop ~ "shop.example/orders"
        try {
          const response = await fetch('https://shop.example/orders?after=' + after);
          const page: string[] = await response.json();
          if (page.length > 0) { all.push(...page); after = page[page.length - 1]; } else { isDone = true; }
          await fetch('https://status.shop.example', { method: 'POST', body: 'pages' });
        } catch (error) { console.error(error); }
      }
      return all;
    }`, 'error'],
])('says it: %s', async (_, text, severity) => {
  const { findings } = await check({ rule, files: { 'src/orders.ts': text } });
  expect(findings).toMatchObject([{ severity }]);
});

/** A helper that waits only when it is told to. */
const again = `
    import { sleep } from './sleep.js';
    interface Options { most?: number; pause?: number; onFailed?: (error: unknown) => Promise<void> | void }
    export async function again<T>(work: () => Promise<T>, options?: Options): Promise<T> {
      const most = options?.most ?? 6;
      for (let n = 1; n <= most; n++) {
        try { return await work(); } catch (error) {
          if (options?.onFailed) await options.onFailed(error);
          if (n === most) throw error;
          if (options?.pause !== undefined) await sleep(options.pause);
        }
      }
      throw new Error('never');
    }`;

test.each<[what: string, calls: string, found: false | string]>([
  ['a caller that says nothing', 'again(() => charge(order))', '6 times'],
  ['callers that say another number, or wait', 'again(() => charge(order), { most: order ? 2 : 2 }).then(() => again(() => charge(order), { pause: 900 }))', false],
  ['callers that say another number, which is many, too', 'again(() => charge(order), { most: 2 }).then(() => again(() => charge(order), { most: 5 }))', '5 times'],
  ['a caller whose function throws what is not to be tried again', "again(() => charge(order), { onFailed: async (error) => { if (String(error) !== 'late') throw error; } })", false],
  ['a caller whose function only tells', 'again(() => charge(order), { onFailed: (error) => { console.warn(error); } })', '6 times'],
])('the default of a helper: %s', async (_, calls, found) => {
  const marked = found ? again.replace('n++) {', `n++) { // finds: tight-retry-loop ~ "${found}"`) : again;
  await check({ rule, files: system({ 'src/again.ts': marked, 'src/orders.ts': `
    import { again } from './again.js';
    import { charge } from './billing/charge.js';
    export const pay = (order: string) => ${calls};` }) });
});
