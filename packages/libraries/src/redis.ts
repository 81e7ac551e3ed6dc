import { defineLibrary } from './library.ts';

/** Commands are methods in camel case, the key is the first argument. */
export const redis = defineLibrary({
  name: 'node-redis',
  packages: ['redis', '@redis/client'],
  docs: 'https://redis.io/docs/latest/develop/clients/nodejs/',
  resource: { kind: 'cache', name: 'redis' },
  aliases: {
    RedisClientType: 'RedisClient', RedisClusterType: 'RedisClient', RedisClientPoolType: 'RedisClient', RedisSentinelType: 'RedisClient',
    RedisClientMultiCommandType: 'Multi',
  },
  symbols: {
    'createClient|createCluster|createClientPool|createSentinel': {
      returns: 'RedisClient',
      retries: {
        of: 'connection',
        attempts: 'unbounded',
        delay: { first: 50, factor: 2, max: 2000, jitter: true, constant: '0.socket.reconnectStrategy', given: '0.socket.reconnectStrategy', asked: { count: '0', from: 0, ends: 'no-number' } },
        errors: 'connection',
        source: 'https://github.com/redis/node-redis/blob/2a92b2e5/packages/client/lib/client/socket.ts',
      },
    },
    'RedisClient.connect': { effects: [{ kind: 'connect' }], returns: 'this' },
    'RedisClient.duplicate': { returns: 'this' },
    'RedisClient.quit|disconnect|close|destroy|unref': { cleanup: true },
    'RedisClient.on|once': { callbacks: [{ at: '1', runs: 'later', errorEvents: { at: '0', names: ['error'] } }], returns: 'this' },
    'RedisClient.withTypeMapping|withCommandOptions|legacy': { returns: 'this' },

    'RedisClient.get|mGet|getRange|strLen|exists|type|ttl|pTTL|hGet|hGetAll|hmGet|hKeys|hVals|hLen|hExists|lRange|lLen|lIndex': {
      effects: [{ kind: 'cache-read', target: '0', operation: 'read' }],
    },
    'RedisClient.sMembers|sIsMember|sCard|zRange|zRangeWithScores|zRangeByScore|zScore|zRank|zCard|zCount|xRange|xRevRange|xLen|xPending': {
      effects: [{ kind: 'cache-read', target: '0', operation: 'read' }],
    },
    'RedisClient.keys|scan|hScan|sScan|zScan|dbSize': {
      effects: [{ kind: 'cache-read', target: '0', operation: 'read' }],
    },
    'RedisClient.scanIterator|hScanIterator|sScanIterator|zScanIterator': {
      effects: [{ kind: 'cache-read', operation: 'read' }],
      fails: 'never',
    },
    'RedisClient.set': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'upsert', payload: '1', ttl: { at: '2.EX', unit: 's' }, claims: '2.NX|2.condition' }],
    },
    'RedisClient.setNX': { effects: [{ kind: 'cache-write', target: '0', operation: 'upsert', payload: '1', claims: true }] },
    'RedisClient.setEx': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'upsert', payload: '2', ttl: { at: '1', unit: 's' } }],
    },
    'RedisClient.pSetEx': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'upsert', payload: '2', ttl: { at: '1', unit: 'ms' } }],
    },
    'RedisClient.getSet|append|setRange|hSet|hSetNX|sAdd|zAdd|pfAdd|lSet|lInsert': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'upsert', payload: '1' }],
    },
    'RedisClient.mSet|mSetNX': { effects: [{ kind: 'cache-write', target: '0', operation: 'upsert', payload: '0' }] },
    'RedisClient.expire|expireAt': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'update', ttl: { at: '1', unit: 's' } }],
    },
    'RedisClient.pExpire|pExpireAt': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'update', ttl: { at: '1', unit: 'ms' } }],
    },
    'RedisClient.incr|incrBy|incrByFloat|decr|decrBy|hIncrBy|hIncrByFloat|zIncrBy': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'update', atomic: true }],
    },
    'RedisClient.persist|rename|renameNX|touch|lTrim': { effects: [{ kind: 'cache-write', target: '0', operation: 'update' }] },
    'RedisClient.del|unlink|getDel|hDel|sRem|sPop|zRem|zPopMin|zPopMax|zRemRangeByScore|lRem|xDel|xTrim': {
      effects: [{ kind: 'cache-invalidate', target: '0', operation: 'delete' }],
    },
    'RedisClient.flushAll|flushDb': { effects: [{ kind: 'cache-invalidate', operation: 'delete' }] },
    'RedisClient.eval|evalSha': { effects: [{ kind: 'cache-write', target: '1.keys', operation: 'raw', atomic: true }] },
    'RedisClient.sendCommand': { effects: [{ kind: 'cache-write', operation: 'raw' }] },

    'RedisClient.publish|sPublish': { effects: [{ kind: 'enqueue', target: '0', payload: '1' }] },
    'RedisClient.lPush|rPush|lPushX|rPushX': { effects: [{ kind: 'enqueue', target: '0', payload: '1' }] },
    'RedisClient.xAdd': { effects: [{ kind: 'enqueue', target: '0', payload: '2' }] },
    'RedisClient.lPop|rPop|lMove|rPopLPush': { effects: [{ kind: 'consume', target: '0' }] },
    'RedisClient.blPop|brPop|blMove|bzPopMin|bzPopMax': { effects: [{ kind: 'consume', target: '0' }] },
    'RedisClient.subscribe|pSubscribe|sSubscribe': {
      effects: [{ kind: 'consume', target: '0' }],
      callbacks: [{ at: '1', runs: 'later', role: 'consumer', name: '0' }],
    },
    'RedisClient.unsubscribe|pUnsubscribe|sUnsubscribe': { cleanup: true },
    'RedisClient.xRead': { effects: [{ kind: 'consume', target: '0.key' }] },
    'RedisClient.xReadGroup': { effects: [{ kind: 'consume', target: '2.key' }] },
    'RedisClient.xAutoClaim|xClaim': { effects: [{ kind: 'consume', target: '0' }] },
    'RedisClient.xAck': { effects: [{ kind: 'ack', target: '0' }] },
    'RedisClient.xGroupCreate': { effects: [{ kind: 'cache-write', target: '0' }] },

    'RedisClient.multi': { returns: 'Multi' },
    'RedisClient.watch|unwatch': { effects: [{ kind: 'cache-read', target: '0' }] },
    'RedisClient.ping|info|time': { effects: [{ kind: 'network', method: '=GET' }] },
  },
});

