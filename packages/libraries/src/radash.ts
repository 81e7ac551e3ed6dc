import { defineLibrary } from './library.ts';

/** Three attempts without delay unless told otherwise. */
export const radash = defineLibrary({
  name: 'radash',
  packages: ['radash'],
  docs: 'https://radash-docs.vercel.app/docs/async/retry',
  symbols: {
    retry: {
      callbacks: [{ at: '1', runs: 'again' }],
      returns: 'result1',
      fails: 'rejects',
      retries: {
        of: 'handed',
        attempts: 3,
        says: [{ at: '0.times', counts: 'attempts' }],
        delay: { first: 0, factor: 1, says: { first: '0.delay' }, given: '0.backoff', asked: { count: '0' } },
        errors: 'any',
        source: 'https://github.com/sodiray/radash/blob/v12.1.1/src/async.ts',
      },
    },
  },
});
