import { defineLibrary } from './library.ts';

/** The client is a template tag: the statement is its first argument. Called as a function it only quotes. */
export const postgres = defineLibrary({
  name: 'postgres.js',
  packages: ['postgres'],
  docs: 'https://github.com/porsager/postgres#readme',
  resource: { kind: 'database', name: 'postgres' },
  aliases: { default: 'postgres', TransactionSql: 'Sql', ReservedSql: 'Sql', ISql: 'Sql' },
  symbols: {
    postgres: { connects: '0.database|0.host|0', effects: [{ kind: 'connect', target: '0' }], returns: 'Sql', fails: 'never' },
    Sql: { effects: [{ kind: 'db-read', operation: 'raw', sql: '0', lazy: true }], returns: 'PendingQuery' },
    'Sql.unsafe': { effects: [{ kind: 'db-read', operation: 'raw', sql: '0', payload: '1', lazy: true }], returns: 'PendingQuery' },
    'Sql.file': { effects: [{ kind: 'db-read', operation: 'raw', lazy: true }], returns: 'PendingQuery' },
    'PendingQuery.execute|values|raw|simple|describe|readable|writable': { returns: 'this' },
    'PendingQuery.cursor|forEach': { callbacks: [{ at: 'last', runs: 'each' }] },
    'PendingQuery.cancel': { cleanup: true },
    'Sql.begin|savepoint': {
      effects: [{ kind: 'db-transaction' }],
      callbacks: [{ at: 'last', runs: 'now', params: ['Sql'] }],
      returns: 'result0',
    },
    'Sql.reserve': { effects: [{ kind: 'connect' }], returns: 'Sql' },
    'Sql.listen': { effects: [{ kind: 'consume', target: '0' }], callbacks: [{ at: '1', runs: 'later', role: 'event', name: '0' }] },
    'Sql.notify': { effects: [{ kind: 'enqueue', target: '0', payload: '1' }] },
    'Sql.subscribe': { effects: [{ kind: 'consume', target: '0' }], callbacks: [{ at: '1', runs: 'later', role: 'event', name: '0' }] },
    'Sql.end|close|release': { cleanup: true },
  },
});
