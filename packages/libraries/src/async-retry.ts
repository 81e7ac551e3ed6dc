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
    },
    Bail: { fails: 'never' },
  },
});
