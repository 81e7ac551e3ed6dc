import { defineLibrary } from './library.ts';

/** Durable: an activity that throws comes again, without end unless its retry policy says so. */
export const temporal = defineLibrary({
  name: 'temporal',
  packages: ['@temporalio/workflow', '@temporalio/client', '@temporalio/worker', '@temporalio/activity', '@temporalio/common'],
  docs: 'https://typescript.temporal.io/',
  resource: { kind: 'queue', name: 'temporal' },
  aliases: { WorkflowClient: 'Client' },
  symbols: {
    'proxyActivities|proxyLocalActivities': { returns: 'Activities', fails: 'throws' },
    'Activities.*': {
      effects: [{ kind: 'enqueue', target: '*1', payload: '0' }],
      // Workflows themselves are not tried again; their activities are, unless what they throw is marked as not retryable.
      retries: {
        of: 'job',
        attempts: 'unbounded',
        says: [{ at: 'new:0.retry.maximumAttempts', counts: 'attempts', means: [{ is: 'Infinity', attempts: 'unbounded' }] }],
        delay: {
          first: 1000,
          factor: 2,
          max: 100_000,
          says: { first: 'new:0.retry.initialInterval', factor: 'new:0.retry.backoffCoefficient', max: 'new:0.retry.maximumInterval' },
        },
        errors: 'any',
        durable: true,
        source: 'https://github.com/temporalio/sdk-typescript/blob/cd60591c/packages/common/src/retry-policy.ts#L16-L39',
      },
    },
    sleep: { effects: [{ kind: 'timer', delay: '0' }] },
    condition: { effects: [{ kind: 'timer', delay: '1' }], callbacks: [{ at: '0', runs: 'each' }] },
    executeChild: { effects: [{ kind: 'enqueue', target: '0', payload: '1.args' }] },
    startChild: { effects: [{ kind: 'enqueue', target: '0', payload: '1.args' }], returns: 'WorkflowHandle' },
    continueAsNew: { effects: [{ kind: 'enqueue', payload: '0' }] },
    setHandler: { callbacks: [{ at: '1', runs: 'later', role: 'event', name: '0', onThrow: 'retry' }], fails: 'throws' },
    'defineSignal|defineQuery|defineUpdate': { fails: 'never' },
    'log.info|debug|trace': { effects: [{ kind: 'log', level: 'info', error: '1' }], fails: 'never' },
    'log.warn': { effects: [{ kind: 'log', level: 'warn', error: '1' }], fails: 'never' },
    'log.error': { effects: [{ kind: 'log', level: 'error', error: '1' }], fails: 'never' },
    'Connection.connect|connectLazy': { effects: [{ kind: 'connect', target: '0.address' }], returns: 'Connection' },
    'NativeConnection.connect': { effects: [{ kind: 'connect', target: '0.address' }], returns: 'NativeConnection' },
    'Connection|NativeConnection.close': { cleanup: true },
    'Client.workflow.start|signalWithStart': { effects: [{ kind: 'enqueue', target: '0', payload: '1.args' }], returns: 'WorkflowHandle' },
    'Client.workflow.execute': { effects: [{ kind: 'enqueue', target: '0', payload: '1.args' }] },
    'Client.start|signalWithStart': { effects: [{ kind: 'enqueue', target: '0', payload: '1.args' }], returns: 'WorkflowHandle' },
    'Client.execute': { effects: [{ kind: 'enqueue', target: '0', payload: '1.args' }] },
    'Client.workflow.getHandle': { returns: 'WorkflowHandle', fails: 'never' },
    'Client.getHandle': { returns: 'WorkflowHandle', fails: 'never' },
    'WorkflowHandle.signal|cancel|terminate|executeUpdate|startUpdate': { effects: [{ kind: 'network', target: '0', method: '=POST' }] },
    'WorkflowHandle.result|query|describe|fetchHistory': { effects: [{ kind: 'network', method: '=GET' }] },
    // The activities are the functions of `activities`, named by their keys.
    'Worker.create': {
      effects: [{ kind: 'consume', target: '0.taskQueue' }],
      callbacks: [{ at: '0.activities.*', runs: 'later', role: 'consumer', name: '*1', onReturn: 'ack', onThrow: 'retry' }],
      returns: 'Worker',
    },
    'Worker.run': { fails: 'rejects' },
    'Worker.shutdown': { cleanup: true, fails: 'throws' },
    heartbeat: { effects: [{ kind: 'network' }], fails: 'throws' },
  },
});
