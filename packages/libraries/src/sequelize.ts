import { defineLibrary } from './library.ts';

/** Models are classes of the program that extend `Model`, or come from `define`. */
export const sequelize = defineLibrary({
  name: 'Sequelize',
  packages: ['sequelize', 'sequelize-typescript', '@sequelize/core'],
  docs: 'https://sequelize.org/docs/v6/core-concepts/model-querying-basics/',
  resource: { kind: 'database' },
  tells: { symbol: 'Model', members: ['findByPk', 'findAndCountAll', 'findOrCreate', 'findCreateFind', 'findOrBuild', 'bulkCreate'] },
  // https://sequelize.org/docs/v6/core-concepts/model-querying-basics/#operators
  operators: { equals: ['eq', 'in', 'is'], joins: { and: 'all', or: 'any', not: 'any' } },
  aliases: { default: 'Sequelize', ModelStatic: 'Model', ModelCtor: 'Model' },
  symbols: {
    'literal|fn': { expression: true },
    'Sequelize.literal|fn': { expression: true },
    'where|Sequelize.where': { condition: { field: '0', value: '1' } },
    'and|Sequelize.and': { condition: { all: true } },
    'or|Sequelize.or': { condition: { any: true } },
    // Tries again only what matches `retry.match`, which is nothing on most databases unless told.
    Sequelize: {
      effects: [{ kind: 'connect', target: '0' }],
      returns: 'Sequelize',
      fails: 'never',
      dialect: '0.dialect|1.dialect|2.dialect|3.dialect',
      connects: '0.database|0.host|0',
      retries: {
        of: 'calls',
        attempts: 1,
        says: [{ at: 'new:1.retry.max|new:3.retry.max|new:0.retry.max', counts: 'attempts' }],
        delay: {
          first: 100, factor: 1.1,
          says: { first: 'new:1.retry.backoffBase|new:3.retry.backoffBase|new:0.retry.backoffBase', factor: 'new:1.retry.backoffExponent|new:3.retry.backoffExponent|new:0.retry.backoffExponent' },
        },
        errors: 'chosen',
        source: 'https://github.com/mickhansen/retry-as-promised/blob/master/src/promise.ts',
      },
    },
    'Sequelize.authenticate': { effects: [{ kind: 'connect' }] },
    'Sequelize.model': { returns: 'Model', returnsArgs: ['0'] },
    'Sequelize.query': { effects: [{ kind: 'db-read', operation: 'raw', sql: '0', payload: '1.replacements' }] },
    'Sequelize.transaction': {
      effects: [{ kind: 'db-transaction', isolation: '0.isolationLevel' }],
      callbacks: [{ at: 'last', runs: 'now', params: ['Transaction'] }],
      returns: 'Transaction',
    },
    'Transaction.commit': { effects: [{ kind: 'db-transaction' }] },
    'Transaction.rollback': { effects: [{ kind: 'db-transaction' }], cleanup: true },
    'Transaction.afterCommit': { callbacks: [{ at: '0', runs: 'later' }] },
    'Sequelize.sync|drop|truncate': { effects: [{ kind: 'db-write', operation: 'raw' }] },
    'Sequelize.close': { cleanup: true },
    'Sequelize.getQueryInterface': { returns: 'QueryInterface' },
    'QueryInterface.bulkInsert': { effects: [{ kind: 'db-write', target: '0', operation: 'create', payload: '1' }] },
    'QueryInterface.bulkUpdate': { effects: [{ kind: 'db-write', target: '0', operation: 'update', payload: '1', where: '2' }] },
    'QueryInterface.bulkDelete': { effects: [{ kind: 'db-write', target: '0', operation: 'delete', where: '1' }] },
    'QueryInterface.createTable|dropTable|addColumn|removeColumn|changeColumn|renameColumn|addIndex|removeIndex|addConstraint': {
      effects: [{ kind: 'db-write', target: '0', operation: 'raw' }],
    },

    'Model.scope|unscoped|schema': { returns: 'this' },
    'Model.build': { returns: 'instance', fills: '0' },
    'Model.findOne': { effects: [{ kind: 'db-read', target: 'this', operation: 'read', where: '0.where', rowLock: '0.lock' }], returns: 'instance' },
    'Model.findByPk': { effects: [{ kind: 'db-read', target: 'this', operation: 'read', where: '0', rowLock: '1.lock' }], returns: 'instance' },
    'Model.findAll': { effects: [{ kind: 'db-read', target: 'this', operation: 'read', where: '0.where', rowLock: '0.lock' }], returns: 'instance[]' },
    'Model.findAndCountAll|count': { effects: [{ kind: 'db-read', target: 'this', operation: 'read', where: '0.where' }] },
    'Model.sum|min|max|aggregate': { effects: [{ kind: 'db-read', target: 'this', operation: 'read' }] },
    'Model.reload': { effects: [{ kind: 'db-read', target: 'this', operation: 'read' }], returns: 'this' },
    'Model.create': { effects: [{ kind: 'db-write', target: 'this', operation: 'create', payload: '0' }], returns: 'instance' },
    'Model.bulkCreate': { effects: [{ kind: 'db-write', target: 'this', operation: 'create', payload: '0' }], returns: 'instance[]' },
    'Model.findOrCreate|findCreateFind': {
      effects: [{ kind: 'db-write', target: 'this', operation: 'create', payload: '0.defaults', where: '0.where' }],
    },
    'Model.upsert': { effects: [{ kind: 'db-write', target: 'this', operation: 'upsert', payload: '0' }] },
    'Model.save': { effects: [{ kind: 'db-write', target: 'this', operation: 'upsert', payload: 'this' }], returns: 'this' },
    'Model.update': { effects: [{ kind: 'db-write', target: 'this', operation: 'update', payload: '0', where: '1.where' }] },
    'Model.increment|decrement': { effects: [{ kind: 'db-write', target: 'this', operation: 'update', where: '1.where', atomic: true }] },
    'Model.destroy|truncate': { effects: [{ kind: 'db-write', target: 'this', operation: 'delete', where: '0.where' }] },
    'Model.restore': { effects: [{ kind: 'db-write', target: 'this', operation: 'update', where: '0.where' }] },
    'Model.sync|drop': { effects: [{ kind: 'db-write', target: 'this', operation: 'raw' }] },
    'Model.set': { returns: 'this' },
    'Model|Sequelize.beforeCreate|afterCreate|beforeUpdate|afterUpdate|beforeSave|afterSave|beforeDestroy|afterDestroy|beforeBulkCreate|afterBulkCreate|beforeValidate|afterValidate|addHook': {
      callbacks: [{ at: 'last', runs: 'later', role: 'lifecycle' }],
    },
  },
});
