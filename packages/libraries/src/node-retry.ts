import { defineLibrary } from './library.ts';

/** Eleven attempts, one second apart and doubling, unless told otherwise. The caller asks for each: `operation.retry(error)`. */
export const nodeRetry = defineLibrary({
  name: 'node-retry',
  packages: ['retry'],
  docs: 'https://github.com/tim-kos/node-retry#api',
  symbols: {
    operation: { returns: 'RetryOperation', fails: 'throws' },
    'RetryOperation.attempt|try|start': {
      callbacks: [{ at: '0', runs: 'again', onThrow: 'crash' }],
      fails: 'throws',
      retries: {
        of: 'handed',
        attempts: 11,
        says: [
          { at: 'new:0.forever', counts: 'retries', means: [{ is: true, attempts: 'unbounded' }] },
          { at: 'new:0.retries', counts: 'retries', means: [{ is: 'Infinity', attempts: 'unbounded' }] },
        ],
        delay: { first: 1000, factor: 2, says: { first: 'new:0.minTimeout', factor: 'new:0.factor', max: 'new:0.maxTimeout' } },
        errors: 'chosen',
        asked: true,
        source: 'https://github.com/tim-kos/node-retry/blob/11efd6e4/lib/retry.js#L17-L23',
      },
    },
    'RetryOperation.retry': { effects: [{ kind: 'timer' }], fails: 'never' },
    'RetryOperation.stop': { cleanup: true, fails: 'never' },
  },
});
