import { defineLibrary } from './library.ts';

/** A run that throws comes again: three attempts unless told otherwise. */
const run = { at: '0.run', runs: 'later', role: 'consumer', name: '0.id', onReturn: 'ack', onThrow: 'retry' } as const;
const failure = { at: '0.onFailure', runs: 'later', params: [null, 'error'], errorParam: 1, onThrow: 'handled' } as const;

export const triggerDev = defineLibrary({
  name: 'trigger-dev',
  packages: ['@trigger.dev/sdk', '@trigger.dev/sdk/v3'],
  docs: 'https://trigger.dev/docs/tasks/overview',
  symbols: {
    'task|schemaTask': { callbacks: [run, failure], returns: 'Task' },
    'schedules.task': { callbacks: [{ ...run, role: 'cron' }, failure], returns: 'Task' },
    'Task.trigger|batchTrigger|triggerAndWait|batchTriggerAndWait': { effects: [{ kind: 'enqueue', target: 'new:0.id', payload: '0' }] },
    'tasks.trigger|batchTrigger|triggerAndWait|batchTriggerAndWait|triggerAndSubscribe': { effects: [{ kind: 'enqueue', target: '0', payload: '1' }] },
    'schedules.create': { effects: [{ kind: 'enqueue', target: '0.task' }] },
    'wait.for|until|forToken': { effects: [{ kind: 'timer' }] },
    'retry.onThrow': { callbacks: [{ at: '0', runs: 'again' }], returns: 'result0' },
    'retry.fetch': { effects: [{ kind: 'network', target: '0', method: '1.method', payload: '1.body' }], returns: 'global#Response' },
    'runs.retrieve|list|poll': { effects: [{ kind: 'network', target: '0', method: '=GET' }] },
    'runs.cancel|replay|reschedule': { effects: [{ kind: 'network', target: '0', method: '=POST' }] },
    'logger.debug|log|trace': { effects: [{ kind: 'log', level: 'debug', error: '1' }], fails: 'never' },
    'logger.info': { effects: [{ kind: 'log', level: 'info', error: '1' }], fails: 'never' },
    'logger.warn': { effects: [{ kind: 'log', level: 'warn', error: '1' }], fails: 'never' },
    'logger.error': { effects: [{ kind: 'log', level: 'error', error: '1' }], fails: 'never' },
  },
});
