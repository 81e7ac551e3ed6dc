import { expect, test } from 'vitest';
import { mayHoldLayer } from './layer-lines.ts';
import { programOf } from './marked-calls.test.setup.ts';
import { locate } from './program.ts';
import { placeOf, retryProducts } from './retry-products.ts';

const program = programOf({
  'retried.ts': `
    import axios from 'axios';
    import axiosRetry from 'axios-retry';
    import pRetry from 'p-retry';
    import { Queue, Worker } from 'bullmq';
    const client = axios.create();
    axiosRetry(client, { retries: 3 });
    export async function withRetry<T>(work: () => Promise<T>, times: number): Promise<T> {
      for (let n = 0; n < times; n += 1) { try { return await work(); } catch (error) { if (n === times - 1) throw error; } }
      throw new Error('never');
    }
    export async function load(id: string) { return client.post('/orders', { id }); }`,
  'use.ts': `
    import pRetry from 'p-retry';
    import { load, withRetry } from './retried.js';
    export async function place(id: string) {
      const name = id.trim();
      return withRetry(() => load(name), 5);
    }
    export async function again(id: string) {
      return pRetry(() => place(id), { retries: 4 });
    }`,
});

test('every layer of every way stands on a line that may hold one', () => {
  const layers = retryProducts(program).flatMap((each) => each.layers);
  expect(layers.length).toBeGreaterThan(2);
  for (const layer of layers) {
    const { module, at, end } = placeOf(layer);
    expect([module.path, mayHoldLayer(program, module, locate(module, { at, end }).line)]).toEqual([module.path, true]);
  }
});

test('a line where nothing is tried again holds none', () => {
  const module = program.modules.byPath('use.ts');
  expect(module && mayHoldLayer(program, module, 5)).toBe(false);
});
