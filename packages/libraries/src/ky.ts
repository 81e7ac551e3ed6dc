import { defineLibrary } from './library.ts';

const retries = {
  of: 'call',
  attempts: 3,
  says: [
    { at: '1.retry.limit', counts: 'retries' },
    { at: '1.retry', counts: 'retries' },
    { at: 'extend:0.retry.limit', counts: 'retries' },
    { at: 'extend:0.retry', counts: 'retries' },
    { at: 'new:0.retry.limit', counts: 'retries' },
    { at: 'new:0.retry', counts: 'retries' },
  ],
  delay: { first: 300, factor: 2, says: { max: '1.retry.backoffLimit|extend:0.retry.backoffLimit|new:0.retry.backoffLimit' }, given: '1.retry.delay|extend:0.retry.delay|new:0.retry.delay', asked: { count: '0' } },
  // But for its own timeout, unless `retryOnTimeout`.
  errors: 'transient',
  methodsAt: '1.retry.methods|extend:0.retry.methods|new:0.retry.methods',
  methods: ['GET', 'PUT', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'QUERY'],
  source: 'https://github.com/sindresorhus/ky/blob/3419113b/source/utils/normalize.ts#L17-L25',
} as const;

const timeout = { at: '1.timeout', unit: 'ms' } as const;

/** Retries reads on its own; gives up after ten seconds unless told otherwise. */
export const ky = defineLibrary({
  name: 'ky',
  packages: ['ky'],
  docs: 'https://github.com/sindresorhus/ky#api',
  resource: { kind: 'host', addressed: true, base: ['0.prefixUrl'] },
  aliases: { default: 'KyInstance' },
  symbols: {
    'KyInstance.create|extend': { returns: 'KyInstance' },
    KyInstance: {
      effects: [{ kind: 'network', target: '0', method: '1.method', payload: '1.json', timeout }],
      returns: 'ResponsePromise',
      retries,
    },
    'KyInstance.get': { effects: [{ kind: 'network', target: '0', method: '=GET', timeout }], returns: 'ResponsePromise', retries },
    'KyInstance.head': { effects: [{ kind: 'network', target: '0', method: '=HEAD', timeout }], returns: 'ResponsePromise', retries },
    'KyInstance.post': { effects: [{ kind: 'network', target: '0', method: '=POST', payload: '1.json', timeout }], returns: 'ResponsePromise', retries },
    'KyInstance.put': { effects: [{ kind: 'network', target: '0', method: '=PUT', payload: '1.json', timeout }], returns: 'ResponsePromise', retries },
    'KyInstance.patch': { effects: [{ kind: 'network', target: '0', method: '=PATCH', payload: '1.json', timeout }], returns: 'ResponsePromise', retries },
    'KyInstance.delete': { effects: [{ kind: 'network', target: '0', method: '=DELETE', timeout }], returns: 'ResponsePromise', retries },
    'ResponsePromise|KyResponse.json|text|arrayBuffer|blob|formData': { effects: [{ kind: 'network', method: '=GET' }] },
  },
});
