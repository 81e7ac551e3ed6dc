import { defineLibrary } from './library.ts';

/** Tries once unless `allowRetries`, and then twice unless `maxRetries` says more. */
export const actionsHttpClient = defineLibrary({
  name: 'actions-http-client',
  packages: ['@actions/http-client'],
  docs: 'https://github.com/actions/toolkit/tree/main/packages/http-client',
  resource: { kind: 'host', addressed: true },
  symbols: {
    HttpClient: {
      fails: 'never',
      retries: {
        of: 'calls',
        attempts: 1,
        says: [
          { at: 'new:2.maxRetries', counts: 'retries' },
          { at: 'new:2.allowRetries', counts: 'retries', means: [{ is: true, attempts: 2 }, { is: false, attempts: 1 }] },
        ],
        delay: { first: 10, factor: 2, max: 5120 },
        errors: 'transient',
        methods: ['OPTIONS', 'GET', 'DELETE', 'HEAD'],
        source: 'https://github.com/actions/toolkit/blob/4b9afa4c/packages/http-client/src/index.ts#L137',
      },
    },
    'HttpClient.get|getJson': { effects: [{ kind: 'network', target: '0', method: '=GET' }] },
    'HttpClient.head': { effects: [{ kind: 'network', target: '0', method: '=HEAD' }] },
    'HttpClient.options': { effects: [{ kind: 'network', target: '0', method: '=OPTIONS' }] },
    'HttpClient.del': { effects: [{ kind: 'network', target: '0', method: '=DELETE' }] },
    'HttpClient.post|postJson': { effects: [{ kind: 'network', target: '0', method: '=POST', payload: '1' }] },
    'HttpClient.put|putJson': { effects: [{ kind: 'network', target: '0', method: '=PUT', payload: '1' }] },
    'HttpClient.patch|patchJson': { effects: [{ kind: 'network', target: '0', method: '=PATCH', payload: '1' }] },
    'HttpClient.request': { effects: [{ kind: 'network', target: '1', method: '0', payload: '2' }] },
    'HttpClient.dispose': { cleanup: true },
  },
});
