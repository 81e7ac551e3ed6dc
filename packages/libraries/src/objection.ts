import { defineLibrary } from './library.ts';

/** Models are classes of the program that extend `Model`; a query is sent when awaited. */
export const objection = defineLibrary({
  name: 'Objection',
  packages: ['objection'],
  docs: 'https://vincit.github.io/objection.js/api/model/',
  resource: { kind: 'database' },
  symbols: {
    'Model.query|$query': { returns: 'QueryBuilder', returnsArgs: ['this'] },
    'Model.relatedQuery|$relatedQuery': { returns: 'QueryBuilder', returnsArgs: ['0'] },
    'Model.$fetchGraph|fetchGraph': { effects: [{ kind: 'db-read', target: 'this', operation: 'read', lazy: true }] },
    'Model.transaction': {
      effects: [{ kind: 'db-transaction' }],
      callbacks: [{ at: 'last', runs: 'now', params: ['knex#Knex'] }],
      returns: 'result0',
    },
    'Model.startTransaction': { effects: [{ kind: 'db-transaction' }], returns: 'knex#Knex' },
    'Model.knex': { returns: 'knex#Knex' },
    transaction: {
      effects: [{ kind: 'db-transaction' }],
      callbacks: [{ at: 'last', runs: 'now', params: ['knex#Knex'] }],
      returns: 'result0',
    },
    'QueryBuilder.where|andWhere': { returns: 'this', condition: { field: '0', value: '2|1', comparison: '1' } },
    'QueryBuilder.whereIn': { returns: 'this', condition: { field: '0', value: '1' } },
    'QueryBuilder.orWhere|whereNot|whereNotIn|whereNull|whereNotNull|whereBetween|whereNotBetween': { returns: 'this', condition: { asks: '0' } },
    'QueryBuilder.whereRaw': { returns: 'this', condition: { text: '0' } },
    'QueryBuilder.findByIds|orderBy|groupBy|limit|offset|page|range': {
      returns: 'this',
    },
    'QueryBuilder.withGraphFetched|withGraphJoined|joinRelated|leftJoinRelated|innerJoin|leftJoin|returning|onConflict|merge|ignore|throwIfNotFound|modify|transacting|forUpdate|skipLocked|context|alias|clone|execute|timeout': {
      returns: 'this',
    },
    'QueryBuilder.select|first|findOne|findById|count|sum|min|max|avg|distinct|resultSize': {
      effects: [{ kind: 'db-read', target: '<0>', operation: 'read', where: 'where:0', lazy: true }],
      returns: 'this',
    },
    'QueryBuilder.insert|insertAndFetch|insertGraph|insertGraphAndFetch': {
      effects: [{ kind: 'db-write', target: '<0>', operation: 'create', payload: '0', lazy: true }],
      returns: 'this',
    },
    'QueryBuilder.upsertGraph|upsertGraphAndFetch': {
      effects: [{ kind: 'db-write', target: '<0>', operation: 'upsert', payload: '0', lazy: true }],
      returns: 'this',
    },
    'QueryBuilder.update|patch|updateAndFetch|patchAndFetch': {
      effects: [{ kind: 'db-write', target: '<0>', operation: 'update', payload: '0', where: 'where:0', lazy: true }],
      returns: 'this',
    },
    'QueryBuilder.updateAndFetchById|patchAndFetchById': {
      effects: [{ kind: 'db-write', target: '<0>', operation: 'update', payload: '1', where: '0', lazy: true }],
      returns: 'this',
    },
    'QueryBuilder.increment|decrement': {
      effects: [{ kind: 'db-write', target: '<0>', operation: 'update', where: 'where:0', atomic: true, lazy: true }],
      returns: 'this',
    },
    'QueryBuilder.relate|unrelate': { effects: [{ kind: 'db-write', target: '<0>', operation: 'update', lazy: true }], returns: 'this' },
    'QueryBuilder.delete|truncate': {
      effects: [{ kind: 'db-write', target: '<0>', operation: 'delete', where: 'where:0', lazy: true }],
      returns: 'this',
    },
    'QueryBuilder.deleteById': {
      effects: [{ kind: 'db-write', target: '<0>', operation: 'delete', where: '0', lazy: true }],
      returns: 'this',
    },
  },
});
