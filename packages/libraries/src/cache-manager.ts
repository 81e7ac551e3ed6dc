import { defineLibrary } from './library.ts';

/** Times are in milliseconds since version 5. Nest injects a `Cache` under the token `CACHE_MANAGER`. */
export const cacheManager = defineLibrary({
  name: 'cache-manager',
  packages: ['cache-manager', '@nestjs/cache-manager'],
  docs: 'https://www.npmjs.com/package/cache-manager',
  resource: false,
  aliases: { MultiCache: 'Cache' },
  symbols: {
    'createCache|caching|multiCaching': { returns: 'Cache' },
    'Cache.get|mget|ttl': { effects: [{ kind: 'cache-read', target: '0', operation: 'read' }] },
    'Cache.set': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'upsert', payload: '1', ttl: { at: '2', unit: 'ms' } }],
    },
    'Cache.mset': { effects: [{ kind: 'cache-write', operation: 'upsert', payload: '0' }] },
    'Cache.wrap': {
      effects: [
        { kind: 'cache-read', target: '0', operation: 'read' },
        { kind: 'cache-write', target: '0', operation: 'upsert', ttl: { at: '2', unit: 'ms' } },
      ],
      callbacks: [{ at: '1', runs: 'now' }],
      returns: 'result1',
    },
    'Cache.del|mdel': { effects: [{ kind: 'cache-invalidate', target: '0', operation: 'delete' }] },
    'Cache.clear|reset': { effects: [{ kind: 'cache-invalidate', operation: 'delete' }] },
    'Cache.on': { callbacks: [{ at: '1', runs: 'later' }], returns: 'this' },
    'Cache.disconnect': { cleanup: true },
  },
});
