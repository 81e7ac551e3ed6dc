import { defineLibrary } from './library.ts';

export const nestjsBull = defineLibrary({
  name: 'nestjs-bull',
  packages: ['@nestjs/bull'],
  docs: 'https://docs.nestjs.com/techniques/queues#bull-installation',
  resource: { kind: 'queue', name: 'redis' },
  symbols: {
    // What it says of jobs is read where they are enqueued.
    'BullModule.registerQueue|registerQueueAsync|forRoot|forRootAsync': { fails: 'never' },
    Processor: { decorates: { on: 'class', name: '0', injectable: true } },
    // The queue is named by the class's decorator; this name is the job's, and may be missing.
    Process: { decorates: { on: 'method', role: 'consumer', name: '0', params: ['bull#Job'], onReturn: 'ack', onThrow: 'retry' } },
    InjectQueue: { decorates: { on: 'param', injects: 'bull#Queue', injectsArgs: ['0'] } },
    OnQueueError: { decorates: { on: 'method', role: 'event', name: '=error', params: ['error'], onThrow: 'crash' } },
    OnQueueFailed: { decorates: { on: 'method', role: 'event', name: '=failed', params: ['bull#Job', 'error'], onThrow: 'crash' } },
    'OnQueueActive|OnQueueCompleted|OnQueueProgress|OnQueueStalled|OnQueueRemoved': {
      decorates: { on: 'method', role: 'event', params: ['bull#Job'], onThrow: 'crash' },
    },
    'OnQueueWaiting|OnQueuePaused|OnQueueResumed|OnQueueCleaned|OnQueueDrained|OnQueueEvent': { decorates: { on: 'method', role: 'event', onThrow: 'crash' } },
    'OnGlobalQueueError|OnGlobalQueueFailed|OnGlobalQueueCompleted|OnGlobalQueueActive|OnGlobalQueueStalled|OnGlobalQueueProgress': {
      decorates: { on: 'method', role: 'event', onThrow: 'crash' },
    },
  },
});
