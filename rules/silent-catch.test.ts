import { check, checkFixtures } from '@dist-lint/testing';
import { expect, test } from 'vitest';

const rule = 'silent-catch';

test('finds what its fixtures mark', () => checkFixtures(rule));

/** What cases share: one write, one mail, one message, one payment, and a log. */
const shop = {
  'src/orders/save.ts': `import { PrismaClient } from '@prisma/client';
    const prisma = new PrismaClient();
    export const save = async (id: string) => { await prisma.order.create({ data: { id, state: 'placed' } }); };
    export const load = (id: string) => prisma.order.findUnique({ where: { id } });`,
  'src/mail/send.ts': `import { createTransport } from 'nodemailer';
    const transport = createTransport({ host: 'relay' });
    export const send = async (to: string) => { await transport.sendMail({ to, subject: 'Your order' }); };`,
  'src/queues/publish.ts': `import { Queue } from 'bullmq';
    const queue = new Queue('orders');
    export const publish = async (id: string) => { await queue.add('placed', { id }); };`,
  'src/billing/charge.ts': `import Stripe from 'stripe';
    const stripe = new Stripe('key');
    export const charge = async (amount: number) => { await stripe.paymentIntents.create({ amount, currency: 'eur' }); };`,
  'src/log.ts': `import pino from 'pino';
    export const log = pino();`,
};

const imports = `import { save, load } from './save.js';
import { send } from '../mail/send.js';
import { publish } from '../queues/publish.js';
import { charge } from '../billing/charge.js';
import { log } from '../log.js';
`;

// The verdicts.

test('nothing is told: error', async () => {
  const { findings: [finding] } = await check({ rule, files: { ...shop, 'src/orders/place.ts': `${imports}
    export async function place(id: string) {
      try { await save(id); }
      catch {} // finds: silent-catch
    }` } });
  expect(finding).toMatchObject({
    severity: 'error', precision: 'high',
    message: `'place' tells nobody when a database write to 'order' fails; its callers go on as if it had succeeded.`,
    data: { form: 'catch', stake: 'db-write', target: 'order', logged: false },
  });
});

test('only logged: warning', async () => {
  const { findings: [finding] } = await check({ rule, files: { ...shop, 'src/orders/place.ts': `${imports}
    export async function place(id: string) {
      try { await save(id); }
      catch (error) { log.error(error, 'not saved'); } // finds: silent-catch ~ "'place' only logs it when"
      return { id };
    }` } });
  expect(finding).toMatchObject({ severity: 'warning', precision: 'high', data: { logged: true } });
});

test('a function that is nothing but the logged attempt is less sure: its callers want it tried and no more', async () => {
  const { findings } = await check({ rule, files: { ...shop, 'src/orders/place.ts': `${imports}
    export async function place(id: string) {
      try { await save(id); }
      catch (error) { log.error(error, 'not saved'); } // finds: silent-catch
    }
    export async function keep(id: string) {
      try { await save(id); }
      catch {} // finds: silent-catch
    }` } });
  expect(findings.map(({ precision }) => precision)).toEqual(['medium', 'high']);
});

test('a caller that tests what it gets is told by nothing', async () => {
  await check({ rule, files: { ...shop, 'src/orders/place.ts': `${imports}
    export async function place(id: string) {
      try { await save(id); return { id }; } catch (error) { log.error(error); }
    }
    export async function answer(id: string) {
      const order = await place(id);
      if (!order) throw new Error('not placed');
      return order;
    }` } });
});

test('a variable set in the attempt is a trace only if something looks at it', async () => {
  await check({ rule, files: { ...shop, 'src/orders/place.ts': `${imports}
    export async function place(id: string) {
      let saved;
      try { saved = await save(id); } catch (error) { log.error(error); } // finds: silent-catch
      return id;
    }
    export async function looked(id: string) {
      let saved;
      try { saved = await save(id); } catch (error) { log.error(error); }
      return saved ? 'kept' : 'lost';
    }` } });
});

test('logged, and success is returned: error', async () => {
  const { findings } = await check({ rule, files: { ...shop, 'src/orders/place.ts': `${imports}
    export async function place(id: string) {
      try { await save(id); }
      catch (error) { log.error(error); } // finds: silent-catch ~ "fails and returns success"
      return { accepted: true };
    }
    export async function confirm(id: string) {
      try { await save(id); }
      catch (error) { log.error(error); return true; } // finds: silent-catch ~ "fails and returns success"
      return true;
    }` } });
  expect(findings.map(({ severity, data }) => [severity, data['success']])).toEqual([['error', 'value'], ['error', 'value']]);
});

test('what is returned on another way through is no report of success', async () => {
  const { findings } = await check({ rule, files: { ...shop, 'src/orders/place.ts': `${imports}
    export async function place(id: string) {
      if (id === '') return { accepted: true };
      try { await save(id); }
      catch (error) { log.error(error); return; } // finds: silent-catch
      return { accepted: true };
    }` } });
  expect(findings[0]).toMatchObject({ severity: 'warning' });
  expect(findings[0]?.data['success']).toBeUndefined();
});

test('logged, and the job counts as completed: error', async () => {
  const { findings } = await check({ rule, files: { ...shop, 'src/orders/worker.ts': `import { Worker } from 'bullmq';
    import { Kafka } from 'kafkajs';
    ${imports}
    async function process({ data }: { data: { id: string } }) {
      try { await save(data.id); }
      catch (error) { log.error(error); } // finds: silent-catch ~ "the job of queue 'placed-orders' then counts as completed and is never retried"
    }
    new Worker('placed-orders', process);
    const consumer = new Kafka({ brokers: [] }).consumer({ groupId: 'shipping' });
    await consumer.run({
      eachMessage: async ({ message }) => {
        try { await send(String(message.value)); }
        catch (error) { log.error(error); } // finds: silent-catch ~ "then counts as completed and is never retried"
      },
    });` } });
  expect(findings.map(({ severity, precision }) => [severity, precision])).toEqual([['error', 'high'], ['error', 'high']]);
});

test('where a failed job is not tried again, nothing is stopped by completing it', async () => {
  const { findings: [finding] } = await check({ rule, files: { ...shop, 'src/orders/jobs.ts': `import { Agenda } from 'agenda';
    ${imports}
    new Agenda().define('placed orders', async () => {
      try { await save('1'); } catch (error) { log.error(error); } // finds: silent-catch ~ "go on as if it had succeeded"
    });` } });
  expect(finding).toMatchObject({ severity: 'warning' });
});

