/** Work that is put back into its list when it has failed: how often, and after how long. */
import { expect, it } from 'vitest';
import { programOf } from './marked-calls.test.setup.ts';
import { requeuedJobs } from './requeued-jobs.ts';
import { requeuedWork } from './requeued-work.ts';

function found(text: string): string[] {
  const program = programOf(`declare const shop: any;\n${text}`);
  return program.modules.all.flatMap((module) => module.facts.functions.flatMap((_, fn) =>
    [...requeuedWork(program, module, fn), ...requeuedJobs(program, module, fn)].map(({ name, attempts, bound, delay: { kind, first } }) => `${name}: ${attempts} ${bound} ${kind} ${first ?? '?'}`)));
}

it.each<[what: string, text: string, expected: string[]]>([
  ['a batch, at once and without a count', `export class Outbox {
    private rows: unknown[] = [];
    async flush() { const batch = this.rows.splice(0, 10); try { await shop.send(batch); } catch (error) { console.error(error); this.rows.unshift(...batch); } }
  }`, ['work that Outbox.flush puts back: unbounded none some ?']],
  ['each of a batch, by a count on its copy', `export class Outbox {
    private rows: { tries: number; row: unknown }[] = []; private readonly most = 3;
    add(row: unknown) { this.rows.push({ tries: 1, row }); }
    async flush() {
      const batch = this.rows.splice(0, 10);
      try { await shop.send(batch); } catch { batch.forEach((each) => { if (each.tries < this.most) this.rows.push({ ...each, tries: each.tries + 1 }); else console.error(each); }); }
    }
  }`, ['work that Outbox.flush puts back: 3 count some ?']],
  ['a number of it, by a count and a time before which it is not taken', `export class Runs {
    private waiting: string[] = []; private readonly all = new Map<string, any>();
    start(id: string) { this.all.set(id, { id, tries: 0 }); this.waiting.push(id); }
    next() { const id = this.waiting.shift(); if (id) void this.run(this.all.get(id)); }
    async run(order: any) {
      try { await shop.run(order.id); } catch (error) {
        if (error instanceof RangeError) order.state = 'cancelled';
        else if (order.tries < 4) { order.tries++; order.nextAttemptAt = new Date(Date.now() + 1000 * 2 ** order.tries); this.waiting.push(order.id); }
      } finally { this.next(); }
    }
  }`, ['work that Runs.run puts back: 5 count growing 2000']],
  ['by a timer, unless it has had its turns', `export function make(queue: any[]) { queue.push({ tries: 0 }); }
  export async function work(queue: any[]) {
    const job = queue.shift();
    try { await shop.run(job); } catch {
      if (job.tries >= 5) { console.error(job); return; }
      job.tries += 1;
      setTimeout(() => { queue.push(job); }, 1000 * job.tries);
    }
  }`, ['work that work puts back: 6 count growing 1000']],
  ['by a limit that the job says itself', `export async function work(queue: any[]) {
    const job = queue.shift();
    try { await shop.run(job); } catch { if (job.tries < job.most) { job.tries++; queue.push(job); } }
  }`, ['work that work puts back: unknown count some ?']],
  ['until its turns are used up, after which the next of a batch is tried', `const queue: any[] = []; export const add = (row: unknown) => queue.push({ row, tries: 0 });
  export async function work() {
    for (let job = queue.shift(); job; job = queue.shift()) {
      try { await shop.run(job.row); } catch { if (job.tries >= 2) continue; job.tries++; queue.push(job); }
    }
  }`, ['work that work puts back: 3 count some ?']],
  ['by a test that says nothing of a count', `declare function mayPass(error: unknown): boolean;
  export async function work(queue: any[]) { const job = queue.shift(); try { await shop.run(job); } catch (error) { if (mayPass(error)) queue.push(job); } }`, ['work that work puts back: unknown count some ?']],
  ['a job that is added again, with a count and a wait that grows', `import { Queue } from 'bullmq';
  const mails = new Queue('mails');
  const MOST = 5;
  const pause = (attempt: number) => 30_000 * Math.pow(2, attempt - 1);
  export async function again(job: { data: { to: string; baggage?: { attempt: number } } }): Promise<boolean> {
    const attempt = (job.data.baggage?.attempt ?? 0) + 1;
    if (attempt >= MOST) { console.warn('given up'); return false; }
    const delay = pause(attempt);
    const baggage = { since: Date.now(), attempt };
    await mails.add('mail', { to: job.data.to, baggage }, { delay });
    return true;
  }`, ['job that again adds again: 5 count growing 30000']],
  ['a job that goes by a number of its own, and one that is the next', `import { Queue } from 'bullmq';
  const mails = new Queue('mails');
  export async function next(job: { data: { page: number } }) {
    const page = job.data.page + 1;
    await mails.add('page', { number: page });
    await mails.add('page', { page: job.data.page });
  }
  export async function following(job: { data: { page: number } }) {
    const page = (job.data.page ?? 0) + 1;
    if (page > 5) return;
    await mails.add('page', { page });
  }`, []],
  ['what a pool has lent, jobs that go elsewhere, what was never taken', `export class Pool {
    private idle: any[] = [];
    async ask() { const client = this.idle.pop(); try { const got = await shop.ask(client); this.idle.push(client); return got; } catch (error) { this.idle.push(client); throw error; } }
  }
  export async function work(queue: any[], failed: any[]) { const job = queue.shift(); try { await shop.run(job); } catch { failed.push(job); } }
  export async function collect(errors: any[], order: any) { try { await shop.run(order); } catch { errors.push(order); } }`, []],
])('%s', (_, text, expected) => {
  expect(found(text)).toEqual(expected);
});
