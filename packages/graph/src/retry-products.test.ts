import { expect, it } from 'vitest';
import { programOf } from './marked-calls.test.setup.ts';
import { multiplying } from './multiply.ts';
import { retryProducts } from './retry-products.ts';

/** The products of a program, in a line each: where it begins, the layers, the product, and what is known beside. */
function products(files: string | Record<string, string>): string[] {
  return retryProducts(programOf(files)).map(({ entry, layers, product, unknown, apart }) => {
    const names = layers.map((layer) => `${layer.name} ×${layer.attempts === 'unbounded' ? '∞' : layer.attempts === 'unknown' ? '?' : layer.attempts}`);
    return [`${entry ? `${entry.role} ${entry.name}: ` : ''}${names.join(' > ')} = ${product === 'unbounded' ? '∞' : product}`, unknown > 0 && `${unknown} unknown`, apart && 'apart'].filter(Boolean).join(', ');
  });
}

/** Tries so often what `charge` does, and waits so long in between. */
const outer = (attempts: number | string, delay: number): string => `export async function pay(order: string, limit: number) {
  for (let attempt = 0; attempt < ${attempts}; attempt++) { try { return await charge(order); } catch { await new Promise((resolve) => setTimeout(resolve, ${delay})); } }
  throw new Error('not paid');
}
`;
const helper = `export async function withRetry<T>(work: () => Promise<T>, attempts = 3, delay = 100): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try { return await work(); } catch (error) { if (attempt >= attempts) throw error; await new Promise((resolve) => setTimeout(resolve, delay)); }
  }
}
`;
const charge = `export async function charge(order: string) {
  for (let attempt = 0; attempt < 2; attempt++) {
    try { return await fetch('https://billing.shop.example/' + order, { method: 'POST' }); } catch { await new Promise((resolve) => setTimeout(resolve, 50)); }
  }
  throw new Error('not charged');
}
`;

it.each<[what: string, files: string | Record<string, string>, expected: string[]]>([
  ['no retries, no products', `export const pay = () => fetch('https://billing.shop.example');`, []],
  ['one layer is a product of its own', charge, ['loop in charge ×2 = 2']],
  ['layers multiply; a way that is the end of a longer one is left out', `${charge}${outer(3, 100)}`, ['loop in pay ×3 > loop in charge ×2 = 6']],
  ['a layer of one attempt is left out', `${helper}${charge}export const pay = (order: string) => withRetry(() => charge(order), 1);`, ['loop in charge ×2 = 2']],
  ['a number that cannot be told counts as one', `${charge}${outer('limit', 100)}`,
    ['loop in pay ×? > loop in charge ×2 = 2, 1 unknown']],
  ['without end', `${charge}export async function pay(order: string) { while (true) { try { return await charge(order); } catch { await new Promise((resolve) => setTimeout(resolve, 500)); } } }`,
    ['loop in pay ×∞ > loop in charge ×2 = ∞']],
  ['an outer layer that waits minutes is another incident', `${charge}${outer(3, 60_000)}`,
    ['loop in pay ×3 > loop in charge ×2 = 6, apart']],
  ['by entry point', `${charge}import express from 'express';
    const app = express();
    app.post('/orders/:id/pay', payOrder);
    async function payOrder(request: express.Request, response: express.Response) {
      let tries = 0;
      while (tries < 3) { try { await charge(request.params.id); break; } catch (error) { tries++; if (tries === 3) throw error; await new Promise((resolve) => setTimeout(resolve, 100)); } }
      response.end();
    }`, ['route POST /orders/:id/pay: loop in payOrder ×3 > loop in charge ×2 = 6']],
  ['a job, a loop, and a client', { 'src/mail.ts': `import { Queue, Worker } from 'bullmq';
    import OpenAI from 'openai';
    const openai = new OpenAI();
    const mails = new Queue('mails');
    export const thank = (order: string) => mails.add('thank', { order }, { attempts: 4, backoff: 1000 });
    export const worker = new Worker('mails', write);
    async function write(job: { data: { order: string } }) {
      for (let attempt = 0; ; attempt++) {
        try { return await openai.responses.create({ model: 'gpt', input: job.data.order }); } catch (error) { if (attempt === 1) throw error; await new Promise((resolve) => setTimeout(resolve, 100)); }
      }
    }` }, [`consumer mails: queue 'mails' ×4 > loop in write ×2 > OpenAI client ×3 = 24`]],
  ['of several places that enqueue, the one with the most attempts', `${charge}import { Queue, Worker } from 'bullmq';
    const charges = new Queue('charges');
    export const now = (id: string) => charges.add('charge', { id }, { attempts: 2, backoff: 1000 });
    export const later = (id: string) => charges.add('charge', { id }, { attempts: 7, backoff: 1000, delay: 1000 });
    export const worker = new Worker('charges', (job) => charge(job.data.id));`, [`consumer charges: queue 'charges' ×7 > loop in charge ×2 = 14`]],
  ['a job whose failure is kept is not run again', `${charge}import { Queue, Worker } from 'bullmq';
    const charges = new Queue('charges');
    export const now = (id: string) => charges.add('charge', { id }, { attempts: 5 });
    export const worker = new Worker('charges', async (job) => { try { await charge(job.data.id); } catch (error) { console.error(error); } });`, ['consumer charges: loop in charge ×2 = 2']],
  ['the most attempts first', `${charge}${outer(2, 100)}
    export async function stock(sku: string) {
      for (let attempt = 0; attempt < 9; attempt++) { try { return await fetch('https://stock.shop.example/' + sku); } catch { await new Promise((resolve) => setTimeout(resolve, 100)); } }
      throw new Error('no stock');
    }`, ['loop in stock ×9 = 9', 'loop in pay ×2 > loop in charge ×2 = 4']],
])('%s', (_, files, expected) => {
  expect(products(files)).toEqual(expected);
});

it('says which of its layers multiply', () => {
  const program = programOf(charge + outer('limit', 100));
  const [product] = retryProducts(program);
  expect(product?.layers.map(({ name }) => name)).toEqual(['loop in pay', 'loop in charge']);
  expect(multiplying(product?.layers ?? []).map(({ name }) => name)).toEqual(['loop in charge']);
});

it('leaves out what stands in tests', () => {
  const program = programOf({ 'charge.test.ts': charge }, {}, [], (path) => path.endsWith('.test.ts'));
  expect(retryProducts(program)).toEqual([]);
});