test('a webhook is one by its path or by its check of a signature; other routes are none', async () => {
  const { findings } = await check({ rule, files: { ...shop, 'src/orders/routes.ts': `import express from 'express';
    import Stripe from 'stripe';
    ${imports}
    const app = express();
    const stripe = new Stripe('key');
    app.post('/webhooks/carrier', async (request, response) => {
      try { await save(request.body.id); }
      catch (error) { log.error(error); } // finds: silent-catch ~ "'POST /webhooks/carrier' still answers with success"
      response.sendStatus(204);
    });
    app.post('/stripe', async (request, response) => {
      const event = stripe.webhooks.constructEvent(request.body, '', '');
      try { await save(event.id); response.json({}); }
      catch (error) { log.error(error); response.status(202).json({}); } // finds: silent-catch ~ "'POST /stripe' still answers with success"
    });
    app.post('/orders', async (request, response) => {
      try { await save(request.body.id); }
      catch (error) { log.error(error); } // finds: silent-catch ~ "go on as if it had succeeded"
      response.sendStatus(204);
    });` } });
  expect(findings.map(({ severity }) => severity)).toEqual(['error', 'error', 'warning']);
});

test('a webhook that answers nothing, or an error, stops no retry', () => check({ rule, files: { ...shop, 'src/orders/routes.ts': `import express from 'express';
    ${imports}
    const app = express();
    app.post('/webhooks/carrier', async (request, response) => {
      try { await save(request.body.id); response.sendStatus(204); }
      catch (error) { log.error(error); response.status(500).end(); }
    });
    app.post('/webhooks/returns', async (request, response, next) => {
      try { await save(request.body.id); response.sendStatus(204); }
      catch (error) { log.error(error); } // finds: silent-catch ~ "go on as if it had succeeded"
    });` } }));

test('access that is decided on a default: error, logged: warning', async () => {
  const { findings } = await check({ rule, files: { ...shop, 'src/auth/guards.ts': `import type { CanActivate } from '@nestjs/common';
    import axios from 'axios';
    import { log } from '../log.js';
    export class SessionGuard implements CanActivate {
      async canActivate() {
        try { return (await axios.get('http://accounts/session')).data.valid; }
        catch { return true; } // finds: silent-catch ~ "when a GET request to 'http://accounts/session' fails; access is then decided on a default"
      }
    }
    export class RoleGuard implements CanActivate {
      async canActivate() { return (await roles()).includes('clerk'); }
    }
    async function roles(): Promise<string[]> {
      try { return (await axios.get('http://accounts/roles')).data; }
      catch (error) { log.warn(error); return ['clerk']; } // finds: silent-catch ~ "access is then decided on a default"
    }
    export class StrictGuard implements CanActivate {
      async canActivate() {
        try { return (await axios.get('http://accounts/session')).data.valid; }
        catch { return false; }
      }
    }
    export async function languages(): Promise<string[]> {
      try { return (await axios.get('http://texts/languages')).data; }
      catch { return ['en']; }
    }` } });
  expect(findings.map(({ severity }) => severity)).toEqual(['error', 'warning']);
});

// What a log is.

test('a log at warn or error counts, and any but debug that is given the error', async () => {
  const { findings } = await check({ rule, files: { ...shop, 'src/orders/place.ts': `${imports}
    export async function warned(id: string) {
      try { await save(id); } catch { log.warn('not saved'); } // finds: silent-catch ~ "only logs it"
    }
    export async function printed(id: string) {
      try { await save(id); } catch (error) { console.log('not saved', error); } // finds: silent-catch ~ "only logs it"
    }
    export async function mentioned(id: string) {
      try { await save(id); } catch { console.log('done'); } // finds: silent-catch ~ "tells nobody"
    }
    export async function whispered(id: string) {
      try { await save(id); } catch (error) { log.debug(error); } // finds: silent-catch ~ "tells nobody"
    }
    export async function elsewhere(id: string) {
      try { await save(id); } catch { complain(); } // finds: silent-catch ~ "only logs it"
    }
    function complain() { console.error('not saved'); }` } });
  expect(findings.map(({ severity }) => severity)).toEqual(['warning', 'warning', 'error', 'error', 'warning']);
});

test('a log on the way here counts', async () => {
  const { findings } = await check({ rule, files: { ...shop, 'src/orders/place.ts': `${imports}
    async function saveLoudly(id: string) {
      try { await save(id); } catch (error) { log.error(error); throw error; }
    }
    export async function place(id: string) {
      try { await saveLoudly(id); } catch {} // finds: silent-catch ~ "only logs it"
    }` } });
  expect(findings[0]).toMatchObject({ severity: 'warning' });
});

test('allowLogging makes a log enough, except where success is reported', () => check({ rule, options: { allowLogging: true }, files: { ...shop, 'src/orders/place.ts': `${imports}
    export async function logged(id: string) {
      try { await save(id); } catch (error) { log.error(error); }
    }
    export async function confirmed(id: string) {
      try { await save(id); } catch (error) { log.error(error); } // finds: silent-catch
      return { confirmed: true };
    }
    export async function silent(id: string) {
      try { await save(id); } catch {} // finds: silent-catch
    }` } }));

// A reason.

test('a comment with a reason lowers the severity one step, for a database write never below warning', async () => {
  const { findings } = await check({ rule, files: { ...shop, 'src/orders/place.ts': `${imports}
    export async function silent(id: string) {
      try { await save(id); } catch { /* the nightly import saves it again */ } // finds: silent-catch
    }
    export async function logged(id: string) {
      try { await save(id); }
      // finds: silent-catch
      catch (error) {
        // The nightly import saves it again.
        log.error(error);
      }
    }
    export async function mailed(to: string) {
      try { await send(to); }
      // finds: silent-catch
      catch (error) {
        // The customer sees it in the shop anyway.
        log.error(error);
      }
    }
    export async function acknowledged(id: string) {
      try { await save(id); }
      // finds: silent-catch
      catch (error) {
        // The nightly import saves it again.
        log.error(error);
      }
      return { accepted: true };
    }` } });
  expect(findings.map(({ severity }) => severity)).toEqual(['warning', 'warning', 'info', 'warning']);
});

test('for an acknowledgement neither', async () => {
  const { findings: [finding] } = await check({ rule, files: { ...shop, 'src/orders/take.ts': `import type { Channel, ConsumeMessage } from 'amqplib';
    import { log } from '../log.js';
    export function take(channel: Channel, message: ConsumeMessage) {
      try { channel.ack(message); }
      // finds: silent-catch
      catch (error) {
        // The broker sends it once more.
        log.error(error);
      }
    }` } });
  expect(finding).toMatchObject({ severity: 'warning' });
});

