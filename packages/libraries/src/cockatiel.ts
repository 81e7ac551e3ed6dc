import { defineLibrary } from './library.ts';

/** `retry()` without a backoff tries at once, and without `maxAttempts` for ever. */
export const cockatiel = defineLibrary({
  name: 'cockatiel',
  packages: ['cockatiel'],
  docs: 'https://github.com/connor4312/cockatiel#readme',
  aliases: { IRetryPolicy: 'RetryPolicy', ICircuitBreakerPolicy: 'CircuitBreakerPolicy', ITimeoutPolicy: 'TimeoutPolicy', IPolicy: 'Policy', IMergedPolicy: 'MergedPolicy' },
  symbols: {
    retry: { returns: 'RetryPolicy', fails: 'never' },
    circuitBreaker: { returns: 'CircuitBreakerPolicy', fails: 'never' },
    timeout: { returns: 'TimeoutPolicy', fails: 'never' },
    bulkhead: { returns: 'BulkheadPolicy', fails: 'never' },
    fallback: { callbacks: [{ at: '1', runs: 'later' }], returns: 'FallbackPolicy', fails: 'never' },
    // What it executes runs through each of the policies.
    wrap: { returns: 'args', fails: 'never' },
    'RetryPolicy.execute': {
      callbacks: [{ at: '0', runs: 'again' }],
      returns: 'result0',
      fails: 'rejects',
      retries: {
        of: 'handed',
        attempts: 'unbounded',
        // In spite of its name it counts what comes after the first attempt.
        says: [{ at: 'new:1.maxAttempts', counts: 'retries', means: [{ is: 'Infinity', attempts: 'unbounded' }] }],
        delay: { first: 0, factor: 1, given: 'new:1.backoff' },
        errors: 'chosen',
        // `Policy.handleAll().retry().attempts(3).exponential()`: what is not said in one chain with it cannot be told.
        versions: [{
          below: '3.0.0',
          attempts: 'unknown',
          says: [{ at: 'attempts:0', counts: 'retries' }],
          delay: { first: 1, factor: 1, constant: 'delay:0', given: 'exponential:0|delay:0|backoff:0|delegate:0' },
        }],
        source: 'https://github.com/connor4312/cockatiel/blob/f475a690/src/Policy.ts#L428',
      },
    },
    'MergedPolicy.execute': { callbacks: [{ at: '0', runs: 'again' }], returns: 'result0', fails: 'rejects' },
    // It answers with what it falls back on.
    'FallbackPolicy.execute': { callbacks: [{ at: '0', runs: 'now', onThrow: 'handled' }], returns: 'result0', fails: 'rejects' },
    'CircuitBreakerPolicy|TimeoutPolicy|BulkheadPolicy|Policy|NoopPolicy.execute': {
      callbacks: [{ at: '0', runs: 'now' }],
      returns: 'result0',
      fails: 'rejects',
    },
    'RetryPolicy|CircuitBreakerPolicy|TimeoutPolicy|BulkheadPolicy|FallbackPolicy|MergedPolicy.onFailure|onGiveUp|onRetry|onBreak|onSuccess|onReset|onHalfOpen|onTimeout|onStateChange|onReject': {
      callbacks: [{ at: '0', runs: 'later' }],
      fails: 'never',
    },
    'handleType|handleWhen|handleResultType|handleWhenResult': { returns: 'Policy', fails: 'never' },
    'Policy.orType|orWhen|orResultType|orWhenResult': { returns: 'this', fails: 'never' },
    'RetryPolicy.dangerouslyUnref': { returns: 'this', fails: 'never' },
    // Version 2 builds its policies by chains.
    'Policy.handleAll|handleType|handleWhen|handleResultType|handleWhenResult': { returns: 'Policy', fails: 'never' },
    'Policy.retry': { returns: 'RetryPolicy', fails: 'never' },
    'RetryPolicy.attempts|delay|exponential|delegate|backoff': { returns: 'this', fails: 'never' },
  },
});
