import { backoffAt } from './bullmq.ts';
import { defineLibrary } from './library.ts';

/**
 * A processor that returns completes its job; one that throws fails it and lets it be retried. One with a second
 * parameter completes its job by `done()` and fails it by `done(error)`: its return means nothing.
 */
const processor = { at: 'last', runs: 'later', role: 'consumer', name: 'new:0', onThrow: 'retry' } as const;

/** What NestJS's module says of a queue that it makes, or of all. */
const registered = [
  { at: '0.defaultJobOptions.attempts', counts: 'attempts', means: [{ is: 0, attempts: 1 }], of: '@nestjs/bull#BullModule.registerQueue', named: '0.name', delay: backoffAt('0.defaultJobOptions.backoff') },
  { at: '0.defaultJobOptions.attempts', counts: 'attempts', means: [{ is: 0, attempts: 1 }], of: '@nestjs/bull#BullModule.forRoot', delay: backoffAt('0.defaultJobOptions.backoff') },
] as const;

export const bull = defineLibrary({
  name: 'bull',
  packages: ['bull'],
  docs: 'https://github.com/OptimalBits/bull/blob/develop/REFERENCE.md',
  resource: { kind: 'queue', name: 'redis' },
  aliases: { default: 'Queue', Bull: 'Queue' },
  symbols: {
    Queue: {
      effects: [{ kind: 'connect', target: '0' }],
      returns: 'Queue',
      fails: 'never',
      retries: {
        of: 'jobs',
        attempts: 1,
        says: [{ at: '1.defaultJobOptions.attempts|2.defaultJobOptions.attempts', counts: 'attempts', means: [{ is: 0, attempts: 1 }] }],
        delay: backoffAt('1.defaultJobOptions.backoff', '2.defaultJobOptions.backoff'),
        errors: 'any',
        durable: true,
        source: 'https://github.com/OptimalBits/bull/blob/18004a0e/lib/queue.js',
      },
    },
    // The forms are add(data), add(data, options), add(name, data) and add(name, data, options).
    'Queue.add': {
      effects: [{ kind: 'enqueue', target: 'new:0' }],
      returns: 'Job',
      // As in BullMQ, a stalled job is run once more in any case.
      retries: {
        of: 'job',
        attempts: 1,
        says: [
          { at: '2.attempts|1.attempts', counts: 'attempts', means: [{ is: 0, attempts: 1 }] },
          { at: 'new:1.defaultJobOptions.attempts|new:2.defaultJobOptions.attempts', counts: 'attempts', means: [{ is: 0, attempts: 1 }] },
          ...registered,
        ],
        delay: backoffAt('2.backoff', '1.backoff', 'new:1.defaultJobOptions.backoff', 'new:2.defaultJobOptions.backoff'),
        errors: 'any',
        durable: true,
        source: 'https://github.com/OptimalBits/bull/blob/18004a0e/lib/job.js#L65',
      },
    },
    'Queue.addBulk': { effects: [{ kind: 'enqueue', target: 'new:0', payload: '0' }] },
    'Queue.process': { effects: [{ kind: 'consume', target: 'new:0' }], callbacks: [{ ...processor, params: ['Job'], onReturn: 'ack' }, { ...processor, params: ['Job', 'DoneCallback'] }], fails: 'never' },
    'Queue.getJob': { effects: [{ kind: 'cache-read', target: 'new:0' }], returns: 'Job' },
    'Queue.getJobs|getWaiting|getActive|getDelayed|getCompleted|getFailed|getJobCounts|count|isPaused|getRepeatableJobs': {
      effects: [{ kind: 'cache-read', target: 'new:0' }],
    },
    'Queue.empty|clean|obliterate|removeJobs|removeRepeatable|removeRepeatableByKey': { effects: [{ kind: 'cache-invalidate', target: 'new:0' }] },
    'Queue.pause|resume': { effects: [{ kind: 'cache-write', target: 'new:0' }] },
    'Queue.close': { cleanup: true },
    // `error` gives (error), `failed` gives (job, error).
    'Queue.on|once': {
      returns: 'this',
      callbacks: [{ at: '1', runs: 'later', role: 'event', name: '0', onThrow: 'crash', errorEvents: { at: '0', names: ['error', 'failed', 'global:failed'] } }],
    },
    DoneCallback: { fails: 'never' },
    'Job.moveToCompleted': { effects: [{ kind: 'ack' }] },
    'Job.moveToFailed|retry': { effects: [{ kind: 'nack' }] },
    'Job.discard': { fails: 'never' },
    'Job.progress|update|log|promote': { effects: [{ kind: 'cache-write' }] },
    'Job.getState|isCompleted|isFailed|isActive|isWaiting|isDelayed|finished': { effects: [{ kind: 'cache-read' }] },
    'Job.remove': { effects: [{ kind: 'cache-invalidate' }] },
  },
});
