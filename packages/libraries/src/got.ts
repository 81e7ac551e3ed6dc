import { defineLibrary } from './library.ts';

const retries = {
  of: 'call',
  attempts: 3,
  // Up to version 11 a number may stand for the options.
  says: [
    { at: '1.retry.limit', counts: 'retries' },
    { at: '1.retry', counts: 'retries' },
    { at: 'extend:0.retry.limit', counts: 'retries' },
    { at: 'extend:0.retry', counts: 'retries' },
    { at: 'new:0.retry.limit', counts: 'retries' },
    { at: 'new:0.retry', counts: 'retries' },
  ],
  delay: { first: 1000, factor: 2, jitter: true, says: { max: '1.retry.backoffLimit|extend:0.retry.backoffLimit|new:0.retry.backoffLimit' }, given: '1.retry.calculateDelay|extend:0.retry.calculateDelay|new:0.retry.calculateDelay', asked: { count: '0.attemptCount', usual: '0.computedValue', ends: 'zero' } },
  errors: 'transient',
  methodsAt: '1.retry.methods|extend:0.retry.methods|new:0.retry.methods',
  methods: ['GET', 'PUT', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'QUERY'],
  source: 'https://github.com/sindresorhus/got/blob/d00d845a/source/core/options.ts#L265',
} as const;

const timeout = { at: '1.timeout.request', unit: 'ms' } as const;

/** Retries reads on its own; no timeout unless set. */
export const got = defineLibrary({
  name: 'got',
  packages: ['got'],
  docs: 'https://github.com/sindresorhus/got/blob/main/documentation/1-promise.md',
  resource: { kind: 'host', addressed: true, base: ['0.prefixUrl'] },
  aliases: { default: 'Got', got: 'Got' },
  symbols: {
    'Got.extend': { returns: 'Got' },
    Got: {
      effects: [{ kind: 'network', target: '0', method: '1.method', payload: '1.json', timeout }],
      returns: 'CancelableRequest',
      retries,
    },
    'Got.get|paginate': { effects: [{ kind: 'network', target: '0', method: '=GET', timeout }], returns: 'CancelableRequest', retries },
    'Got.head': { effects: [{ kind: 'network', target: '0', method: '=HEAD', timeout }], returns: 'CancelableRequest', retries },
    'Got.post': { effects: [{ kind: 'network', target: '0', method: '=POST', payload: '1.json', timeout }], returns: 'CancelableRequest', retries },
    'Got.put': { effects: [{ kind: 'network', target: '0', method: '=PUT', payload: '1.json', timeout }], returns: 'CancelableRequest', retries },
    'Got.patch': { effects: [{ kind: 'network', target: '0', method: '=PATCH', payload: '1.json', timeout }], returns: 'CancelableRequest', retries },
    'Got.delete': { effects: [{ kind: 'network', target: '0', method: '=DELETE', payload: '1.json', timeout }], returns: 'CancelableRequest', retries },
    'Got.stream': { effects: [{ kind: 'network', target: '0', method: '1.method', timeout }], returns: 'Request', fails: 'never' },
    'Request.on|once': { callbacks: [{ at: '1', runs: 'later', errorEvents: { at: '0', names: ['error'] } }], returns: 'this' },
    'CancelableRequest.json|text|buffer': { returns: 'CancelableRequest' },
    'CancelableRequest.cancel': { cleanup: true },
    'Request.destroy': { cleanup: true },
  },
});
