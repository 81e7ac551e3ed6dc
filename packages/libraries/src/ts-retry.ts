import { defineLibrary } from './library.ts';

const retries = {
  of: 'handed',
  attempts: 240,
  says: [{ at: '1.maxTry', counts: 'attempts' }],
  delay: { first: 250, factor: 1, says: { first: '1.delay' } },
  errors: 'any',
  source: 'https://github.com/franckLdx/ts-retry/blob/3f70e951/src/retry/options.ts',
} as const;

const again = {
  callbacks: [{ at: '0', runs: 'again' }, { at: '1.onError', runs: 'each', params: ['error'], errorParam: 0 }],
  returns: 'result0',
  fails: 'rejects',
  retries,
} as const;

/** 240 attempts, 250 ms apart, unless told otherwise. */
export const tsRetry = defineLibrary({
  name: 'ts-retry',
  packages: ['ts-retry'],
  docs: 'https://github.com/franckLdx/ts-retry#readme',
  symbols: {
    'retry|retryAsync|retryUntilTruthy|retryAsyncUntilTruthy|retryUntilDefined|retryAsyncUntilDefined|retryAsyncUntilResponse': again,
    // Calling what they return runs the function, with retries.
    'retryDecorator|retryAsyncDecorator|retryAsyncUntilTruthyDecorator|retryAsyncUntilDefinedDecorator|retryAsyncUntilResponseDecorator': {
      callbacks: [{ at: '0', runs: 'again' }],
      returns: 'arg0',
      fails: 'never',
      retries,
    },
    wait: { effects: [{ kind: 'timer', delay: '0' }] },
    // Run the function once, and reject when it takes longer than the duration.
    'waitUntil|waitUntilAsync': { callbacks: [{ at: '0', runs: 'now' }], returns: 'result0', fails: 'rejects' },
  },
});