test('one word is no reason, and neither is a comment elsewhere', async () => {
  const { findings } = await check({ rule, files: { ...shop, 'src/orders/place.ts': `${imports}
    export async function ignored(id: string) {
      try { await save(id); } catch { /* ignore */ } // finds: silent-catch
    }
    // The nightly import saves it again.
    export async function place(id: string) {
      try {
        // The nightly import saves it again.
        await save(id);
        log.debug(id);
      } catch {} // finds: silent-catch
    }
    export async function twice(id: string) {
      try { await save(id); } catch { /* the nightly import saves it again */ } // finds: silent-catch
      try { await save(id); } catch {} // finds: silent-catch
    }` } });
  expect(findings.map(({ severity }) => severity)).toEqual(['error', 'error', 'warning', 'error']);
});

// The forms of a handler.

test('every form', async () => {
  const { findings } = await check({ rule, files: { ...shop, 'src/orders/place.ts': `import { writeFile } from 'node:fs';
    import { createClient } from '@supabase/supabase-js';
    ${imports}
    const supabase = createClient('', '');
    export async function place(id: string) {
      try { await save(id); } catch {} // finds: silent-catch
      await save(id).catch(() => {}); // finds: silent-catch
      await save(id).then(() => log.debug(id), () => {}); // finds: silent-catch
      writeFile(id, id, () => {}); // finds: silent-catch
      await Promise.allSettled([save(id), send(id)]); // finds: silent-catch
      await supabase.from('orders').insert({ id }); // finds: silent-catch
    }` } });
  expect(findings.map(({ data }) => data['form'])).toEqual(['catch', 'rejection', 'rejection', 'callback', 'settled', 'result']);
});

test('a handler may be a name', async () => {
  const { findings } = await check({ rule, files: { ...shop, 'src/quiet.ts': 'export function quiet() {}', 'src/orders/place.ts': `import { quiet } from '../quiet.js';
    ${imports}
    export async function place(id: string) {
      await save(id).catch(quiet); // finds: silent-catch ~ "tells nobody"
    }` } });
  expect(findings[0]?.path.at(-1)).toMatchObject({ file: 'src/quiet.ts', message: 'the failure ends here' });
});

test('a listener receives failures nobody awaits', () => check({ rule, files: { 'src/queue.ts': `import { Queue } from 'bullmq';
    import { EventEmitter } from 'node:events';
    const queue = new Queue('mail');
    queue.on('error', () => {});
    new EventEmitter().on('error', () => {});` } }));

test('one failure is found once, where it is kept', () => check({ rule, files: { ...shop, 'src/orders/place.ts': `import * as Sentry from '@sentry/node';
    ${imports}
    export async function reserve(id: string) {
      await fetch('http://stock/reservations', { method: 'POST', body: id }).catch(() => {}); // finds: silent-catch
    }
    export async function reported(id: string) {
      await save(id).catch((error) => { Sentry.captureException(error); }).then(() => load(id)).catch(() => {});
    }` } }));

test('the results of allSettled are read', () => check({ rule, files: { ...shop, 'src/orders/place.ts': `${imports}
    export async function all(ids: string[]) {
      const results = await Promise.allSettled(ids.map((id) => save(id)));
      for (const each of results) if (each.status === 'rejected') log.error(each.reason);
    }
    export const some = (ids: string[]) => Promise.allSettled(ids.map((id) => save(id)));
    export async function reads(ids: string[]) { await Promise.allSettled(ids.map((id) => load(id))); }` } }));

test('a result says whether it failed: read, handed on, or told to throw', () => check({ rule, files: { 'src/orders.ts': `import { createClient } from '@supabase/supabase-js';
    const supabase = createClient('', '');
    export async function read(id: string) {
      const { data, error } = await supabase.from('orders').insert({ id });
      return error ? undefined : data;
    }
    export async function looked(id: string) {
      const result = await supabase.from('orders').insert({ id });
      if (result.error) throw result.error;
    }
    export async function rest(id: string) {
      const { data, ...others } = await supabase.from('orders').insert({ id });
      return [data, others];
    }
    export async function passed(id: string) {
      const result = await supabase.from('orders').insert({ id });
      return check(result);
    }
    declare function check(result: unknown): unknown;
    export const returned = async (id: string) => await supabase.from('orders').insert({ id });
    export async function thrown(id: string) {
      await supabase.from('orders').insert({ id }).select().throwOnError();
    }
    export async function tested(id: string) {
      const { data } = await supabase.from('orders').insert({ id }).select('id').single();
      if (!data) throw new Error('not saved');
      return data.id;
    }
    export async function listed() {
      const { data } = await supabase.from('orders').select('*');
      return data;
    }
    export async function member(id: string) {
      const result = await supabase.from('orders').update({ state: 'paid' }).eq('id', id); // finds: silent-catch ~ "a database write to 'orders'"
      return result.data;
    }` } }));

test('a response nobody looks at', async () => {
  const { findings } = await check({ rule, files: { 'src/stock.ts': `
    export async function reserve(article: string) {
      await fetch('http://stock/reservations', { method: 'POST', body: article }); // finds: silent-catch ~ "a POST request to 'http://stock/reservations'"
    }
    export async function answered(article: string) {
      const response = await fetch('http://stock/reservations', { method: 'POST', body: article });
      if (!response.ok) throw new Error('not reserved');
    }
    export async function counted(article: string) {
      return (await fetch('http://stock/articles/' + article)).json();
    }` } });
  expect(findings[0]).toMatchObject({ severity: 'error', precision: 'medium', data: { form: 'result' } });
});

// What fails into a handler.

test('only what rejects here: neither what is returned nor what nobody waits for', () => check({ rule, files: { ...shop, 'src/orders/place.ts': `${imports}
    export async function returned(id: string) {
      try { return save(id); } catch {}
    }
    export async function awaited(id: string) {
      try { return await save(id); } catch {} // finds: silent-catch
    }
    export async function floating(ids: string[]) {
      try { void save(ids[0]); ids.forEach(async (id) => { await save(id); }); setTimeout(() => save('later'), 5); } catch {}
    }
    export async function together(ids: string[]) {
      try { await Promise.all(ids.map((id) => save(id))); } catch {} // finds: silent-catch
    }` } }));

test('what an inner handler keeps does not come here; what it passes on does', () => check({ rule, files: { ...shop, 'src/orders/place.ts': `${imports}
    export async function kept(id: string) {
      try {
        try { await save(id); } catch {} // finds: silent-catch
        await load(id);
      } catch {}
    }
    export async function passed(id: string) {
      try {
        try { await save(id); } catch (error) { throw new Error(id, { cause: error }); }
      } catch {} // finds: silent-catch
    }` } }));

