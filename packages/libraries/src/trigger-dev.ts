import { defineLibrary } from './library.ts';

/** A run that throws comes again as often as its task or the project says. */
const run = { at: '0.run', runs: 'later', role: 'consumer', name: '0.id', onReturn: 'ack', onThrow: 'retry' } as const;
const failure = { at: '0.onFailure', runs: 'later', params: [null, 'error'], errorParam: 1, onThrow: 'handled' } as const;

const delay = {
  first: 1000,
  factor: 2,
  max: 60_000,
  jitter: true,
  says: { first: '0.retry.minTimeoutInMs', factor: '0.retry.factor', max: '0.retry.maxTimeoutInMs' },
} as const;
/** Once, if neither the task nor `trigger.config.ts` says anything; the file that the CLI writes says three. */
const retries = {
  of: 'handed',
  attempts: 1,
  says: [
    { at: '0.retry.maxAttempts', counts: 'attempts' },
    { at: '0.retries.default.maxAttempts', counts: 'attempts', of: 'defineConfig' },
  ],
  delay,
  errors: 'any',
  durable: true,
  source: 'https://github.com/triggerdotdev/trigger.dev/blob/b082e443/packages/core/src/v3/workers/taskExecutor.ts',
} as const;

export const triggerDev = defineLibrary({
  name: 'trigger-dev',
  packages: ['@trigger.dev/sdk', '@trigger.dev/sdk/v3'],
  docs: 'https://trigger.dev/docs/tasks/overview',
  resource: { kind: 'queue', name: 'trigger.dev' },
  symbols: {
    defineConfig: { returns: 'arg0', fails: 'never' },
    'task|schemaTask': { callbacks: [run, failure], returns: 'Task', retries },
    'schedules.task': { callbacks: [{ ...run, role: 'cron' }, failure], returns: 'Task', retries },
    'Task.trigger|batchTrigger|triggerAndWait|batchTriggerAndWait': { effects: [{ kind: 'enqueue', target: 'new:0.id', payload: '0' }] },
    'tasks.trigger|batchTrigger|triggerAndWait|batchTriggerAndWait|triggerAndSubscribe': { effects: [{ kind: 'enqueue', target: '0', payload: '1' }] },
    'schedules.create': { effects: [{ kind: 'enqueue', target: '0.task' }] },
    'wait.for|until|forToken': { effects: [{ kind: 'timer' }] },
    'retry.onThrow': {
      callbacks: [{ at: '0', runs: 'again' }],
      returns: 'result0',
      retries: {
        of: 'handed',
        attempts: 3,
        says: [{ at: '1.maxAttempts', counts: 'attempts' }],
        delay: { ...delay, says: { first: '1.minTimeoutInMs', factor: '1.factor', max: '1.maxTimeoutInMs' } },
        errors: 'any',
        source: 'https://github.com/triggerdotdev/trigger.dev/blob/b082e443/packages/core/src/v3/utils/retries.ts#L5-L9',
      },
    },
    'retry.fetch': {
      effects: [{ kind: 'network', target: '0', method: '1.method', payload: '1.body' }],
      returns: 'global#Response',
      retries: {
        of: 'call',
        attempts: 3,
        // Each status has numbers of its own; a connection that fails has these.
        says: [{ at: '1.retry.connectionError.maxAttempts', counts: 'attempts' }],
        delay: { ...delay, says: { first: '1.retry.connectionError.minTimeoutInMs', factor: '1.retry.connectionError.factor', max: '1.retry.connectionError.maxTimeoutInMs' } },
        errors: 'transient',
        source: 'https://www.npmjs.com/package/@trigger.dev/core/v/4.8.3 dist/commonjs/v3/utils/retries.js#L7-L23',
      },
    },
    'runs.retrieve|list|poll': { effects: [{ kind: 'network', target: '0', method: '=GET' }] },
    'runs.cancel|replay|reschedule': { effects: [{ kind: 'network', target: '0', method: '=POST' }] },
    'logger.debug|log|trace': { effects: [{ kind: 'log', level: 'debug', error: '1' }], fails: 'never' },
    'logger.info': { effects: [{ kind: 'log', level: 'info', error: '1' }], fails: 'never' },
    'logger.warn': { effects: [{ kind: 'log', level: 'warn', error: '1' }], fails: 'never' },
    'logger.error': { effects: [{ kind: 'log', level: 'error', error: '1' }], fails: 'never' },
  },
});
