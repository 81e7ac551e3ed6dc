import { expect, it } from 'vitest';
import { found, sleep } from './own-retries.test.setup.ts';

it.each<[what: string, text: string | Record<string, string>, expected: string[]]>([
  ['a counter that is counted among the arguments of a timer', `export async function read(key: string, most = 3) {
    let tries = 0;
    while (tries <= most) {
      try { return await fetch('https://a.example/' + key); } catch (error) {
        if (tries >= most) throw error;
        await new Promise((done) => setTimeout(done, Math.pow(2, tries++) * 100));
      }
    }
  }`, ['read: loop 4 count [100 200 400]']],
  ['a counter that a closure counts', `export async function read() {
    let tries = 0;
    const failed = () => { tries += 1; };
    while (tries < 5) {
      try { return await fetch('https://a.example'); } catch { failed(); }
    }
  }`, ['read: loop 5 count [0 0 0]']],
  ['a field that a method counts', `export class Reader {
    private tries = 0;
    private failed() { this.tries++; }
    async read() {
      while (this.tries < 5) {
        try { return await fetch('https://a.example'); } catch { this.failed(); }
      }
    }
  }`, ['Reader.read: loop 5 count [0 0 0]']],
  ['a counter that somebody unknown runs counts, nobody knows when', `declare const lock: { hold(work: () => void): Promise<void> };
  export async function read() {
    let tries = 0;
    while (tries < 5) {
      try { return await fetch('https://a.example'); } catch { await lock.hold(() => { tries++; }); }
    }
  }`, ['read: loop unknown count [? ? ?]']],
  ['a flag that a listener sets when it has worked ends nothing', `declare const socket: { on(event: string, then: () => void): void };
  export async function connect() {
    let open = false;
    while (!open) {
      try { socket.on('open', () => { open = true; }); await fetch('https://a.example'); } catch {}
    }
  }`, ['connect: loop goes on unbounded none [0 0 0]']],
  ['a person who is asked again', `import { createInterface } from 'node:readline/promises';
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  export async function signIn() {
    for (;;) {
      const key = await terminal.question('Key: ');
      try { await fetch('https://a.example', { headers: { key } }); return key; } catch (error) { console.error(error); }
    }
  }`, []],
  ['a person who is asked whether to go on', `import { confirm } from '@clack/prompts';
  export async function deploy(): Promise<void> {
    try { await fetch('https://a.example'); } catch (error) {
      if (!await confirm({ message: 'Once more?' })) throw error;
      return deploy();
    }
  }`, []],
  ['an answer of a person that is looked at', `import prompts from 'prompts';
  import { appendFile } from 'node:fs/promises';
  const ask = async (message: string) => { await appendFile('log', message).catch(() => undefined); return (await prompts({ type: 'text', name: 'value', message })).value as string; };
  export async function name() {
    while (true) {
      try { const given = await ask('Name'); if (given.length < 3) throw new Error('too short'); return given; } catch (error) { console.error(error); }
    }
  }`, []],
  ['work whose failure the callee keeps', `const load = async (id: string) => { try { return await fetch('https://a.example/' + id); } catch (error) { console.error(error); return undefined; } };
  export async function quote(id: string, left = 3): Promise<unknown> {
    try { return await load(id); } catch { return left > 0 ? quote(id, left - 1) : undefined; }
  }`, []],
  ['work whose failure the callee turns into one of its own', `const load = async (id: string) => { const answer = await fetch('https://a.example/' + id).catch(() => undefined); if (!answer) throw new Error('no answer'); return answer; };
  export async function quote(id: string, left = 3): Promise<unknown> {
    try { return await load(id); } catch { return left > 0 ? quote(id, left - 1) : undefined; }
  }`, ['quote: recursion 4 count [0 0 0]']],
  ['work that may fail beside work whose failure is kept', `${sleep}import { appendFile } from 'node:fs/promises';
  const load = async (id: string) => { await appendFile('log', id).catch(() => undefined); return fetch('https://a.example/' + id); };
  export async function quote(id: string) {
    for (let i = 0; i < 3; i++) { try { return await load(id); } catch { await sleep(10); } }
  }`, ['quote: loop 3 count [10 10]']],
])('%s', (_, text, expected) => expect(found(text)).toEqual(expected));
