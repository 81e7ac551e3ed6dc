import { defineLibrary } from './library.ts';

/** `emit` throws what a listener throws; the rejection of an async listener is unhandled. */
const listener = { at: '1', runs: 'later', role: 'event', name: '0', onThrow: 'crash', errorEvents: { at: '0', names: ['error'] } } as const;

export const nodeEvents = defineLibrary({
  name: 'node-events',
  packages: ['events', 'eventemitter3', 'eventemitter2', 'tiny-typed-emitter', 'strict-event-emitter-types'],
  docs: 'https://nodejs.org/api/events.html',
  resource: false,
  aliases: { default: 'EventEmitter', EventEmitter2: 'EventEmitter', TypedEmitter: 'EventEmitter', EventEmitterAsyncResource: 'EventEmitter' },
  symbols: {
    'EventEmitter.on|once|addListener|prependListener|prependOnceListener|onAny|many|prependAny': { callbacks: [listener], returns: 'this' },
    'EventEmitter.emit': { effects: [{ kind: 'emit', target: '0', payload: '1' }], fails: 'throws' },
    'EventEmitter.emitAsync': { effects: [{ kind: 'emit', target: '0', payload: '1' }] },
    'EventEmitter.off|removeListener|removeAllListeners|setMaxListeners': { returns: 'this', cleanup: true, fails: 'never' },
    // `once(emitter, name)` waits for the event and rejects when `error` comes first.
    once: { fails: 'rejects' },
  },
});

/** Listening to the page or the worker itself. */
export const globalEvents = defineLibrary({
  name: 'web-events',
  packages: ['global'],
  docs: 'https://developer.mozilla.org/docs/Web/API/EventTarget/addEventListener',
  resource: false,
  symbols: {
    addEventListener: { callbacks: [listener], fails: 'never' },
    removeEventListener: { cleanup: true, fails: 'never' },
    dispatchEvent: { effects: [{ kind: 'emit', target: '0' }], fails: 'never' },
  },
});

/** Listening to a receiver that we know nothing of: nearly everything with `on(name, listener)` is an emitter. */
export const anyEmitter = defineLibrary({
  name: 'node-events (any receiver)',
  packages: ['*'],
  docs: 'https://nodejs.org/api/events.html#class-eventemitter',
  resource: false,
  symbols: {
    'on|once|addListener|prependListener|prependOnceListener': {
      callbacks: [{ ...listener, errorEvents: { at: '0', names: ['error', 'connect_error', 'uncaughtException', 'unhandledRejection'] } }],
      returns: 'this',
    },
    addEventListener: { callbacks: [listener] },
    emit: { effects: [{ kind: 'emit', target: '0', payload: '1' }], fails: 'throws' },
    'off|removeListener|removeAllListeners|removeEventListener': { returns: 'this', cleanup: true, fails: 'never' },
  },
});
