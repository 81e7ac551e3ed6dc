import { defineLibrary } from './library.ts';

/** Eleven attempts, one second apart and doubling, with jitter, unless told otherwise. */
export const asyncRetry = defineLibrary({
  name: 'async-retry',
  packages: ['async-retry'],
  docs: 'https://github.com/vercel/async-retry#api',
  aliases: { default: 'retry' },
  symbols: {
    retry: {
      // The first parameter ends the retries: `bail(error)`.
      callbacks: [{ at: '0', runs: 'again', params: ['Bail'] }, { at: '1.onRetry', runs: 'each', params: ['error'], errorParam: 0 }],
      returns: 'result0',
      fails: 'rejects',
      retries: {
        of: 'handed',
        attempts: 11,
        says: [
          { at: '1.forever', counts: 'retries', means: [{ is: true, attempts: 'unbounded' }] },
          { at: '1.retries', counts: 'retries', means: [{ is: 'Infinity', attempts: 'unbounded' }] },
        ],
        delay: { first: 1000, factor: 2, jitter: true, says: { first: '1.minTimeout', factor: '1.factor', max: '1.maxTimeout' } },
        errors: 'any',
        source: 'https://github.com/vercel/async-retry/blob/9505be1f/lib/index.js#L9-L13',
      },
    },
    Bail: { fails: 'never' },
  },
});
