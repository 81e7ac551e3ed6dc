import { defineLibrary } from './library.ts';

const backoff = (first: string) => ({
  first: 500, factor: 2, max: 30_000, says: { first: `${first}.minTimeout`, factor: `${first}.timeoutFactor`, max: `${first}.maxTimeout` }, given: `${first}.retry`,
}) as const;
const METHODS = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'TRACE', 'QUERY'] as const;
const source = 'https://github.com/nodejs/undici/blob/7eb7c8ec/lib/handler/retry-handler.js#L77-L98';
/** A request tries once, unless the dispatcher through which it is sent tries again. */
export const throughDispatcher = {
  of: 'call',
  attempts: 1,
  says: [
    { at: '1.maxRetries', counts: 'retries', of: 'undici#RetryAgent', in: '1.dispatcher', usual: 6, delay: backoff('1') },
    // `agent.compose(interceptors.retry({ … }))`
    { at: '0.maxRetries', counts: 'retries', of: 'undici#interceptors.retry', in: '1.dispatcher', usual: 6, delay: backoff('0') },
  ],
  delay: { first: 500, factor: 2, max: 30_000 },
  errors: 'transient',
  methods: METHODS,
  source,
} as const;

/** Resolves whatever the status: `statusCode` tells. Waits 300 s for headers unless told otherwise. */
const answered = { returns: 'ResponseData', fails: 'result', errorIn: 'statusCode' } as const;

export const undici = defineLibrary({
  name: 'undici',
  packages: ['undici'],
  docs: 'https://undici.nodejs.org/#/docs/api/Dispatcher',
  resource: { kind: 'host', addressed: true, base: ['0'] },
  aliases: { 'Dispatcher.ResponseData': 'ResponseData' },
  symbols: {
    request: {
      effects: [
        { kind: 'network', target: '0', method: '1.method', payload: '1.body', timeout: { at: '1.headersTimeout', unit: 'ms' } },
      ],
      ...answered,
      retries: throughDispatcher,
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
    'interceptors.retry': {
      fails: 'never',
      retries: {
        of: 'given',
        attempts: 6,
        says: [{ at: '0.maxRetries', counts: 'retries' }],
        delay: backoff('0'),
        errors: 'transient',
        methods: METHODS,
        source,
      },
    },
    RetryAgent: {
      fails: 'never',
      retries: {
        of: 'calls',
        attempts: 6,
        says: [{ at: 'new:1.maxRetries', counts: 'retries' }],
        delay: backoff('new:1'),
        errors: 'transient',
        methods: METHODS,
        source,
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
