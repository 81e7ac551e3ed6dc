import { defineLibrary } from './library.ts';

const retries = {
  of: 'handed',
  attempts: 11,
  says: [
    // Up to version 6, as in node-retry.
    { at: '1.forever', counts: 'retries', means: [{ is: true, attempts: 'unbounded' }] },
    { at: '1.retries', counts: 'retries', means: [{ is: 'Infinity', attempts: 'unbounded' }] },
  ],
  delay: { first: 1000, factor: 2, jitterAt: '1.randomize', says: { first: '1.minTimeout', factor: '1.factor', max: '1.maxTimeout' } },
  // But for `AbortError`, and a `TypeError` that does not come from the network.
  errors: 'any',
  predicate: '1.shouldRetry',
  source: 'https://github.com/sindresorhus/p-retry/blob/e11ca9c9/index.js#L146-L148',
} as const;

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
      retries,
    },
    // Calling what it returns runs the function, with retries.
    makeRetriable: { callbacks: [{ at: '0', runs: 'again' }], returns: 'arg0', fails: 'never', retries },
    // Thrown, it ends the retries.
    AbortError: { fails: 'never' },
  },
});
