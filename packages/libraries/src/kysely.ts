import { defineLibrary } from './library.ts';

/** Nothing is sent before `execute…`. */
export const kysely = defineLibrary({
  name: 'Kysely',
  packages: ['kysely'],
  docs: 'https://kysely-org.github.io/kysely-apidoc/classes/Kysely.html',
  resource: { kind: 'database' },
  aliases: { Transaction: 'Kysely', ControlledTransaction: 'Kysely', QueryCreator: 'Kysely' },
  symbols: {
    Kysely: { entity: { tables: '<0>' }, connects: '0.dialect' },
    'PostgresDialect|MysqlDialect|SqliteDialect': { connects: '0.pool|0.database' },
    GeneratedAlways: { column: { generated: true, values: '<0>' } },
    // `Generated` says only that there is a default.
    'Generated|ColumnType|JSONColumnType': { column: { values: '<0>' } },
    'Kysely.selectFrom': { returns: 'SelectQueryBuilder' },
    'Kysely.insertInto|replaceInto': { returns: 'InsertQueryBuilder' },
    'Kysely.updateTable': { returns: 'UpdateQueryBuilder' },
    'Kysely.deleteFrom': { returns: 'DeleteQueryBuilder' },
    'Kysely.with|withRecursive|withSchema|withPlugin': { returns: 'this' },
    'Kysely.transaction': { returns: 'TransactionBuilder' },
    'TransactionBuilder.setIsolationLevel|setAccessMode': { returns: 'this' },
    'TransactionBuilder.execute': {
      effects: [{ kind: 'db-transaction', isolation: 'setIsolationLevel:0' }],
      callbacks: [{ at: '0', runs: 'now', params: ['Kysely'] }],
      returns: 'result0',
    },
    'Kysely.startTransaction': { returns: 'ControlledTransactionBuilder' },
    'ControlledTransactionBuilder.setIsolationLevel|setAccessMode': { returns: 'this' },
    'ControlledTransactionBuilder.execute': { effects: [{ kind: 'db-transaction' }], returns: 'Kysely' },
    'Kysely.commit': { returns: 'Command' },
    'Kysely.rollback': { returns: 'Command', cleanup: true },
    'Command.execute': { effects: [{ kind: 'db-transaction' }] },
    'Kysely.connection': { returns: 'ConnectionBuilder' },
    'ConnectionBuilder.execute': { callbacks: [{ at: '0', runs: 'now', params: ['Kysely'] }], returns: 'result0' },
    'Kysely.destroy': { cleanup: true },

    'SelectQueryBuilder.select|selectAll|distinct|distinctOn|whereRef|having|groupBy|orderBy|limit|offset|innerJoin|leftJoin|rightJoin|forShare|skipLocked|noWait|$if|$call': {
      returns: 'this',
    },
    'SelectQueryBuilder.forUpdate|forNoKeyUpdate': { returns: 'this', locksRows: true },
    'SelectQueryBuilder.execute|executeTakeFirst|executeTakeFirstOrThrow|stream': {
      effects: [{ kind: 'db-read', target: 'selectFrom:0', operation: 'read', where: 'where:2' }],
    },
    'InsertQueryBuilder.values|columns|expression|onConflict|onDuplicateKeyUpdate|ignore|returning|returningAll|$if|$call': { returns: 'this' },
    'InsertQueryBuilder.execute|executeTakeFirst|executeTakeFirstOrThrow': {
      effects: [{ kind: 'db-write', target: 'insertInto:0', operation: 'create', payload: 'values:0' }],
    },
    'SelectQueryBuilder|UpdateQueryBuilder|DeleteQueryBuilder.where': { returns: 'this', condition: { field: '0', value: '2', comparison: '1' } },
    'UpdateQueryBuilder.set|from|whereRef|innerJoin|leftJoin|orderBy|limit|returning|returningAll|$if|$call': { returns: 'this' },
    'UpdateQueryBuilder.execute|executeTakeFirst|executeTakeFirstOrThrow': {
      effects: [{ kind: 'db-write', target: 'updateTable:0', operation: 'update', payload: 'set:0', where: 'where:2' }],
    },
    'DeleteQueryBuilder.using|whereRef|innerJoin|leftJoin|orderBy|limit|returning|returningAll|$if|$call': { returns: 'this' },
    'DeleteQueryBuilder.execute|executeTakeFirst|executeTakeFirstOrThrow': {
      effects: [{ kind: 'db-write', target: 'deleteFrom:0', operation: 'delete', where: 'where:2' }],
    },
    sql: { returns: 'RawBuilder', expression: true },
    'sql.raw': { returns: 'RawBuilder', expression: true },
    'RawBuilder.execute': { effects: [{ kind: 'db-read', operation: 'raw', sql: 'new:0' }] },
    'RawBuilder.as|$castTo|$notNull': { returns: 'this' },
  },
});
