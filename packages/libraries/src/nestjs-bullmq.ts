import { defineLibrary } from './library.ts';

/** Returning completes the job, throwing fails it and lets it be retried. */
const worker = { on: 'class', role: 'consumer', entryMethod: 'process', params: ['bullmq#Job'], onReturn: 'ack', onThrow: 'retry' } as const;

export const nestjsBullmq = defineLibrary({
  name: 'nestjs-bullmq',
  packages: ['@nestjs/bullmq'],
  docs: 'https://docs.nestjs.com/techniques/queues',
  resource: { kind: 'queue', name: 'redis' },
  symbols: {
    // What it says of jobs is read where they are enqueued.
    'BullModule.registerQueue|registerQueueAsync|forRoot|forRootAsync': { fails: 'never' },
    Processor: { decorates: { ...worker, name: '0', injectable: true, instances: { at: '0.scope', many: ['REQUEST'] } } },
    // Extending it says as much as the decorator, but not the queue.
    WorkerHost: { decorates: worker },
    'WorkerHost.worker': { is: 'bullmq#Worker' },
    QueueEventsListener: { decorates: { on: 'class', name: '0', injectable: true } },
    'QueueEventsHost.queueEvents': { is: 'bullmq#QueueEvents' },
    InjectQueue: { decorates: { on: 'param', injects: 'bullmq#Queue', injectsArgs: ['0'] } },
    InjectFlowProducer: { decorates: { on: 'param', injects: 'bullmq#FlowProducer' } },
    'OnWorkerEvent|OnQueueEvent': { decorates: { on: 'method', role: 'event', name: '0', onThrow: 'crash' } },
  },
});
