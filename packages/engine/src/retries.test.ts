import { project, removeProjects } from '@dist-lint/testing';
import { UserError, type RetryInventory } from '@dist-lint/model';
import { afterEach, describe, expect, it } from 'vitest';
import { retries } from './retries.ts';
import { shop } from './retries.test.data.ts';

afterEach(removeProjects);

const inventory = (files: Record<string, string>, target?: string) => retries({ cwd: project(files), cache: false, ...(target === undefined ? {} : { target }) });

/** Each row in a line. */
const rows = ({ layers }: RetryInventory) => layers.map(({ file, line, form, name, attempts, uses }) => `${file}:${line} ${form} ${name} ${attempts}${uses.length > 0 ? `, ${uses.length} uses` : ''}`);

/** Each product in a line. */
const products = (of: RetryInventory) =>
  of.products.map(({ entry, function: fn, layers, attempts, ends }) => `${entry ? `${entry.role} ${entry.name}` : fn.name}: ${attempts} = ${layers.map((layer) => `${layer.name} ${layer.attempts}`).join(' > ')} > ${ends.map(({ what }) => what).join(', ')}`);

describe('the inventory of a program', { timeout: 30_000 }, () => {
  it('holds every layer once for each way it is set, at its place', async () => {
    expect(rows(await inventory(shop))).toEqual([
      'src/main.ts:7 loop loop in send 2, 1 uses',
      'src/main.ts:15 loop loop in ask unknown',
      'src/main.ts:18 recursion poll calling itself 3',
      'src/pay.ts:2 client Pay client 3, 2 uses',
      'src/pay.ts:3 client Pay client 1, 1 uses',
      "src/queue.ts:3 job queue 'mail' 4, 1 uses",
      'src/retry.ts:3 loop withRetry 3, 1 uses',
      'src/retry.ts:3 loop withRetry 5, 1 uses',
    ]);
  });

  it('says of a layer how it waits, what it retries, and where its number is from', async () => {
    const { layers } = await inventory(shop);
    const [client] = layers.filter(({ form }) => form === 'client');
    expect(client).toMatchObject({ delay: { kind: 'growing', first: 500, total: 1500 }, errors: 'transient', said: 'default' });
    expect(layers.find(({ attempts }) => attempts === 5)).toMatchObject({ delay: { kind: 'growing', first: 200 }, errors: 'any', saidAt: { file: 'src/main.ts', line: 9 } });
    expect(layers.find(({ form }) => form === 'job')).toMatchObject({ durable: true, said: "'attempts'", saidAt: { file: 'src/queue.ts', line: 3 } });
  });

  it('stands where what tries again is made, and is used where callers say how often', async () => {
    const { layers } = await inventory({
      'package.json': '{ "dependencies": { "undici": "7.0.0", "ai": "5.0.0" } }',
      'src/images.ts': `import { Agent, interceptors, request } from 'undici';
const most = 5;

const dispatcher = new Agent().compose(interceptors.retry({ maxRetries: most }));

export const image = (path: string) => request('https://images.example' + path, { dispatcher });
`,
      'src/ask.ts': `import { generateText } from 'ai';
export const ask = (prompt: string, tries: number) =>
  generateText({ model: 'm', prompt, maxRetries: tries });
`,
      'src/use.ts': `import { ask } from './ask.js';
export const short = () => ask('a', 1);
export const long = () => ask('b', 6);
export const longer = () => ask('c', 6);
`,
    });
    expect(layers.map(({ file, line, attempts, uses }) => `${file}:${line} ${attempts} used in ${uses.map((use) => `${use.file}:${use.line}`).join(', ')}`)).toEqual([
      'src/ask.ts:3 2 used in src/use.ts:2',
      'src/ask.ts:3 7 used in src/use.ts:3, src/use.ts:4',
      'src/images.ts:4 6 used in src/images.ts:6',
    ]);
  });

  it('multiplies for each entry point by itself, the worst first, and last what nobody calls', async () => {
    expect(products(await inventory(shop))).toEqual([
      "consumer mail: 40 = queue 'mail' 4 > withRetry 5 > loop in send 2 > a POST request to 'https://mail.example'",
      'route POST /orders: 9 = withRetry 3 > Pay client 3 > a POST request',
      'route POST /refunds: 3 = Pay client 3 > a POST request',
      "poll: 3 = poll calling itself 3 > a request to 'https://poll.example'",
      "ask: 1 = loop in ask unknown > a request to 'https://ask.example'",
    ]);
  });

  it('counts what cannot be told', async () => {
    const { counts } = await inventory(shop);
    expect(counts).toMatchObject({ modules: 4, exempt: 0, entryPoints: 4, layers: 8, unbounded: 0, unknown: 1, off: 1, connections: 0, products: 5, multiplied: 2, uncertain: 1, unreached: 2 });
  });

  it('leaves tests out, and says how many', async () => {
    const { layers, counts } = await inventory({ ...shop, 'test/pay.test.ts': shop['src/main.ts']?.replaceAll("'./", "'../src/") ?? '' });
    expect(layers.filter(({ file }) => file.startsWith('test/'))).toEqual([]);
    expect(counts).toMatchObject({ modules: 5, exempt: 1, layers: 8 });
  });

  it('tells a failure that is kept from one that is handed on', async () => {
    const kept = { 'src/a.ts': `import express from 'express';
async function warm() { for (let i = 0; i < 3; i += 1) { try { await fetch('https://a.example'); return; } catch { continue; } } }
express().get('/a', async (req, res) => { await warm(); res.end(); });
` };
    expect((await inventory(kept)).products).toMatchObject([{ entry: { name: 'GET /a' }, function: { name: 'warm' }, attempts: 3, kept: true }]);
  });

  it('is empty where nothing is tried again', async () => {
    expect(await inventory({ 'src/a.ts': 'export const a = 1;\n' })).toMatchObject({ layers: [], products: [], counts: { modules: 1, layers: 0, products: 0 } });
  });

  it('is the same however often it is made', async () => {
    const cwd = project(shop);
    const [first, second] = [await retries({ cwd, cache: false }), await retries({ cwd, cache: false, threads: 2 })];
    expect(second).toEqual(first);
    expect(JSON.stringify(first)).not.toContain(cwd);
  });
});

