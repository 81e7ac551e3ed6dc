import { defineLibrary } from './library.ts';

/** Ten attempts, 100 ms apart and doubling, unless told otherwise. */
export const exponentialBackoff = defineLibrary({
  name: 'exponential-backoff',
  packages: ['exponential-backoff'],
  docs: 'https://github.com/coveooss/exponential-backoff#readme',
  symbols: {
    backOff: {
      callbacks: [{ at: '0', runs: 'again' }, { at: '1.retry', runs: 'each', params: ['error'], errorParam: 0 }],
      returns: 'result0',
      fails: 'rejects',
      retries: {
        of: 'handed',
        attempts: 10,
        says: [{ at: '1.numOfAttempts', counts: 'attempts', means: [{ is: 'Infinity', attempts: 'unbounded' }] }],
        delay: { first: 100, factor: 2, says: { first: '1.startingDelay', factor: '1.timeMultiple', max: '1.maxDelay' } },
        errors: 'any',
        predicate: '1.retry',
        source: 'https://github.com/coveooss/exponential-backoff/blob/70bdff6d/src/options.ts#L59-L67',
      },
    },
  },
});
