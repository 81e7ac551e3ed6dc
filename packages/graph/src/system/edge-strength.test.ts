import { expect, test } from 'vitest';
import { edgesOf, graphOf } from '../system-graph.test.setup.ts';

const DB = `import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
async function read(): Promise<number> { return prisma.order.count(); }
`;

/** What `go` needs of `read`; `hard`, or its strength and why. */
function need(go: string): string {
  const [line] = edgesOf(graphOf(`${DB}${go}`), 'calls').filter((each) => each.startsWith('go -') && / -calls-> read/.test(each));
  return line === undefined ? 'none' : /\((.*)\)$/.exec(line)?.[1] ?? 'hard';
}

test('a call whose failure comes back is hard', () => {
  expect(need('async function go() { return await read(); }')).toBe('hard');
  expect(need('async function go() { try { return await read(); } finally { console.log(1); } }')).toBe('hard');
  expect(need('async function go() { try { return await read(); } catch (error) { throw new Error("no", { cause: error }); } }')).toBe('hard');
  expect(need('async function go(on: boolean) { try { return await read(); } catch (error) { if (on) throw error; return 0; } }')).toBe('hard');
  expect(need('async function go() { try { return read(); } catch { return 0; } }')).toBe('hard');
});

test('a call that a catch clause keeps is guarded, with what it does instead', () => {
  expect(need('async function go() { try { return await read(); } catch { return 0; } }')).toBe('guarded, caught: the catch in line 4 answers with something else');
  expect(need('async function go() { try { await read(); } catch (error) { console.warn(error); } }')).toBe('guarded, caught: the catch in line 4 goes on without it');
  expect(need('async function go(all: string[]) { for (const one of all) { try { await read(); } catch { continue; } } }')).toBe('guarded, caught: the catch in line 4 goes on with the next');
  expect(need('async function go() { return read().catch(() => 0); }')).toBe('guarded, caught: the .catch in line 4 goes on without it');
});

test('a handler that puts the work into a queue', () => {
  expect(need(`import { Queue } from 'bullmq'; const queue = new Queue('later');
    async function go() { try { await read(); } catch { await queue.add('again', {}); } }`)).toBe('guarded, queue: the catch in line 5 hands the work to a queue');
});

test('attempts that are tried again are hard', () => {
  expect(need('async function go() { for (let n = 0; ; n += 1) { try { return await read(); } catch (error) { if (n > 3) throw error; } } }')).toBe('hard');
});

test('failures that are collected and thrown after all are hard', () => {
  expect(need('async function go(all: string[]) { const failures: unknown[] = []; for (const one of all) { try { await read(); } catch (error) { failures.push(error); } } if (failures.length > 0) throw new AggregateError(failures); }')).toBe('hard');
  expect(need('async function go(all: string[]) { const failures: unknown[] = []; for (const one of all) { try { await read(); } catch (error) { failures.push(error); } } return failures.length; }')).toMatch(/^guarded, caught/);
});

test('what nobody waits for', () => {
  expect(need('async function go() { void read(); }')).toBe('asynchronous, detached: line 4 nobody waits for it');
  expect(need('async function go() { read().catch(() => undefined); }')).toMatch(/^asynchronous, detached/);
});

test('allSettled, unless what was rejected is thrown', () => {
  expect(need('async function go() { await Promise.allSettled([read(), read()]); }')).toBe('guarded, settled: line 4 waits for all, whether they fail or not');
  expect(need(`async function go() { const results = await Promise.allSettled([read()]); const failed = results.filter((each) => each.status === 'rejected'); if (failed.length > 0) throw new Error('no'); }`)).toBe('hard');
  expect(need('async function go() { await Promise.all([read(), read()]); }')).toBe('hard');
});

test('what is reached after a failure alone', () => {
  expect(need('async function go(work: () => void) { try { work(); } catch { await read(); } }')).toBe('guarded, failed: line 4 is reached after a failure alone');
});

const ROUTE = `import express from 'express';
const app = express();
`;

test('a route that answers with a failure has failed', () => {
  const strengths = (body: string): string[] => edgesOf(graphOf(`${DB}${ROUTE}app.get('/orders', ${body});`), 'calls').filter((line) => line.includes('-> read'));
  expect(strengths(`async (request, response) => { try { response.json(await read()); } catch { response.status(500).end(); } }`)).toEqual([`<get('/orders')> -calls-> read`]);
  expect(strengths(`async (request, response, next) => { try { response.json(await read()); } catch (error) { next(error); } }`)).toEqual([`<get('/orders')> -calls-> read`]);
  expect(strengths(`(request, response, next) => { read().then((count) => response.json(count)).catch(next); }`)).toEqual([`<get('/orders')> -calls-> read`]);
  expect(strengths(`async (request, response) => { try { response.json(await read()); } catch { response.json(0); } }`)).toEqual([`<get('/orders')> -calls-> read (guarded, caught: the catch in line 6 goes on without it)`]);
});

