import { defineLibrary } from './library.ts';

/** Without `/promise` the last argument is a callback. */
export const mysql2 = defineLibrary({
  name: 'mysql2',
  packages: ['mysql2', 'mysql2/promise', 'mysql'],
  docs: 'https://sidorares.github.io/node-mysql2/docs',
  aliases: { PoolNamespace: 'Pool' },
  symbols: {
    createPool: { effects: [{ kind: 'connect', target: '0' }], returns: 'Pool' },
    createConnection: { effects: [{ kind: 'connect', target: '0' }], returns: 'Connection' },
    createPoolCluster: { returns: 'PoolCluster' },
    'PoolCluster.of': { returns: 'Pool' },
    'Connection.connect': {
      effects: [{ kind: 'connect' }],
      callbacks: [{ at: 'last', runs: 'later', params: ['error'], errorParam: 0 }],
    },
    'Pool|PoolCluster.getConnection': {
      effects: [{ kind: 'connect' }],
      callbacks: [{ at: 'last', runs: 'later', params: ['error', 'PoolConnection'], errorParam: 0 }],
      returns: 'PoolConnection',
    },
    'Pool|Connection|PoolConnection.query|execute': {
      effects: [{ kind: 'db-read', operation: 'raw', sql: '0', payload: '1', timeout: { at: '0.timeout', unit: 'ms' } }],
      callbacks: [{ at: 'last', runs: 'later', params: ['error', null], errorParam: 0 }],
    },
    'Connection|PoolConnection.prepare': { returns: 'PreparedStatementInfo' },
    'PreparedStatementInfo.execute': { effects: [{ kind: 'db-read', operation: 'raw', sql: 'prepare:0', payload: '0' }] },
    'Connection|PoolConnection.beginTransaction|commit': {
      effects: [{ kind: 'db-transaction' }],
      callbacks: [{ at: 'last', runs: 'later', params: ['error'], errorParam: 0 }],
    },
    'Connection|PoolConnection.rollback': { effects: [{ kind: 'db-transaction' }], cleanup: true },
    'Pool|Connection|PoolConnection.promise': { returns: 'this' },
    'Pool|Connection|PoolConnection.on|once': {
      callbacks: [{ at: '1', runs: 'later', errorEvents: { at: '0', names: ['error'] } }],
      returns: 'this',
    },
    'Pool|PoolCluster|Connection|PoolConnection.end|destroy': { cleanup: true },
    'PoolConnection.release': { cleanup: true },
    'Pool.releaseConnection': { cleanup: true },
    'PreparedStatementInfo.close': { cleanup: true },
  },
});
