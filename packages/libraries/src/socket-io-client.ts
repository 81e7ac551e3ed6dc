import { defineLibrary } from './library.ts';

const retries = {
  of: 'connection',
  attempts: 'unbounded',
  says: [
    { at: '1.reconnectionAttempts|0.reconnectionAttempts', counts: 'retries', means: [{ is: 'Infinity', attempts: 'unbounded' }] },
    { at: '1.reconnection|0.reconnection', counts: 'retries', means: [{ is: false, attempts: 1 }, { is: true, attempts: 'unbounded' }] },
  ],
  delay: { first: 1000, factor: 2, max: 5000, jitter: true, says: { first: '1.reconnectionDelay|0.reconnectionDelay', max: '1.reconnectionDelayMax|0.reconnectionDelayMax' } },
  errors: 'connection',
  source: 'https://github.com/socketio/socket.io/blob/d2d753fe/packages/socket.io-client/lib/manager.ts',
} as const;

/** Connects again on its own, for ever. */
export const socketIoClient = defineLibrary({
  name: 'socket.io-client',
  packages: ['socket.io-client'],
  docs: 'https://socket.io/docs/v4/client-api/',
  resource: { kind: 'host', addressed: true, base: ['0'] },
  aliases: { default: 'io', connect: 'io' },
  symbols: {
    io: { effects: [{ kind: 'connect', target: '0', timeout: { at: '1.timeout', unit: 'ms' } }], returns: 'Socket', fails: 'never', retries },
    Manager: { effects: [{ kind: 'connect', target: '0', timeout: { at: '1.timeout', unit: 'ms' } }], fails: 'never', retries },
    'Manager.socket': { returns: 'Socket' },
    'Socket.connect|open': { effects: [{ kind: 'connect' }], returns: 'this', fails: 'never' },
    'Socket.emit': {
      effects: [{ kind: 'network', target: '0', method: '=POST', payload: '1' }],
      callbacks: [{ at: 'last', runs: 'later' }],
      returns: 'this',
      fails: 'never',
    },
    'Socket.emitWithAck': { effects: [{ kind: 'network', target: '0', method: '=POST', payload: '1' }] },
    'Socket.send': { effects: [{ kind: 'network', method: '=POST', payload: '0' }], returns: 'this', fails: 'never' },
    'Socket.timeout|compress': { returns: 'this' },
    'Socket|Manager.on|once': {
      callbacks: [
        { at: '1', runs: 'later', errorEvents: { at: '0', names: ['error', 'connect_error', 'reconnect_error', 'reconnect_failed'] } },
      ],
      returns: 'this',
    },
    'Socket.disconnect|close': { cleanup: true },
  },
});