test('callbacks that run now are part of the attempt', () => check({ rule, files: { ...shop, 'src/orders/place.ts': `import { PrismaClient } from '@prisma/client';
    import pRetry from 'p-retry';
    ${imports}
    const prisma = new PrismaClient();
    export async function booked(id: string) {
      try { await prisma.$transaction(async (tx) => { await tx.booking.create({ data: { id } }); }); }
      catch {} // finds: silent-catch ~ "'booking'"
    }
    export async function insistent(id: string) {
      try { await pRetry(() => save(id), { retries: 3 }); } catch {} // finds: silent-catch ~ "'order'"
    }
    export async function timed(id: string) {
      try { await measure('save', () => save(id)); } catch {} // finds: silent-catch ~ "'order'"
    }
    async function measure<T>(name: string, work: () => Promise<T>): Promise<T> {
      const from = Date.now();
      try { return await work(); } finally { log.info({ name, ms: Date.now() - from }); }
    }` } }));

test('the worst at stake is named: payments first, then acknowledgements and databases, then messages', async () => {
  const { findings } = await check({ rule, files: { ...shop, 'src/orders/place.ts': `import type { Channel, ConsumeMessage } from 'amqplib';
    ${imports}
    export async function place(id: string) {
      try { await publish(id); await save(id); await charge(1); } catch {} // finds: silent-catch ~ "a payment call to stripe"
    }
    export async function tell(id: string) {
      try { await send(id); await publish(id); } catch {} // finds: silent-catch ~ "a message for 'orders'"
    }
    export async function take(channel: Channel, message: ConsumeMessage) {
      try { await save(String(message.content)); channel.ack(message); } catch {} // finds: silent-catch ~ "an acknowledgement"
    }` } });
  expect(findings.map(({ data }) => data['stake'])).toEqual(['network', 'enqueue', 'ack']);
});

test('reading, closing and making folders put nothing at stake', () => check({ rule, files: { ...shop, 'src/orders/place.ts': `import axios from 'axios';
    import { mkdir, readFile, unlink } from 'node:fs/promises';
    import { Redis } from 'ioredis';
    import type { Lock } from 'redlock';
    ${imports}
    const redis = new Redis();
    export async function unlock(lock: Lock) {
      try { await lock.release(); } catch {}
    }
    export async function warmUp(id: string) {
      try { await load(id); await axios.get('http://stock/' + id); await readFile(id); } catch {}
      try { await redis.set(id, '1'); await mkdir(id); await unlink(id); await redis.quit(); } catch {}
      try { await axios.put('http://stock/' + id); } catch {} // finds: silent-catch ~ "a PUT request to 'http://stock/*'"
    }` } }));

test('an interface without an implementation in sight is presumed, with low precision', async () => {
  const { findings } = await check({ rule, files: { ...shop, 'src/orders/place.ts': `import { Processor, WorkerHost } from '@nestjs/bullmq';
    import { log } from '../log.js';
    export interface Ledger { book(id: string): Promise<void> }
    export class Checkout {
      constructor(private readonly ledger: Ledger) {}
      async place(id: string) {
        try { await this.ledger.book(id); } catch {} // finds: silent-catch ~ "'Ledger.book', whose implementation is not in sight"
      }
    }
    @Processor('bookings')
    export class Bookings extends WorkerHost {
      constructor(private readonly ledger: Ledger) { super(); }
      async process({ data }: { data: { id: string } }) {
        try { await this.ledger.book(data.id); } catch (error) { log.error(error); } // finds: silent-catch ~ "queue 'bookings'"
      }
    }` } });
  expect(findings.map(({ severity, precision }) => [severity, precision])).toEqual([['warning', 'low'], ['warning', 'medium']]);
});

test('a roll-back, a jump and a base class tell nobody', () => check({ rule, files: { ...shop, 'src/orders/place.ts': `import { Pool } from 'pg';
    ${imports}
    const pool = new Pool();
    export async function booked(id: string) {
      const client = await pool.connect();
      try { await client.query('INSERT INTO bookings (id) VALUES ($1)', [id]); }
      catch { await client.query('ROLLBACK'); } // finds: silent-catch ~ "'bookings'"
      finally { client.release(); }
    }
    export async function skipped(ids: string[]) {
      for (const id of ids) { try { await save(id); } catch { continue; } } // finds: silent-catch
      for (const id of ids) { try { await save(id); } catch { break; } } // finds: silent-catch
    }
    export const combined = (ids: string[]) => { void Promise.all(ids.map((id) => save(id))).catch(() => {}); } // finds: silent-catch
    export const chained = async (id: string) => { await load(id).then(() => save(id)).catch(() => {}); } // finds: silent-catch
    abstract class Step {
      async run(id: string) { try { await this.work(id); } catch {} } // finds: silent-catch ~ "'Step.run' tells nobody when a database write to 'order'"
      protected abstract work(id: string): Promise<void>;
    }
    export class SaveStep extends Step { protected work(id: string) { return save(id); } }` } }));

test('a callback nobody documented is presumed to run, and what is certain is named first', async () => {
  const { findings } = await check({ rule, files: { ...shop, 'src/orders/place.ts': `import { measured } from '@shop/measure';
    ${imports}
    export async function place(id: string) {
      try { await measured(() => save(id)); } catch {} // finds: silent-catch ~ "a database write to 'order'"
    }
    export async function tell(id: string) {
      try { await measured(() => save(id)); await send(id); } catch {} // finds: silent-catch ~ "a message sent through nodemailer"
    }` } });
  expect(findings.map(({ severity, precision }) => [severity, precision])).toEqual([['warning', 'low'], ['error', 'high']]);
});

// What tells.

test('any way through the handler that tells is enough', () => check({ rule, files: { ...shop, 'src/orders/place.ts': `import { Prisma } from '@prisma/client';
    ${imports}
    export async function duplicate(id: string) {
      try { await save(id); } catch (error) {
        if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') return;
        throw error;
      }
    }
    export async function unless(id: string) {
      await save(id).catch((error) => { if (error.code !== 'P2002') throw error; });
    }
    export async function fatal(id: string) {
      try { await save(id); } catch (error) { log.fatal(error); process.exit(1); }
    }
    export async function failing(id: string) {
      try { await save(id); } catch { fail(); }
    }
    function fail(): never { throw new Error('not saved'); }
    export async function* each(ids: string[]) {
      for (const id of ids) { try { await save(id); } catch (error) { yield { id, error }; } }
    }` } }));

