import { defineLibrary } from './library.ts';
import { removal } from './node-fs.ts';

export const nodeFsSync = defineLibrary({
  name: 'node-fs-sync',
  packages: ['fs', 'graceful-fs', 'fs-extra'],
  docs: 'https://nodejs.org/api/fs.html#synchronous-api',
  symbols: {
    'readFileSync|readdirSync|readlinkSync|opendirSync|openSync|readSync': { effects: [{ kind: 'file-read', target: '0' }], fails: 'throws' },
    'mkdirSync|mkdtempSync': { effects: [{ kind: 'file-write', operation: 'create', target: '0' }], fails: 'throws' },
    'truncateSync|ftruncateSync|chmodSync|chownSync|utimesSync|fsyncSync|fdatasyncSync': {
      effects: [{ kind: 'file-write', operation: 'update', target: '0' }],
      fails: 'throws',
    },
    'writeFileSync|appendFileSync|writeSync': {
      effects: [{ kind: 'file-write', target: '0', payload: '1' }],
      fails: 'throws',
    },
    'renameSync|copyFileSync|cpSync|linkSync|symlinkSync': { effects: [{ kind: 'file-write', target: '1' }], fails: 'throws' },
    unlinkSync: { effects: [{ kind: 'file-delete', target: '0' }], cleanup: true, fails: 'throws' },
    'rmSync|rmdirSync': { effects: [{ kind: 'file-delete', target: '0' }], cleanup: true, fails: 'throws', retries: removal },
    'accessSync|statSync|lstatSync|realpathSync': { effects: [{ kind: 'file-read', target: '0' }], probe: true, fails: 'throws' },
    existsSync: { effects: [{ kind: 'file-read', target: '0' }], probe: true, fails: 'never' },
    closeSync: { cleanup: true, fails: 'throws' },
  },
});
