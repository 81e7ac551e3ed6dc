import { defineLibrary } from './library.ts';

/** Tries without end and without delay unless told otherwise. What it shares with lodash is in lodash.ts. */
export const esToolkit = defineLibrary({
  name: 'es-toolkit',
  packages: ['es-toolkit', 'es-toolkit/function'],
  docs: 'https://es-toolkit.dev/reference/function/retry.html',
  symbols: {
    retry: {
      callbacks: [{ at: '0', runs: 'again' }, { at: '1.shouldRetry', runs: 'each', params: ['error'] }],
      returns: 'result0',
      fails: 'rejects',
      retries: {
        of: 'handed',
        attempts: 'unbounded',
        says: [
          { at: '1.retries', counts: 'retries', means: [{ is: 'Infinity', attempts: 'unbounded' }] },
          { at: '1', counts: 'retries', means: [{ is: 'Infinity', attempts: 'unbounded' }] },
        ],
        delay: { first: 0, factor: 1, says: { first: '1.delay' } },
        errors: 'any',
        predicate: '1.shouldRetry',
        // https://github.com/toss/es-toolkit/issues/1207: `retries` was the number of attempts.
        versions: [{ below: '1.45.0', says: [{ at: '1.retries', counts: 'attempts' }, { at: '1', counts: 'attempts' }] }],
        source: 'https://github.com/toss/es-toolkit/blob/v1.51.0/src/function/retry.ts',
      },
    },
  },
});
