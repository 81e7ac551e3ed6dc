import { defineLibrary } from './library.ts';

const retries = {
  of: 'handed',
  attempts: 5,
  says: [{ at: '0.times', counts: 'attempts' }, { at: '0', counts: 'attempts' }],
  delay: { first: 0, factor: 1, says: { first: '0.interval' } },
  errors: 'any',
  source: 'https://github.com/caolan/async/blob/v3.2.6/lib/retry.js#L111-L112',
} as const;

/** Only what tries again: five attempts without delay unless told otherwise. The options may be missing. */
export const async = defineLibrary({
  name: 'async',
  packages: ['async'],
  docs: 'https://caolan.github.io/async/v3/docs.html#retry',
  symbols: {
    retry: { callbacks: [{ at: '0', runs: 'again' }, { at: '1', runs: 'again' }], fails: 'rejects', retries },
    // Calling what it returns runs the function, with retries.
    retryable: { callbacks: [{ at: '0', runs: 'again' }, { at: '1', runs: 'again' }], returns: 'args', fails: 'never', retries },
  },
});
