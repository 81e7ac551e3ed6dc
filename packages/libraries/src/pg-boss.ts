import { defineLibrary } from './library.ts';

/** Since version 10 the handler gets a batch of jobs. Returning completes them, throwing fails them for a retry. */
const handler = { at: 'last', runs: 'later', role: 'consumer', name: '0', params: ['Job[]'], onReturn: 'ack', onThrow: 'retry' } as const;

export const pgBoss = defineLibrary({
  name: 'pg-boss',
  packages: ['pg-boss'],
  docs: 'https://timgit.github.io/pg-boss/',
  aliases: { default: 'PgBoss' },
  symbols: {
    'PgBoss.start': { effects: [{ kind: 'connect' }], returns: 'this' },
    'PgBoss.stop|offWork': { cleanup: true },
    'PgBoss.send|sendAfter|sendThrottled|sendDebounced|upsert': { effects: [{ kind: 'enqueue', target: '0', payload: '1' }] },
    'PgBoss.insert|publish': { effects: [{ kind: 'enqueue', target: '0', payload: '1' }] },
    'PgBoss.schedule': { effects: [{ kind: 'enqueue', target: '0', payload: '2' }] },
    'PgBoss.unschedule|deleteQueue|purgeQueue|clearStorage|deleteJob|deleteAllJobs|deleteQueuedJobs|deleteStoredJobs': {
      effects: [{ kind: 'db-write', target: '0', operation: 'delete' }],
    },
    'PgBoss.work': { effects: [{ kind: 'consume', target: '0' }], callbacks: [handler] },
    'PgBoss.fetch': { effects: [{ kind: 'consume', target: '0' }] },
    'PgBoss.complete': { effects: [{ kind: 'ack', target: '0' }] },
    'PgBoss.fail|retry|resume': { effects: [{ kind: 'nack', target: '0' }] },
    'PgBoss.cancel': { effects: [{ kind: 'db-write', target: '0', operation: 'update' }] },
    'PgBoss.createQueue|updateQueue|subscribe|unsubscribe': { effects: [{ kind: 'db-write', target: '0', operation: 'upsert' }] },
    'PgBoss.getJobById|findJobs|getQueue|getQueues|getQueueSize|getQueueStats|getSchedules': { effects: [{ kind: 'db-read', target: '0', operation: 'read' }] },
    'PgBoss.on|once': {
      returns: 'this',
      callbacks: [{ at: '1', runs: 'later', role: 'event', name: '0', onThrow: 'crash', errorEvents: { at: '0', names: ['error'] } }],
    },
  },
});