test('a consumer whose message goes back has failed, and what a listener leaves running is its work', () => {
  const graph = graphOf(`${DB}import type { Channel } from 'amqplib';
    export async function start(channel: Channel) {
      await channel.consume('mails', (message) => { if (message) handle(channel, message).catch(console.error); });
    }
    async function handle(channel: Channel, message: never) {
      try { await read(); channel.ack(message); } catch { channel.nack(message); }
    }`);
  expect(edgesOf(graph, 'calls')).toEqual(['handle -calls-> read', `start.<consume('mails')> -calls-> handle`]);
});

test('functions that are handed over run at once or later', () => {
  expect(edgesOf(graphOf(`${DB}
    async function attempt<T>(work: () => Promise<T>) { return await work(); }
    async function quiet(work: () => Promise<unknown>) { try { await work(); } catch {} }
    export async function one() { await attempt(() => read()); }
    export async function two() { await quiet(() => read()); }
    export function three() { setTimeout(() => read(), 10); }`), 'calls', 'runs').filter((line) => /^(one|two|three) -/.test(line))).toEqual([
    'one -calls-> attempt', 'one -calls-> one.<attempt>',
    'three -runs-> three.<setTimeout> (asynchronous, detached: line 9 has it run later)',
    'two -calls-> quiet', 'two -calls-> two.<quiet> (guarded, caught: line 8 hands it to what keeps its failure)',
  ]);
});

test('what is asked for only when a cache has no answer', () => {
  const cache = `import { Redis } from 'ioredis'; const redis = new Redis();\n`;
  expect(need(`${cache}async function go(id: string) { const known = await redis.get(id); if (known) return JSON.parse(known); return await read(); }`)).toBe('guarded, cache: line 5 asks a cache before');
  expect(need(`${cache}async function go(id: string) { let known = await redis.get(id); if (!known) { known = String(await read()); } return known; }`)).toBe('guarded, cache: line 5 asks a cache before');
  expect(need(`${cache}async function go(id: string) { return (await redis.get(id)) ?? (await read()); }`)).toBe('guarded, cache: line 5 asks a cache before');
  // A mark that it was done answers nothing.
  expect(need(`${cache}async function go(id: string) { if (await redis.exists(id)) return; await read(); }`)).toBe('hard');
});

test('a circuit breaker with and without something to fall back on', () => {
  const breaker = (fallback: string): string => need(`import CircuitBreaker from 'opossum'; const breaker = new CircuitBreaker(read);\n${fallback}\nasync function go() { return await breaker.fire(); }`);
  expect(breaker('')).toBe('hard');
  expect(breaker('breaker.fallback(() => 0);')).toBe('guarded, breaker: line 5 says what the circuit breaker falls back on');
  expect(edgesOf(graphOf(`${DB}import { fallback, handleAll, circuitBreaker } from 'cockatiel';
    const soft = fallback(handleAll, 0); const plain = circuitBreaker(handleAll, {});
    export async function one() { return await soft.execute(() => read()); }
    export async function two() { return await plain.execute(() => read()); }`), 'calls').filter((line) => /^(one|two) -/.test(line))).toEqual([
    'one -calls-> one.<returned>.<execute> (guarded, caught: line 6 keeps its failure)', 'two -calls-> two.<returned>.<execute>',
  ]);
});

test('a fallback among the policies that are wrapped into one, wherever they are made', () => {
  const edges = (made: string): string[] => edgesOf(graphOf({
    'policies.ts': `import { circuitBreaker, fallback, handleAll, retry, wrap } from 'cockatiel';
      const retries = retry(handleAll, { maxAttempts: 3 }); const breaker = circuitBreaker(handleAll, {}); const soft = fallback(handleAll, () => []);
      export const policy = ${made};`,
    'read.ts': `import { policy } from './policies.js'; import { Pool } from 'pg'; const pool = new Pool(); export async function read() { return await policy.execute(() => pool.query('SELECT 1')); }`,
  }), 'calls').filter((line) => line.startsWith('read -'));
  expect(edges('wrap(soft, retries, breaker)')).toEqual(['read -calls-> read.<returned>.<execute> (guarded, caught: line 1 keeps its failure)']);
  expect(edges('wrap(retries, wrap(soft, breaker))')).toEqual(['read -calls-> read.<returned>.<execute> (guarded, caught: line 1 keeps its failure)']);
  expect(edges('process.env.SOFT ? wrap(retries, breaker) : soft')).toEqual(['read -calls-> read.<returned>.<execute>']);
  expect(edges('wrap(retries, breaker)')).toEqual(['read -calls-> read.<returned>.<execute>']);
});

test('a handler that is picked by its key is run, and not handed on', () => {
  const pick = (body: string) => need(`type Handlers = Record<string, () => Promise<unknown>>;
    async function dispatch(method: string, handlers: Handlers) { ${body} }
    async function go(method: string) { await dispatch(method, { GET: read, POST: read }); }`);
  expect(pick('const handler = handlers[method]; if (!handler) throw new Error("no"); return await handler();')).toBe('hard');
  expect(pick('return handlers[method]();')).toBe('hard');
  expect(pick('try { return await handlers[method](); } catch { return 0; }')).toBe('guarded, caught: the catch in line 5 answers with something else');
  expect(pick('console.log(handlers);')).toBe('none');
});
