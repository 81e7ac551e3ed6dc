/** Turns that attempt something else than the one before: a person's answer, another port, a smaller batch. And what stays a retry of the same. */
import { expect, it } from 'vitest';
import { programOf } from './marked-calls.test.setup.ts';
import { found } from './own-retries.test.setup.ts';
import { ownRetries } from './own-retries.ts';

const ports = `import { createServer } from 'node:http';
declare const sdk: any;
`;

it.each<[what: string, text: string, expected: string[]]>([
  ['another port each turn, made of the number of the attempt', `${ports}export async function start(from: number, most: number) {
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const port = from + attempt;
      try { return await sdk.serve({ host: 'localhost', port }); } catch (error: any) { if (error.code === 'EADDRINUSE') continue; throw error; }
    }
  }`, []],
  ['a port that is found from the number of the attempt on', `${ports}declare function findFree(from: number): Promise<number>;
  export async function start(from: number) {
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const begin = from + attempt;
      let port: number;
      try { port = await findFree(begin); } catch { continue; }
      try { return await sdk.serve({ host: 'localhost', port }); } catch { continue; }
    }
  }`, []],
  ['the number of the attempt in a header', `export async function load(url: string) {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      try { return await fetch(url, { headers: { 'x-attempt': String(attempt + 1) } }); } catch (error) { console.log(error); }
    }
  }`, ['load: loop 5 count [0 0 0]']],
  ['the number of the attempt in a header, made before', `export async function load(url: string) {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const number = attempt + 1;
      try { return await fetch(url, { headers: { 'x-attempt': number } }); } catch (error) { console.log(error); }
    }
  }`, ['load: loop 5 count [0 0 0]']],
  ['the number of the attempt in a body beside what is sent', `export async function load(client: any, job: string) {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      try { return await client.send({ job, attempt: attempt + 1 }); } catch (error) { console.log(error); }
    }
  }`, ['load: loop 5 count [0 0 0]']],
  ['a socket on any free port, and the port above it', `import dgram from 'node:dgram';
  declare function listening(server: any): Promise<void>;
  async function bind(port: number) { const server = dgram.createSocket('udp4'); server.bind(port); await listening(server); return { port: server.address().port, close: () => server.close() }; }
  export async function pair() {
    let attempts = 0;
    while (true) {
      const first = await bind(0);
      try { return [first, await bind(first.port + 1)]; } catch { attempts++; first.close(); }
      if (attempts === 10) throw new Error('none');
    }
  }`, []],
  ['the version after the one that was read, of a row that nobody lets go', `declare const db: any;
  export async function put(id: string) {
    let attempts = 0;
    while (true) {
      const row = await db.get(id);
      try { return await db.put(id, row.version + 1); } catch (error) { attempts++; console.log(error); }
      if (attempts === 10) throw new Error('none');
    }
  }`, ['put: loop 10 count [? ? ?]']],
  ['another free port after a failure', `declare const sip: any;
  export class Sip {
    private port?: number;
    async freePort(): Promise<number> { return sip.free(); }
    async start(find = true) {
      this.port = this.port ?? await this.freePort();
      for (let times = 3; times; times--) {
        try { await sip.start({ port: this.port }); break; } catch (error) {
          console.error(error);
          if (find) this.port = await this.freePort();
        }
      }
    }
  }`, []],
  ['another token after a failure', `declare const api: any;
  export class Api {
    private token?: string;
    async login(): Promise<string> { return api.login(); }
    async load() {
      for (let times = 3; times; times--) {
        try { return await api.list({ token: this.token }); } catch { this.token = await this.login(); }
      }
    }
  }`, ['Api.load: loop 3 count [0 0]']],
  ['half of the time, which nothing is cut by', `declare const api: any;
  export async function load() {
    let size = 200;
    while (true) {
      try { return await api.list('all'); } catch (error) { size /= 2; if (size < 1) throw error; }
    }
  }`, ['load: loop 8 count [0 0 0]']],
  ['a number behind a text', `declare const api: any;
  export async function load(key: string) {
    for (let attempt = 0; attempt < 5; attempt++) { try { return await api.send(key + attempt); } catch (error) { console.log(error); } }
  }`, ['load: loop 5 count [0 0 0]']],
  ['half of the batch', `declare const entities: any;
  export async function add(logs: unknown[]) {
    let done = false;
    let size = 200;
    while (!done) {
      const copy = [...logs];
      try {
        while (copy.length) { await entities.save(copy.slice(0, size)); copy.splice(0, size); }
        await entities.commit();
        done = true;
      } catch (error) {
        size /= 2;
        if (size < 1) throw error;
        size = Math.round(size);
      }
    }
  }`, []],
  ['an address that is one part shorter', `declare function test(url: URL): Promise<{ error?: string }>;
  export async function validate(text: string): Promise<string> {
    const url = new URL(text);
    const found = await test(url);
    if (found.error) {
      if (url.pathname !== '/') return validate(url.toString().substring(0, url.toString().lastIndexOf('/')));
      return 'none';
    }
    return 'ok';
  }`, []],
  ['a counter under a key', `declare const sqlite: any;
  export class Statements {
    private tries: Record<string, number> = {};
    async prepare(sql: string): Promise<unknown> {
      try { const made = await sqlite.prepare(sql); this.tries[sql] = 0; return made; } catch (error) {
        if (this.tries[sql] < 5) { this.tries[sql] = (this.tries[sql] || 0) + 1; return this.prepare(sql); }
        throw error;
      }
    }
  }`, ['Statements.prepare: recursion unknown count [0 0 0]']],
  ['a code that a person is asked for by a callback', `declare const client: any;
  export async function confirm(options: { code: (length: number) => Promise<string>; onError: (error: Error) => void }) {
    while (true) {
      try { const code = await options.code(6); if (!code) throw new Error('empty'); await client.confirm({ code }); break; } catch (error: any) { options.onError(error); }
    }
  }`, []],
  ['a password that is a text or a function that is asked for it', `declare const client: any;
  async function resolve<T>(value: T | (() => T | Promise<T>)): Promise<T> { return typeof value === 'function' ? await (value as any)() : value; }
  export async function check(input: string | (() => Promise<string>)) {
    while (true) {
      const password = await resolve(input);
      try { return await client.check({ password }); } catch (error: any) { if (error.code !== 'WRONG') throw error; if (typeof input !== 'function') throw error; }
    }
  }`, []],
  ['a sheet that asks before it is tried again', `declare const vault: any; declare function dialog(options: any): Promise<boolean>;
  export class Vault {
    static unlock() { return dialog({ validate: ({ password }: any) => vault.unlock(password).catch(() => false) }); }
    static lock(id: string): Promise<boolean> {
      return vault.add(id).then(() => true).catch(({ message }: any) => {
        if (message === 'locked') return Vault.unlock().then((result) => result ? Vault.lock(id) : false);
        return false;
      });
    }
  }`, []],
  ['a token that a callback gives for a header', `export async function load(url: string, options: { token: () => Promise<string> }) {
    while (true) {
      try { const token = await options.token(); return await fetch(url, { headers: { authorization: token } }); } catch (error) { console.log(error); }
    }
  }`, ['load: loop unbounded none [0 0 0]']],
  ['work that is handed in, whose answer somebody is told', `export async function run(work: () => Promise<string>, tell: (answer: string) => Promise<void>) {
    while (true) { try { const answer = await work(); await tell(answer); return answer; } catch (error) { console.log(error); } }
  }`, ['run: loop unbounded none [0 0 0]']],
  ['an entry that nobody counts', `declare const sqlite: any;
  export class Statements {
    private tries: Record<string, number> = {};
    private made = 0;
    async prepare(sql: string): Promise<unknown> {
      try { return await sqlite.prepare(sql); } catch (error) {
        if (this.tries[sql] < 5) { this.made += 1; return this.prepare(sql); }
        throw error;
      }
    }
  }`, ['Statements.prepare: recursion unbounded none [0 0 0]']],
  ['a text that is asked for and kept in a file', `import { writeFile } from 'node:fs/promises';
  export async function keep(render: () => Promise<string>) {
    while (true) { try { const text = await render(); await writeFile('page', text); return; } catch (error) { console.log(error); } }
  }`, ['keep: loop unbounded none [0 0 0]']],
  ['a page that is made each time', `declare const crawler: any; interface Page { close(): void }
  export async function crawl(options: { page: () => Promise<Page>; onError: (error: Error) => void }) {
    while (true) { try { const page = await options.page(); await crawler.run(page); return; } catch (error: any) { options.onError(error); } }
  }`, ['crawl: loop unbounded none [0 0 0]']],
  ['a sheet that is closed', `declare const db: any;
  const bus = { listeners: [] as ((options: any) => void)[], tell(options: any) { this.listeners.push(options); } };
  function present(options: any) { bus.tell(options); }
  const isNeeded = () => {
    if (!db.required()) return false;
    present({ title: 'move', onClose: () => { if (!db.required()) void begin(); } });
    return true;
  };
  export async function begin() { if (!isNeeded()) await db.init(); }`, []],
  ['a line that is closed, of a function of the program', `function connect(options: any) { const socket = new WebSocket('wss://a.example'); socket.onclose = options.onClose; }
  export function begin() { connect({ title: 'line', onClose: () => { begin(); } }); }`, ['begin: event unbounded none [0 0 0]']],
  ['a line that is closed, of what nobody sees', `declare function connect(options: any): void;
  export function begin() { connect({ title: 'line', onClose: () => { begin(); } }); }`, ['begin: event unbounded none [0 0 0]']],
  ['a dialog of the program before it is tried again', `declare const modals: any;
  function dialog(options: any): Promise<boolean> { return new Promise((resolve) => { modals.push({ ...options, onDone: resolve }); }); }
  export class Vault {
    static unlock() { return dialog({ validate: ({ password }: any) => fetch('/unlock', { method: 'POST', body: password }).then(() => true).catch(() => false) }); }
    static lock(id: string): Promise<boolean> {
      return fetch('/lock/' + id).then(() => true).catch(({ message }: any) => {
        switch (message) {
          case 'locked': return Vault.unlock().then((result) => result ? Vault.lock(id) : false);
          default: console.error(message); return false;
        }
      });
    }
  }`, []],
  ['whoever is handed the failure says whether it is tried again', `declare function mayPass(error: Error): Promise<boolean>;
  export function lock(id: string): Promise<boolean> {
    return fetch('/lock/' + id).then(() => true).catch((error: Error) => mayPass(error).then((again) => again ? lock(id) : false));
  }`, ['lock: recursion unbounded none [0 0 0]']],
  ['something is done before it is tried again, whatever comes of it', `declare function unlock(): Promise<boolean>;
  export function lock(id: string): Promise<boolean> {
    return fetch('/lock/' + id).then(() => true).catch(() => unlock().then(() => lock(id)));
  }`, ['lock: recursion unbounded none [0 0 0]']],
])('%s', (_, text, expected) => {
  expect(found(text)).toEqual(expected);
});

