import { defineLibrary } from './library.ts';

/** Connects again for ever, one to five seconds apart and then up to ten. */
export const reconnectingWebsocket = defineLibrary({
  name: 'reconnecting-websocket',
  packages: ['reconnecting-websocket', 'partysocket', 'partysocket/ws'],
  docs: 'https://github.com/pladaria/reconnecting-websocket#available-options',
  resource: { kind: 'host', addressed: true, base: ['0'] },
  aliases: { default: 'ReconnectingWebSocket', WebSocket: 'ReconnectingWebSocket' },
  symbols: {
    ReconnectingWebSocket: {
      effects: [{ kind: 'connect', target: '0' }],
      fails: 'never',
      retries: {
        of: 'connection',
        attempts: 'unbounded',
        says: [{ at: '2.maxRetries', counts: 'retries', means: [{ is: 'Infinity', attempts: 'unbounded' }] }],
        delay: { first: 3000, factor: 1.3, max: 10_000, jitter: true, says: { first: '2.minReconnectionDelay', factor: '2.reconnectionDelayGrowFactor', max: '2.maxReconnectionDelay' } },
        errors: 'connection',
        source: 'https://github.com/pladaria/reconnecting-websocket/blob/master/reconnecting-websocket.ts#L44-L54',
      },
    },
    'ReconnectingWebSocket.send': { effects: [{ kind: 'network', method: '=POST', payload: '0' }], fails: 'throws' },
    'ReconnectingWebSocket.close': { cleanup: true, fails: 'never' },
    'ReconnectingWebSocket.addEventListener': { callbacks: [{ at: '1', runs: 'later', role: 'event', name: '0', onThrow: 'crash' }], fails: 'never' },
  },
});
