import { describe, expect, it } from 'vitest';
import { blastRadius, graph } from './blast-radius.ts';
import { repository } from './repository.test.data.ts';

const app = (body: string): string => `import express from 'express';
import { save, sessionOf } from './store';
export const app = express();
app.post('/orders', async (request, response) => { ${body} });
app.get('/me', async (request, response) => { response.json(await sessionOf(request.params.id)); });
`;
const store = `import { Redis } from 'ioredis';
import { Pool } from 'pg';
const redis = new Redis();
const pool = new Pool();
export class Orders { save(id: string) { return save(id); } }
export async function save(id: string) { await pool.query('INSERT INTO orders (id) VALUES ($1)', [id]); }
export async function sessionOf(id: string) {
  try { return await redis.get(id); } catch { return 'guest'; }
}
`;
const shop = { 'package.json': '{ "name": "shop", "dependencies": { "express": "5", "ioredis": "5", "pg": "8" } }', 'src/app.ts': app('await save(request.body.id); response.end();'), 'src/store.ts': store };

const names = (ways: readonly { entry: { name: string } }[] = []): string[] => ways.map(({ entry }) => entry.name);

describe('the deletion test', () => {
  it.each([
    ['postgres (pg)', ['POST /orders'], []],
    ['redis', [], ['GET /me']],
    ['src/store.ts#save', ['POST /orders'], []],
    ['src/store.ts', ['GET /me', 'POST /orders'], []],
    ['src', ['GET /me', 'POST /orders'], []],
    ['GET /me', ['GET /me'], []],
    ['orders', ['POST /orders'], []],
  ])('of %s', async (target, lost, spared) => {
    const { targets, counts } = await blastRadius({ cwd: repository(shop).root, targets: [target] });
    expect({ lost: names(targets?.[0]?.lost).sort(), spared: names(targets?.[0]?.spared), of: targets?.[0]?.of, entries: counts.entries }).toEqual({ lost, spared, of: 2, entries: 2 });
  });

  it.each([
    ['src/store.ts#sav', 'unknown-target', "Did you mean 'src/store.ts#save'?"],
    ['rediss', 'unknown-target', "Did you mean 'redis'?"],
    ['nothing like it', 'unknown-target', 'Resources: postgres (pg), redis.'],
  ])('of %s is a user error that helps', async (target, code, hint) => {
    await expect(blastRadius({ cwd: repository(shop).root, targets: [target] })).rejects.toMatchObject({ code, hint });
  });

  it('of a name of several things names them', async () => {
    const twice = { ...shop, 'src/other.ts': app('response.end();') };
    await expect(blastRadius({ cwd: repository(twice).root, targets: ['GET /me'] })).rejects.toMatchObject({ code: 'ambiguous-target' });
  });
});

describe('the overview', () => {
  it('tells resources with what is lost, and the threshold of the rule', async () => {
    const there = repository({ ...shop, 'dist-lint.config.json': '{ "rules": { "single-point-of-failure": { "share": 60 } } }' });
    const { overview } = await blastRadius({ cwd: there.root });
    const rows = overview?.runtime.filter(({ node }) => node.kind === 'resource').map(({ node, lost, fallbacks, spof }) => [node.name, lost, fallbacks.length, spof]);
    expect(rows).toEqual([['postgres (pg)', 1, 0, 'partial'], ['redis', 0, 1, 'no']]);
    expect(overview?.threshold).toBe(0.6);
  });

  it('is drawn when it is to be drawn', async () => {
    const { root } = repository(shop);
    expect((await blastRadius({ cwd: root })).drawing.nodes).toEqual([]);
    const { drawing } = await graph({ cwd: root, level: 'module' });
    expect(drawing.nodes.map(({ name }) => name)).toEqual(expect.arrayContaining(['src/app.ts', 'src/store.ts', 'redis', 'POST /orders']));
  });
});

