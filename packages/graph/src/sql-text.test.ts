import { expect, test } from 'vitest';
import { callEffects } from './effects.ts';
import { checkEffects, programOf } from './marked-calls.test.setup.ts';
import { sqlOf } from './sql-text.ts';

/** The SQL texts that a program's calls send, in source order. */
function textsIn(source: string): string[] {
  const program = programOf(source);
  const [module] = program.modules.all;
  if (!module) return [];
  return module.facts.functions.flatMap((_, fn) =>
    program.calls(module, fn).flatMap(({ call, externals }) =>
      externals.flatMap((external) => {
        const site = { module, function: fn, call };
        return callEffects(program.link, site, external).flatMap(({ effect }) => sqlOf(program.link, site, external, effect)?.text.replaceAll(/\s+/g, ' ').trim() ?? []);
      }),
    ),
  );
}

const PG = `import { Pool } from 'pg'; const pool = new Pool();`;

test('a text in a constant, in a template with a constant, and added up', () => {
  expect(textsIn(`${PG}
    const TABLE = 'orders';
    const SELECT = 'SELECT id FROM orders WHERE id = $1';
    async function a() { await pool.query(SELECT); }
    async function b(id: string) { await pool.query(\`DELETE FROM \${TABLE} WHERE id = '\${id}'\`); }
    async function c(filter: string) { await pool.query('UPDATE ' + TABLE + ' SET status = $1' + filter); }`),
  ).toEqual(['SELECT id FROM orders WHERE id = $1', `DELETE FROM orders WHERE id = '*'`, 'UPDATE orders SET status = $1*']);
});

test('lines joined, and trimmed templates', () => {
  expect(textsIn(`${PG}
    async function a(rest: string) { await pool.query(['UPDATE orders', 'SET status = $1', rest].join('\\n')); }
    async function b() { await pool.query(\` DELETE FROM orders \`.trim()); }`),
  ).toEqual(['UPDATE orders SET status = $1 *', 'DELETE FROM orders']);
});

test('a configuration with text, inline and in a constant', () => {
  expect(textsIn(`${PG}
    const config = { text: 'DELETE FROM orders', values: [] };
    async function a() { await pool.query({ text: 'UPDATE orders SET n = n + 1', values: [] }); }
    async function b() { await pool.query(config); }`),
  ).toEqual(['UPDATE orders SET n = n + 1', 'DELETE FROM orders']);
});

test('a text that a function makes, kept in a variable first, and lines in a constant', () => {
  expect(textsIn(`
    import { Prisma, PrismaClient } from '@prisma/client';
    const prisma = new PrismaClient();
    function expired(before: Date): Prisma.Sql { return Prisma.sql\`DELETE FROM carts WHERE seen < \${before}\`; }
    async function a() { const query = expired(new Date()); await prisma.$executeRaw(query); }
    const LINES = ['UPDATE orders', 'SET n = n + 1'];
    async function b() { await prisma.$executeRawUnsafe(LINES.join(' ')); }
    async function c(query: Prisma.Sql) { await prisma.$executeRaw(query); }
    async function d(id?: string) { const lines = ['DELETE FROM orders']; if (id) lines.push('WHERE id = 1'); await prisma.$executeRawUnsafe(lines.join(' ')); }`),
  ).toEqual(['DELETE FROM carts WHERE seen < *', 'UPDATE orders SET n = n + 1', '', 'DELETE FROM orders *']);
});

test('a text that somebody else hands over is not known', () => {
  expect(textsIn(`${PG} export async function run(text: string) { await pool.query(text); }`)).toEqual(['']);
});

test('postgres.js: fragments within a statement', () => {
  expect(textsIn(`
    import postgres from 'postgres';
    const sql = postgres('url');
    async function a(id: string) { await sql\`update orders set status = 'paid' \${sql\`where id = \${id}\`}\`; }`),
  ).toContain(`update orders set status = 'paid' where id = *`);
});

test('Prisma.sql in a constant and Prisma.raw', () => {
  expect(textsIn(`
    import { Prisma, PrismaClient } from '@prisma/client';
    const prisma = new PrismaClient();
    async function a(id: string) { const query = Prisma.sql\`DELETE FROM orders WHERE id = \${id}\`; await prisma.$executeRaw(query); }
    async function b(id: string) { await prisma.$executeRaw\`UPDATE \${Prisma.raw('orders')} SET n = n + 1 WHERE id = \${id}\`; }`),
  ).toEqual(['DELETE FROM orders WHERE id = *', 'UPDATE orders SET n = n + 1 WHERE id = *']);
});

test('drizzle: a table and its columns are names in the text', () => {
  expect(textsIn(`
    import { drizzle } from 'drizzle-orm/node-postgres';
    import { pgTable, text } from 'drizzle-orm/pg-core';
    import { sql } from 'drizzle-orm';
    const orders = pgTable('orders', { id: text('id'), status: text('status') });
    const db = drizzle('url');
    async function a(id: string) { await db.execute(sql\`update \${orders} set status = 'paid' where \${orders.id} = \${id}\`); }`).filter(Boolean),
  ).toEqual([`update orders set status = 'paid' where orders.id = *`]);
});

test('kysely and a tag that nobody knows', () => {
  expect(textsIn(`
    import { sql, Kysely } from 'kysely';
    import { Pool } from 'pg';
    import { sql as tagged } from '@databases/pg';
    const pool = new Pool();
    async function a(db: Kysely<any>, id: string) { await sql<{ id: string }>\`select id from orders where id = \${id}\`.execute(db); }
    async function b(id: string) { await pool.query(tagged\`DELETE FROM orders WHERE id = \${id}\`); }`),
  ).toEqual(['select id from orders where id = *', 'DELETE FROM orders WHERE id = *']);
});

test('summaries name the tables of SQL texts, and tell writing from reading', () => {
  checkEffects(`
    import { Pool } from 'pg';
    import knex from 'knex';
    import { DataSource } from 'typeorm';
    const pool = new Pool();
    const db = knex({});
    async function claim() {
      await pool.query(\`WITH next AS (SELECT id FROM jobs WHERE state = 'new' LIMIT 1 FOR UPDATE SKIP LOCKED)
        UPDATE jobs SET state = 'active' FROM next WHERE jobs.id = next.id\`);
    }
    async function moved() { await pool.query('WITH gone AS (DELETE FROM carts RETURNING id) SELECT id FROM gone'); }
    async function copied() { await pool.query('INSERT INTO archive SELECT * FROM orders'); }
    async function dynamic(table: string) { await pool.query(\`UPDATE \${table} SET status = 'paid'\`); }
    async function schema(tenant: string) { await pool.query(\`UPDATE \${tenant}.orders SET status = 'paid'\`); }
    async function raw() { await db.raw('update ?? set n = n + 1', ['orders']); }
    async function typeorm(source: DataSource) { await source.query('DELETE FROM "public"."bills" WHERE id = $1'); }
    async function read() { await pool.query('SELECT extract(epoch FROM created) FROM orders'); }
    async function made() { await pool.query('CREATE TABLE orders (id text)'); }`,
  {
    claim: ['db-write jobs'], moved: ['db-write carts'], copied: ['db-write archive'], dynamic: ['db-write'], schema: ['db-write orders'],
    raw: ['db-write orders'], typeorm: ['db-write public.bills'], read: ['db-read orders'], made: ['db-read'],
  });
});
