import { defineLibrary } from './library.ts';

/** Three more attempts at once: after failures of the connection, and for 502, 503 and 504. */
const retries = {
  of: 'calls',
  attempts: 4,
  says: [{ at: '1.maxRetries', counts: 'retries' }, { at: 'new:0.maxRetries', counts: 'retries' }],
  delay: { first: 0, factor: 1 },
  errors: 'transient',
  source: 'https://github.com/opensearch-project/opensearch-js/blob/031eab71/lib/Transport.js',
} as const;

const timeout = { at: '1.requestTimeout|new:0.requestTimeout', unit: 'ms' } as const;

export const opensearch = defineLibrary({
  name: 'opensearch',
  packages: ['@opensearch-project/opensearch'],
  docs: 'https://docs.opensearch.org/latest/clients/javascript/index/',
  symbols: {
    Client: { retries },
    'Client.search|msearch|count|get|mget|exists|scroll|explain|fieldCaps': { effects: [{ kind: 'network', target: '0.index', method: '=GET', timeout }] },
    'Client.index|create|update|bulk|updateByQuery|reindex': { effects: [{ kind: 'network', target: '0.index', method: '=POST', payload: '0.body', timeout }] },
    'Client.delete|deleteByQuery': { effects: [{ kind: 'network', target: '0.index', method: '=DELETE', timeout }] },
    'Client.close': { cleanup: true },
  },
});
