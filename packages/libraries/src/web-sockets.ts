import { defineLibrary } from './library.ts';

const listener = { at: '1', runs: 'later', errorEvents: { at: '0', names: ['error'] } } as const;

/** The browser's sockets and event streams, which Node has as globals too. */
export const webSockets = defineLibrary({
  name: 'WebSocket and EventSource',
  packages: ['global'],
  docs: 'https://developer.mozilla.org/docs/Web/API/WebSocket',
  resource: { kind: 'host', addressed: true, base: ['0'] },
  symbols: {
    'WebSocket|EventSource': { effects: [{ kind: 'connect', target: '0' }], fails: 'throws' },
    'WebSocket.send': { effects: [{ kind: 'network', method: '=POST', payload: '0', said: 'message' }], fails: 'never' },
    'WebSocket|EventSource.addEventListener': { callbacks: [listener] },
    'WebSocket|EventSource.close': { cleanup: true },
  },
});

export const eventsource = defineLibrary({
  name: 'eventsource',
  packages: ['eventsource'],
  docs: 'https://github.com/EventSource/eventsource#readme',
  resource: { kind: 'host', addressed: true, base: ['0'] },
  aliases: { default: 'EventSource' },
  symbols: {
    EventSource: { effects: [{ kind: 'connect', target: '0' }], fails: 'throws' },
    'EventSource.addEventListener': { callbacks: [listener] },
    'EventSource.close': { cleanup: true },
  },
});