describe('a change', () => {
  it('names the symbol, the entry points on whose way it is, and the resource that is newly needed', async () => {
    const there = repository(shop);
    there.commit({ 'src/app.ts': app('await sessionOf(request.body.id); await save(request.body.id); response.end();'), 'src/store.ts': store.replace("try { return await redis.get(id); } catch { return 'guest'; }", 'return redis.get(id);') });
    const { change } = await blastRadius({ cwd: there.root, base: 'HEAD~1' });
    expect(change?.symbols.map(({ node, change: kind, entries }) => [node.name, kind, entries])).toEqual(expect.arrayContaining([['sessionOf', 'changed', 2]]));
    expect(names(change?.entries).sort()).toEqual(['GET /me', 'POST /orders']);
    expect(change?.dependencies.map(({ resource, strength, ways }) => [resource.name, strength, names(ways)])).toEqual([['redis', 'hard', ['POST /orders']]]);
    expect(change?.fallbacksLost.map(({ entry, resource }) => [entry.name, resource.name])).toEqual([['GET /me', 'redis']]);
    expect(change?.questions.map(({ about }) => about)).toEqual(expect.arrayContaining(['fallback', 'resource']));
  });

  it('of comments, formatting and types reaches nothing', async () => {
    const there = repository(shop);
    there.commit({ 'src/store.ts': store.replace('id: string', 'id:  string | number').replace('const redis', '// sessions\nconst redis'), 'README.md': 'words' });
    const { change } = await blastRadius({ cwd: there.root, base: 'HEAD~1' });
    expect(change).toMatchObject({ symbols: [], entries: [], dependencies: [], cosmetic: 1, otherFiles: ['README.md'], questions: [] });
  });

  it('names the findings it adds and ends, and the cycles', async () => {
    const there = repository(shop);
    there.commit({ 'src/store.ts': `import { app } from './app';\nexport const port = app.name;\n${store}` });
    const { change } = await blastRadius({ cwd: there.root, base: 'HEAD~1' });
    expect(change?.cycles).toEqual({ added: [['src/app.ts', 'src/store.ts']], removed: [] });
    expect(change?.findings.fixed).toEqual([]);
    there.commit({ 'src/store.ts': store });
    expect((await blastRadius({ cwd: there.root, base: 'HEAD~1' })).change?.cycles.removed).toEqual([['src/app.ts', 'src/store.ts']]);
  });

  it('tells of a cycle that has grown who joined it', async () => {
    const ring = { 'src/a.ts': `import { b } from './b'; export const a = () => b;`, 'src/b.ts': `import { a } from './a'; export const b = () => a;` };
    const there = repository({ ...shop, ...ring });
    there.commit({ 'src/b.ts': `import { c } from './c'; import { a } from './a'; export const b = () => [a, c];`, 'src/c.ts': `import { a } from './a'; export const c = () => a;` });
    const { change } = await blastRadius({ cwd: there.root, base: 'HEAD~1' });
    expect(change?.cycles).toEqual({ added: [], removed: [], altered: [{ modules: 3, joined: ['src/c.ts'], left: [] }] });
  });

  it('reaches a route by the schema it is registered with, and none beside it', async () => {
    const routes = `import fastify from 'fastify'; import { listed, paid } from './schemas';
      const app = fastify(); app.get('/orders', { schema: listed }, async () => []); app.post('/orders', { schema: paid }, async () => ({}));`;
    const there = repository({ 'package.json': '{ "name": "shop", "dependencies": { "fastify": "5" } }', 'src/app.ts': routes, 'src/schemas.ts': `export const listed = { limit: 10 };\nexport const paid = { id: 1 };\n` });
    there.commit({ 'src/schemas.ts': `export const listed = { limit: 20 };\nexport const paid = { id: 1 };\n` });
    const { change } = await blastRadius({ cwd: there.root, base: 'HEAD~1' });
    expect(change?.entries.map(({ entry }) => entry.name)).toEqual(['GET /orders']);
  });

  it('is narrowed to the files that are named', async () => {
    const there = repository(shop);
    there.commit({ 'src/store.ts': store.replace('INSERT INTO orders', 'INSERT INTO bills') });
    expect((await blastRadius({ cwd: there.root, base: 'HEAD~1', targets: ['src/app.ts'] })).change?.symbols).toEqual([]);
    expect((await blastRadius({ cwd: there.root, base: 'HEAD~1', targets: ['src'] })).change?.symbols).toHaveLength(1);
    // It would look like a change that reaches nothing.
    await expect(blastRadius({ cwd: there.root, base: 'HEAD~1', targets: ['src/stores.ts'] })).rejects.toMatchObject({ code: 'path-not-found' });
  });
});