describe('a target', { timeout: 60_000 }, () => {
  it.each<[target: string, begins: string[], layers: string[]]>([
    ['src/pay.ts', ['POST /orders', 'POST /refunds'], ['Pay client', 'Pay client', 'withRetry']],
    ['src', ['mail', 'POST /orders', 'POST /refunds', 'poll', 'ask'], ['loop in send', 'loop in ask', 'poll calling itself', 'Pay client', 'Pay client', "queue 'mail'", 'withRetry', 'withRetry']],
    ['POST /orders', ['POST /orders'], ['Pay client', 'withRetry']],
    ['/refunds', ['POST /refunds'], ['Pay client']],
    ['queue mail', ['mail'], ['loop in send', "queue 'mail'", 'withRetry']],
    ["queue 'mail'", ['mail'], ['loop in send', "queue 'mail'", 'withRetry']],
    ['mail', ['mail'], ['loop in send', "queue 'mail'", 'withRetry']],
    ['src/main.ts#send', ['mail', 'send'], ['loop in send', "queue 'mail'", 'withRetry']],
    ['POST /captures', [], []],
  ])('%s', async (target, begins, layers) => {
    const found = await inventory(shop, target);
    expect(found.target).toBe(target);
    expect(found.products.map(({ entry, function: fn }) => entry?.name ?? fn.name)).toEqual(begins);
    expect(found.layers.map(({ name }) => name)).toEqual(expect.arrayContaining(layers));
  });

  it('that is an entry point shows a layer as it is set there, and no other setting', async () => {
    expect(rows(await inventory(shop, 'mail')).filter((row) => row.includes('withRetry'))).toEqual(['src/retry.ts:3 loop withRetry 5, 1 uses']);
  });

  it.each<[target: string, hint: string]>([
    ['queue mial', "Did you mean 'queue mail'?"],
    ['POST /order', "Did you mean 'POST /orders'?"],
    ['src/mian.ts', "Did you mean 'src/main.ts'?"],
    ['src/main.ts#sned', "Did you mean 'src/main.ts#send'?"],
    ['withRetry', "Did you mean 'src/retry.ts#withRetry'?"],
    ['nothing like it at all', 'Entry points: POST /captures, POST /orders, POST /refunds, mail.'],
  ])('%s is unknown', async (target, hint) => {
    const error = await inventory(shop, target).then(() => undefined, (thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ code: 'unknown-target', hint });
  });
});
