import { expect, it } from 'vitest';
import { found, sleep } from './own-retries.test.setup.ts';

it.each<[what: string, text: string | Record<string, string>, expected: string[]]>([
  ['a count in what makes the function that begins anew', `${sleep}interface Session { id: string; tries?: number }
  export const stream = (session: Session) => async (message: string): Promise<unknown> => {
    const answer = await fetch('https://a.example/' + session.id, { method: 'POST', body: message });
    if (!answer.ok) {
      if ((session.tries ?? 0) < 2) { await sleep(100); return stream({ ...session, tries: (session.tries ?? 0) + 1 })(message); }
      return undefined;
    }
    return answer.text();
  };`, ['stream.<returned>: recursion 3 count [100 100]']],
  ['a store around a store of its own kind', `interface Store { read(key: string): Promise<string | undefined> }
  export class CachedStore implements Store {
    constructor(private readonly inner: Store, private readonly cache: { get(key: string): Promise<string> }) {}
    async read(key: string): Promise<string | undefined> {
      try { return await this.cache.get(key); } catch { return this.fromInner(key); }
    }
    private fromInner(key: string) { return this.inner.read(key); }
  }
  export class FileStore implements Store {
    async read(key: string) { return (await fetch('https://files.example/' + key)).text(); }
  }`, []],
  ['two wrappers of one interface around each other', `interface Store { read(key: string): Promise<string | undefined> }
  export class Cached implements Store {
    constructor(private readonly inner: Store) {}
    async read(key: string): Promise<string | undefined> { try { await fetch('https://cache.example'); } catch { return this.inner.read(key); } return undefined; }
  }
  export class Logged implements Store {
    constructor(private readonly next: Store) {}
    async read(key: string): Promise<string | undefined> { try { await fetch('https://log.example'); } catch { return this.next.read(key); } return undefined; }
  }`, []],
  ['the same object under another name', `export class Feed {
    async open(): Promise<void> {
      const self = this;
      try { await fetch('https://a.example'); } catch { return self.open(); }
    }
  }`, ['Feed.open: recursion unbounded none [0 0 0]']],
  ['two objects of which one has the other begin anew', `class Link {
    constructor(private readonly feed: Feed) {}
    async dial(): Promise<void> { try { await fetch('https://a.example'); } catch { await this.feed.open(); } }
  }
  export class Feed {
    private readonly link = new Link(this);
    async open(): Promise<void> { await this.link.dial(); }
  }`, ['Link.dial: recursion unbounded none [0 0 0]']],
  ['a limit that may be left out, and that callers say', `${sleep}export async function poll(work: () => Promise<void>, most: number | undefined = undefined) {
    let tries = 0;
    while (!most || tries < most) { try { return await work(); } catch { tries += 1; await sleep(500); } }
    throw new Error('gave up');
  }
  export const ready = () => poll(async () => { await fetch('https://a.example'); }, 30);`, ['poll: loop unknown count [500 500 500]']],
  ['a limit that may be left out, and that no caller says', `${sleep}export async function poll(work: () => Promise<void>, options: { most?: number } = {}) {
    const most = options.most || Infinity;
    let tries = 0;
    while (tries < most) { try { return await work(); } catch { tries += 1; await sleep(500); } }
    throw new Error('gave up');
  }
  export const ready = () => poll(async () => { await fetch('https://a.example'); }, {});`, ['poll: loop unbounded none [500 500 500]']],
])('%s', (_, text, expected) => expect(found(text)).toEqual(expected));
