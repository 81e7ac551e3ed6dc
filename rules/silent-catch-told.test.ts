/** Ways in which a failure is told, or is none, that look like silence: each with the twin that is silent. */
import { check } from '@dist-lint/testing';
import { expect, test } from 'vitest';

const rule = 'silent-catch';

const save = `import { PrismaClient } from '@prisma/client';
  const prisma = new PrismaClient();
  export const save = async (id: string) => { await prisma.order.create({ data: { id } }); return id; };`;
const files = (text: string) => ({ 'src/orders/save.ts': save, 'src/orders/place.ts': `import { save } from './save.js';\n${text}` });

test('a default that follows the handler tells, where the attempt returns by itself', () => check({ rule, files: files(`
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

test('told through a function that is called with a function', () => check({ rule, files: files(`
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

test('told to an emitter, a promise or a callback', () => check({ rule, files: files(`
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
