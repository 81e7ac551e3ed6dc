import { defineLibrary } from './library.ts';

/** Three attempts, 200 ms apart, unless told otherwise. */
export const lifeomicAttempt = defineLibrary({
  name: 'lifeomic-attempt',
  packages: ['@lifeomic/attempt'],
  docs: 'https://github.com/lifeomic/attempt#attempt-options',
  symbols: {
    retry: {
      callbacks: [{ at: '0', runs: 'again' }, { at: '1.handleError', runs: 'each', params: ['error'] }],
      returns: 'result0',
      fails: 'rejects',
      retries: {
        of: 'handed',
        attempts: 3,
        says: [{ at: '1.maxAttempts', counts: 'attempts', means: [{ is: 0, attempts: 'unbounded' }] }],
        delay: { first: 200, factor: 1, says: { first: '1.delay', factor: '1.factor', max: '1.maxDelay' }, given: '1.calculateDelay' },
        errors: 'any',
        source: 'https://github.com/lifeomic/attempt/blob/master/src/index.ts',
      },
    },
    sleep: { effects: [{ kind: 'timer', delay: '0' }] },
  },
});
