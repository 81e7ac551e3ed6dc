import { defineLibrary, type Backoff } from './library.ts';

/** With `retryBackoff` each wait is twice the one before, between half and all of it by chance, and never none. */
const delayAt = (...slots: readonly string[]): Backoff => ({
  first: 0,
  factor: 1,
  says: { first: slots.map((slot) => `${slot}.retryDelay`).join('|'), unit: 's' },
  grows: { at: slots.map((slot) => `${slot}.retryBackoff`).join('|'), is: true, factor: 2, least: 1000, jitter: true },
});

/** A queue made with `retryLimit` has its own default, which is not read. */
const jobs = {
  of: 'job',
  attempts: 3,
  says: [{ at: '2.retryLimit|0.options.retryLimit', counts: 'retries' }, { at: 'new:0.retryLimit', counts: 'retries' }],
  delay: delayAt('2', '0.options', 'new:0'),
  errors: 'any',
  durable: true,
  versions: [{ below: '10.0.0', attempts: 1 }],
  source: 'https://github.com/timgit/pg-boss/blob/55ee32f6/src/plans.ts#L68-L71',
} as const;
const scheduled = {
  ...jobs,
  says: [{ at: '3.retryLimit', counts: 'retries' }, { at: 'new:0.retryLimit', counts: 'retries' }],
  delay: delayAt('3', 'new:0'),
} as const;

/** Since version 10 the handler gets a batch of jobs. Returning completes them, throwing fails them for a retry. */
const handler = { at: 'last', runs: 'later', role: 'consumer', name: '0', params: ['Job[]'], onReturn: 'ack', onThrow: 'retry' } as const;

export const pgBoss = defineLibrary({
  name: 'pg-boss',
  packages: ['pg-boss'],
  docs: 'https://timgit.github.io/pg-boss/',
  resource: { kind: 'queue', name: 'postgres' },
  aliases: { default: 'PgBoss' },
  symbols: {
    'PgBoss.start': { effects: [{ kind: 'connect' }], returns: 'this' },
    'PgBoss.stop|offWork': { cleanup: true },
    'PgBoss.send|sendAfter|sendThrottled|sendDebounced|upsert': { effects: [{ kind: 'enqueue', target: '0', payload: '1' }], retries: jobs },
    'PgBoss.insert|publish': { effects: [{ kind: 'enqueue', target: '0', payload: '1' }] },
    'PgBoss.schedule': { effects: [{ kind: 'enqueue', target: '0', payload: '2' }], retries: scheduled },
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
