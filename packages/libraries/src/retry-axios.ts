import { defineLibrary } from './library.ts';

/** Half a second before the second attempt, one and a half before the third, and so on. */
export const retryAxios = defineLibrary({
  name: 'retry-axios',
  packages: ['retry-axios'],
  docs: 'https://github.com/JustinBeckwith/retry-axios#options',
  symbols: {
    attach: {
      fails: 'never',
      // Four attempts, unless the instance's `defaults` or a request say otherwise, which is not read.
      retries: {
        of: 'given',
        attempts: 'unknown',
        says: [{ at: 'made0:0.raxConfig.retry', counts: 'retries' }],
        delay: { first: 500, factor: 2 },
        errors: 'transient',
        methods: ['GET', 'HEAD', 'PUT', 'OPTIONS', 'DELETE'],
        source: 'https://github.com/JustinBeckwith/retry-axios/blob/main/src/index.ts',
      },
    },
    detach: { fails: 'never' },
  },
});
