import { defineLibrary } from './library.ts';

/** Retries only what the function gives to `retry`: `work().catch(retry)`. Eleven attempts unless told otherwise. */
export const promiseRetry = defineLibrary({
  name: 'promise-retry',
  packages: ['promise-retry'],
  docs: 'https://github.com/IndigoUnited/node-promise-retry#usage',
  aliases: { default: 'promiseRetry' },
  symbols: {
    // (function, options) or (options, function).
    promiseRetry: {
      callbacks: [{ at: '0', runs: 'again', params: ['Retry'] }, { at: '1', runs: 'again', params: ['Retry'] }],
      returns: 'result0',
      fails: 'rejects',
      retries: {
        of: 'handed',
        attempts: 11,
        says: [
          { at: '1.forever|0.forever', counts: 'retries', means: [{ is: true, attempts: 'unbounded' }] },
          { at: '1.retries|0.retries', counts: 'retries', means: [{ is: 'Infinity', attempts: 'unbounded' }] },
        ],
        delay: { first: 1000, factor: 2, says: { first: '1.minTimeout|0.minTimeout', factor: '1.factor|0.factor', max: '1.maxTimeout|0.maxTimeout' } },
        errors: 'chosen',
        asked: true,
        source: 'https://github.com/IndigoUnited/node-promise-retry/blob/v2.0.1/index.js#L23',
      },
    },
    Retry: { fails: 'throws' },
  },
});
