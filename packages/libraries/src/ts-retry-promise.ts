import { defineLibrary } from './library.ts';

const retries = {
  of: 'handed',
  attempts: 11,
  // 'INFINITELY' is a number of retries, too.
  says: [{ at: '1.retries', counts: 'retries' }],
  delay: { first: 100, factor: 1, says: { first: '1.delay', max: '1.maxBackOff' }, given: '1.backoff' },
  errors: 'any',
  predicate: '1.retryIf',
  source: 'https://github.com/normartin/ts-retry-promise/blob/master/src/retry-promise.ts',
} as const;

/** Eleven attempts, 100 ms apart, within a minute, unless told otherwise. */
export const tsRetryPromise = defineLibrary({
  name: 'ts-retry-promise',
  packages: ['ts-retry-promise'],
  docs: 'https://github.com/normartin/ts-retry-promise#readme',
  symbols: {
    retry: { callbacks: [{ at: '0', runs: 'again' }, { at: '1.retryIf', runs: 'each', params: ['error'] }], returns: 'result0', fails: 'rejects', retries },
    // Calling what it returns runs the function, with retries.
    retryDecorator: { callbacks: [{ at: '0', runs: 'again' }], returns: 'arg0', fails: 'never', retries },
    wait: { effects: [{ kind: 'timer', delay: '0' }] },
    NotRetryableError: { fails: 'never' },
  },
});