/** Only collects: `exec` sends. */
export const redisMulti = defineLibrary({
  name: 'node-redis multi',
  packages: ['redis', '@redis/client'],
  docs: 'https://redis.io/docs/latest/develop/clients/nodejs/transpipe/',
  resource: { kind: 'cache', name: 'redis' },
  symbols: {
    'Multi.*': { returns: 'this', fails: 'never' },
    'Multi.get|mGet|exists|ttl|hGet|hGetAll|hmGet|lRange|lLen|sMembers|sIsMember|sCard|zRange|zScore|zCard': {
      effects: [{ kind: 'cache-read', target: '0', operation: 'read', lazy: true }],
      returns: 'this',
      fails: 'never',
    },
    'Multi.set|setNX|setEx|pSetEx|mSet|append|hSet|hSetNX|sAdd|zAdd|expire|pExpire|expireAt|rename|lTrim': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'upsert', lazy: true }],
      returns: 'this',
      fails: 'never',
    },
    'Multi.incr|incrBy|incrByFloat|decr|decrBy|hIncrBy|hIncrByFloat|zIncrBy': {
      effects: [{ kind: 'cache-write', target: '0', operation: 'update', atomic: true, lazy: true }],
      returns: 'this',
      fails: 'never',
    },
    'Multi.del|unlink|getDel|hDel|sRem|zRem|zRemRangeByScore|lRem|xDel': {
      effects: [{ kind: 'cache-invalidate', target: '0', operation: 'delete', lazy: true }],
      returns: 'this',
      fails: 'never',
    },
    'Multi.publish|lPush|rPush|xAdd': {
      effects: [{ kind: 'enqueue', target: '0', payload: '1', lazy: true }],
      returns: 'this',
      fails: 'never',
    },
    'Multi.xAck': { effects: [{ kind: 'ack', target: '0', lazy: true }], returns: 'this', fails: 'never' },
    'Multi.exec|execAsPipeline': { effects: [{ kind: 'cache-write', operation: 'raw' }] },
  },
});
