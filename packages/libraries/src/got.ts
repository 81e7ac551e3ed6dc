import { defineLibrary } from './library.ts';

const timeout = { at: '1.timeout.request', unit: 'ms' } as const;

/** Retries reads on its own; no timeout unless set. */
export const got = defineLibrary({
  name: 'got',
  packages: ['got'],
  docs: 'https://github.com/sindresorhus/got/blob/main/documentation/1-promise.md',
  aliases: { default: 'Got', got: 'Got' },
  symbols: {
    'Got.extend': { returns: 'this' },
    Got: {
      effects: [{ kind: 'network', target: '0', method: '1.method', payload: '1.json', timeout }],
      returns: 'CancelableRequest',
    },
    'Got.get|paginate': { effects: [{ kind: 'network', target: '0', method: '=GET', timeout }], returns: 'CancelableRequest' },
    'Got.head': { effects: [{ kind: 'network', target: '0', method: '=HEAD', timeout }], returns: 'CancelableRequest' },
    'Got.post': { effects: [{ kind: 'network', target: '0', method: '=POST', payload: '1.json', timeout }], returns: 'CancelableRequest' },
    'Got.put': { effects: [{ kind: 'network', target: '0', method: '=PUT', payload: '1.json', timeout }], returns: 'CancelableRequest' },
    'Got.patch': { effects: [{ kind: 'network', target: '0', method: '=PATCH', payload: '1.json', timeout }], returns: 'CancelableRequest' },
    'Got.delete': { effects: [{ kind: 'network', target: '0', method: '=DELETE', payload: '1.json', timeout }], returns: 'CancelableRequest' },
    'Got.stream': { effects: [{ kind: 'network', target: '0', method: '1.method', timeout }], returns: 'Request', fails: 'never' },
    'Request.on|once': { callbacks: [{ at: '1', runs: 'later', errorEvents: { at: '0', names: ['error'] } }], returns: 'this' },
    'CancelableRequest.json|text|buffer': { returns: 'CancelableRequest' },
    'CancelableRequest.cancel': { cleanup: true },
    'Request.destroy': { cleanup: true },
  },
});
