import { defineLibrary } from './library.ts';

/** Eleven attempts, one second apart and doubling, unless told otherwise. */
export const pRetry = defineLibrary({
  name: 'p-retry',
  packages: ['p-retry'],
  docs: 'https://github.com/sindresorhus/p-retry#api',
  aliases: { default: 'pRetry' },
  symbols: {
    pRetry: {
      callbacks: [
        { at: '0', runs: 'again' },
        { at: '1.onFailedAttempt', runs: 'each', params: ['error'], errorParam: 0 },
        { at: '1.shouldRetry', runs: 'each', params: ['error'] },
      ],
      returns: 'result0',
      fails: 'rejects',
    },
    // Calling what it returns runs the function, with retries.
    makeRetriable: { callbacks: [{ at: '0', runs: 'again' }], returns: 'arg0', fails: 'never' },
    // Thrown, it ends the retries.
    AbortError: { fails: 'never' },
  },
});
