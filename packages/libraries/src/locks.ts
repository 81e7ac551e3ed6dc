import { defineLibrary } from './library.ts';

/** Locks over several processes. */
export const redlock = defineLibrary({
  name: 'redlock',
  packages: ['redlock', '@sesamecare-oss/redlock'],
  docs: 'https://github.com/mike-marcacci/node-redlock#readme',
  resource: { kind: 'cache', name: 'redis' },
  aliases: { default: 'Redlock' },
  symbols: {
    Redlock: {
      fails: 'never',
      retries: {
        of: 'calls',
        attempts: 11,
        says: [{ at: '2.retryCount|3.retryCount|new:1.retryCount', counts: 'retries', means: [{ is: -1, attempts: 'unbounded' }] }],
        delay: { first: 200, factor: 1, jitter: true, says: { first: '2.retryDelay|3.retryDelay|new:1.retryDelay' } },
        errors: 'any',
        source: 'https://github.com/mike-marcacci/node-redlock/blob/main/src/index.ts#L123-L130',
      },
    },
    'Redlock.acquire|lock': { effects: [{ kind: 'lock', target: '0', ttl: { at: '1', unit: 'ms' } }], returns: 'Lock' },
    'Redlock.using': {
      effects: [{ kind: 'lock', target: '0', ttl: { at: '1', unit: 'ms' } }],
      callbacks: [{ at: 'last', runs: 'now', params: ['global#AbortSignal'] }],
      returns: 'result2',
    },
    'Lock.extend': { effects: [{ kind: 'lock', ttl: { at: '0', unit: 'ms' } }], returns: 'this' },
    'Redlock.extend': { effects: [{ kind: 'lock', ttl: { at: '1', unit: 'ms' } }], returns: 'Lock' },
    'Lock.release|unlock': { effects: [{ kind: 'unlock' }], cleanup: true },
    'Redlock.release|unlock': { effects: [{ kind: 'unlock', target: '0' }], cleanup: true },
    'Redlock.on': { callbacks: [{ at: '1', runs: 'later', errorEvents: { at: '0', names: ['error', 'clientError'] } }], returns: 'this' },
    'Redlock.quit': { cleanup: true },
  },
});

/** Locks within the process. `acquire` resolves with the function that releases. */
export const asyncMutex = defineLibrary({
  name: 'async-mutex',
  packages: ['async-mutex'],
  docs: 'https://github.com/DirtyHairy/async-mutex#readme',
  resource: false,
  aliases: { MutexInterface: 'Mutex', SemaphoreInterface: 'Semaphore', 'MutexInterface.Releaser': 'Releaser', 'SemaphoreInterface.Releaser': 'Releaser' },
  symbols: {
    'Mutex|Semaphore.runExclusive': {
      effects: [{ kind: 'lock' }],
      callbacks: [{ at: '0', runs: 'now' }],
      returns: 'result0',
    },
    'Mutex.acquire': { effects: [{ kind: 'lock' }], returns: 'Releaser' },
    'Semaphore.acquire': { effects: [{ kind: 'lock' }] },
    Releaser: { effects: [{ kind: 'unlock' }], fails: 'never' },
    'Mutex|Semaphore.release': { effects: [{ kind: 'unlock' }], cleanup: true, fails: 'never' },
    'Mutex|Semaphore.waitForUnlock': { fails: 'rejects' },
    'Mutex|Semaphore.cancel': { cleanup: true },
    'withTimeout|tryAcquire': { returns: 'arg0' },
  },
});

/** One at a time for each key, within the process. */
export const asyncLock = defineLibrary({
  name: 'async-lock',
  packages: ['async-lock'],
  docs: 'https://github.com/rogierschouten/async-lock#readme',
  resource: false,
  aliases: { default: 'AsyncLock' },
  symbols: {
    'AsyncLock.acquire': { effects: [{ kind: 'lock', target: '0' }], callbacks: [{ at: '1', runs: 'now' }], returns: 'result1' },
  },
});

export const pMutex = defineLibrary({
  name: 'p-mutex',
  packages: ['p-mutex'],
  docs: 'https://github.com/sindresorhus/p-mutex#api',
  resource: false,
  aliases: { default: 'Mutex' },
  symbols: {
    'Mutex.withLock': { effects: [{ kind: 'lock' }], callbacks: [{ at: '0', runs: 'now' }], returns: 'result0' },
    'Mutex.lock': { effects: [{ kind: 'lock' }] },
    'Mutex.unlock': { effects: [{ kind: 'unlock' }], cleanup: true, fails: 'never' },
  },
});

/** At most so many at once: `limit(fn)` fails as `fn` fails. */
export const pLimit = defineLibrary({
  name: 'p-limit',
  packages: ['p-limit'],
  docs: 'https://github.com/sindresorhus/p-limit#api',
  aliases: { default: 'pLimit' },
  symbols: {
    pLimit: { returns: 'LimitFunction' },
    limitFunction: { returns: 'arg0' },
    LimitFunction: { callbacks: [{ at: '0', runs: 'now' }], returns: 'result0' },
    'LimitFunction.map': { callbacks: [{ at: '1', runs: 'each' }] },
  },
});

export const pQueue = defineLibrary({
  name: 'p-queue',
  packages: ['p-queue'],
  docs: 'https://github.com/sindresorhus/p-queue#api',
  aliases: { default: 'PQueue' },
  symbols: {
    'PQueue.add': { callbacks: [{ at: '0', runs: 'now' }], returns: 'result0' },
    'PQueue.on|once': { callbacks: [{ at: '1', runs: 'later', errorEvents: { at: '0', names: ['error'] } }], returns: 'this' },
    'PQueue.start': { returns: 'this' },
  },
});
