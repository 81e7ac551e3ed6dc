import { defineLibrary } from './library.ts';

export const timers = defineLibrary({
  name: 'timers',
  packages: ['global', 'timers'],
  docs: 'https://nodejs.org/api/timers.html',
  symbols: {
    setTimeout: {
      effects: [{ kind: 'timer', delay: '1' }],
      callbacks: [{ at: '0', runs: 'later', onThrow: 'crash' }],
      returns: 'Timeout',
      fails: 'never',
    },
    setInterval: {
      effects: [{ kind: 'timer', delay: '1' }],
      callbacks: [{ at: '0', runs: 'later', role: 'timer', onThrow: 'crash' }],
      returns: 'Timeout',
      fails: 'never',
    },
    setImmediate: {
      effects: [{ kind: 'timer', delay: '=0' }],
      callbacks: [{ at: '0', runs: 'later', onThrow: 'crash' }],
      fails: 'never',
    },
    // Blocks the thread.
    'Atomics.wait': { effects: [{ kind: 'timer', delay: '3' }], fails: 'throws' },
    'clearTimeout|clearInterval|clearImmediate': { cleanup: true },
    'Timeout.close': { cleanup: true },
    'Timeout.ref|unref|refresh': { returns: 'this' },
    'AbortSignal.timeout': {
      effects: [{ kind: 'timer', delay: '0', timeout: { at: '0', unit: 'ms' } }],
      returns: 'AbortSignal',
      fails: 'never',
    },
    'AbortSignal.any': { returns: 'AbortSignal' },
    'AbortSignal.addEventListener': { callbacks: [{ at: '1', runs: 'later' }] },
    'AbortSignal.throwIfAborted': { fails: 'throws' },
  },
});

/** Rejects only when its signal is aborted. */
export const timersPromises = defineLibrary({
  name: 'timers/promises',
  packages: ['timers/promises'],
  docs: 'https://nodejs.org/api/timers.html#timers-promises-api',
  symbols: {
    setTimeout: { effects: [{ kind: 'timer', delay: '0' }], returns: 'arg1' },
    setInterval: { effects: [{ kind: 'timer', delay: '0' }], fails: 'never' },
    setImmediate: { effects: [{ kind: 'timer', delay: '=0' }], returns: 'arg0' },
    'scheduler.wait': { effects: [{ kind: 'timer', delay: '0' }] },
    'scheduler.yield': { effects: [{ kind: 'timer', delay: '=0' }] },
  },
});
