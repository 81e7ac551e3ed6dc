import { defineLibrary } from './library.ts';

/** A task that throws fails its run; it comes again only when `retries` says so. */
const task = { at: '0.fn', runs: 'later', role: 'consumer', name: '0.name', onReturn: 'ack', onThrow: 'retry' } as const;
const backoff = { first: 0, factor: 1, given: '0.backoff' } as const;
const source = 'https://github.com/hatchet-dev/hatchet/blob/89d130f3/sdks/typescript/src/v1/declaration.ts#L285';

export const hatchet = defineLibrary({
  name: 'hatchet',
  packages: ['@hatchet-dev/typescript-sdk', '@hatchet-dev/typescript-sdk/v1'],
  docs: 'https://docs.hatchet.run/home/retry-policies',
  resource: { kind: 'queue', name: 'hatchet' },
  aliases: { default: 'Hatchet', HatchetClient: 'Hatchet' },
  symbols: {
    'Hatchet.init': { returns: 'Hatchet', fails: 'throws' },
    'Hatchet.task|durableTask': {
      callbacks: [task],
      returns: 'Task',
      fails: 'never',
      retries: { of: 'handed', attempts: 1, says: [{ at: '0.retries', counts: 'retries' }], delay: backoff, errors: 'any', durable: true, source },
    },
    'Hatchet.workflow': { returns: 'Workflow', fails: 'never' },
    'Workflow.task|durableTask': {
      callbacks: [task],
      fails: 'never',
      retries: {
        of: 'handed',
        attempts: 1,
        says: [{ at: '0.retries', counts: 'retries' }, { at: 'workflow:0.taskDefaults.retries', counts: 'retries' }],
        delay: backoff,
        errors: 'any',
        durable: true,
        source,
      },
    },
    'Workflow.onFailure|onSuccess': { callbacks: [{ ...task, onThrow: 'handled' }], fails: 'never' },
    'Task|Workflow.run|runNoWait|schedule|cron|delay': { effects: [{ kind: 'enqueue', target: 'new:0.name', payload: '0' }] },
    'Hatchet.run|runNoWait': { effects: [{ kind: 'enqueue', target: '0', payload: '1' }] },
    'Hatchet.worker': { returns: 'Worker' },
    'Worker.start': { effects: [{ kind: 'consume' }] },
    'Worker.stop': { cleanup: true },
  },
});
