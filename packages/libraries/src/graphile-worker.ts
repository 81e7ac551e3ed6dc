import { defineLibrary } from './library.ts';

/** Waits e^attempts seconds, the tenth power at most. */
const jobs = {
  of: 'job',
  attempts: 25,
  says: [{ at: '2.maxAttempts', counts: 'attempts' }],
  delay: { first: 2718, factor: 2.718, max: 22_026_466 },
  errors: 'any',
  durable: true,
  source: 'https://github.com/graphile/worker/blob/abfb4cff/sql/000001.sql#L19',
} as const;
const quick = { ...jobs, says: [{ at: '3.maxAttempts', counts: 'attempts' }] } as const;

/** A task that returns deletes its job; one that throws leaves it for the next of 25 attempts. */
const task = { runs: 'later', role: 'consumer', name: '*1', params: [null, 'JobHelpers'], onReturn: 'ack', onThrow: 'retry' } as const;

export const graphileWorker = defineLibrary({
  name: 'graphile-worker',
  packages: ['graphile-worker'],
  docs: 'https://worker.graphile.org/docs',
  resource: { kind: 'queue', name: 'postgres' },
  symbols: {
    // The tasks are the functions in `taskList`, named by their keys.
    'run|runOnce': { effects: [{ kind: 'consume' }], callbacks: [{ ...task, at: '0.taskList.*' }], returns: 'Runner' },
    'runTaskList|runTaskListOnce': { effects: [{ kind: 'consume' }], callbacks: [{ ...task, at: '1.*' }] },
    quickAddJob: { effects: [{ kind: 'enqueue', target: '1', payload: '2' }], retries: quick },
    addJobAdhoc: { effects: [{ kind: 'enqueue', target: '1', payload: '2' }], retries: quick },
    makeWorkerUtils: { effects: [{ kind: 'connect' }], returns: 'WorkerUtils' },
    'WorkerUtils|JobHelpers|Runner.addJob': { effects: [{ kind: 'enqueue', target: '0', payload: '1' }], retries: jobs },
    'WorkerUtils|JobHelpers|Runner.addJobs': { effects: [{ kind: 'enqueue', payload: '0' }] },
    'WorkerUtils|JobHelpers.withPgClient': { callbacks: [{ at: '0', runs: 'now', params: ['pg#PoolClient'] }], returns: 'result0' },
    'JobHelpers.query': { effects: [{ kind: 'db-write', operation: 'raw', sql: '0' }] },
    'WorkerUtils.completeJobs': { effects: [{ kind: 'ack' }] },
    'WorkerUtils.permanentlyFailJobs': { effects: [{ kind: 'dead-letter' }] },
    'WorkerUtils.rescheduleJobs': { effects: [{ kind: 'nack' }] },
    'JobHelpers|WorkerUtils.logger': { is: 'Logger' },
    'Logger.debug': { effects: [{ kind: 'log', level: 'debug', error: '1' }], fails: 'never' },
    'Logger.info': { effects: [{ kind: 'log', level: 'info', error: '1' }], fails: 'never' },
    'Logger.warn': { effects: [{ kind: 'log', level: 'warn', error: '1' }], fails: 'never' },
    'Logger.error': { effects: [{ kind: 'log', level: 'error', error: '1' }], fails: 'never' },
    'Runner.stop|kill': { cleanup: true },
    'WorkerUtils.release': { cleanup: true },
  },
});
