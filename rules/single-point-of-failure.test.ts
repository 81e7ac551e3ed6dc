import { check, checkFixtures } from '@dist-lint/testing';
import { expect, test } from 'vitest';

const rule = 'single-point-of-failure';

test('its fixtures', () => checkFixtures(rule));

const routes = (count: number, body: string): string => Array.from({ length: count }, (_, at) => `app.get('/r${at}', async (request, response) => { ${body} });`).join('\n');

const app = (own: string): string => `
  import express from 'express';
  import { Redis } from 'ioredis';
  const app = express();
  const redis = new Redis();
  ${own}
`;

test('the evidence leads from the nearest entry point to the resource', async () => {
  const { findings: [finding] } = await check({ rule, files: {
    'src/app.ts': app(`
      const load = (key) => redis.get(key); // finds: single-point-of-failure
      ${routes(3, 'response.json(await load(request.path));')}
    `),
  } });
  expect(finding?.path.map(({ message }) => message)).toEqual(["route 'GET /r0' begins", 'calls load', 'uses redis, and fails with it']);
  expect(finding?.data).toEqual({ kind: 'resource', lost: 3, name: 'redis', of: 3 });
});

test('below the share or the number of entry points it is none', () => Promise.all([
  check({ rule, files: { 'src/app.ts': app(`${routes(2, 'response.json(await redis.get(request.path));')}`) } }),
  check({ rule, files: { 'src/app.ts': app(`
    app.get('/a', async (request, response) => { response.json(await redis.get('a')); });
    app.get('/b', async (request, response) => { response.json(await redis.get('b')); });
    app.get('/c', async (request, response) => { response.json(await redis.get('c')); });
    ${routes(4, 'response.json({});')}
  `) } }),
]));

test('the share is an option', () => check({ rule, options: { share: 40 }, files: { 'src/app.ts': app(`
  app.get('/a', async (request, response) => { response.json(await redis.get('a')); }); // finds: single-point-of-failure ~ "3 of 7"
  app.get('/b', async (request, response) => { response.json(await redis.get('b')); });
  app.get('/c', async (request, response) => { response.json(await redis.get('c')); });
  ${routes(4, 'response.json({});')}
`) } }));