test('reports, counts, messages, failure states and writing requests tell', () => check({ rule, files: { ...shop, 'src/orders/place.ts': `import * as Sentry from '@sentry/node';
    import { Counter } from 'prom-client';
    import { EventEmitter } from 'node:events';
    import { trace } from '@opentelemetry/api';
    import { showBanner } from '@shop/banner';
    import { spawn } from 'node:child_process';
    import { writeFile } from 'node:fs/promises';
    import { Redis } from 'ioredis';
    import type { ServiceBusReceivedMessage, ServiceBusReceiver } from '@azure/service-bus';
    import axios from 'axios';
    ${imports}
    const lost = new Counter({ name: 'lost', help: 'lost' });
    const events = new EventEmitter();
    export class Orders {
      failed = false;
      async reported(id: string) { try { await send(id); } catch (error) { Sentry.captureException(error); } }
      async counted(id: string) { try { await send(id); } catch { lost.inc(); } }
      async published(id: string) { try { await send(id); } catch { await publish(id); } }
      async marked(id: string) { try { await send(id); } catch { await save(id); } }
      async emitted(id: string) { try { await send(id); } catch (error) { events.emit('lost', error); } }
      async posted(id: string) { try { await send(id); } catch { await axios.post('http://alerts', { id }); } }
      async kept(id: string) { try { await send(id); } catch { this.failed = true; } }
      async asked(id: string) { try { await send(id); } catch { await axios.get('http://mail/status'); } } // finds: silent-catch
      async shown(id: string) { try { await send(id); } catch { showBanner(id); } }
      async traced(id: string) { try { await send(id); } catch (error) { trace.getActiveSpan()?.recordException(error as Error); } }
      async tallied(ids: string[]) {
        const tally = { lost: 0 };
        for (const id of ids) { try { await send(id); } catch { tally.lost++; } }
        return tally;
      }
      async remembered(id: string) { try { await send(id); } catch { goDown(); } }
      async wrapped(id: string) { try { await send(id); } catch { quietly(() => { down = true; }); } }
      async alerted(id: string) { try { await send(id); } catch { this.alerts.raise(id); } }
      async worded(id: string) { try { await send(id); } catch (error) { const text = String(error); log.error(text); } } // finds: silent-catch
      async rejected(receiver: ServiceBusReceiver, message: ServiceBusReceivedMessage) { try { await send('x'); } catch { await receiver.deadLetterMessage(message); } }
      async filed(id: string) { try { await send(id); } catch { await writeFile(id, 'lost'); } }
      async cached(id: string) { try { await send(id); } catch { await redis.set(id, 'lost'); } }
      async started(id: string) { try { await send(id); } catch { spawn('alert', [id]); } }
      async noted(id: string) { try { await send(id); } catch { await this.desk.note(id); } }
      constructor(private readonly alerts: any, private readonly desk: Desk) {}
    }
    interface Desk { note(id: string): Promise<void> }
    const redis = new Redis();
    export let down = false;
    function goDown() { down = true; }
    function quietly(work: () => void) { work(); }` } }));

test('handing the error to a function that was handed in tells', () => check({ rule, files: { ...shop, 'src/orders/place.ts': `${imports}
    export async function place(id: string, onError: (error: unknown) => void) {
      try { await save(id); } catch (error) { onError(error); }
    }
    export const placed = (id: string) => new Promise<void>((resolve, reject) => { save(id).then(resolve).catch(reject); });
    export function placing(id: string, done: (error?: unknown) => void) { save(id).then(() => done()).catch((error) => done(error)); }
    export async function collected(ids: string[]) {
      const errors: unknown[] = [];
      for (const id of ids) { try { await save(id); } catch (error) { errors.push(error); } }
      return errors;
    }
    export async function lost(ids: string[]) {
      const lost = new Set<string>();
      for (const id of ids) { try { await save(id); } catch (error) { log.error(error); lost.add(id); } }
      return lost;
    }` } }));

test('a returned value may say of itself that it is a failure, whoever looks', () => check({ rule, files: { ...shop, 'src/orders/place.ts': `import { err, ok } from 'neverthrow';
    ${imports}
    enum State { Saved = 'saved', Failed = 'failed' }
    async function flag(id: string) {
      try { await save(id); return { success: true }; } catch { return { success: false }; }
    }
    async function whole(id: string) {
      try { await save(id); return [id]; } catch (error) { return [id, error]; }
    }
    async function text(id: string) {
      try { await save(id); return id; } catch (error) { const message = String(error); return { message }; }
    }
    async function state(id: string) {
      try { await save(id); return { status: 'done' }; } catch { return { status: 'failed' }; }
    }
    async function code(id: string) {
      try { await save(id); return { statusCode: 200 }; } catch { return { statusCode: 502 }; }
    }
    async function member(id: string) {
      try { await save(id); return { state: State.Saved }; } catch { return { state: State.Failed }; }
    }
    async function either(id: string) {
      try { await save(id); return ok(id); } catch (error) { return err(error); }
    }
    async function nothing(id: string) {
      try { await save(id); return { id }; } catch { return { id: '', error: null }; } // finds: silent-catch
    }
    async function fine(id: string) {
      try { await save(id); return { status: 'saved' }; } catch { return { status: 'done' }; } // finds: silent-catch
    }
    export async function hurried(id: string) {
      await flag(id); await whole(id); await text(id); await state(id); await code(id); await member(id); await either(id); await nothing(id); await fine(id);
    }` } }));

test('a default tells callers that look at it, if success looks different', () => check({ rule, files: { ...shop, 'src/orders/place.ts': `${imports}
    async function saved(id: string): Promise<string | null> {
      try { await save(id); return id; } catch { return null; }
    }
    export async function place(id: string) { if ((await saved(id)) === null) throw new Error(id); }

    async function tried(id: string): Promise<string | null> {
      try { await save(id); return id; } catch { return null; } // finds: silent-catch
    }
    export async function hurried(id: string) { await tried(id); }

    async function same(id: string): Promise<null> {
      try { await save(id); } catch { return null; } // finds: silent-catch
      return null;
    }
    export const looked = async (id: string) => (await same(id)) === null;` } }));

test('what follows may look at what the attempt has left', () => check({ rule, files: { ...shop, 'src/orders/place.ts': `${imports}
    export async function flagged(id: string) {
      let saved = false;
      try { await save(id); saved = true; } catch (error) { log.error(error); }
      return saved ? 'saved' : 'lost';
    }
    export async function read(id: string) {
      const answer = await save(id).then(() => 'saved').catch(() => undefined);
      return answer;
    }
    export const asked = (id: string) => save(id).then(() => true).catch(() => false);
    export const answered = (id: string) => save(id).then(() => true, () => false);
    export async function careful(id: string) { return (await asked(id)) && (await answered(id)); }
    export async function inner(id: string) {
      try { const saved = await save(id); log.debug(saved); } catch {} // finds: silent-catch
    }` } }));

// What is not its business.

