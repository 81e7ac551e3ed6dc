import { expect, it } from 'vitest';
import { programOf } from './marked-calls.test.setup.ts';
import { found, sleep } from './own-retries.test.setup.ts';
import { ownRetries } from './own-retries.ts';

it.each<[what: string, text: string, expected: string[]]>([
  ['a count that is handed on by a timer', `export async function send(order: string, tries = 0): Promise<void> {
    try { await fetch('https://a.example', { body: order }); } catch {
      if (tries < 2) { setTimeout(() => { void send(order, tries + 1); }, 2000); return; } throw new Error("no");
    }
  }`, ['send: recursion 3 count [2000 2000]']],
  ['what a timer runs arms the timer again', `export class Feed {
    private tries = 0;
    private closing = false;
    start(): void { this.schedule(); }
    stop(): void { this.closing = true; }
    private schedule(): void {
      this.tries++;
      const delay = Math.max(Math.min(2 ** this.tries * 100, 20000), 1000);
      setTimeout(async () => {
        try { await fetch('https://a.example'); this.tries = 0; } catch { if (!this.closing) this.schedule(); }
      }, delay);
    }
  }`, ['Feed.schedule.<setTimeout>: recursion unbounded stop [1000 1000 1600]']],
  ['a timer whose work says how it went', `export class Prices {
    schedule(key: string, tries = 0): void {
      setTimeout(() => this.refresh(key).then((outcome) => {
        if (outcome === 'failed' && tries < 3) this.schedule(key, tries + 1);
      }), tries ? 1000 * 2 ** (tries - 1) : 100);
    }
    private async refresh(key: string): Promise<'failed' | 'fresh'> {
      try { await fetch('https://a.example/' + key); return 'fresh'; } catch { return 'failed'; }
    }
  }`, ['Prices.schedule.<setTimeout>: recursion 4 count [1000 2000 4000]']],
  ['a timer whose work hands on how other work went', `export class Prices {
    private readonly ready = fetch('https://a.example');
    schedule(key: string, tries = 0): void {
      setTimeout(() => this.refresh(key).then((outcome) => {
        if (outcome === 'failed' && tries < 3) this.schedule(key, tries + 1);
      }), tries ? 1000 * 2 ** (tries - 1) : 100);
    }
    private async refresh(key: string): Promise<string> { return await this.settled(key); }
    private settled(key: string): Promise<string> { return this.ready.then(() => this.load(key)); }
    private async load(key: string): Promise<string> {
      try { await fetch('https://a.example/' + key); return 'fresh'; } catch { return 'failed'; }
    }
  }`, ['Prices.schedule.<setTimeout>: recursion 4 count [1000 2000 4000]']],
  ['a listener inside a promise', `import http from 'node:http';
  ${sleep}export class Uploads {
    private tries = 0;
    send(from = 0): Promise<void> {
      return new Promise((resolve, reject) => {
        const request = http.request('http://a.example', { headers: { from: String(from) } });
        request.on('error', async (error) => {
          if (this.tries < 3) { this.tries++; await sleep(1000 * 2 ** this.tries); resolve(this.send(from + 1)); return; }
          reject(error);
        });
        request.end();
      });
    }
  }`, ['Uploads.send.<returned>.<new Promise>: event 4 count [2000 4000 8000]']],
  ['a callback that is told of the failure, with the count in an object', `import fs from 'node:fs';
  interface Copy { from: string; to: string; done(): void; failed(error: Error): void; retry?: number }
  export function copy(job: Copy): void {
    const { from, to, retry = 0 } = job;
    fs.copyFile(from, to, (error) => {
      if (error) {
        if (retry >= 3) { job.failed(error); return; }
        setTimeout(() => copy({ ...job, retry: retry + 1 }), 500 * 2 ** retry);
        return;
      }
      job.done();
    });
  }`, ['copy: recursion 4 count [500 1000 2000]']],
  ['a handler that is assigned', `export class Presence {
    connect(): void {
      const source = new EventSource('https://a.example');
      source.onerror = () => { source.close(); setTimeout(() => this.connect(), 5000); };
    }
  }`, ['Presence.connect: event unbounded none [5000 5000 5000]']],
  ['a count that starts anew with each call', `export class Presence {
    connect(): void {
      let tries = 0;
      const source = new EventSource('https://a.example');
      source.onerror = () => { if (tries < 5) { tries++; setTimeout(() => this.connect(), 1000 * 2 ** (tries - 1)); } };
    }
  }`, ['Presence.connect: event unbounded none [1000 1000 1000]']],
  ['what has failed is started by its own listener', `import { EventEmitter } from 'node:events';
  declare const informer: EventEmitter & { start(): Promise<void> };
  ${sleep}export function watch(): void {
    informer.on('error', async () => { await sleep(1000); await informer.start(); });
  }`, ['watch.<on(\'error\')>: event unbounded none [1000 1000 1000]']],
  ['a pair of methods, with jitter, a cap and a count that success takes back', `export class Hub {
    private timer: NodeJS.Timeout | undefined;
    private tries = 0;
    private isClosed = false;
    close(): void { this.isClosed = true; if (this.timer) clearTimeout(this.timer); }
    private schedule(): void {
      if (this.timer || this.isClosed || !this.isWanted()) return;
      const delay = Math.min(250 * 2 ** this.tries, 5000);
      const jittered = Math.round(delay * 0.5 + Math.random() * delay * 0.5);
      this.timer = setTimeout(() => { this.timer = undefined; void this.reconnect(); }, jittered);
    }
    private async reconnect(): Promise<void> {
      if (this.isClosed) return;
      try { await this.connect(); this.tries = 0; } catch { this.tries += 1; this.schedule(); }
    }
    private isWanted(): boolean { return true; }
    private async connect(): Promise<void> { await fetch('https://a.example'); }
  }`, ['Hub.reconnect: recursion unbounded stop [375~ 750~ 1500~]']],
  ['so many in a row', `import WebSocket from 'ws';
  export class Feed {
    private tries = 0;
    connect(): void {
      const socket = new WebSocket('wss://a.example');
      socket.on('open', () => { this.tries = 0; });
      socket.on('close', () => { if (this.tries < 4) { this.tries++; setTimeout(() => this.connect(), 100 * this.tries); } });
    }
  }`, ['Feed.connect: event 5 count [100 200 300]']],
  ['a flag that is set while it runs', `export class Stock {
    private isLoading = false;
    async load(): Promise<void> {
      if (this.isLoading) return;
      this.isLoading = true;
      try { await fetch('https://a.example'); } catch { setTimeout(() => void this.load(), 3000); }
      this.isLoading = false;
    }
  }`, ['Stock.load: recursion unbounded none [3000 3000 3000]']],
  ['a flag that lets it try once more', `export class Stock {
    private hasRetried = false;
    async load(): Promise<void> {
      try { await fetch('https://a.example'); } catch (error) {
        if (this.hasRetried) throw error;
        this.hasRetried = true;
        setTimeout(() => void this.load(), 3000);
      }
    }
  }`, ['Stock.load: recursion 2 count [3000]']],
  ['a subscription that is made anew', `import { prices } from 'price-feed';
  export function watch(): void {
    prices.subscribe({ next: (price: number) => { console.log(price); }, error: () => { setTimeout(watch, 2000); } });
  }`, ['watch: event unbounded none [2000 2000 2000]']],
  ['a callback for failures among the options', `import { request } from 'mini-program';
  export function load(tries = 0): void {
    request({ url: 'https://a.example', success: () => { console.log('there'); }, fail: () => { if (tries < 2) load(tries + 1); } });
  }`, ['load: event 3 count [0 0]']],
  ['a status that is looked at before a timer', `export async function accept(token: string, tries = 0): Promise<void> {
    const response = await fetch('https://a.example', { method: 'POST', body: token });
    if (!response.ok) {
      if (response.status === 401 && tries < 2) { setTimeout(() => { void accept(token, tries + 1); }, 1000); return; }
      console.error('not accepted');
    }
  }`, ['accept: recursion 3 count [1000 1000]']],
  ['a helper that runs it after a time', `function soon(run: () => void): void { setTimeout(run, 1000); }
  export async function load(): Promise<void> {
    try { await fetch('https://a.example'); } catch { soon(() => { void load(); }); }
  }`, ['load: recursion unbounded none [? ? ?]']],
  ['somebody is asked in between: who says yes tries again, and not the program', `import { ask } from 'prompts-of-the-editor';
  export async function load(): Promise<void> {
    try { await fetch('https://a.example'); } catch { ask('Once more?').then((again: boolean) => { if (again) void load(); }); }
  }`, []],
  ['an interval that tries until it has worked', `export function register(): void {
    const timer = setInterval(async () => {
      try { await fetch('https://a.example', { method: 'POST' }); clearInterval(timer); } catch (error) { console.error(error); }
    }, 5000);
  }`, ['register.timer.<setInterval>: recursion unbounded none [5000 5000 5000]']],
  ['an interval that gives up', `export function register(): void {
    let tries = 0;
    const timer = setInterval(async () => {
      tries += 1;
      try { await fetch('https://a.example', { method: 'POST' }); clearInterval(timer); } catch { if (tries >= 3) clearInterval(timer); }
    }, 5000);
  }`, ['register.timer.<setInterval>: recursion 3 count [5000 5000]']],
  ['failures come round sooner than what has worked', `export async function tick(): Promise<void> {
    try { await fetch('https://a.example'); } catch { setTimeout(tick, 0); return; }
    setTimeout(tick, 60_000);
  }`, ['tick: recursion goes on unbounded none [0 0 0]']],
  ['what is handed on with something added to it', `export class Auth {
    private session?: string;
    private async ask(auth: object): Promise<void> {
      try { await fetch('https://a.example', auth); } catch { await this.submit({ type: 'dummy' }); }
    }
    private async submit(given: object): Promise<void> {
      let auth: object;
      if (this.session) auth = Object.assign({ session: this.session }, given);
      else auth = given;
      await this.ask(auth);
    }
  }`, ['Auth.ask: recursion unbounded none [0 0 0]']],
])('%s', (_, text, expected) => {
  expect(found(text)).toEqual(expected);
});

