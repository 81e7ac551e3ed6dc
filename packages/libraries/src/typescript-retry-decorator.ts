import { defineLibrary } from './library.ts';

/** `maxAttempts` counts what comes after the first attempt; the type demands it, and without it there is no end. */
export const typescriptRetryDecorator = defineLibrary({
  name: 'typescript-retry-decorator',
  packages: ['typescript-retry-decorator'],
  docs: 'https://github.com/vcfvct/typescript-retry-decorator#options',
  symbols: {
    Retryable: {
      decorates: { on: 'method' },
      retries: {
        of: 'decorated',
        attempts: 'unbounded',
        says: [{ at: '0.maxAttempts', counts: 'retries' }],
        delay: { first: 0, factor: 1, says: { first: '0.backOff', factor: '0.exponentialOption.multiplier', max: '0.exponentialOption.maxInterval' } },
        errors: 'any',
        source: 'https://github.com/vcfvct/typescript-retry-decorator/blob/master/src/retry.decorator.ts',
      },
    },
  },
});
