import { defineLibrary } from './library.ts';
import { throughDispatcher } from './undici.ts';

export const fetch = defineLibrary({
  name: 'fetch',
  packages: ['global', 'node-fetch', 'cross-fetch', 'undici', 'isomorphic-fetch'],
  docs: 'https://developer.mozilla.org/docs/Web/API/Fetch_API',
  resource: { kind: 'host', addressed: true },
  aliases: { default: 'fetch' },
  symbols: {
    fetch: {
      effects: [{ kind: 'network', target: '0', method: '1.method', payload: '1.body' }],
      returns: 'Response',
      fails: 'result',
      errorIn: 'ok',
      retries: throughDispatcher,
    },
    'Response.clone': { returns: 'Response' },
    'Response.json|text|arrayBuffer|blob|formData': { effects: [{ kind: 'network', method: '=GET', said: 'answer' }] },
  },
});
