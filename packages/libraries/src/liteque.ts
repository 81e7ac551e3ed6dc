import { defineLibrary } from './library.ts';

/** Jobs in a table of SQLite. One that fails is there again at once, as often as it or its queue says. */
export const liteque = defineLibrary({
  name: 'liteque',
  packages: ['liteque'],
  docs: 'https://github.com/karakeep-app/liteque#readme',
  resource: { kind: 'queue', name: 'sqlite' },
  symbols: {
    SqliteQueue: {
      effects: [{ kind: 'connect', target: '0' }],
      fails: 'never',
      retries: {
        of: 'jobs',
        attempts: 'unknown',
        says: [{ at: '2.defaultJobArgs.numRetries', counts: 'retries' }],
        delay: { first: 0, factor: 1 },
        errors: 'any',
        durable: true,
        source: 'https://www.npmjs.com/package/liteque/v/0.8.0 dist/index.js#L71-L82',
      },
    },
    'SqliteQueue.enqueue': {
      effects: [{ kind: 'enqueue', target: 'new:0', payload: '0', onceFor: '1.idempotencyKey' }],
      retries: {
        of: 'job',
        attempts: 'unknown',
        says: [{ at: '1.numRetries', counts: 'retries' }, { at: 'new:2.defaultJobArgs.numRetries', counts: 'retries' }],
        delay: { first: 0, factor: 1 },
        errors: 'any',
        durable: true,
        source: 'https://www.npmjs.com/package/liteque/v/0.8.0 dist/index.js#L71-L82',
      },
    },
    // Thrown by a job, it has it tried again after that time, and does not count.
    RetryAfterError: { fails: 'never' },
    Runner: {
      effects: [{ kind: 'consume' }],
      callbacks: [{ at: '1.run', runs: 'later', role: 'consumer', onReturn: 'ack', onThrow: 'retry' }],
      fails: 'never',
    },
    buildDBClient: { effects: [{ kind: 'connect' }] },
    migrateDB: { effects: [{ kind: 'db-write', operation: 'raw' }] },
  },
});
