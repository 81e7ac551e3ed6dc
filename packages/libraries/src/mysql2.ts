import { defineLibrary } from './library.ts';

const listener = { at: '1', runs: 'later', errorEvents: { at: '0', names: ['error'] } } as const;
const timeout = { at: '0.timeout', unit: 'ms' } as const;

export const mysql2Promise = defineLibrary({
  name: 'mysql2/promise',
  packages: ['mysql2/promise'],
  docs: 'https://sidorares.github.io/node-mysql2/docs',
  resource: { kind: 'database', name: 'mysql', client: 'mysql2' },
  aliases: { PoolNamespace: 'Pool' },
  symbols: {
    createPool: { connects: '0.uri|0.database|0.host|0', effects: [{ kind: 'connect', target: '0' }], returns: 'Pool', fails: 'never' },
    createConnection: { connects: '0.uri|0.database|0.host|0', effects: [{ kind: 'connect', target: '0' }], returns: 'Connection' },
    createPoolCluster: { returns: 'PoolCluster' },
    'PoolCluster.of': { returns: 'Pool' },
    'Connection.connect': { effects: [{ kind: 'connect' }] },
    'Pool|PoolCluster.getConnection': { effects: [{ kind: 'connect' }], returns: 'PoolConnection' },
    'Pool|Connection|PoolConnection.query|execute': {
      effects: [{ kind: 'db-read', operation: 'raw', sql: '0|0.sql', payload: '1', timeout }],
    },
    'Connection|PoolConnection.prepare': { effects: [{ kind: 'db-read', operation: 'raw' }], returns: 'PreparedStatementInfo' },
    'PreparedStatementInfo.execute': { effects: [{ kind: 'db-read', operation: 'raw', sql: 'prepare:0', payload: '0' }] },
    'Connection|PoolConnection.beginTransaction|commit': { effects: [{ kind: 'db-transaction' }] },
    'Connection|PoolConnection.rollback': { effects: [{ kind: 'db-transaction' }], cleanup: true },
    'Pool|Connection|PoolConnection.on|once': { callbacks: [listener], returns: 'this' },
    'Pool|PoolCluster|Connection|PoolConnection.end': { cleanup: true },
    'Connection|PoolConnection.destroy': { cleanup: true },
    'PoolConnection.release': { cleanup: true },
    'Pool.releaseConnection': { cleanup: true },
    'PreparedStatementInfo.close': { cleanup: true },
  },
});

/** The last argument is a callback; `promise()` leads to the other half. */
export const mysql2 = defineLibrary({
  name: 'mysql2',
  packages: ['mysql2', 'mysql'],
  docs: 'https://sidorares.github.io/node-mysql2/docs',
  resource: { kind: 'database', name: 'mysql', client: 'mysql2' },
  symbols: {
    createPool: { connects: '0.uri|0.database|0.host|0', effects: [{ kind: 'connect', target: '0' }], returns: 'Pool', fails: 'never' },
    createConnection: { connects: '0.uri|0.database|0.host|0', effects: [{ kind: 'connect', target: '0' }], returns: 'Connection', fails: 'never' },
    'Pool.promise': { returns: 'mysql2/promise#Pool' },
    'Connection|PoolConnection.promise': { returns: 'mysql2/promise#Connection' },
    'Connection.connect': {
      effects: [{ kind: 'connect' }],
      callbacks: [{ at: 'last', runs: 'later', params: ['error'], errorParam: 0 }],
      fails: 'callback',
    },
    'Pool.getConnection': {
      effects: [{ kind: 'connect' }],
      callbacks: [{ at: '0', runs: 'later', params: ['error', 'PoolConnection'], errorParam: 0 }],
      fails: 'callback',
    },
    'Pool|Connection|PoolConnection.query|execute': {
      effects: [{ kind: 'db-read', operation: 'raw', sql: '0|0.sql', payload: '1', timeout }],
      callbacks: [{ at: 'last', runs: 'later', params: ['error', null], errorParam: 0 }],
      fails: 'callback',
    },
    'Connection|PoolConnection.beginTransaction|commit': {
      effects: [{ kind: 'db-transaction' }],
      callbacks: [{ at: 'last', runs: 'later', params: ['error'], errorParam: 0 }],
      fails: 'callback',
    },
    'Connection|PoolConnection.rollback': { effects: [{ kind: 'db-transaction' }], cleanup: true, fails: 'callback' },
    'Pool|Connection|PoolConnection.on|once': { callbacks: [listener], returns: 'this' },
    'Pool|Connection|PoolConnection.end': { cleanup: true },
    'Connection|PoolConnection.destroy': { cleanup: true },
    'PoolConnection.release': { cleanup: true },
  },
});
