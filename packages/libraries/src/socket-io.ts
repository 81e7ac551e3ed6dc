import { defineLibrary } from './library.ts';

export const socketIo = defineLibrary({
  name: 'socket.io',
  packages: ['socket.io'],
  docs: 'https://socket.io/docs/v4/server-api/',
  resource: false,
  aliases: { default: 'Server' },
  symbols: {
    Server: { effects: [{ kind: 'listen', target: '0' }], fails: 'never' },
    'Server.listen|attach': { effects: [{ kind: 'listen', target: '0' }], returns: 'this', fails: 'never' },
    'Server.of': { returns: 'Namespace' },
    'Server|Namespace.on|once': {
      callbacks: [{ at: '1', runs: 'later', role: 'event', name: '0', params: ['Socket'] }],
      returns: 'this',
    },
    'Server|Namespace|Socket.use': { callbacks: [{ at: '0', runs: 'later', role: 'middleware', params: ['Socket', null] }], returns: 'this' },
    'Server|Namespace|Socket|BroadcastOperator.to|in|except|compress|timeout': { returns: 'BroadcastOperator' },
    'Server|Namespace|Socket|BroadcastOperator.emit': {
      effects: [{ kind: 'network', target: '0', method: '=POST', payload: '1' }],
      callbacks: [{ at: 'last', runs: 'later' }],
      fails: 'never',
    },
    'Socket|BroadcastOperator.emitWithAck': { effects: [{ kind: 'network', target: '0', method: '=POST', payload: '1' }] },
    'Server|Namespace|Socket.send|write': { effects: [{ kind: 'network', method: '=POST', payload: '0' }], fails: 'never' },
    'Socket.on|once': {
      callbacks: [{ at: '1', runs: 'later', role: 'event', name: '0', errorEvents: { at: '0', names: ['error'] } }],
      returns: 'this',
    },
    'Socket.broadcast': { is: 'BroadcastOperator' },
    'Socket.disconnect': { cleanup: true },
    'Server|Namespace|BroadcastOperator.disconnectSockets': { cleanup: true },
    'Server.close': { cleanup: true },
  },
});
