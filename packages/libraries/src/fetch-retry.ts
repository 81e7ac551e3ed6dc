import { defineLibrary } from './library.ts';

/** Four attempts a second apart, for network failures alone unless `retryOn` says more. */
export const fetchRetry = defineLibrary({
  name: 'fetch-retry',
  packages: ['fetch-retry'],
  docs: 'https://github.com/jonbern/fetch-retry#readme',
  resource: { kind: 'host', addressed: true },
  aliases: { default: 'fetchRetry' },
  symbols: {
    // The first argument is the `fetch` that it wraps.
    fetchRetry: { returns: 'RetryingFetch', fails: 'throws' },
    RetryingFetch: {
      effects: [{ kind: 'network', target: '0', method: '1.method', payload: '1.body' }],
      returns: 'global#Response',
      fails: 'result',
      errorIn: 'ok',
      retries: {
        of: 'call',
        attempts: 4,
        says: [{ at: '1.retries', counts: 'retries' }, { at: 'new:1.retries', counts: 'retries' }],
        delay: { first: 1000, factor: 1, says: { first: '1.retryDelay|new:1.retryDelay' }, given: '1.retryDelay|new:1.retryDelay', asked: { count: '0', from: 0 } },
        errors: 'connection',
        source: 'https://github.com/jonbern/fetch-retry/blob/8684ef4e/index.js#L25-L29',
      },
    },
  },
});
