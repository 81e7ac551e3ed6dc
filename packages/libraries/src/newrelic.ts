import { defineLibrary } from './library.ts';

export const newrelic = defineLibrary({
  name: 'newrelic',
  packages: ['newrelic'],
  docs: 'https://newrelic.github.io/node-newrelic/API.html',
  symbols: {
    noticeError: { effects: [{ kind: 'report', error: '0' }], fails: 'never' },
    recordLogEvent: { effects: [{ kind: 'log', payload: '0', error: '0.error' }], fails: 'never' },
    'recordMetric|incrementMetric|recordCustomEvent': { effects: [{ kind: 'metric', target: '0' }], fails: 'never' },
    startSegment: { callbacks: [{ at: '2', runs: 'now' }], returns: 'result2' },
    startWebTransaction: { callbacks: [{ at: '1', runs: 'now', role: 'route', name: '0' }], returns: 'result1' },
    startBackgroundTransaction: { callbacks: [{ at: 'last', runs: 'now' }], returns: 'result1' },
    getTransaction: { returns: 'TransactionHandle', fails: 'never' },
    'TransactionHandle.end': { cleanup: true, fails: 'never' },
    'endTransaction|shutdown': { cleanup: true, fails: 'never' },
    'addCustomAttribute|addCustomAttributes|addCustomSpanAttribute|addCustomSpanAttributes|setTransactionName|setUserID': { fails: 'never' },
  },
});
