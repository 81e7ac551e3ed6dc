import { defineLibrary } from './library.ts';

const callback = { at: 'last', runs: 'later', params: ['error'], errorParam: 0, onThrow: 'crash' } as const;
const style = { callbacks: [callback], fails: 'callback' } as const;
const listener = { at: '1', runs: 'later', name: '0', onThrow: 'crash', errorEvents: { at: '0', names: ['error'] } } as const;

/** What cannot be removed yet is tried again only if a number says so, each time 100 ms later than before. */
export const removal = {
  of: 'call',
  attempts: 1,
  says: [{ at: '1.maxRetries', counts: 'retries', when: '1.recursive' }],
  delay: { first: 100, factor: 1, adds: 'first', says: { first: '1.retryDelay' } },
  errors: 'transient',
  source: 'https://nodejs.org/api/fs.html#fspromisesrmpath-options',
} as const;

/** Callback style. The other styles are in `node-fs-promises` and `node-fs-sync`. */
export const nodeFs = defineLibrary({
  name: 'node-fs',
  packages: ['fs', 'graceful-fs'],
  docs: 'https://nodejs.org/api/fs.html#callback-api',
  symbols: {
    'readFile|readdir|readlink|opendir|read|readv': { effects: [{ kind: 'file-read', target: '0' }], ...style },
    'writeFile|appendFile|write|writev': {
      effects: [{ kind: 'file-write', target: '0', payload: '1' }],
      ...style,
    },
    'mkdir|mkdtemp': { effects: [{ kind: 'file-write', operation: 'create', target: '0' }], ...style },
    'truncate|ftruncate|chmod|chown|utimes|fsync|fdatasync': { effects: [{ kind: 'file-write', operation: 'update', target: '0' }], ...style },
    'rename|copyFile|cp|link|symlink': { effects: [{ kind: 'file-write', target: '1' }], ...style },
    unlink: { effects: [{ kind: 'file-delete', target: '0' }], cleanup: true, ...style },
    'rm|rmdir': { effects: [{ kind: 'file-delete', target: '0' }], cleanup: true, ...style, retries: removal },
    'access|stat|lstat|realpath': { effects: [{ kind: 'file-read', target: '0' }], probe: true, ...style },
    exists: { effects: [{ kind: 'file-read', target: '0' }], probe: true, fails: 'never', callbacks: [{ at: '1', runs: 'later' }] },
    open: { effects: [{ kind: 'file-read', target: '0' }], ...style },
    close: { cleanup: true, ...style },
    createReadStream: { effects: [{ kind: 'file-read', target: '0' }], returns: 'stream#Readable', fails: 'never' },
    createWriteStream: { effects: [{ kind: 'file-write', target: '0' }], returns: 'stream#Writable', fails: 'never' },
    watch: { callbacks: [{ at: 'last', runs: 'later', role: 'event', name: '0', onThrow: 'crash' }], returns: 'FSWatcher', fails: 'throws' },
    watchFile: { callbacks: [{ at: 'last', runs: 'later', role: 'event', name: '0', onThrow: 'crash' }], fails: 'throws' },
    'FSWatcher.on|once': { callbacks: [listener], returns: 'this' },
    'FSWatcher.close': { cleanup: true, fails: 'never' },
    unwatchFile: { cleanup: true, fails: 'never' },
    WriteStream: { is: 'stream#Writable' },
    ReadStream: { is: 'stream#Readable' },
    // The promise style again, reached through `fs.promises`.
    'promises.readFile|readdir|readlink|opendir': { effects: [{ kind: 'file-read', target: '0' }] },
    'promises.writeFile|appendFile': { effects: [{ kind: 'file-write', target: '0', payload: '1' }] },
    'promises.mkdir|mkdtemp': { effects: [{ kind: 'file-write', operation: 'create', target: '0' }] },
    'promises.truncate|chmod|chown|utimes': { effects: [{ kind: 'file-write', operation: 'update', target: '0' }] },
    'promises.rename|copyFile|cp|link|symlink': { effects: [{ kind: 'file-write', target: '1' }] },
    'promises.unlink': { effects: [{ kind: 'file-delete', target: '0' }], cleanup: true },
    'promises.rm|rmdir': { effects: [{ kind: 'file-delete', target: '0' }], cleanup: true, retries: removal },
    'promises.access|stat|lstat|realpath': { effects: [{ kind: 'file-read', target: '0' }], probe: true },
    'promises.open': { effects: [{ kind: 'file-read', target: '0' }], returns: 'fs/promises#FileHandle' },
  },
});
