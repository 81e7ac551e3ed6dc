import { defineLibrary } from './library.ts';

/** It ends when they answer with anything but a number. */
const asked = { count: '0', ends: 'no-number' } as const;
const strategy = { given: '0.retryStrategy|1.retryStrategy|2.retryStrategy', asked } as const;

/** Commands are methods, the key is the first argument. */
export const ioredis = defineLibrary({
  name: 'ioredis',
  packages: ['ioredis'],
  docs: 'https://redis.github.io/ioredis/classes/Redis.html',
  resource: { kind: 'cache', name: 'redis' },
  aliases: { default: 'Redis', RedisCommander: 'Redis', Commander: 'Redis', Pipeline: 'ChainableCommander' },
  symbols: {
    // A command that a lost connection took with it is sent again, up to 20 times (`maxRetriesPerRequest`), as part of reconnecting.
    Redis: {
      effects: [{ kind: 'connect', target: '0' }],
      fails: 'never',
      retries: {
        of: 'connection',
        attempts: 'unbounded',
        delay: { first: 50, factor: 2, max: 5000, jitter: true, ...strategy },
        errors: 'connection',
        versions: [{ below: '6.0.0', delay: { first: 50, factor: 1, adds: 50, max: 2000, ...strategy } }],
        source: 'https://github.com/redis/ioredis/blob/dfd54282/lib/redis/RedisOptions.ts#L289-L337',
      },
    },
    Cluster: {
      effects: [{ kind: 'connect', target: '0' }],
      fails: 'never',
      // A redirection is followed up to 16 times for each command, as part of the protocol.
      retries: {
        of: 'connection',
        attempts: 'unbounded',
        delay: { first: 102, factor: 1, adds: 2, max: 2000, given: '1.clusterRetryStrategy', asked },
        errors: 'connection',
        source: 'https://github.com/redis/ioredis/blob/dfd54282/lib/cluster/ClusterOptions.ts',
      },
    },
    'Redis|Cluster.connect': { effects: [{ kind: 'connect' }] },
    'Redis|Cluster.duplicate': { effects: [{ kind: 'connect' }], returns: 'this', fails: 'never' },
    'Redis|Cluster.quit|disconnect': { cleanup: true },
    'Redis.end': { cleanup: true },
    'Redis|Cluster.on|once|addListener': {
      callbacks: [{ at: '1', runs: 'later', errorEvents: { at: '0', names: ['error'] } }],
      returns: 'this',
    },

    'Redis|Cluster.get|getBuffer|getrange|mget|strlen|exists|type|ttl|pttl|hget|hgetall|hmget|hkeys|hvals|hlen|hexists': {
      effects: [{ kind: 'cache-read', target: '0', operation: 'read' }],
    },
    'Redis|Cluster.lrange|llen|lindex|smembers|sismember|scard|zrange|zrangebyscore|zrevrange|zscore|zrank|zcard|zcount': {
      effects: [{ kind: 'cache-read', target: '0', operation: 'read' }],
    },
    'Redis|Cluster.xrange|xrevrange|xlen|xpending|getbit|bitcount|pfcount': {
      effects: [{ kind: 'cache-read', target: '0', operation: 'read' }],
    },
    'Redis|Cluster.keys|scan|dbsize': { effects: [{ kind: 'cache-read', target: '0', operation: 'read' }] },
    'Redis|Cluster.sscan|hscan|zscan': {
      effects: [{ kind: 'cache-read', target: '0', operation: 'read' }],
    },

    'Redis|Cluster.set': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'upsert', payload: '1', ttl: { at: '3', unit: 's' }, claims: '2|3|4|5' }],
    },
    'Redis|Cluster.getset|setrange|setbit': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'upsert', payload: '1' }],
    },
    'Redis|Cluster.setnx': { effects: [{ kind: 'cache-write', target: '0', operation: 'upsert', payload: '1', claims: true }] },
    'Redis|Cluster.setex': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'upsert', payload: '2', ttl: { at: '1', unit: 's' } }],
    },
    'Redis|Cluster.psetex': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'upsert', payload: '2', ttl: { at: '1', unit: 'ms' } }],
    },
    'Redis|Cluster.append|hset|hsetnx|hmset|sadd|zadd|pfadd|geoadd|lset|linsert': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'upsert', payload: '1' }],
    },
    'Redis|Cluster.mset|msetnx': { effects: [{ kind: 'cache-write', target: '0', operation: 'upsert', payload: '0' }] },
    'Redis|Cluster.expire|expireat': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'update', ttl: { at: '1', unit: 's' } }],
    },
    'Redis|Cluster.pexpire|pexpireat': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'update', ttl: { at: '1', unit: 'ms' } }],
    },
    'Redis|Cluster.incr|incrby|incrbyfloat|decr|decrby|hincrby|hincrbyfloat|zincrby': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'update', atomic: true }],
    },
    'Redis|Cluster.persist|rename|renamenx|touch|smove|ltrim': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'update' }],
    },
    'Redis|Cluster.del|unlink|getdel|hdel|srem|spop|zrem|zpopmin|zpopmax|zremrangebyscore|zremrangebyrank|lrem|xdel|xtrim': {
      effects: [{ kind: 'cache-invalidate', target: '0', operation: 'delete' }],
    },
    'Redis|Cluster.flushall|flushdb': { effects: [{ kind: 'cache-invalidate', operation: 'delete' }] },
    'Redis|Cluster.eval|evalsha': {
      effects: [{ kind: 'cache-write', target: '2', operation: 'raw', atomic: true }],
    },

    'Redis|Cluster.publish|spublish': { effects: [{ kind: 'enqueue', target: '0', payload: '1' }] },
    'Redis|Cluster.lpush|rpush|lpushx|rpushx|xadd': { effects: [{ kind: 'enqueue', target: '0', payload: '1' }] },
    'Redis|Cluster.lpop|rpop|rpoplpush|lmove': { effects: [{ kind: 'consume', target: '0' }] },
    'Redis|Cluster.blpop|brpop|brpoplpush|blmove|bzpopmin|bzpopmax': { effects: [{ kind: 'consume', target: '0' }] },
    'Redis|Cluster.subscribe|psubscribe|ssubscribe': { effects: [{ kind: 'consume', target: '0' }] },
    'Redis|Cluster.unsubscribe|punsubscribe|sunsubscribe': { cleanup: true },
    'Redis|Cluster.xread|xreadgroup': { effects: [{ kind: 'consume' }] },
    'Redis|Cluster.xautoclaim|xclaim': { effects: [{ kind: 'consume', target: '0' }] },
    'Redis|Cluster.xgroup': { effects: [{ kind: 'cache-write', target: '1' }] },
    'Redis|Cluster.xack': { effects: [{ kind: 'ack', target: '0' }] },

    'Redis.scanStream': { effects: [{ kind: 'cache-read', operation: 'read' }], fails: 'never' },
    'Redis|Cluster.multi|pipeline': { returns: 'ChainableCommander' },
    'Redis.watch|unwatch': { effects: [{ kind: 'cache-read', target: '0' }] },
    'Redis|Cluster.ping|info|time': { effects: [{ kind: 'network', method: '=GET' }] },
    'Redis|Cluster.call': { effects: [{ kind: 'cache-write', target: '1', operation: 'raw' }] },
  },
});

