import { defineLibrary } from './library.ts';

/** Of `run(action, options)` and of `run('name', action, options)`. */
const option = (name: string): string => `1.${name}|2.${name}`;

/** A durable engine: what `run` is handed is tried again, also after the process has ended. */
export const restate = defineLibrary({
  name: 'restate',
  packages: ['@restatedev/restate-sdk'],
  docs: 'https://docs.restate.dev/develop/ts/durable-steps',
  resource: { kind: 'queue', name: 'restate' },
  symbols: {
    'Context|ObjectContext|WorkflowContext.run': {
      callbacks: [{ at: '0', runs: 'again' }, { at: '1', runs: 'again' }],
      retries: {
        of: 'handed',
        // Who says nothing has what the service or the server says.
        attempts: 'unknown',
        says: [{ at: option('maxRetryAttempts'), counts: 'attempts' }],
        delay: { first: 50, factor: 2, max: 10_000, says: { first: option('initialRetryInterval'), factor: option('retryIntervalFactor'), max: option('maxRetryInterval') } },
        errors: 'any',
        durable: true,
        source: 'https://www.npmjs.com/package/@restatedev/restate-sdk/v/1.17.2 dist/context.d.ts#L138-L190',
      },
    },
    'Context|ObjectContext|WorkflowContext.sleep': { effects: [{ kind: 'timer', delay: '0' }] },
    'Context|ObjectContext|WorkflowContext.console.log|info|debug': { effects: [{ kind: 'log', level: 'info', error: '1' }], fails: 'never' },
    'Context|ObjectContext|WorkflowContext.console.warn': { effects: [{ kind: 'log', level: 'warn', error: '1' }], fails: 'never' },
    'Context|ObjectContext|WorkflowContext.console.error': { effects: [{ kind: 'log', level: 'error', error: '1' }], fails: 'never' },
  },
});
