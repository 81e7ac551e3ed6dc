import { defineLibrary } from './library.ts';

/** Off unless `enabled`: then six attempts, 100 ms apart and doubling up to a second, of what fails with a retryable error. */
const retries = {
  of: 'calls',
  attempts: 1,
  says: [
    { at: '2.retries', counts: 'retries', when: 'new:0.retryPolicy.enabled' },
    { at: 'new:0.retryPolicy.retries', counts: 'retries', usual: 6, when: 'new:0.retryPolicy.enabled' },
  ],
  delay: { first: 100, factor: 2, max: 1000, says: { first: 'new:0.retryPolicy.delay', factor: 'new:0.retryPolicy.factor', max: 'new:0.retryPolicy.maxDelay' } },
  errors: 'chosen',
  source: 'https://github.com/moleculerjs/moleculer/blob/503273f3/src/service-broker.js#L72-L79',
} as const;

export const moleculer = defineLibrary({
  name: 'moleculer',
  packages: ['moleculer'],
  docs: 'https://moleculer.services/docs/0.14/fault-tolerance#Retry',
  resource: { kind: 'queue', name: 'moleculer' },
  symbols: {
    ServiceBroker: { fails: 'never', retries },
    'ServiceBroker.call': { effects: [{ kind: 'network', target: '0', method: '=POST', payload: '1' }] },
    'ServiceBroker.emit|broadcast': { effects: [{ kind: 'emit', payload: '1' }], fails: 'never' },
    'ServiceBroker.start': { effects: [{ kind: 'connect' }] },
    'ServiceBroker.stop': { cleanup: true },
  },
});
