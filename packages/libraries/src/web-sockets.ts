import { defineLibrary } from './library.ts';

const listener = { at: '1', runs: 'later', errorEvents: { at: '0', names: ['error'] } } as const;

/** The browser's sockets and event streams, which Node has as globals too. */
export const webSockets = defineLibrary({
  name: 'WebSocket and EventSource',
  packages: ['global', 'eventsource'],
  docs: 'https://developer.mozilla.org/docs/Web/API/WebSocket',
  symbols: {
    'WebSocket|EventSource': { effects: [{ kind: 'connect', target: '0' }] },
    'WebSocket.send': { effects: [{ kind: 'network', method: '=POST', payload: '0' }], fails: 'never' },
    'WebSocket|EventSource.addEventListener': { callbacks: [listener] },
    'WebSocket|EventSource.close': { cleanup: true },
  },
});
