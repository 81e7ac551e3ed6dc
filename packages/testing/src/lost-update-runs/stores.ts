/** What fixtures are handed as their store: a PostgreSQL within the process, spoken to as each library does. */
import { PGlite } from '@electric-sql/pglite';
import { type Dialect, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import knexOf, { type Knex } from 'knex';
import { createRequire } from 'node:module';
import type { TwoAtOnce } from './two-at-once.ts';

export interface Answer {
  rows: Record<string, unknown>[];
  rowCount: number;
}

export interface Store {
  /** Answers of selects are held until both have read. */
  query(text: string, values?: readonly unknown[]): Promise<Answer>;
}

let started: Promise<PGlite> | undefined;

/** An empty store with these tables. The database is started once: that takes seconds. */
export async function store(schema: string, { afterRead }: TwoAtOnce): Promise<Store> {
  const database = await (started ??= PGlite.create());
  await database.exec(`DROP SCHEMA public CASCADE; CREATE SCHEMA public; ${schema}`);
  return {
    async query(text, values = []) {
      const { rows, affectedRows = 0 } = await database.query<Record<string, unknown>>(text, [...values]);
      if (/^\s*select/i.test(text)) await afterRead();
      return { rows, rowCount: affectedRows };
    },
  };
}

/** Ends the database. */
export async function closeStore(): Promise<void> {
  const database = await started;
  started = undefined;
  await database?.close();
}

/** Real Kysely over the store. */
export function kyselyOver({ query }: Store): Kysely<unknown> {
  const dialect: Dialect = {
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createDriver: () => ({
      init: nothing, destroy: nothing, releaseConnection: nothing,
      beginTransaction: () => Promise.reject(new Error(ONE_SESSION)), commitTransaction: nothing, rollbackTransaction: nothing,
      acquireConnection: () => Promise.resolve({
        async executeQuery<R>({ sql, parameters }: { sql: string; parameters: readonly unknown[] }) {
          const { rows, rowCount } = await query(sql, parameters);
          return { rows: rows as R[], numAffectedRows: BigInt(rowCount) };
        },
        async *streamQuery(): AsyncGenerator<never> {
          await Promise.reject(new Error('nobody streams'));
        },
      }),
    }),
  };
  return new Kysely({ dialect });
}

/** Knex's client for PostgreSQL, of which there are no types. */
const PostgresClient = createRequire(import.meta.url)('knex/lib/dialects/postgres/index.js') as typeof Knex.Client;

/** Real Knex over the store. */
export function knexOver({ query }: Store): Knex {
  class Client extends PostgresClient {
    _driver(): object {
      return {};
    }

    override acquireRawConnection(): Promise<object> {
      return Promise.resolve({});
    }

    override destroyRawConnection(): Promise<void> {
      return nothing();
    }

    async _query(_connection: object, asked: { sql: string; bindings?: unknown[] }): Promise<object> {
      const { rows, rowCount } = await query(asked.sql, asked.bindings);
      return Object.assign(asked, { response: { rows, rowCount, command: asked.sql.split(' ')[0]?.toUpperCase() } });
    }
  }
  return knexOf({ client: Client, connection: {}, pool: { min: 0, max: 4 } });
}

/** One model as Prisma's client has it, as far as fixtures ask: equality, `lt`, `gte`; values, `increment`, `decrement`. */
export function prismaModelOver({ query }: Store, table: string): object {
  const statement = (where: Record<string, unknown>, values: unknown[]): string => Object.entries(where).map(([field, value]) => {
    const [operator = 'equals', operand = value] = typeof value === 'object' && value !== null ? (Object.entries(value)[0] ?? []) : [];
    values.push(operand);
    return `"${field}" ${{ lt: '<', gte: '>=' }[operator] ?? '='} $${String(values.length)}`;
  }).join(' AND ');
  const updateMany = async ({ where, data }: { where: Record<string, unknown>; data: Record<string, unknown> }): Promise<{ count: number }> => {
    const values: unknown[] = [];
    const set = Object.entries(data).map(([field, value]) => {
      const [operator = 'set', operand = value] = typeof value === 'object' && value !== null ? (Object.entries(value)[0] ?? []) : [];
      values.push(operand);
      const hole = `$${String(values.length)}`;
      return `"${field}" = ${operator === 'set' ? hole : `"${field}" ${operator === 'increment' ? '+' : '-'} ${hole}`}`;
    });
    const { rowCount } = await query(`UPDATE "${table}" SET ${set.join(', ')} WHERE ${statement(where, values)}`, values);
    return { count: rowCount };
  };
  return {
    updateMany, update: updateMany,
    async findUniqueOrThrow({ where }: { where: Record<string, unknown> }) {
      const values: unknown[] = [];
      const { rows } = await query(`SELECT * FROM "${table}" WHERE ${statement(where, values)}`, values);
      return rows[0];
    },
  };
}

/** A repository as TypeORM has it, as far as fixtures ask: `save` writes what the object holds. */
export function typeormRowsOver({ query }: Store, table: string): object {
  return {
    async findOneByOrFail({ id }: { id: string }) {
      const { rows } = await query(`SELECT * FROM "${table}" WHERE id = $1`, [id]);
      return rows[0];
    },
    async save({ id, ...others }: Record<string, unknown>) {
      const set = Object.keys(others).map((field, index) => `"${field}" = $${String(index + 2)}`);
      await query(`UPDATE "${table}" SET ${set.join(', ')} WHERE id = $1`, [id, ...Object.values(others)]);
    },
    async increment({ id }: { id: string }, field: string, by: number) {
      await query(`UPDATE "${table}" SET "${field}" = "${field}" + $2 WHERE id = $1`, [id, by]);
    },
  };
}

const ONE_SESSION = 'the store has one session, in which two transactions cannot meet';

function nothing(): Promise<void> {
  return Promise.resolve();
}
