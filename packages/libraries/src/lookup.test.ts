import { describe, expect, it } from 'vitest';
import { defineLibrary } from './library.ts';
import { createLookup, expandKey } from './lookup.ts';

const queue = defineLibrary({
  name: 'queue',
  packages: ['queue', 'queue/promises'],
  docs: 'https://example.org/queue',
  aliases: { default: 'Queue', 'Types.Producer': 'Queue' },
  symbols: {
    Queue: { returns: 'made' },
    'Queue.add|push': { returns: 'Job' },
    'Queue.*.add': { returns: 'star' },
    'Queue.orders.add': { returns: 'orders' },
    'Queue.orders.*': { returns: 'any of orders' },
    'open|close': { returns: 'free' },
    'Queue().add': { returns: 'called' },
  },
  files: [{ glob: 'queues/*.ts', exports: ['default'], role: 'consumer' }],
});
const everywhere = defineLibrary({
  name: 'everywhere',
  packages: ['*'],
  docs: 'https://example.org',
  symbols: { then: { returns: 'result0' } },
});
const disk = defineLibrary({ name: 'disk', packages: ['fs'], docs: 'https://example.org', symbols: { readFile: { returns: 'text' } } });
const lookup = createLookup([queue, everywhere, disk]);
const returned = (pkg: string, path: string) => lookup.symbol(pkg, path)?.facts.returns;

describe('expandKey', () => {
  it('multiplies the alternatives of every segment', () => {
    expect(expandKey('A|B.c|d')).toEqual(['A.c', 'A.d', 'B.c', 'B.d']);
  });
});

describe('symbol', () => {
  it('finds each alternative, in each package', () => {
    expect(returned('queue', 'Queue.push')).toBe('Job');
    expect(returned('queue/promises', 'Queue.add')).toBe('Job');
    expect(lookup.symbol('queue', 'open')?.library).toBe(queue);
  });
  it('knows nothing of other packages, members and prefixes', () => {
    expect(returned('other', 'Queue.add')).toBeUndefined();
    expect(returned('queue', 'Queue.drain')).toBeUndefined();
    expect(returned('queue', 'Queue.orders')).toBeUndefined();
  });
  it('gives the same answer twice', () => {
    expect(lookup.symbol('queue', 'Queue.add')).toBe(lookup.symbol('queue', 'Queue.add'));
    expect(lookup.symbol('queue', 'nothing')).toBe(lookup.symbol('queue', 'nothing'));
  });
  it('prefers names to stars and says what stars matched', () => {
    expect(returned('queue', 'Queue.orders.add')).toBe('orders');
    expect(lookup.symbol('queue', 'Queue.mail.add')).toMatchObject({ facts: { returns: 'star' }, stars: ['mail'] });
    expect(lookup.symbol('queue', 'Queue.orders.remove')?.stars).toEqual(['remove']);
  });
  it('follows aliases, dotted ones too', () => {
    expect(returned('queue', 'default')).toBe('made');
    expect(returned('queue', 'Types.Producer.add')).toBe('Job');
  });
  it('takes members of the default export as exports, then as members of its name', () => {
    expect(returned('queue', 'default.open')).toBe('free');
    expect(returned('queue', 'default.Queue.add')).toBe('Job');
    expect(returned('queue', 'default.add')).toBe('Job');
    expect(returned('queue', 'add')).toBe('Job');
  });
  it('takes members of the default by its name as exports', () => {
    expect(returned('queue', 'Queue.open')).toBe('free');
  });
  it('keeps what a call of the default export returns apart', () => {
    expect(returned('queue', 'default().add')).toBe('called');
  });
  it('drops node:', () => {
    expect(returned('node:fs', 'readFile')).toBe('text');
    expect(returned('node:fs', 'default.readFile')).toBe('text');
  });
  it('lets the later library win', () => {
    const mine = defineLibrary({ ...disk, symbols: { readFile: { returns: 'mine' } } });
    expect(createLookup([disk, mine]).symbol('fs', 'readFile')?.facts.returns).toBe('mine');
  });
});

describe('the other questions', () => {
  it('any: members that mean the same on any receiver', () => {
    expect(lookup.any('then')?.facts.returns).toBe('result0');
    expect(lookup.any('add')).toBeUndefined();
  });
  it('hasPackage', () => {
    expect(lookup.hasPackage('node:fs')).toBe(true);
    expect(lookup.hasPackage('queue/other')).toBe(false);
  });
  it('canonical: the name under which rows know an export', () => {
    expect(lookup.canonical('queue', 'default')).toBe('Queue');
    expect(lookup.canonical('queue', 'Job')).toBe('Job');
    expect(lookup.canonical('other', 'default')).toBe('default');
  });
  it('fileConventions name their library', () => {
    expect(lookup.fileConventions).toEqual([{ library: queue, convention: queue.files?.[0] }]);
  });
});
