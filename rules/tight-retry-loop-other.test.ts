/** Attempts that are others than those that failed, and waits that lie in what is attempted or are asked for. */
import { check } from '@dist-lint/testing';
import { expect, test } from 'vitest';

const rule = 'tight-retry-loop';

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
  ['many attempts through a client that waits for its connection', `
    import Redis from 'ioredis';
    const redis = new Redis();
    export async function mark(id: string) {
      for (let tries = 0; tries < 9; tries += 1) { try { await redis.hset('orders', id, 'paid'); return; } catch (error) { console.warn(error); } } // finds: tight-retry-loop
    }`, 'warning'],
])('says it: %s', async (_, text, severity) => {
  const { findings } = await check({ rule, files: { 'src/orders.ts': text } });
  expect(findings).toMatchObject([{ severity }]);
});
