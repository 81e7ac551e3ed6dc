import { defineLibrary } from './library.ts';

/** `knex(config)` makes an instance, the instance called with a table a query, which is sent when awaited. */
export const knex = defineLibrary({
  name: 'Knex',
  packages: ['knex'],
  docs: 'https://knexjs.org/guide/query-builder.html',
  resource: { kind: 'database' },
  aliases: {
    default: 'knex',
    'Knex.Transaction': 'Knex',
    'Knex.QueryBuilder': 'QueryBuilder',
    'Knex.Raw': 'Raw',
    'Knex.SchemaBuilder': 'SchemaBuilder',
  },
  symbols: {
    knex: { dialect: '0.client', connects: '0.connection.connectionString|0.connection.database|0.connection.host|0.connection|0', effects: [{ kind: 'connect' }], returns: 'Knex', fails: 'never' },
    'Knex.table|from|into': { returns: 'QueryBuilder', returnsArgs: ['0'] },
    Knex: { returns: 'QueryBuilder', returnsArgs: ['0'] },
    'Knex.select|with|withRecursive|queryBuilder|distinct|count': { returns: 'QueryBuilder' },
    'QueryBuilder.from|into|table': { returns: 'QueryBuilder', returnsArgs: ['0'] },
    // `where('stock', '>', 0)`: of three arguments the second says how they are compared.
    'QueryBuilder.where|andWhere': { returns: 'this', condition: { field: '0', value: '2|1', comparison: '1' } },
    'QueryBuilder.whereIn': { returns: 'this', condition: { field: '0', value: '1' } },
    'QueryBuilder.orWhere|whereNot|andWhereNot|whereNotIn|whereNull|whereNotNull|whereBetween|whereNotBetween|whereLike|whereILike': {
      returns: 'this',
      condition: { asks: '0' },
    },
    'QueryBuilder.whereRaw|andWhereRaw': { returns: 'this', condition: { text: '0' } },
    'QueryBuilder.whereExists|having': { returns: 'this' },
    'QueryBuilder.join|innerJoin|leftJoin|rightJoin|joinRaw|orderBy|groupBy|limit|offset|returning|onConflict|merge|ignore|as|union|clone|modify': {
      returns: 'this',
    },
    'QueryBuilder.forUpdate|forNoKeyUpdate': { returns: 'this', locksRows: true },
    'QueryBuilder.transacting|forShare|skipLocked|noWait|timeout|withSchema|distinct|columns': { returns: 'this' },
    'QueryBuilder.select|first|pluck|count|countDistinct|min|max|sum|avg|stream': {
      effects: [{ kind: 'db-read', target: '<0>', operation: 'read', where: 'where:0', lazy: true }],
      returns: 'this',
    },
    'QueryBuilder.insert': { effects: [{ kind: 'db-write', target: '<0>', operation: 'create', payload: '0', lazy: true }], returns: 'this' },
    'QueryBuilder.upsert': { effects: [{ kind: 'db-write', target: '<0>', operation: 'upsert', payload: '0', lazy: true }], returns: 'this' },
    'QueryBuilder.update': {
      effects: [{ kind: 'db-write', target: '<0>', operation: 'update', payload: '0', where: 'where:0', lazy: true }],
      returns: 'this',
    },
    'QueryBuilder.increment|decrement': {
      effects: [{ kind: 'db-write', target: '<0>', operation: 'update', where: 'where:0', atomic: true, lazy: true }],
      returns: 'this',
    },
    'QueryBuilder.del|delete|truncate': {
      effects: [{ kind: 'db-write', target: '<0>', operation: 'delete', where: 'where:0', lazy: true }],
      returns: 'this',
    },
    'Knex.raw': { effects: [{ kind: 'db-read', operation: 'raw', sql: '0', payload: '1', lazy: true }], returns: 'Raw', expression: true },
    'Raw.transacting|timeout|connection': { returns: 'this' },
    'Knex.batchInsert': { effects: [{ kind: 'db-write', target: '0', operation: 'create', payload: '1' }] },
    'Knex.transaction': {
      effects: [{ kind: 'db-transaction', isolation: '1.isolationLevel' }],
      callbacks: [{ at: '0', runs: 'now', params: ['Knex'] }],
      returns: 'Knex',
    },
    'Knex.commit': { effects: [{ kind: 'db-transaction' }] },
    'Knex.rollback': { effects: [{ kind: 'db-transaction' }], cleanup: true },
    'Knex.schema': { is: 'SchemaBuilder' },
    'SchemaBuilder.createTable|createTableIfNotExists|alterTable|table': {
      effects: [{ kind: 'db-write', target: '0', operation: 'raw', lazy: true }],
      callbacks: [{ at: '1', runs: 'now' }],
      returns: 'this',
    },
    'SchemaBuilder.dropTable|dropTableIfExists|renameTable': {
      effects: [{ kind: 'db-write', target: '0', operation: 'raw', lazy: true }],
      returns: 'this',
    },
    'SchemaBuilder.raw': { effects: [{ kind: 'db-write', operation: 'raw', sql: '0', lazy: true }], returns: 'this' },
    'SchemaBuilder.hasTable|hasColumn': { effects: [{ kind: 'db-read', target: '0', operation: 'read' }] },
    'Knex.migrate.latest|rollback|up|down': { effects: [{ kind: 'db-write', operation: 'raw' }] },
    'Knex.seed.run': { effects: [{ kind: 'db-write', operation: 'raw' }] },
    'Knex.destroy': { cleanup: true },
    'Knex|QueryBuilder.on|once': { callbacks: [{ at: '1', runs: 'later', errorEvents: { at: '0', names: ['error', 'query-error'] } }], returns: 'this' },
  },
});
