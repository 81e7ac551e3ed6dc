import { defineLibrary } from './library.ts';

export const amplitude = defineLibrary({
  name: 'amplitude',
  packages: ['@amplitude/analytics-node', '@amplitude/node'],
  docs: 'https://amplitude.com/docs/sdks/analytics/node/node-js-sdk',
  symbols: {
    createInstance: { returns: 'NodeClient', fails: 'never' },
    'track|logEvent|identify|groupIdentify|revenue|setGroup': { effects: [{ kind: 'analytics', target: '0', payload: '1' }], fails: 'never' },
    'NodeClient.track|logEvent|identify|groupIdentify|revenue|setGroup': { effects: [{ kind: 'analytics', target: '0', payload: '1' }], fails: 'never' },
    flush: { cleanup: true, fails: 'never' },
    'NodeClient.flush': { cleanup: true, fails: 'never' },
  },
});
