import { defineLibrary } from './library.ts';

/** Four attempts without delay unless told otherwise. */
export const axiosRetry = defineLibrary({
  name: 'axios-retry',
  packages: ['axios-retry'],
  docs: 'https://github.com/softonic/axios-retry#options',
  aliases: { default: 'axiosRetry' },
  symbols: {
    axiosRetry: {
      callbacks: [
        { at: '1.retryCondition', runs: 'later', params: ['error'] },
        { at: '1.retryDelay', runs: 'later', params: [null, 'error'] },
        { at: '1.onRetry', runs: 'later', params: [null, 'error'] },
        { at: '1.onMaxRetryTimesExceeded', runs: 'later', params: ['error'] },
      ],
      fails: 'never',
      // Every method, POST too: a network failure is tried again whatever the method, 5xx and 429 only for the idempotent ones.
      retries: {
        of: 'given',
        attempts: 4,
        says: [{ at: '1.retries', counts: 'retries' }],
        delay: { first: 0, factor: 1, given: '1.retryDelay', asked: { count: '0' } },
        errors: 'transient',
        source: 'https://github.com/softonic/axios-retry/blob/dd9b700d/src/index.ts#L109-L112',
      },
    },
    'isNetworkError|isRetryableError|isSafeRequestError|isIdempotentRequestError|isNetworkOrIdempotentRequestError|linearDelay|retryAfter': { fails: 'never' },
    // https://github.com/softonic/axios-retry/blob/dd9b700d/src/index.ts#L80-L107; a `retry-after` header may make them longer.
    exponentialDelay: { fails: 'never', backoff: { first: 200, factor: 2, jitter: true } },
    'linearDelay()': { backoff: { first: 100, factor: 1, adds: 'first', says: { first: 'new:0' } } },
  },
});
