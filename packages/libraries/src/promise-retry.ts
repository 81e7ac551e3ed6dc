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
    },
    Retry: { fails: 'throws' },
  },
});
