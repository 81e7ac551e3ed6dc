import { defineLibrary } from './library.ts';

export const segment = defineLibrary({
  name: 'segment',
  packages: ['@segment/analytics-node', 'analytics-node', '@rudderstack/rudder-sdk-node'],
  docs: 'https://segment.com/docs/connections/sources/catalog/libraries/server/node/',
  aliases: { default: 'Analytics' },
  symbols: {
    'Analytics.track|identify|page|screen|group|alias': { effects: [{ kind: 'analytics', target: '0.event', payload: '0' }], returns: 'this', fails: 'never' },
    'Analytics.flush|closeAndFlush': { cleanup: true },
    'Analytics.on|once': { callbacks: [{ at: '1', runs: 'later', errorEvents: { at: '0', names: ['error'] } }], returns: 'this' },
  },
});