test('cleaning up after another failure', () => check({ rule, files: { ...shop, 'src/orders/place.ts': `${imports}
    export async function place(id: string) {
      try { await save(id); }
      catch (error) {
        try { await publish(id); } catch {}
        await send(id).catch(() => {});
        await undo(id);
        throw error;
      } finally {
        try { await publish(id); } catch {}
        await send(id).catch(() => {});
      }
    }
    async function undo(id: string) { try { await publish(id); } catch {} }
    async function tidy(id: string) { try { await publish(id); } catch {} } // finds: silent-catch
    export async function close(id: string) { try { await save(id); } catch (error) { await tidy(id); throw error; } await tidy(id); }` } }));

test('telemetry, by the name of module, function or target', () => check({ rule, files: {
  ...shop,
  'src/usage/telemetry.ts': `import axios from 'axios';
    export async function tell(name: string) { try { await axios.post('http://usage', { name }); } catch {} }`,
  'src/orders/place.ts': `import axios from 'axios';
    ${imports}
    export async function sendMetrics(id: string) { try { await axios.post('http://usage', { id }); } catch {} }
    export async function view(id: string) { try { await axios.post('https://analytics.shop.example', { id }); } catch {} }
    export async function stock(id: string) { try { await axios.post('https://stock.shop.example', { id }); } catch {} } // finds: silent-catch`,
} }));

test('tests, scripts and migrations are exempt; the root itself never is', () => check({ rule, files: {
  ...shop,
  'src/orders/place.test.ts': `import { save } from './save.js';\ntry { await save('1'); } catch {}`,
  'test/place.ts': `import { save } from '../src/orders/save.js';\ntry { await save('1'); } catch {}`,
  'scripts/fill.ts': `import { save } from '../src/orders/save.js';\ntry { await save('1'); } catch {}`,
  'src/db/migrations/001-orders.ts': `import { save } from '../../orders/save.js';\ntry { await save('1'); } catch {}`,
  'src/main.ts': `import { save } from './orders/save.js';\ntry { await save('1'); } catch {} // finds: silent-catch ~ "This module tells nobody"`,
} }));

// How sure it is.

test('marks, records, deletes, mere mentions, and work after or beside the main work: medium precision', async () => {
  const { findings } = await check({ rule, files: { ...shop, 'src/orders/place.ts': `import { PrismaClient } from '@prisma/client';
    ${imports}
    const prisma = new PrismaClient();
    export async function seen(id: string) {
      try { await prisma.customer.update({ where: { id }, data: { lastSeenAt: new Date() } }); } catch {} // finds: silent-catch
    }
    export async function audited(id: string) {
      try { await prisma.auditLog.create({ data: { id, what: 'seen' } }); } catch {} // finds: silent-catch
    }
    export async function kept(id: string) {
      try { await prisma.orderHistory.create({ data: { id } }); } catch (error) { log.error(error); } // finds: silent-catch
    }
    export async function dropped(id: string) {
      try { await prisma.basket.delete({ where: { id } }); } catch {} // finds: silent-catch
    }
    export async function afterwards(id: string) {
      await charge(1);
      try { await publish(id); } catch {} // finds: silent-catch
    }
    export async function background(id: string) {
      save(id).catch((error) => { log.error(error); }); // finds: silent-catch
    }
    export async function oneOfMany(ids: string[]) {
      for (const id of ids) { try { await save(id); } catch (error) { log.error(error); } } // finds: silent-catch
    }
    export async function mapped(ids: string[]) {
      await Promise.all(ids.map(async (id) => { try { await save(id); } catch (error) { log.error(error); } })); // finds: silent-catch
    }
    export async function mailed(id: string) {
      try { await send(id); } catch (error) { log.error(error); } // finds: silent-catch
    }
    export async function mentioned(id: string) {
      try { await save(id); } catch (error) { log.info({ error }, 'not saved'); } // finds: silent-catch
    }
    export async function anotherWay(id: string) {
      try { await save(id); } catch (error) { log.error(error); } // finds: silent-catch
      await publish(id);
    }` } });
  expect(findings.map(({ precision }) => precision)).toEqual(findings.map(() => 'medium'));
});

test('a reason, and main work done before, make it less sure in jobs and services alike', async () => {
  const { findings } = await check({ rule, files: { ...shop, 'src/orders/place.ts': `import { Worker } from 'bullmq';
    import Redlock, { type Lock } from 'redlock';
    ${imports}
    new Worker('placed', async ({ data }: { data: string }) => {
      await save(data);
      try { await send(data); } catch (error) { log.error(error); } // finds: silent-catch ~ "then counts as completed"
    });
    new Worker('digests', async ({ data }: { data: string[] }) => {
      for (const to of data) { try { await send(to); } catch (error) { log.error(error); } } // finds: silent-catch ~ "then counts as completed"
    });
    const locks = new Redlock([]);
    async function free(lock: Lock) { await lock.release(); }
    new Worker('locks', async ({ data }: { data: Lock }) => {
      try { await free(data); } catch {} // finds: silent-catch ~ "the release of a lock"
    });
    export async function told(to: string) {
      try { await send(to); } catch { /* the shop shows it anyway */ } // finds: silent-catch
    }
    export async function logged(id: string) {
      try { await save(id); } catch (error) { log.error(error); /* the import saves it again */ } // finds: silent-catch
    }
    export async function afterwards(id: string) {
      await charge(1);
      try { await save(id); } catch (error) { log.error(error); } // finds: silent-catch
    }` } });
  expect(findings.map(({ precision }) => precision)).toEqual(findings.map(() => 'medium'));
});

test('the further away the effect, the less sure, and sooner where it is logged', async () => {
  const { findings } = await check({ rule, files: { ...shop, 'src/orders/place.ts': `${imports}
    const one = (id: string) => save(id);
    const two = (id: string) => one(id);
    const three = (id: string) => two(id);
    const four = (id: string) => three(id);
    const five = (id: string) => four(id);
    export async function place(id: string) {
      try { await two(id); } catch (error) { log.error(error); } // finds: silent-catch
      return id;
    }
    export async function place3(id: string) {
      try { await three(id); } catch (error) { log.error(error); } // finds: silent-catch
      return id;
    }
    export async function place4(id: string) {
      try { await four(id); } catch {} // finds: silent-catch
    }
    export async function place5(id: string) {
      try { await five(id); } catch {} // finds: silent-catch
    }` } });
  expect(findings.map(({ precision }) => precision)).toEqual(['high', 'medium', 'high', 'medium']);
});

test('unread results are sure for a database write at hand', async () => {
  const { findings } = await check({ rule, files: { ...shop, 'src/orders/place.ts': `import { createClient } from '@supabase/supabase-js';
    ${imports}
    const supabase = createClient('', '');
    export async function place(id: string) { await Promise.allSettled([save(id)]); } // finds: silent-catch
    export async function placeAll(ids: string[]) { await Promise.allSettled(ids.map((id) => save(id))); } // finds: silent-catch
    export async function keep(id: string) { await supabase.from('orders').insert({ id }); } // finds: silent-catch
    export async function upload(id: string, text: string) { await supabase.storage.from('invoices').upload(id, text); } // finds: silent-catch` } });
  expect(findings.map(({ precision }) => precision)).toEqual(['high', 'medium', 'high', 'medium']);
});

