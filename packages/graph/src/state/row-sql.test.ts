import { expect, test } from 'vitest';
import { accessesIn } from './row-lines.test.setup.ts';

const EXECUTOR = `
  import { Pool, type PoolClient } from 'pg';
  export interface Statement { text: string; values?: unknown[] }
  export interface Executor { query(statement: string | Statement): Promise<unknown> }
  export interface Store extends Executor { begin(): Promise<Executor> }
  function normal(statement: string | Statement, values?: unknown[]): Statement {
    if (typeof statement === 'string') return { text: statement, values };
    return statement;
  }
  async function run(client: PoolClient, statement: string | Statement) {
    const query = normal(statement);
    try { return await client.query(query.text, query.values); } finally { client.release(); }
  }
  class Transaction implements Executor {
    constructor(private readonly client: PoolClient) {}
    async query(statement: string | Statement) { return this.send(statement); }
    private async send(statement: string | Statement) { return run(this.client, statement); }
  }
  export class PoolStore implements Store {
    constructor(private readonly pool: Pool) {}
    async query(statement: string | Statement) { const client = await this.pool.connect(); return run(client, statement); }
    async begin() { return new Transaction(await this.pool.connect()); }
  }
`;

test('SQL through executors behind interfaces', () => {
  expect(accessesIn({
    'executor.ts': EXECUTOR,
    'orders.ts': `
      import type { Executor, Store } from './executor.js';
      export class Orders {
        constructor(private db: Store | Executor) {}
        close(id: string) { return this.query("UPDATE orders SET status = 'closed' WHERE id = $1", [id]); }
        add(id: string) { return this.db.query({ text: 'INSERT INTO orders (id) VALUES ($1)', values: [id] }); }
        private async query(text: string, values: unknown[]) { try { return await this.db.query({ text, values }); } catch (error) { throw new Error(text); } }
      }
      export async function remove(store: Store, id: string) {
        const trx = await store.begin();
        const statement = 'DELETE FROM orders WHERE id = $1';
        await trx.query({ text: statement, values: [id] });
      }`,
  })).toEqual(['Orders.close: update orders.status closed', 'Orders.add: create orders.id ?', 'remove: delete orders.* ?']);
});

test('tables and columns that functions of the team spell', () => {
  expect(accessesIn(`
    import { Pool } from 'pg';
    const pool = new Pool();
    const quoted = (name: string) => \`"\${name.replace(/"/g, '""')}"\`;
    class Store {
      constructor(private options: { schema: string; many: boolean }) {}
      private table(name: string) { return \`\${quoted(this.options.schema)}.\${quoted(name)}\`; }
      close(id: string) { return pool.query(\`UPDATE \${this.table('orders')} SET status = 'closed' WHERE id = $1\`, [id]); }
      remove(id: string) { return pool.query(\`DELETE FROM \${this.table('orders')} WHERE id = $1\`, [id]); }
      any(name: string) { return pool.query(\`DELETE FROM \${this.table(name)}\`); }
    }`)).toEqual(['Store.close: update orders.status closed', 'Store.remove: delete orders.* ?']);
});

test('tables that one of two branches names, and tables that are bound', () => {
  expect(accessesIn(`
    import { Pool } from 'pg';
    import knex from 'knex';
    const pool = new Pool();
    const db = knex({});
    const table = (old: boolean) => (old ? 'orders_old' : 'orders');
    export const close = (old: boolean, id: string) => pool.query(\`UPDATE \${table(old)} SET status = 'closed' WHERE id = $1\`, [id]);
    export const open = (late: boolean, id: string) => pool.query(\`UPDATE orders SET status = 'open' WHERE id = $1 \${late ? "AND status = 'late'" : ''}\`, [id]);
    export const bound = (id: string) => db.raw('UPDATE ?? SET ?? = ? WHERE id = ?', ['orders', 'status', 'bound', id]);`)).toEqual([
    'close: update orders_old.status closed', 'close: update orders.status closed',
    'open: update orders.status open open',
    'bound: update orders.status ?',
  ]);
});

test.each([
  ['another word', `status <> 'claimed'`, ' from []'],
  ['none of a list', `status NOT IN ('claimed', 'done')`, ' from []'],
  ['set', `o.status IS NOT NULL`, ' from []'],
  ['a value in a call', `COALESCE(status, '') != $2`, ' from []'],
  ['one of two conditions', `(status = 'open' OR tries > 3)`, ' from []'],
  ['another column', `tries < 3`, ''],
  ['the same column of another table', `EXISTS (SELECT 1 FROM lines l WHERE l.status <> 'gone')`, ''],
])('SQL that compares otherwise than by equality: %s', (_, where, guard) => {
  expect(accessesIn(`
    import { Pool } from 'pg';
    const pool = new Pool();
    export const claim = (id: string) => pool.query(\`UPDATE orders o SET status = 'claimed' WHERE id = $1 AND ${where.replaceAll('$', '\\$')}\`, [id]);`)).toEqual([`claim: update orders.status claimed${guard}`]);
});

test('tags of which nothing is known but their text', () => {
  expect(accessesIn(`
    import { BaseStore, type Client } from 'a-toolkit';
    import paint from 'a-painter';
    export class Store extends BaseStore {
      async close(id: string) { await this.sql\`UPDATE orders SET status = 'closed' WHERE id = \${id}\`; }
      async move(id: string) {
        await this.transaction(async (sql) => {
          await sql\`
            WITH gone AS (DELETE FROM orders WHERE id = \${id} RETURNING *)
            INSERT INTO old_orders (id, status) SELECT id, 'old' FROM gone\`;
        });
      }
    }
    export const add = (db: Client, values: object) => db\`INSERT INTO orders \${db(values)}\`;
    export const shown = async (db: Client, id: string) => { const rows = await db\`DELETE FROM carts WHERE id = \${id} RETURNING *\`; return String(rows); };
    export const small = (sql: Client, id: string) => sql\`update orders set status = 'small' where id = \${id}\`;
    export const sentence = (t: any, name: string) => [t\`Update \${name} set by you\`, paint\`update it set to x\`];
    const own = (texts: TemplateStringsArray) => texts.join('');
    export const text = () => own\`DELETE FROM orders\`;`)).toEqual([
    'Store.close: update orders.status closed',
    'Store.move.<transaction>: delete orders.* ?', 'Store.move.<transaction>: create old_orders.id ?', 'Store.move.<transaction>: create old_orders.status ?',
    'add: create orders.* ?', 'shown: delete carts.* ?',
    'small: update orders.status small',
  ]);
});
