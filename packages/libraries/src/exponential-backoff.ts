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
    },
  },
});