it.each<[what: string, text: string]>([
  ['a poll that runs again whatever comes out', `export async function tick(): Promise<void> {
    try { await fetch('https://a.example'); } catch (error) { console.error(error); } finally { setTimeout(tick, 1000); }
  }`],
  ['a poll on success alone', `export async function tick(): Promise<void> {
    await fetch('https://a.example');
    setTimeout(() => { void tick(); }, 1000);
  }`],
  ['credentials that are renewed before a timer', `declare const renew: (token: string) => void;
  export async function accept(token: string, tries = 0): Promise<void> {
    const response = await fetch('https://a.example', { method: 'POST', body: token });
    if (!response.ok) {
      if (response.status === 401 && tries < 2) { renew(token); setTimeout(() => { void accept(token, tries + 1); }, 1000); return; }
      console.error('not accepted');
    }
  }`],
  ['a heartbeat', `import WebSocket from 'ws';
  export function beat(socket: WebSocket): void {
    const timer = setInterval(() => { socket.send('ping'); }, 30_000);
    socket.on('close', () => { clearInterval(timer); });
  }`],
  ['an interval that keeps its failures', `export function poll(): void {
    setInterval(async () => { try { await fetch('https://a.example'); } catch (error) { console.error(error); } }, 1000);
  }`],
  ['an interval that asks until something is there', `export function wait(isThere: (answer: unknown) => boolean): void {
    const timer = setInterval(async () => {
      const answer = await (await fetch('https://a.example')).json();
      if (isThere(answer)) clearInterval(timer);
    }, 1000);
  }`],
  ['a debounce', `export class Draft {
    private timer: NodeJS.Timeout | undefined;
    change(): void { clearTimeout(this.timer); this.timer = setTimeout(() => { void this.save(); }, 500); }
    private async save(): Promise<void> {
      try { await fetch('https://a.example', { method: 'PUT' }); } catch (error) { console.error(error); }
    }
  }`],
  ['the next item, in a turn of its own', `declare const jobs: string[];
  export async function next(): Promise<void> {
    const job = jobs.shift();
    if (!job) return;
    try { await fetch(job); } catch (error) { console.error(error); setImmediate(next); return; }
    setTimeout(next, 10);
  }`],
  ['the next page', `import https from 'node:https';
  export function pages(url: string, found: string[]): void {
    https.get(url, (answer) => {
      let text = '';
      answer.on('data', (part) => { text += part; });
      answer.on('end', () => {
        const page = JSON.parse(text) as { next?: string; items: string[] };
        found.push(...page.items);
        if (page.next) pages(page.next, found);
      });
    });
  }`],
  ['the next step of a list, by a callback', `import fs from 'node:fs';
  export function remove(files: string[], index: number, done: () => void): void {
    const file = files[index];
    if (!file) { done(); return; }
    fs.unlink(file, () => { remove(files, index + 1, done); });
  }`],
  ['a listener that only closes', `import WebSocket from 'ws';
  export function connect(): void {
    const socket = new WebSocket('wss://a.example');
    socket.on('error', () => { socket.close(); });
    socket.on('close', () => { console.log('closed'); });
  }`],
  ['the library connects anew by itself', `import { io } from 'socket.io-client';
  export function connect(): void {
    const socket = io('https://a.example', { reconnectionDelay: 500 });
    socket.on('disconnect', () => { console.log('gone'); });
    socket.on('connect', () => { socket.emit('hello'); });
  }`],
  ['a page that is told to connect again by a person', `export class Presence {
    connect(): void {
      const source = new EventSource('https://a.example');
      source.onerror = () => { source.close(); this.show(() => { this.connect(); }); };
    }
    private show(again: () => void): void { document.querySelector('button')?.addEventListener('click', again); }
  }`],
])('no retry: %s', (_, text) => {
  expect(found(text)).toEqual([]);
});

it('calls on the way back are no callers with counts of their own', () => {
  const program = programOf(`export async function send(order: string, tries = 0): Promise<void> {
    try { await fetch('https://a.example', { body: order }); } catch (error) {
      if (tries < 2) { setTimeout(() => { void send(order, tries + 1); }, 2000); return; }
      throw error;
    }
  }
  export function start(): void { void send('a', 1); }`);
  const [module] = program.modules.all;
  if (!module) throw new Error('no module');
  const fn = module.facts.functions.findIndex(({ name }) => name === 'send');
  const [retry] = ownRetries(program, module, fn);
  const attemptsFrom = (name: string): unknown => {
    const from = module.facts.functions.findIndex((each) => each.name === name);
    const call = program.calls(module, from).find(({ functions }) => functions.some(({ number }) => number === module.functionBase + fn))?.call;
    return retry?.course({ module, function: fn, given: { args: call?.args ?? [], scope: { module, function: from } } }).attempts;
  };
  expect(attemptsFrom('send.<setTimeout>')).toBe(3);
  expect(attemptsFrom('start')).toBe(2);
});
