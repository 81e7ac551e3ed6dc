import { defineLibrary, type SymbolFacts } from './library.ts';

/** Of `run(action, options)` and of `run('name', action, options)`. */
const option = (name: string): string => `1.${name}|2.${name}`;
const policy = (name: string): string => `0.options.retryPolicy.${name}`;

/** What a service says for all its handlers, which are run again when they fail; what it does not say, the server does. */
const handlersOf = (context: string): SymbolFacts => ({
  callbacks: [{ at: '0.handlers.*', runs: 'later', role: 'procedure', name: '0.name', params: [context], onReturn: 'respond', onThrow: 'retry' }],
  fails: 'never',
  retries: {
    of: 'handed',
    attempts: 'unknown',
    says: [{ at: policy('maxAttempts'), counts: 'attempts' }],
    delay: { first: 50, factor: 2, max: 10_000, says: { first: policy('initialInterval'), factor: policy('exponentiationFactor'), max: policy('maxInterval') } },
    errors: 'any',
    durable: true,
    source: 'https://www.npmjs.com/package/@restatedev/restate-sdk/v/1.17.2 dist/types/rpc.d.ts#L474-L506',
  },
});

/** A durable engine: what `run` is handed is tried again, also after the process has ended. */
export const restate = defineLibrary({
  name: 'restate',
  packages: ['@restatedev/restate-sdk'],
  docs: 'https://docs.restate.dev/develop/ts/durable-steps',
  resource: { kind: 'queue', name: 'restate' },
  symbols: {
    service: handlersOf('Context'),
    object: handlersOf('ObjectContext'),
    workflow: handlersOf('WorkflowContext'),
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
