import { defineLibrary } from './library.ts';

const listener = { at: '1', runs: 'later', errorEvents: { at: '0', names: ['error', 'unexpected-response'] } } as const;

export const ws = defineLibrary({
  name: 'ws',
  packages: ['ws', 'isomorphic-ws'],
  docs: 'https://github.com/websockets/ws/blob/master/doc/ws.md',
  resource: false,
  aliases: {
    default: 'WebSocket',
    Server: 'WebSocketServer',
  },
  symbols: {
    WebSocket: { effects: [{ kind: 'connect', target: '0', timeout: { at: '2.handshakeTimeout', unit: 'ms' } }], fails: 'never' },
    'WebSocket.send': {
      effects: [{ kind: 'network', method: '=POST', payload: '0', said: 'message' }],
      callbacks: [{ at: 'last', runs: 'later', params: ['error'], errorParam: 0 }],
      fails: 'callback',
    },
    'WebSocket.ping|pong': { effects: [{ kind: 'network', method: '=GET', said: 'message' }], fails: 'never' },
    'WebSocket.on|once': { callbacks: [listener], returns: 'this' },
    'WebSocket.addEventListener': { callbacks: [listener] },
    'WebSocket.close|terminate': { cleanup: true },
    WebSocketServer: { effects: [{ kind: 'listen', target: '0.port' }], callbacks: [{ at: '1', runs: 'later' }], fails: 'never' },
    'WebSocketServer.on|once': {
      callbacks: [{ ...listener, role: 'event', name: '0', params: ['WebSocket', 'http#IncomingMessage'] }],
      returns: 'this',
    },
    'WebSocketServer.handleUpgrade': { callbacks: [{ at: '3', runs: 'later', params: ['WebSocket', 'http#IncomingMessage'] }] },
    'WebSocketServer.close': { cleanup: true },
  },
});
