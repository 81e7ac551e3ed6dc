import { defineLibrary } from './library.ts';

/** In this process; bounded by `max`; times are in milliseconds. */
export const lruCache = defineLibrary({
  name: 'lru-cache',
  packages: ['lru-cache'],
  docs: 'https://isaacs.github.io/node-lru-cache/',
  resource: false,
  aliases: { default: 'LRUCache' },
  symbols: {
    'LRUCache.get|peek|has|info': { effects: [{ kind: 'cache-read', target: '0', operation: 'read' }], returns: '<1>', fails: 'never' },
    'LRUCache.fetch|forceFetch|memo': { effects: [{ kind: 'cache-read', target: '0', operation: 'read' }], returns: '<1>' },
    'LRUCache.set': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'upsert', payload: '1', ttl: { at: '2.ttl', unit: 'ms' } }],
      returns: 'this',
      fails: 'never',
    },
    'LRUCache.delete|del': { effects: [{ kind: 'cache-invalidate', target: '0', operation: 'delete' }], fails: 'never' },
    'LRUCache.clear|reset': { effects: [{ kind: 'cache-invalidate', operation: 'delete' }], fails: 'never' },
    'LRUCache.forEach': { callbacks: [{ at: '0', runs: 'each', params: ['<1>'] }] },
  },
});
