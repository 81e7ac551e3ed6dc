import { defineLibrary } from './library.ts';

/** Times are in milliseconds. Where it keeps things is told to the constructor. */
export const keyv = defineLibrary({
  name: 'keyv',
  packages: ['keyv'],
  docs: 'https://keyv.org/docs/keyv/',
  resource: false,
  aliases: { default: 'Keyv' },
  symbols: {
    Keyv: { effects: [{ kind: 'connect', target: '0' }], fails: 'never' },
    'Keyv.get|getMany|getRaw|has|hasMany': { effects: [{ kind: 'cache-read', target: '0', operation: 'read' }] },
    'Keyv.set': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'upsert', payload: '1', ttl: { at: '2', unit: 'ms' } }],
    },
    'Keyv.setMany': { effects: [{ kind: 'cache-write', operation: 'upsert', payload: '0' }] },
    'Keyv.delete|deleteMany': { effects: [{ kind: 'cache-invalidate', target: '0', operation: 'delete' }] },
    'Keyv.clear': { effects: [{ kind: 'cache-invalidate', operation: 'delete' }] },
    'Keyv.on|once': { callbacks: [{ at: '1', runs: 'later', errorEvents: { at: '0', names: ['error'] } }] },
    'Keyv.disconnect': { cleanup: true },
  },
});
