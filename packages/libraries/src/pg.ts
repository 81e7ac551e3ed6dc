import { defineLibrary } from './library.ts';

/** `query({ text })` is as good as `query(text)`; the last argument may be a callback. */
export const pg = defineLibrary({
  name: 'pg',
  packages: ['pg', 'pg-pool', '@neondatabase/serverless'],
  docs: 'https://node-postgres.com/apis/pool',
  resource: { kind: 'database', name: 'postgres' },
  aliases: { 'native.Pool': 'Pool', 'native.Client': 'Client' },
  symbols: {
    'Pool|Client': { connects: '0.connectionString|0.database|0.host|0' },
    'Pool|Client|ClientBase|PoolClient.query': {
      effects: [{ kind: 'db-read', operation: 'raw', sql: '0|0.text', payload: '1|0.values', affectedIn: 'rowCount' }],
      callbacks: [{ at: 'last', runs: 'later', params: ['error', null], errorParam: 0 }],
      returns: 'QueryResult',
    },
    'Pool.connect': {
      effects: [{ kind: 'connect' }],
      callbacks: [{ at: '0', runs: 'later', params: ['error', 'PoolClient', null], errorParam: 0 }],
      returns: 'PoolClient',
    },
    'Client|ClientBase|PoolClient.connect': {
      effects: [{ kind: 'connect' }],
      callbacks: [{ at: '0', runs: 'later', params: ['error'], errorParam: 0 }],
    },
    'Pool|Client.end': { cleanup: true },
    'PoolClient.release|end': { cleanup: true },
    'Pool|Client|ClientBase|PoolClient.on|once': {
      callbacks: [{ at: '1', runs: 'later', errorEvents: { at: '0', names: ['error'] } }],
      returns: 'this',
    },
  },
});