const line = (listener: string, then = '') => `import tls from 'node:tls';
  declare function readLine(client: any): Promise<string>;
  export class Lines {
    ensure(port: number) { this.open(port); }
    async open(port: number) {
      const client = tls.connect(port, 'host');
      let claimed = false;
      client.on('close', () => { ${listener} });
      client.write('hello');
      ${then}
    }
  }`;

it.each<[what: string, text: string, isOfStanding: boolean]>([
  ['a flag that is set once the other side has answered', line('if (claimed) this.ensure(port);', 'try { await readLine(client); } catch { return; } claimed = true;'), true],
  ['a way out where it is not set', line('if (!claimed) return; this.ensure(port);', 'await readLine(client); claimed = true;'), true],
  ['a flag that is set when it is open', line('if (claimed) this.ensure(port);', `client.on('connect', () => { claimed = true; });`), true],
  ['a flag that is set whether it has answered or not', line('if (claimed) this.ensure(port);', 'try { await readLine(client); } catch { console.log("none"); } claimed = true;'), false],
  ['a flag that is set at once', line('if (claimed) this.ensure(port);', 'claimed = true; await readLine(client);'), false],
  ['no flag', line('this.ensure(port);', 'await readLine(client); claimed = true;'), false],
])('a line that is opened again when it is closed: %s', (_, text, isOfStanding) => {
  const program = programOf(text);
  const all = program.modules.all.flatMap((module) => module.facts.functions.flatMap((__, fn) => ownRetries(program, module, fn)));
  expect(all.map((each) => [each.form, each.isOfStanding === true])).toEqual([['event', isOfStanding]]);
});