/** Only collects: `exec` sends, and resolves with a pair of error and result for each command. */
export const ioredisPipeline = defineLibrary({
  name: 'ioredis pipeline',
  packages: ['ioredis'],
  docs: 'https://redis.github.io/ioredis/interfaces/ChainableCommander.html',
  resource: { kind: 'cache', name: 'redis' },
  symbols: {
    'ChainableCommander.*': { returns: 'this', fails: 'never' },
    'ChainableCommander.get|mget|exists|ttl|hget|hgetall|hmget|lrange|llen|smembers|sismember|scard|zrange|zscore|zcard': {
      effects: [{ kind: 'cache-read', target: '0', operation: 'read', lazy: true }],
      returns: 'this',
      fails: 'never',
    },
    'ChainableCommander.set|setnx|setex|psetex|mset|append|hset|hsetnx|hmset|sadd|zadd|expire|pexpire|expireat|rename|ltrim': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'upsert', lazy: true }],
      returns: 'this',
      fails: 'never',
    },
    'ChainableCommander.incr|incrby|incrbyfloat|decr|decrby|hincrby|hincrbyfloat|zincrby': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'update', atomic: true, lazy: true }],
      returns: 'this',
      fails: 'never',
    },
    'ChainableCommander.del|unlink|getdel|hdel|srem|zrem|zremrangebyscore|lrem|xdel': {
      effects: [{ kind: 'cache-invalidate', target: '0', operation: 'delete', lazy: true }],
      returns: 'this',
      fails: 'never',
    },
    'ChainableCommander.publish|lpush|rpush|xadd': {
      effects: [{ kind: 'enqueue', target: '0', payload: '1', lazy: true }],
      returns: 'this',
      fails: 'never',
    },
    'ChainableCommander.xack': { effects: [{ kind: 'ack', target: '0', lazy: true }], returns: 'this', fails: 'never' },
    'ChainableCommander.exec': { effects: [{ kind: 'cache-write', operation: 'raw' }] },
  },
});
