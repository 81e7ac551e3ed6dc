import { expect, it } from 'vitest';
import { programOf } from './marked-calls.test.setup.ts';
import { ownRetries } from './own-retries.ts';

/** What is found in all functions of a program, in a line each: form, attempts, bound, waits. */
function found(text: string): string[] {
  const program = programOf(text);
  return program.modules.all.flatMap((module) =>
    module.facts.functions.flatMap((fact, fn) =>
      ownRetries(program, module, fn).map((each) => {
        const { attempts, bound, waits } = each.course({ module, function: fn });
        const shown = waits.slice(0, 3).map(({ ms, random }) => `${ms ?? '?'}${random ? '~' : ''}`);
        return `${fact.name}: ${each.form}${each.goesOn ? ' goes on' : ''} ${attempts} ${bound} [${shown.join(' ')}]`;
      })));
}

const sleep = 'const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));\n';

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
])('%s', (_, text, expected) => {
  expect(found(text)).toEqual(expected);
});
