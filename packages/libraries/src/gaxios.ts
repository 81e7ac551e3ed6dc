import { defineLibrary } from './library.ts';

/** Does not try again before it is told to: `retry: true`, or a `retryConfig`. */
const request = {
  effects: [{ kind: 'network', target: '0.url', method: '0.method', payload: '0.data', timeout: { at: '0.timeout', unit: 'ms' } }],
  retries: {
    of: 'call',
    attempts: 1,
    says: [
      { at: '0.retryConfig.retry', counts: 'retries' },
      { at: '0.retry', counts: 'retries', means: [{ is: true, attempts: 4 }, { is: false, attempts: 1 }] },
      { at: 'new:0.retryConfig.retry', counts: 'retries' },
      { at: 'new:0.retry', counts: 'retries', means: [{ is: true, attempts: 4 }, { is: false, attempts: 1 }] },
    ],
    // 100 ms, then (2^n - 1) / 2 seconds.
    delay: { first: 100, factor: 2, says: { first: '0.retryConfig.retryDelay', factor: '0.retryConfig.retryDelayMultiplier', max: '0.retryConfig.maxRetryDelay' } },
    errors: 'transient',
    methods: ['GET', 'HEAD', 'PUT', 'OPTIONS', 'DELETE'],
    source: 'https://github.com/googleapis/gaxios/blob/26b6e4ae/src/retry.ts#L25-L37',
  },
} as const;

export const gaxios = defineLibrary({
  name: 'gaxios',
  packages: ['gaxios'],
  docs: 'https://github.com/googleapis/gaxios#readme',
  resource: { kind: 'host', addressed: true, base: ['0.baseURL'] },
  symbols: {
    request,
    'Gaxios.request': request,
  },
});
