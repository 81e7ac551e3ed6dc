import { defineLibrary } from './library.ts';

/** Resolves whatever the status: `statusCode` tells. Waits 300 s for headers unless told otherwise. */
const answered = { returns: 'ResponseData', fails: 'result', errorIn: 'statusCode' } as const;

export const undici = defineLibrary({
  name: 'undici',
  packages: ['undici'],
  docs: 'https://undici.nodejs.org/#/docs/api/Dispatcher',
  aliases: { 'Dispatcher.ResponseData': 'ResponseData' },
  symbols: {
    request: {
      effects: [
        { kind: 'network', target: '0', method: '1.method', payload: '1.body', timeout: { at: '1.headersTimeout', unit: 'ms' } },
      ],
      ...answered,
    },
    stream: {
      effects: [
        { kind: 'network', target: '0', method: '1.method', payload: '1.body', timeout: { at: '1.headersTimeout', unit: 'ms' } },
      ],
      callbacks: [{ at: '2', runs: 'now' }],
    },
    pipeline: {
      effects: [{ kind: 'network', target: '0', method: '1.method' }],
      callbacks: [{ at: '2', runs: 'now' }],
      fails: 'never',
    },
    'upgrade|connect': { effects: [{ kind: 'network', target: '0', method: '1.method' }] },
    // What `fetch` or `request` sends through it as a dispatcher is tried again, too.
    RetryAgent: {
      fails: 'never',
      retries: {
        of: 'calls',
        attempts: 6,
        says: [{ at: 'new:1.maxRetries', counts: 'retries' }],
        delay: { first: 500, factor: 2, max: 30_000, says: { first: 'new:1.minTimeout', factor: 'new:1.timeoutFactor', max: 'new:1.maxTimeout' }, given: 'new:1.retry' },
        errors: 'transient',
        methods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'TRACE', 'QUERY'],
        source: 'https://github.com/nodejs/undici/blob/7eb7c8ec/lib/handler/retry-handler.js#L77-L98',
      },
    },
    'Dispatcher|Client|Pool|BalancedPool|Agent|ProxyAgent|EnvHttpProxyAgent|RetryAgent.request': {
      effects: [
        { kind: 'network', target: '0.path', method: '0.method', payload: '0.body', timeout: { at: '0.headersTimeout', unit: 'ms' } },
      ],
      ...answered,
    },
    'Dispatcher|Client|Pool|BalancedPool|Agent|ProxyAgent|EnvHttpProxyAgent|RetryAgent.stream': {
      effects: [{ kind: 'network', target: '0.path', method: '0.method', payload: '0.body' }],
      callbacks: [{ at: '1', runs: 'now' }],
    },
    'Dispatcher|Client|Pool|BalancedPool|Agent|ProxyAgent|EnvHttpProxyAgent|RetryAgent.close|destroy': { cleanup: true },
    'ResponseData.body.json|text|arrayBuffer|blob|bytes|formData': { effects: [{ kind: 'network', method: '=GET' }] },
    'ResponseData.body.dump': { cleanup: true },
  },
});
