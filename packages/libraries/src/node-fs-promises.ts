import { defineLibrary } from './library.ts';
import { removal } from './node-fs.ts';

export const nodeFsPromises = defineLibrary({
  name: 'node-fs-promises',
  packages: ['fs/promises', 'fs-extra'],
  docs: 'https://nodejs.org/api/fs.html#promises-api',
  symbols: {
    'readFile|readdir|readlink|opendir': { effects: [{ kind: 'file-read', target: '0' }] },
    'writeFile|appendFile': { effects: [{ kind: 'file-write', target: '0', payload: '1' }] },
    'mkdir|mkdtemp': { effects: [{ kind: 'file-write', operation: 'create', target: '0' }] },
    'truncate|chmod|chown|utimes': { effects: [{ kind: 'file-write', operation: 'update', target: '0' }] },
    'rename|copyFile|cp|link|symlink': { effects: [{ kind: 'file-write', target: '1' }] },
    unlink: { effects: [{ kind: 'file-delete', target: '0' }], cleanup: true },
    'rm|rmdir': { effects: [{ kind: 'file-delete', target: '0' }], cleanup: true, retries: removal },
    'access|stat|lstat|realpath': { effects: [{ kind: 'file-read', target: '0' }], probe: true },
    open: { effects: [{ kind: 'file-read', target: '0' }], returns: 'FileHandle' },
    'FileHandle.read|readFile|readLines|readv': { effects: [{ kind: 'file-read', target: 'new:0' }] },
    'FileHandle.write|writeFile|appendFile|writev': { effects: [{ kind: 'file-write', target: 'new:0', payload: '0' }] },
    'FileHandle.truncate|sync|datasync|chmod|chown|utimes': { effects: [{ kind: 'file-write', operation: 'update', target: 'new:0' }] },
    'FileHandle.stat': { effects: [{ kind: 'file-read', target: 'new:0' }], probe: true },
    'FileHandle.close': { cleanup: true },
    'FileHandle.createReadStream': { effects: [{ kind: 'file-read', target: 'new:0' }], returns: 'stream#Readable', fails: 'never' },
    'FileHandle.createWriteStream': { effects: [{ kind: 'file-write', target: 'new:0' }], returns: 'stream#Writable', fails: 'never' },
  },
});
