import { defineLibrary } from './library.ts';

const processor = { at: 'last', runs: 'later', role: 'consumer', name: 'new:0', onThrow: 'retry' } as const;

export const beeQueue = defineLibrary({
  name: 'bee-queue',
  packages: ['bee-queue'],
  docs: 'https://github.com/bee-queue/bee-queue#api-reference',
  resource: { kind: 'queue', name: 'redis' },
  aliases: { default: 'BeeQueue' },
  symbols: {
    BeeQueue: { effects: [{ kind: 'connect', target: '0' }], returns: 'BeeQueue', fails: 'never' },
    // Nothing is queued before `save`.
    'BeeQueue.createJob': { returns: 'Job', fails: 'never' },
    // Not `this`: what stands in the chain is read when the job is saved.
    'Job.setId|retries|backoff|delayUntil|timeout': { returns: 'Job', fails: 'never' },
    'Job.save': {
      effects: [{ kind: 'enqueue', target: 'new:0', payload: 'createJob:0' }],
      returns: 'this',
      retries: {
        of: 'job',
        attempts: 1,
        says: [{ at: 'retries:0', counts: 'retries' }],
        delay: { first: 0, factor: 1, says: { first: 'backoff:1' }, given: 'backoff:0' },
        errors: 'any',
        durable: true,
        source: 'https://github.com/bee-queue/bee-queue#jobretriesn',
      },
    },
    // What could not be saved is in the map it resolves to.
    'BeeQueue.saveAll': { effects: [{ kind: 'enqueue', target: 'new:0', payload: '0' }] },
    'BeeQueue.process': {
      effects: [{ kind: 'consume', target: 'new:0' }],
      // With a second parameter, `done`, returning means nothing.
      callbacks: [{ ...processor, params: ['Job'], onReturn: 'ack' }, { ...processor, params: ['Job', 'DoneCallback'] }],
      fails: 'throws',
    },
    DoneCallback: { fails: 'never' },
    'BeeQueue|Job.on|once': {
      returns: 'this',
      callbacks: [
        { at: '1', runs: 'later', role: 'event', name: '0', onThrow: 'crash', errorEvents: { at: '0', names: ['error', 'failed', 'retrying', 'job failed', 'job retrying'] } },
      ],
    },
    'BeeQueue.getJob': { effects: [{ kind: 'cache-read', target: 'new:0' }], returns: 'Job' },
    'BeeQueue.getJobs|checkHealth|ready': { effects: [{ kind: 'cache-read', target: 'new:0' }] },
    'BeeQueue.checkStalledJobs': { effects: [{ kind: 'cache-write', target: 'new:0' }] },
    'BeeQueue.removeJob|destroy': { effects: [{ kind: 'cache-invalidate', target: 'new:0' }] },
    'Job.remove': { effects: [{ kind: 'cache-invalidate' }] },
    'Job.reportProgress': { effects: [{ kind: 'cache-write' }], fails: 'never' },
    'BeeQueue.close': { cleanup: true },
  },
});
