import { defineLibrary } from './library.ts';

const done = { at: 'last', runs: 'later', errorParam: 0 } as const;

export const mixpanel = defineLibrary({
  name: 'mixpanel',
  packages: ['mixpanel'],
  docs: 'https://docs.mixpanel.com/docs/tracking-methods/sdks/nodejs',
  symbols: {
    init: { returns: 'Mixpanel', fails: 'throws' },
    'Mixpanel.track|import|alias': { effects: [{ kind: 'analytics', target: '0', payload: '1' }], callbacks: [done], fails: 'callback' },
    'Mixpanel.track_batch|import_batch': { effects: [{ kind: 'analytics', payload: '0' }], callbacks: [done], fails: 'callback' },
    'Mixpanel.people|groups.set|set_once|increment|append|union|track_charge|unset|remove|delete_user|delete_group': {
      effects: [{ kind: 'analytics', target: '0', payload: '1' }],
      callbacks: [done],
      fails: 'callback',
    },
  },
});
