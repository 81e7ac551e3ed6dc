import { defineLibrary } from './library.ts';

const retries = {
  of: 'calls',
  attempts: 6,
  says: [
    { at: 'new:0.retry.retries', counts: 'retries' },
    { at: 'new:0.retry', counts: 'retries', means: [{ is: false, attempts: 1 }] },
  ],
  delay: { first: 50, factor: 2.718, given: 'new:0.retry.backoff', asked: { count: '0', from: 0 } },
  errors: 'connection',
  source: 'https://github.com/upstash/redis-js/blob/main/pkg/http.ts',
} as const;

/** Redis over HTTP: each command is a request, and is repeated on network errors on its own. */
export const upstash = defineLibrary({
  name: '@upstash/redis',
  packages: ['@upstash/redis', '@upstash/redis/cloudflare', '@upstash/redis/fastly', '@vercel/kv'],
  docs: 'https://upstash.com/docs/redis/sdks/ts/overview',
  resource: { kind: 'cache', name: 'upstash redis' },
  aliases: { VercelKV: 'Redis', createClient: 'Redis' },
  symbols: {
    Redis: { returns: 'Redis', fails: 'never', retries },
    'Redis.fromEnv': { returns: 'Redis', retries },
    kv: { is: 'Redis' },
    'Redis.get|mget|getrange|strlen|exists|type|ttl|pttl|hget|hgetall|hmget|hkeys|hvals|hlen|hexists|lrange|llen|lindex': {
      effects: [{ kind: 'cache-read', target: '0', operation: 'read' }],
    },
    'Redis.smembers|sismember|scard|zrange|zscore|zrank|zcard|zcount|xrange|xlen|keys|scan|hscan|sscan|zscan|dbsize': {
      effects: [{ kind: 'cache-read', target: '0', operation: 'read' }],
    },
    'Redis.set': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'upsert', payload: '1', ttl: { at: '2.ex', unit: 's' }, claims: '2.nx' }],
    },
    'Redis.setex': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'upsert', payload: '2', ttl: { at: '1', unit: 's' } }],
    },
    'Redis.psetex': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'upsert', payload: '2', ttl: { at: '1', unit: 'ms' } }],
    },
    'Redis.setnx|getset|append|setrange|hset|hsetnx|sadd|zadd|pfadd|lset|linsert': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'upsert', payload: '1' }],
    },
    'Redis.mset|msetnx': { effects: [{ kind: 'cache-write', target: '0', operation: 'upsert', payload: '0' }] },
    'Redis.expire|expireat': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'update', ttl: { at: '1', unit: 's' } }],
    },
    'Redis.pexpire|pexpireat': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'update', ttl: { at: '1', unit: 'ms' } }],
    },
    'Redis.incr|incrby|incrbyfloat|decr|decrby|hincrby|hincrbyfloat|zincrby': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'update', atomic: true }],
    },
    'Redis.persist|rename|renamenx|touch|ltrim': { effects: [{ kind: 'cache-write', target: '0', operation: 'update' }] },
    'Redis.del|unlink|getdel|hdel|srem|spop|zrem|zpopmin|zpopmax|lrem|xdel|xtrim': {
      effects: [{ kind: 'cache-invalidate', target: '0', operation: 'delete' }],
    },
    'Redis.flushall|flushdb': { effects: [{ kind: 'cache-invalidate', operation: 'delete' }] },
    'Redis.eval|evalsha': { effects: [{ kind: 'cache-write', target: '1', operation: 'raw', atomic: true }] },
    'Redis.publish': { effects: [{ kind: 'enqueue', target: '0', payload: '1' }] },
    'Redis.lpush|rpush|lpushx|rpushx|xadd': { effects: [{ kind: 'enqueue', target: '0', payload: '1' }] },
    'Redis.lpop|rpop|lmove': { effects: [{ kind: 'consume', target: '0' }] },
    'Redis.xread|xreadgroup|xautoclaim|xclaim': { effects: [{ kind: 'consume' }] },
    'Redis.xack': { effects: [{ kind: 'ack', target: '0' }] },
    'Redis.multi|pipeline': { returns: 'Pipeline' },
    'Redis.ping': { effects: [{ kind: 'network', method: '=GET' }] },
  },
});

/** Only collects: `exec` sends everything in one request. */
export const upstashPipeline = defineLibrary({
  name: '@upstash/redis pipeline',
  packages: ['@upstash/redis', '@upstash/redis/cloudflare', '@upstash/redis/fastly', '@vercel/kv'],
  docs: 'https://upstash.com/docs/redis/sdks/ts/pipelining/pipeline-transaction',
  resource: { kind: 'cache', name: 'upstash redis' },
  symbols: {
    'Pipeline.*': { returns: 'this', fails: 'never' },
    'Pipeline.get|mget|exists|ttl|hget|hgetall|hmget|lrange|llen|smembers|sismember|scard|zrange|zscore|zcard': {
      effects: [{ kind: 'cache-read', target: '0', operation: 'read', lazy: true }],
      returns: 'this',
      fails: 'never',
    },
    'Pipeline.set|setnx|setex|psetex|mset|append|hset|hsetnx|hmset|sadd|zadd|expire|pexpire|expireat|rename|ltrim': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'upsert', lazy: true }],
      returns: 'this',
      fails: 'never',
    },
    'Pipeline.incr|incrby|incrbyfloat|decr|decrby|hincrby|hincrbyfloat|zincrby': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'update', atomic: true, lazy: true }],
      returns: 'this',
      fails: 'never',
    },
    'Pipeline.del|unlink|getdel|hdel|srem|zrem|zremrangebyscore|lrem|xdel': {
      effects: [{ kind: 'cache-invalidate', target: '0', operation: 'delete', lazy: true }],
      returns: 'this',
      fails: 'never',
    },
    'Pipeline.publish|lpush|rpush|xadd': {
      effects: [{ kind: 'enqueue', target: '0', payload: '1', lazy: true }],
      returns: 'this',
      fails: 'never',
    },
    'Pipeline.xack': { effects: [{ kind: 'ack', target: '0', lazy: true }], returns: 'this', fails: 'never' },
    'Pipeline.exec': { effects: [{ kind: 'cache-write', operation: 'raw' }] },
  },
});
