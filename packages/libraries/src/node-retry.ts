import { defineLibrary } from './library.ts';

/** Eleven attempts, one second apart and doubling, unless told otherwise. The caller asks for each: `operation.retry(error)`. */
export const nodeRetry = defineLibrary({
  name: 'node-retry',
  packages: ['retry'],
  docs: 'https://github.com/tim-kos/node-retry#api',
  symbols: {
    operation: { returns: 'RetryOperation', fails: 'throws' },
    'RetryOperation.attempt|try|start': { callbacks: [{ at: '0', runs: 'again', onThrow: 'crash' }], fails: 'throws' },
    'RetryOperation.retry': { effects: [{ kind: 'timer' }], fails: 'never' },
    'RetryOperation.stop': { cleanup: true, fails: 'never' },
  },
});
