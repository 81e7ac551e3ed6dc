import { defineLibrary } from './library.ts';

const listener = { at: '1', runs: 'later', role: 'event', name: '0', onThrow: 'crash' } as const;

/** Listening to a receiver that we know nothing of: nearly everything with `on(name, listener)` is an emitter. */
export const emitters = defineLibrary({
  name: 'emitters',
  packages: ['*'],
  docs: 'https://nodejs.org/api/events.html#class-eventemitter',
  symbols: {
    'on|once|addListener|prependListener|prependOnceListener': {
      callbacks: [{ ...listener, errorEvents: { at: '0', names: ['error', 'connect_error', 'uncaughtException', 'unhandledRejection'] } }],
      returns: 'this',
    },
    addEventListener: { callbacks: [{ ...listener, errorEvents: { at: '0', names: ['error'] } }] },
    emit: { effects: [{ kind: 'emit', target: '0', payload: '1' }], fails: 'throws' },
    'off|removeListener|removeAllListeners|removeEventListener': { returns: 'this', cleanup: true, fails: 'never' },
  },
});
