import { defineLibrary } from './library.ts';

/** A processor that returns marks its job completed; one that throws marks it failed and lets it be retried. */
const processor = { runs: 'later', role: 'consumer', params: ['Job'], onReturn: 'ack', onThrow: 'retry' } as const;

export const bullmq = defineLibrary({
  name: 'bullmq',
  packages: ['bullmq'],
  docs: 'https://docs.bullmq.io/',
  symbols: {
    Queue: { effects: [{ kind: 'connect', target: '0' }] },
    'Queue.add': { effects: [{ kind: 'enqueue', target: 'new:0', payload: '1' }], returns: 'Job' },
    'Queue.addBulk': { effects: [{ kind: 'enqueue', target: 'new:0', payload: '0' }] },
    'Queue.upsertJobScheduler': { effects: [{ kind: 'enqueue', target: 'new:0', payload: '2' }], returns: 'Job' },
    'Queue.getJob': { effects: [{ kind: 'cache-read', target: 'new:0' }], returns: 'Job' },
    'Queue.remove|drain|obliterate|clean': { effects: [{ kind: 'cache-invalidate', target: 'new:0' }] },
    'Queue|Worker|QueueEvents|FlowProducer.close': { cleanup: true },
    'FlowProducer.add': { effects: [{ kind: 'enqueue', target: '0.queueName', payload: '0.data' }] },
    Worker: {
      effects: [{ kind: 'consume', target: '0' }],
      callbacks: [{ at: '1', name: '0', ...processor }],
    },
    'Worker|QueueEvents.on|once': {
      returns: 'this',
      callbacks: [{ at: '1', runs: 'later', errorEvents: { at: '0', names: ['error', 'failed', 'stalled'] } }],
    },
    'Job.moveToFailed': { effects: [{ kind: 'nack' }] },
    'Job.moveToCompleted': { effects: [{ kind: 'ack' }] },
    'Job.moveToDelayed|retry': { effects: [{ kind: 'nack' }] },
    'Job.updateProgress|updateData|log': { effects: [{ kind: 'cache-write' }] },
    'Job.remove': { effects: [{ kind: 'cache-invalidate' }] },
  },
});