const tracks = (inBranch: string, given: string) => `declare function defaults(options: any): any;
  export async function tracks(options?: { audio?: any }): Promise<unknown> {
    options ??= {};
    let isExact = false;
    const own = defaults(options);
    let again: any = own.audio;
    if (typeof own.audio.deviceId === 'string') {
      const id: string = own.audio.deviceId;
      ${inBranch}
    }
    const opened = navigator.mediaDevices.getUserMedia(own);
    try { const stream = await opened; return await Promise.all(stream.getTracks()); } catch (error) {
      if (!isExact) throw error;
      return tracks(${given});
    }
  }`;

it.each<[what: string, text: string, isOther: boolean]>([
  ['what is handed over was changed where the flag was set', tracks('own.audio.deviceId = { exact: id }; isExact = true; again = { ...own.audio, deviceId: { ideal: id } };', '{ ...options, audio: again }'), true],
  ['what was changed is not handed over', tracks('own.audio.deviceId = { exact: id }; isExact = true; again = { ...own.audio, deviceId: { ideal: id } };', '{ ...options }'), false],
  ['the flag alone is set', tracks('isExact = true; console.log(id);', '{ ...options, audio: again }'), false],
  ['it is handed over as it was', tracks('isExact = true; again = own.audio; console.log(id);', '{ ...options, audio: again }'), false],
])('a flag that says whether it begins anew: %s', (_, text, isOther) => {
  const program = programOf(text);
  const all = program.modules.all.flatMap((module) => module.facts.functions.flatMap((__, fn) => ownRetries(program, module, fn).map((each) => each.course({ module, function: fn }))));
  expect(all.map((each) => [each.attempts, each.isOther === true])).toEqual([['unbounded', isOther]]);
});
