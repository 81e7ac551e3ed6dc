import { defineLibrary } from './library.ts';

/**
 * Tables are values: a table's type argument is its name. Statements are sent when awaited. An update counts from its
 * `where`, which tells whether it is conditional. Tables and columns: drizzle-tables.ts.
 */
export const drizzle = defineLibrary({
  name: 'Drizzle',
  packages: [
    'drizzle-orm', 'drizzle-orm/pg-core', 'drizzle-orm/mysql-core', 'drizzle-orm/sqlite-core', 'drizzle-orm/node-postgres',
    'drizzle-orm/postgres-js', 'drizzle-orm/neon-http', 'drizzle-orm/neon-serverless', 'drizzle-orm/vercel-postgres',
    'drizzle-orm/pglite', 'drizzle-orm/mysql2', 'drizzle-orm/planetscale-serverless', 'drizzle-orm/better-sqlite3',
    'drizzle-orm/libsql', 'drizzle-orm/d1', 'drizzle-orm/bun-sqlite', 'drizzle-orm/aws-data-api/pg',
  ],
  docs: 'https://orm.drizzle.team/docs/data-querying',
  resource: { kind: 'database' },
  aliases: {
    PgDatabase: 'Database', PgTransaction: 'Database', MySqlDatabase: 'Database', MySqlTransaction: 'Database',
    BaseSQLiteDatabase: 'Database', SQLiteTransaction: 'Database', NodePgDatabase: 'Database', NodePgTransaction: 'Database',
    PostgresJsDatabase: 'Database', PostgresJsTransaction: 'Database', NeonHttpDatabase: 'Database', NeonDatabase: 'Database',
    VercelPgDatabase: 'Database', PgliteDatabase: 'Database', MySql2Database: 'Database', PlanetScaleDatabase: 'Database',
    BetterSQLite3Database: 'Database', LibSQLDatabase: 'Database', DrizzleD1Database: 'Database', BunSQLiteDatabase: 'Database',
    AwsDataApiPgDatabase: 'Database',
  },
  symbols: {
    'eq|inArray': { condition: { field: '0', value: '1' } },
    'ne|notInArray|isNull|isNotNull|gt|gte|lt|lte|between|notBetween|like|notLike|ilike|notIlike|arrayContains|arrayContained|arrayOverlaps': { condition: { asks: '0' } },
    and: { condition: { all: true } },
    'or|not': { condition: { any: true } },
    sql: { expression: true },
    'sql.raw': { expression: true },
    drizzle: { connects: '0.connection.connectionString|0.connection|0.client|0', effects: [{ kind: 'connect', target: '0' }], returns: 'Database', fails: 'never' },
    'Database.select|selectDistinct|selectDistinctOn': { returns: 'SelectBuilder' },
    'SelectBuilder.from': { effects: [{ kind: 'db-read', target: '0', operation: 'read', where: 'where:0', lazy: true }], returns: 'Select' },
    'Select.where|innerJoin|leftJoin|rightJoin|fullJoin|orderBy|groupBy|having|limit|offset|as|union|unionAll|except|$dynamic|prepare|execute|all|get': {
      returns: 'this',
    },
    'Select.for': { returns: 'this', locksRows: true },
    'Database.query.*.findFirst|findMany': {
      effects: [{ kind: 'db-read', target: '*1', operation: 'read', where: '0.where', lazy: true }],
    },
    'Database.$count': { effects: [{ kind: 'db-read', target: '0', operation: 'read', where: '1', lazy: true }] },
    'Database.insert': { returns: 'Insert' },
    'Insert.values': { effects: [{ kind: 'db-write', target: 'insert:0', operation: 'create', payload: '0', lazy: true }], returns: 'this' },
    'Insert.select': { effects: [{ kind: 'db-write', target: 'insert:0', operation: 'create', lazy: true }], returns: 'this' },
    'Database.update': { returns: 'Update' },
    'Update.set|from': { returns: 'this' },
    'Update.where': {
      effects: [{ kind: 'db-write', target: 'update:0', operation: 'update', payload: 'set:0', where: '0', lazy: true }],
      returns: 'this',
    },
    'Database.delete': { effects: [{ kind: 'db-write', target: '0', operation: 'delete', lazy: true }], returns: 'Delete' },
    'Delete.where': { returns: 'this' },
    'Insert|Update|Delete.returning|$returningId|onConflictDoNothing|onConflictDoUpdate|onDuplicateKeyUpdate|prepare|execute|run|all|get|orderBy|limit|$dynamic': {
      returns: 'this',
    },
    'Database.execute|run|all|get|values': { effects: [{ kind: 'db-read', operation: 'raw', sql: '0' }] },
    'Database.with': { returns: 'this' },
    'Database.batch': { effects: [{ kind: 'db-transaction' }], returns: 'arg0' },
    'Database.transaction': {
      effects: [{ kind: 'db-transaction', isolation: '1.isolationLevel' }],
      callbacks: [{ at: '0', runs: 'now', params: ['Database'] }],
      returns: 'result0',
    },
    'Database.rollback': { fails: 'throws' },
  },
});
