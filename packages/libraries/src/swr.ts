import { defineLibrary } from './library.ts';

/** Fetches again for ever after a failure, unless told otherwise; `SWRConfig` may say so for all. */
export const swr = defineLibrary({
  name: 'swr',
  packages: ['swr', 'swr/infinite', 'swr/immutable'],
  docs: 'https://swr.vercel.app/docs/error-handling#error-retry',
  aliases: { default: 'useSWR' },
  symbols: {
    'useSWR|useSWRInfinite|useSWRImmutable': {
      callbacks: [
        { at: '1', runs: 'again', onThrow: 'handled' },
        { at: '2.fetcher', runs: 'again', onThrow: 'handled' },
        { at: '2.onError', runs: 'later', params: ['error'] },
        { at: '2.onSuccess', runs: 'later' },
      ],
      fails: 'never',
      retries: {
        of: 'handed',
        attempts: 'unbounded',
        says: [
          { at: '2.errorRetryCount|1.errorRetryCount', counts: 'retries' },
          { at: '2.shouldRetryOnError|1.shouldRetryOnError', counts: 'retries', means: [{ is: false, attempts: 1 }, { is: true, attempts: 'unbounded' }] },
        ],
        // Twice `errorRetryInterval` (5 s) for the first, give or take a half; it doubles until the eighth.
        delay: { first: 10_000, factor: 2, max: 1_280_000, jitter: true, given: '2.onErrorRetry|1.onErrorRetry' },
        errors: 'any',
        source: 'https://github.com/vercel/swr/blob/7173e55b/src/_internal/utils/config.ts#L26-L34',
      },
    },
  },
});
