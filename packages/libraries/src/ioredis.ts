import { defineLibrary } from './library.ts';

/**
 * Commands are methods, the key is the first argument. A pipeline only collects until `exec`, which resolves
 * with a pair of error and result for each command.
 */
export const ioredis = defineLibrary({
  name: 'ioredis',
  packages: ['ioredis'],
  docs: 'https://redis.github.io/ioredis/classes/Redis.html',
  aliases: { default: 'Redis', RedisCommander: 'Redis', Commander: 'Redis', Pipeline: 'ChainableCommander' },
  symbols: {
    'Redis|Cluster': { effects: [{ kind: 'connect', target: '0' }] },
    'Redis|Cluster.connect': { effects: [{ kind: 'connect' }] },
    'Redis|Cluster.duplicate': { effects: [{ kind: 'connect' }], returns: 'this' },
    'Redis|Cluster.quit|disconnect|end': { cleanup: true },
    'Redis|Cluster.on|once|addListener': {
      callbacks: [{ at: '1', runs: 'later', errorEvents: { at: '0', names: ['error'] } }],
      returns: 'this',
    },

    'Redis|Cluster|ChainableCommander.get|getBuffer|getrange|mget|strlen|exists|type|ttl|pttl|hget|hgetall|hmget|hkeys|hvals|hlen|hexists': {
      effects: [{ kind: 'cache-read', target: '0', operation: 'read' }],
    },
    'Redis|Cluster|ChainableCommander.lrange|llen|lindex|smembers|sismember|scard|zrange|zrangebyscore|zrevrange|zscore|zrank|zcard|zcount': {
      effects: [{ kind: 'cache-read', target: '0', operation: 'read' }],
    },
    'Redis|Cluster|ChainableCommander.xrange|xrevrange|xlen|xpending|getbit|bitcount|pfcount': {
      effects: [{ kind: 'cache-read', target: '0', operation: 'read' }],
    },
    'Redis|Cluster.keys|scan|scanStream|dbsize': { effects: [{ kind: 'cache-read', target: '0', operation: 'read' }] },
    'Redis|Cluster.sscan|hscan|zscan|sscanStream|hscanStream|zscanStream': {
      effects: [{ kind: 'cache-read', target: '0', operation: 'read' }],
    },

    'Redis|Cluster|ChainableCommander.set|getset|setrange|setbit': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'upsert', payload: '1', ttl: { at: '3', unit: 's' } }],
    },
    'Redis|Cluster|ChainableCommander.setex': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'upsert', payload: '2', ttl: { at: '1', unit: 's' } }],
    },
    'Redis|Cluster|ChainableCommander.psetex': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'upsert', payload: '2', ttl: { at: '1', unit: 'ms' } }],
    },
    'Redis|Cluster|ChainableCommander.setnx|append|hset|hsetnx|hmset|sadd|zadd|pfadd|geoadd|lset|linsert': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'upsert', payload: '1' }],
    },
    'Redis|Cluster|ChainableCommander.mset|msetnx': { effects: [{ kind: 'cache-write', target: '0', operation: 'upsert', payload: '0' }] },
    'Redis|Cluster|ChainableCommander.expire|expireat': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'update', ttl: { at: '1', unit: 's' } }],
    },
    'Redis|Cluster|ChainableCommander.pexpire|pexpireat': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'update', ttl: { at: '1', unit: 'ms' } }],
    },
    'Redis|Cluster|ChainableCommander.incr|incrby|incrbyfloat|decr|decrby|hincrby|hincrbyfloat|zincrby': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'update', atomic: true }],
    },
    'Redis|Cluster|ChainableCommander.persist|rename|renamenx|touch|smove|ltrim': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'update' }],
    },
    'Redis|Cluster|ChainableCommander.del|unlink|getdel|hdel|srem|spop|zrem|zpopmin|zpopmax|zremrangebyscore|zremrangebyrank|lrem|xdel|xtrim': {
      effects: [{ kind: 'cache-invalidate', target: '0', operation: 'delete' }],
    },
    'Redis|Cluster|ChainableCommander.flushall|flushdb': { effects: [{ kind: 'cache-invalidate', operation: 'delete' }] },
    'Redis|Cluster|ChainableCommander.eval|evalsha': {
      effects: [{ kind: 'cache-write', target: '2', operation: 'raw', atomic: true }],
    },

    'Redis|Cluster|ChainableCommander.publish|spublish': { effects: [{ kind: 'enqueue', target: '0', payload: '1' }] },
    'Redis|Cluster|ChainableCommander.lpush|rpush|lpushx|rpushx|xadd': { effects: [{ kind: 'enqueue', target: '0', payload: '1' }] },
    'Redis|Cluster|ChainableCommander.lpop|rpop|rpoplpush|lmove': { effects: [{ kind: 'consume', target: '0' }] },
    'Redis|Cluster.blpop|brpop|brpoplpush|blmove|bzpopmin|bzpopmax': { effects: [{ kind: 'consume', target: '0' }] },
    'Redis|Cluster.subscribe|psubscribe|ssubscribe': { effects: [{ kind: 'consume', target: '0' }] },
    'Redis|Cluster.unsubscribe|punsubscribe|sunsubscribe': { cleanup: true },
    'Redis|Cluster.xread|xreadgroup': { effects: [{ kind: 'consume' }] },
    'Redis|Cluster.xautoclaim|xclaim': { effects: [{ kind: 'consume', target: '0' }] },
    'Redis|Cluster|ChainableCommander.xgroup': { effects: [{ kind: 'cache-write', target: '1' }] },
    'Redis|Cluster|ChainableCommander.xack': { effects: [{ kind: 'ack', target: '0' }] },

    'Redis|Cluster.multi': { effects: [{ kind: 'db-transaction' }], returns: 'ChainableCommander', fails: 'never' },
    'Redis|Cluster.pipeline': { returns: 'ChainableCommander' },
    'ChainableCommander.exec': {
      effects: [{ kind: 'cache-write', operation: 'raw' }],
      callbacks: [{ at: '0', runs: 'later', params: ['error', null], errorParam: 0 }],
    },
    'Redis.watch|unwatch': { effects: [{ kind: 'cache-read', target: '0' }] },
    'Redis|Cluster.ping|info|time': { effects: [{ kind: 'network', method: '=GET' }] },
    'Redis|Cluster|ChainableCommander.call': { effects: [{ kind: 'cache-write', target: '1', operation: 'raw' }] },
  },
});