test('mails, messages and files that nobody hears of are as sure as a database write', async () => {
  const { findings } = await check({ rule, files: { ...shop, 'src/orders/place.ts': `import { writeFile } from 'node:fs/promises';
    ${imports}
    export async function place(id: string) {
      try { await send(id); } catch {} // finds: silent-catch
      try { await publish(id); } catch {} // finds: silent-catch
    }
    export async function write(id: string) {
      try { await writeFile('invoices/1', id); } catch {} // finds: silent-catch ~ "a file write to 'invoices/1'"
    }` } });
  expect(findings.map(({ precision }) => precision)).toEqual(['high', 'high', 'high']);
});

// Evidence.

test('the evidence leads from the handler to the effect through all files, and back', async () => {
  const { findings: [finding] } = await check({ rule, files: {
    'src/orders/orders.controller.ts': `import { Orders } from './orders.js';
export class OrdersController {
  constructor(private readonly orders: Orders) {}
  async place(id: string) {
    try {
      await this.orders.place(id);
    } catch (error) { // finds: silent-catch
      console.error(error);
    }
    return { placed: true };
  }
}`,
    'src/orders/orders.ts': `import { OrderTable } from './order-table.js';
export class Orders {
  constructor(private readonly table: OrderTable) {}
  async place(id: string) {
    await this.table.add(id);
  }
}`,
    'src/orders/order-table.ts': `import { Pool } from 'pg';
export class OrderTable {
  #pool = new Pool();
  async add(id: string) {
    await this.#pool.query('INSERT INTO orders (id) VALUES ($1)', [id]);
  }
}`,
  } });
  expect(finding?.path.map(({ file, line, message }) => `${file}:${line} ${message}`)).toEqual([
    'src/orders/orders.controller.ts:6 calls Orders.place',
    'src/orders/orders.ts:5 calls OrderTable.add',
    `src/orders/order-table.ts:5 pg#Pool.query: a database write to 'orders'`,
    'src/orders/orders.controller.ts:7 the failure is logged here and goes no further',
  ]);
});

test('a job is shown where it is registered', async () => {
  const { findings: [finding] } = await check({ rule, files: {
    ...shop,
    'src/orders/process.ts': `import { save } from './save.js';
export async function process(job: { data: { id: string } }) {
  try { await save(job.data.id); } catch {} // finds: silent-catch
}`,
    'src/worker.ts': `import { Worker } from 'bullmq';
import { process } from './orders/process.js';

new Worker('placed', process);`,
  } });
  expect(finding?.path.at(-1)).toMatchObject({ file: 'src/worker.ts', line: 4 });
});

// Switching it off.

test('comments of ours and of ESLint switch it off', () => check({ rule, files: { ...shop, 'src/orders/place.ts': `${imports}
    export async function place(id: string) {
      await save(id)
        // dist-lint-disable-next-line silent-catch -- the import saves it again
        .catch(() => {});
      await save(id)
        // eslint-disable-next-line dist-lint/silent-catch -- the import saves it again
        .catch(() => {});
      await save(id).catch(() => {}); // dist-lint-disable-line silent-catch
      await save(id).catch(() => {}); /* eslint-disable-line no-empty, dist-lint/silent-catch */
      await save(id).catch(() => {}); // dist-lint-disable-line
      /* dist-lint-disable silent-catch */
      await save(id).catch(() => {});
      /* dist-lint-enable silent-catch */
      await save(id).catch(() => {}); // finds: silent-catch
    }` } }));

test('comments that speak of something else do not', () => check({ rule, files: { ...shop, 'src/orders/place.ts': `${imports}
    export async function place(id: string) {
      // dist-lint-disable-next-line lost-update
      await save(id).catch(() => {}); // finds: silent-catch
      // eslint-disable-next-line silent-catch
      await save(id).catch(() => {}); // finds: silent-catch
      // eslint-disable-next-line no-empty -- not dist-lint/silent-catch
      await save(id).catch(() => {}); // finds: silent-catch
      // dist-lint-disable-next-line silent-catch

      await save(id).catch(() => {}); // finds: silent-catch
    }` } }));

// What is told, or is no failure of anything, although it looks like silence: each with the twin that is silent.

/** One write, and a module beside it. */
const saving = `import { PrismaClient } from '@prisma/client';
  const prisma = new PrismaClient();
  export const save = async (id: string) => { await prisma.order.create({ data: { id } }); return id; };`;
const besideSave = (text: string) => ({ 'src/orders/save.ts': saving, 'src/orders/place.ts': `import { save } from './save.js';\n${text}` });

test('a default that follows the handler tells, where the attempt returns by itself', () => check({ rule, files: besideSave(`
  export async function isSaved(id: string): Promise<boolean> {
    try { await save(id); return true; } catch {}
    return false;
  }
  export async function firstSaved(ids: string[]): Promise<string | null> {
    for (const id of ids) {
      try { return await save(id); } catch {}
    }
    return null;
  }
  export async function kept(id: string): Promise<boolean> {
    try { if (id !== '') await save(id); } catch {} // finds: silent-catch
    return false;
  }
  export async function started(id: string): Promise<boolean> {
    if (id === '') return true;
    try { await save(id); } catch {} // finds: silent-catch
    return false;
  }
  async function dropped(id: string): Promise<boolean> {
    try { await save(id); return true; } catch {} // finds: silent-catch
    return false;
  }
  export async function place(id: string) { await dropped(id); }`) }));

test('told through a function that is called with a function', () => check({ rule, files: besideSave(`
  interface Subscriber { failed(error: unknown): void; name: string }
  export function subscribe(all: Subscriber[]) {
    const each = (visit: (subscriber: Subscriber) => void) => { all.forEach(visit); };
    const fail = (error: unknown) => each((subscriber) => subscriber.failed(error));
    const count = () => all.map((subscriber) => subscriber.name).length;
    return {
      async told(id: string) { try { await save(id); } catch (error) { fail(error); } },
      async counted(id: string) { try { await save(id); } catch { count(); } }, // finds: silent-catch
    };
  }`) }));

