/** A small system that tries again in every way that tests look at. */

/** A client that retries twice unless told otherwise, and one whose retries are off. */
const pay = {
  name: 'pay', packages: ['pay-sdk'], docs: 'https://pay.example/docs',
  symbols: {
    Pay: { retries: { of: 'calls', attempts: 3, says: [{ at: 'new:0.maxRetries', counts: 'retries' }], delay: { first: 500, factor: 2 }, errors: 'transient', source: 'https://pay.example/docs' } },
    'Pay.charge': { effects: [{ kind: 'network', method: '=POST' }] },
  },
};

export const shop: Record<string, string> = {
  'dist-lint.config.json': JSON.stringify({ libraries: [pay] }),
  'src/retry.ts': `const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
export async function withRetry<T>(work: () => Promise<T>, { attempts = 3 }: { attempts?: number } = {}): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try { return await work(); } catch (error) {
      if (attempt >= attempts) throw error;
      await sleep(100 * 2 ** attempt);
    }
  }
}
`,
  'src/pay.ts': `import { Pay } from 'pay-sdk';
const pay = new Pay();
const once = new Pay({ maxRetries: 0 });
export const charge = (cents: number) => pay.charge(cents);
export const refund = (cents: number) => pay.charge(-cents);
export const capture = (cents: number) => once.charge(cents);
`,
  'src/queue.ts': `import { Queue } from 'bullmq';
const mails = new Queue('mail');
export const enqueue = (to: string) => mails.add('mail', { to }, { attempts: 4 });
`,
  'src/main.ts': `import { Worker } from 'bullmq';
import express from 'express';
import { capture, charge, refund } from './pay';
import { enqueue } from './queue';
import { withRetry } from './retry';
async function send() {
  for (let i = 0; i < 2; i += 1) { try { return await fetch('https://mail.example', { method: 'POST' }); } catch (error) { if (i === 1) throw error; } }
}
new Worker('mail', async () => { await withRetry(() => send(), { attempts: 5 }); });
const app = express();
app.post('/orders', async (req, res) => { await withRetry(() => charge(1)); res.end(); });
app.post('/refunds', async (req, res) => { await refund(1); res.end(); });
app.post('/captures', async (req, res) => { await capture(1); await enqueue('a'); res.end(); });
export async function ask(tries: number): Promise<void> {
  for (let i = 0; i < tries; i += 1) { try { await fetch('https://ask.example'); return; } catch (error) { if (i === tries - 1) throw error; } }
}
export async function poll(left = 2): Promise<void> {
  try { await fetch('https://poll.example'); } catch (error) { if (left > 0) return poll(left - 1); throw error; }
}
`,
};
