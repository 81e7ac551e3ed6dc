/** Turns that walk over different things, and ends that stand in a method of their own. */
import { expect, it } from 'vitest';
import { found, sleep } from './own-retries.test.setup.ts';

it.each<[what: string, text: string, expected: string[]]>([
  ['a list that grows by the item of the turn is another input', `const names = ['name', 'label', 'value'];
  export async function pick(isUnique: (selector: string) => Promise<boolean>) {
    const parts: string[] = [];
    for (const name of names) {
      parts.push(name);
      const selector = parts.join(' and ');
      if (await isUnique(selector)) return selector;
    }
    return undefined;
  }`, []],
  ['a list of what has failed is none', `const waits = [0, 0, 0];
  export async function pick(ask: (names: unknown[]) => Promise<boolean>) {
    const failed: unknown[] = [];
    for (const wait of waits) { try { return await ask(failed); } catch (error) { failed.push(error); } }
    throw new Error('none');
  }`, ['pick: loop 3 count [0 0]']],
  ['one folder further up in each turn', `import { readFileSync } from 'node:fs';
  import { join } from 'node:path';
  export function root(file: string) {
    const parts = file.split('/');
    for (let i = 0; i < parts.length; i++) {
      try {
        const path = join(parts.slice(0, -i).join('/'), 'package.json');
        if (JSON.parse(readFileSync(path, 'utf8')).name === 'shop') return path;
        break;
      } catch { /* not here */ }
    }
    return '';
  }`, []],
  ['what has the number of the turn is asked for, and then the next', `import { list } from 'somewhere';
  export async function all(address: string, count: number) {
    const found: unknown[] = [];
    for (let i = 0; i < count; i++) { try { const id = await list.at(address, i); found.push(await list.about(id)); } catch (error) { console.log(error); } }
    return found;
  }`, []],
  ['what follows on a download from the place of the turn', `import { rename, access } from 'node:fs/promises';
  async function download(url: string) { const found = await fetch(url); return found.text(); }
  export async function copy(urls: string[], order: number[]) {
    for (const index of order) {
      const url = urls[index];
      try {
        const part = await download(url as string);
        try { await rename(part, 'whole'); await access('whole'); return; } catch { continue; }
      } catch (error) { console.log(error); }
    }
  }`, []],
  ['a method says whether the count allows one more', `${sleep}export class Device {
    private asked = 0;
    private static readonly MOST = 100;
    private mayGoOn(): boolean { return this.asked < Device.MOST; }
    async wait() {
      while (this.mayGoOn()) {
        try { return await fetch('https://a.example'); } catch { await sleep(1000); this.asked += 1; }
      }
      throw new Error('gave up');
    }
  }`, ['Device.wait: loop 100 count [1000 1000 1000]']],
])('%s', (_, text, expected) => {
  expect(found(text)).toEqual(expected);
});