test('told to an emitter, a promise or a callback', () => check({ rule, files: besideSave(`
  import { EventEmitter } from 'node:events';
  class Orders extends EventEmitter {
    async emits(id: string) { try { await save(id); } catch (error) { this.emit('error', error); } }
    rejects(id: string) { return new Promise<void>((resolve, reject) => { save(id).then(() => resolve(), (error) => reject(error)); }); }
    async calls(id: string, done: (error?: unknown) => void) { try { await save(id); done(); } catch (error) { done(error); } }
    async listens(id: string) { try { await save(id); } catch { this.off('error', () => {}); } } // finds: silent-catch
  }
  export const orders = new Orders();`) }));

test('what a socket sends fails into its listener; a request that is awaited fails here', () => check({ rule, files: { 'src/stock/node.ts': `import { connect } from 'node:net';
    const socket = connect('/run/stock.sock');
    export async function ask(message: string) {
      try { socket.write(message); } catch {}
    }
    export async function order(message: string) {
      try { await fetch('http://stock/orders', { method: 'POST', body: message }); } catch {} // finds: silent-catch
    }` } }));

test('a rejection that is kept and a status that nobody reads are one failure; what is thrown again leaves the status unread', async () => {
  const { findings } = await check({ rule, files: { 'src/stock/order.ts': `
    export async function quiet(body: string) {
      try {
        await fetch('http://stock/orders', { method: 'POST', body });
      } catch {} // finds: silent-catch
    }
    export async function loud(body: string) {
      try {
        await fetch('http://stock/orders', { method: 'POST', body }); // finds: silent-catch
      } catch (error) {
        throw new Error('no order', { cause: error });
      }
    }` } });
  expect(findings.map(({ data }) => data['form'])).toEqual(['catch', 'result']);
});

test('syncing a folder is best effort, writing a file is not', () => check({ rule, files: { 'src/stock/keep.ts': `import { open } from 'node:fs/promises';
  export async function keep(folder: string) {
    try {
      const handle = await open(folder, 'r');
      try { await handle.sync(); } finally { await handle.close(); }
    } catch {}
  }
  export async function write(file: string, text: string) {
    try {
      const handle = await open(file, 'w');
      try { await handle.writeFile(text); await handle.sync(); } finally { await handle.close(); }
    } catch {} // finds: silent-catch
  }` } }));

test('reading a body changes nothing; another call out of sight is presumed to', () => check({ rule, files: { 'src/stock/photo.ts': `import type { Answer, Article } from './types.js';
  export async function photo(answer: Answer, article: Article) {
    try { article.photo = await answer.arrayBuffer(); } catch (error) { console.error(error); }
  }
  export async function store(answer: Answer) {
    try { await answer.store(); } catch (error) { console.error(error); } // finds: silent-catch
  }`, 'src/stock/types.ts': `export interface Answer { arrayBuffer(): Promise<unknown>; store(): Promise<void> }
  export interface Article { photo: unknown }` } }));

test('a guess that is logged where nobody waits is no finding', () => check({ rule, files: { 'src/stock/clock.ts': `import type { Lock } from './lock.js';
  export class Clock {
    private onShown: (() => Promise<void>) | null = null;
    constructor(private readonly lock: Lock) {
      this.start().catch((error) => { console.error('not started', error); });
    }
    async start() { await this.lock.take(); }
    listen() {
      this.onShown = async () => {
        try { await this.lock.take(); } catch (error) { console.error('not shown', error); }
      };
      window.addEventListener('visibilitychange', this.onShown);
    }
    async silent() { try { await this.lock.take(); } catch {} } // finds: silent-catch
    async waited() { try { await this.lock.take(); } catch (error) { console.error(error); } } // finds: silent-catch
  }`, 'src/stock/lock.ts': 'export interface Lock { take(): Promise<void> }' } }));

test('a body that is handed on may show the error: low precision', async () => {
  const { findings } = await check({ rule, files: { 'src/stock/api.ts': `declare const shown: { post(text: string): void };
    export async function order(body: string) {
      const response = await fetch('http://stock/orders', { method: 'POST', body }); // finds: silent-catch
      const { order } = await response.json();
      return order;
    }
    export async function leave(body: string) {
      const response = await fetch('http://stock/leave', { method: 'POST', body }); // finds: silent-catch
      const left = await response.json();
      shown.post('left');
      return left;
    }` } });
  expect(findings.map(({ precision }) => precision)).toEqual(['low', 'medium']);
});

// The fingerprint.

test('the fingerprint outlives moved lines, new wording and a renamed helper', async () => {
  const { findings: [before] } = await check({ rule, files: {
    'src/orders/save.ts': `import { PrismaClient } from '@prisma/client';
      const prisma = new PrismaClient();
      export const save = async (id: string) => { await prisma.order.create({ data: { id } }); };`,
    'src/orders/place.ts': `import { save } from './save.js';
      export async function place(id: string) { try { await save(id); } catch {} } // finds: silent-catch`,
  } });
  const { findings: [after] } = await check({ rule, files: {
    'src/database/add-order.ts': `import { PrismaClient } from '@prisma/client';
      export const prisma = new PrismaClient();
      export const addOrder = async (id: string) => { await prisma.order.create({ data: { id } }); };`,
    'src/orders/place.ts': `import { addOrder } from '../database/add-order.js';

      /** Places an order. */
      export async function place(id: string) {
        try {
          await addOrder(id);
        } catch (error) { // finds: silent-catch
          console.error(error);
        }
      }`,
  } });
  expect(after?.message).not.toBe(before?.message);
  expect(after?.fingerprint).toBe(before?.fingerprint);
});

test('the fingerprint changes with the function and with what is at stake', async () => {
  const { findings } = await check({ rule, files: { ...shop, 'src/orders/place.ts': `${imports}
    export async function place(id: string) {
      try { await save(id); } catch {} // finds: silent-catch
      try { await publish(id); } catch {} // finds: silent-catch
      try { await save(id); } catch {} // finds: silent-catch
    }
    export async function move(id: string) { try { await save(id); } catch {} } // finds: silent-catch` } });
  expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(4);
  const { findings: [published] } = await check({ rule, files: { ...shop, 'src/orders/place.ts': `${imports}
    export async function place(id: string) {
      try { await publish(id); } catch {} // finds: silent-catch
    }` } });
  expect(findings.map(({ fingerprint }) => fingerprint).indexOf(published?.fingerprint ?? '')).toBe(1);
});

test('a handler that is only presumed to tell is counted as a gap', async () => {
  const { gaps } = await check({ rule, files: { ...shop, 'src/orders/place.ts': `import { tell } from '@shop/alarms';
    ${imports}
    export async function place(id: string) {
      try { await save(id); } catch (error) { tell(error); }
    }
    export async function look(id: string) {
      try { JSON.parse(id); } catch (error) { tell(error); }
    }` } });
  expect(gaps.find(({ kind }) => kind === 'presumed-told')).toMatchObject({ count: 1, samples: [{ file: 'src/orders/place.ts', line: 9 }] });
});
