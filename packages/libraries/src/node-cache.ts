import { defineLibrary } from './library.ts';

/** In this process; times are in seconds, and no time means for ever. */
export const nodeCache = defineLibrary({
  name: 'node-cache',
  packages: ['node-cache'],
  docs: 'https://github.com/node-cache/node-cache#readme',
  resource: false,
  aliases: { default: 'NodeCache' },
  symbols: {
    'NodeCache.get|mget|has|keys|getTtl': { effects: [{ kind: 'cache-read', target: '0', operation: 'read' }], fails: 'never' },
    'NodeCache.set': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'upsert', payload: '1', ttl: { at: '2', unit: 's' } }],
      fails: 'throws',
    },
    'NodeCache.mset': { effects: [{ kind: 'cache-write', operation: 'upsert', payload: '0' }], fails: 'throws' },
    'NodeCache.ttl': { effects: [{ kind: 'cache-write', target: '0', operation: 'update', ttl: { at: '1', unit: 's' } }], fails: 'never' },
    'NodeCache.del|take': { effects: [{ kind: 'cache-invalidate', target: '0', operation: 'delete' }], fails: 'never' },
    'NodeCache.flushAll': { effects: [{ kind: 'cache-invalidate', operation: 'delete' }], fails: 'never' },
    'NodeCache.on|once': { callbacks: [{ at: '1', runs: 'later' }], returns: 'this' },
    'NodeCache.close': { cleanup: true },
  },
});
