import { libraries } from '@dist-lint/libraries';
import { expect, test } from 'vitest';
import { linkTexts } from '../linked-texts.test.setup.ts';
import { stateAccesses } from './state-accesses.ts';

function accessesIn(text: string): string[] {
  const program = linkTexts({ 'main.ts': text }, {}, { libraries });
  return program.modules.all.flatMap((module) => stateAccesses(program).in(module)).map(({ cell, operation, literals }) => [operation, cell.id, literals?.join('|') ?? ''].join(' ').trim());
}

test('keys by the fixed part of their name', () => {
  expect(accessesIn(`
    import Redis from 'ioredis';
    const redis = new Redis();
    const productKey = (id: string) => \`product:\${id}\`;
    export async function show(id: string) {
      await redis.get(productKey(id));
      await redis.set('mode', 'open');
      await redis.del(\`product:\${id}\`);
    }`)).toEqual(['read kv:ioredis:product:*', 'upsert kv:ioredis:mode open', 'delete kv:ioredis:product:*']);
});

test('files by a literal path', () => {
  expect(accessesIn(`
    import { readFile, writeFile } from 'node:fs/promises';
    export async function save(text: string) { await writeFile('./state/stock.json', text); return readFile('state/stock.json', 'utf8'); }`)).toEqual(['upsert file:state/stock.json', 'read file:state/stock.json']);
});

test('a name of which nothing is fixed is no cell', () => {
  expect(accessesIn(`
    import Redis from 'ioredis';
    import { writeFileSync } from 'node:fs';
    export async function save(redis: Redis, key: string, path: string) { await redis.set(key, '1'); await redis.get(\`\${key}:\${path}\`); writeFileSync(path, ''); }`)).toEqual([]);
});
