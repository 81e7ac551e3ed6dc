import { defineLibrary, type Backoff } from './library.ts';

/** Milliseconds, or `{ type, delay }`, in the first of these slots that is there. */
export const backoffAt = (...slots: readonly string[]): Backoff => ({
  first: 0,
  factor: 1,
  says: { first: slots.flatMap((slot) => [`${slot}.delay`, slot]).join('|') },
  grows: { at: slots.map((slot) => `${slot}.type`).join('|'), is: 'exponential', factor: 2 },
  given: slots.join('|'),
});

const NONE = [{ is: 0, attempts: 1 }] as const;
/** What NestJS's module says of a queue that it makes, or of all. */
const registered = [
  { at: '0.defaultJobOptions.attempts', counts: 'attempts', means: NONE, of: '@nestjs/bullmq#BullModule.registerQueue', named: '0.name', delay: backoffAt('0.defaultJobOptions.backoff') },
  { at: '0.defaultJobOptions.attempts', counts: 'attempts', means: NONE, of: '@nestjs/bullmq#BullModule.forRoot', delay: backoffAt('0.defaultJobOptions.backoff') },
] as const;

/**
 * A job whose worker stalls is run once more in any case (`maxStalledCount`); that is not counted here. Attempts without a
 * backoff follow each other at once.
 */
const jobs = {
  of: 'job',
  attempts: 1,
  says: [
    { at: '2.attempts', counts: 'attempts', means: NONE },
    { at: 'new:1.defaultJobOptions.attempts', counts: 'attempts', means: NONE },
    ...registered,
  ],
  delay: backoffAt('2.backoff', 'new:1.defaultJobOptions.backoff'),
  errors: 'any',
  durable: true,
  source: 'https://github.com/taskforcesh/bullmq/blob/352d3c72/src/classes/job.ts#L200',
} as const;
const ofQueue = { at: 'new:1.defaultJobOptions.attempts', counts: 'attempts', means: NONE } as const;
const bulk = {
  ...jobs,
  says: [{ at: '0.*.opts.attempts', counts: 'attempts', means: NONE }, ofQueue, ...registered],
  delay: backoffAt('0.*.opts.backoff', 'new:1.defaultJobOptions.backoff'),
} as const;
const scheduled = {
  ...jobs,
  says: [{ at: '2.opts.attempts', counts: 'attempts' }, ofQueue, ...registered],
  delay: backoffAt('2.opts.backoff', 'new:1.defaultJobOptions.backoff'),
} as const;
/** What a queue says of all its jobs. */
const ofAll = {
  ...jobs,
  of: 'jobs',
  says: [{ at: '1.defaultJobOptions.attempts', counts: 'attempts', means: NONE }],
  delay: backoffAt('1.defaultJobOptions.backoff'),
} as const;
const inFlow = { ...jobs, says: [{ at: '0.opts.attempts', counts: 'attempts' }], delay: backoffAt('0.opts.backoff') } as const;
const inFlows = { ...jobs, says: [{ at: '0.*.opts.attempts', counts: 'attempts' }], delay: backoffAt('0.*.opts.backoff') } as const;

/** A processor that returns marks its job completed; one that throws marks it failed and lets it be retried. */
const processor = { runs: 'later', role: 'consumer', params: ['Job'], onReturn: 'ack', onThrow: 'retry' } as const;

export const bullmq = defineLibrary({
  name: 'bullmq',
  packages: ['bullmq', '@taskforcesh/bullmq-pro'],
  docs: 'https://docs.bullmq.io/',
  resource: { kind: 'queue', name: 'redis' },
  // https://docs.bullmq.io/bullmq-pro/introduction: the paid edition has the same members.
  aliases: { QueuePro: 'Queue', WorkerPro: 'Worker', JobPro: 'Job', FlowProducerPro: 'FlowProducer', QueueEventsPro: 'QueueEvents' },
  symbols: {
    // Connecting fails later, as an `error` event.
    Queue: { effects: [{ kind: 'connect', target: '0' }], fails: 'never', retries: ofAll },
    QueueEvents: { effects: [{ kind: 'connect', target: '0' }], fails: 'never' },
    FlowProducer: { effects: [{ kind: 'connect' }], fails: 'never' },
    // https://docs.bullmq.io/guide/jobs/job-ids, https://docs.bullmq.io/guide/jobs/deduplication
    'Queue.add': { effects: [{ kind: 'enqueue', target: 'new:0', payload: '1', onceFor: '2.jobId|2.deduplication.id' }], returns: 'Job', retries: jobs },
    'Queue.addBulk': { effects: [{ kind: 'enqueue', target: 'new:0', payload: '0' }], retries: bulk },
    'Queue.upsertJobScheduler': { effects: [{ kind: 'enqueue', target: 'new:0', payload: '2' }], returns: 'Job', retries: scheduled },
    'Queue.retryJobs|promoteJobs': { effects: [{ kind: 'enqueue', target: 'new:0' }] },
    'Queue.getJob': { effects: [{ kind: 'cache-read', target: 'new:0' }], returns: 'Job' },
    'Queue.getJobs|getWaiting|getActive|getDelayed|getCompleted|getFailed|getPrioritized|getJobCounts|getJobCountByTypes|getJobState|count|isPaused': {
      effects: [{ kind: 'cache-read', target: 'new:0' }],
    },
    'Queue.remove|drain|obliterate|clean|removeJobScheduler|removeRepeatable|removeRepeatableByKey': {
      effects: [{ kind: 'cache-invalidate', target: 'new:0' }],
    },
    'Queue.pause|resume': { effects: [{ kind: 'cache-write', target: 'new:0' }] },
    'Queue|Worker|QueueEvents|FlowProducer.close|disconnect': { cleanup: true },
    'FlowProducer.add': { effects: [{ kind: 'enqueue', target: '0.queueName', payload: '0.data' }], retries: inFlow },
    'FlowProducer.addBulk': { effects: [{ kind: 'enqueue', payload: '0' }], retries: inFlows },
    Worker: {
      effects: [{ kind: 'consume', target: '0' }],
      callbacks: [{ at: '1', name: '0', concurrency: '2.concurrency', ...processor }],
      fails: 'never',
    },
    'Worker.getNextJob': { effects: [{ kind: 'consume', target: 'new:0' }], returns: 'Job' },
    // `error` gives (error); `failed` gives (job, error) to a worker and one object to queue events.
    'Queue|Worker|QueueEvents.on|once': {
      returns: 'this',
      callbacks: [{ at: '1', runs: 'later', role: 'event', name: '0', onThrow: 'crash', errorEvents: { at: '0', names: ['error', 'failed'] } }],
    },
    'Job.moveToFailed': { effects: [{ kind: 'nack', error: '0' }] },
    'Job.moveToCompleted': { effects: [{ kind: 'ack' }] },
    'Job.moveToDelayed|moveToWait|retry': { effects: [{ kind: 'nack' }] },
    'Job.updateProgress|updateData|log|changeDelay|changePriority|promote': { effects: [{ kind: 'cache-write' }] },
    'Job.getState|isCompleted|isFailed|isActive|isWaiting|isDelayed|getChildrenValues|waitUntilFinished': { effects: [{ kind: 'cache-read' }] },
    'Job.extendLock': { effects: [{ kind: 'lock' }] },
    'Job.remove': { effects: [{ kind: 'cache-invalidate' }] },
  },
});
