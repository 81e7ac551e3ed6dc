import { defineLibrary } from './library.ts';

const callback = { at: 'last', runs: 'later', params: ['error'], errorParam: 0 } as const;

/** What fs-extra adds to `fs`; without a callback its functions return promises. */
export const fsExtra = defineLibrary({
  name: 'fs-extra',
  packages: ['fs-extra', 'fs-extra/esm'],
  docs: 'https://github.com/jprichardson/node-fs-extra#methods',
  symbols: {
    'readJson|readJSON': { effects: [{ kind: 'file-read', target: '0' }], callbacks: [callback] },
    'writeJson|writeJSON|outputJson|outputJSON|outputFile': { effects: [{ kind: 'file-write', target: '0', payload: '1' }], callbacks: [callback] },
    'ensureDir|mkdirp|mkdirs|ensureFile|createFile': { effects: [{ kind: 'file-write', operation: 'create', target: '0' }], callbacks: [callback] },
    'copy|move|ensureLink|ensureSymlink|createLink|createSymlink': { effects: [{ kind: 'file-write', target: '1' }], callbacks: [callback] },
    'remove|emptyDir|emptydir': { effects: [{ kind: 'file-delete', target: '0' }], cleanup: true, callbacks: [callback] },
    pathExists: { effects: [{ kind: 'file-read', target: '0' }], probe: true, callbacks: [callback] },
    'readJsonSync|readJSONSync': { effects: [{ kind: 'file-read', target: '0' }], fails: 'throws' },
    'writeJsonSync|writeJSONSync|outputJsonSync|outputJSONSync|outputFileSync': { effects: [{ kind: 'file-write', target: '0', payload: '1' }], fails: 'throws' },
    'ensureDirSync|mkdirpSync|mkdirsSync|ensureFileSync|createFileSync': { effects: [{ kind: 'file-write', operation: 'create', target: '0' }], fails: 'throws' },
    'copySync|moveSync|ensureLinkSync|ensureSymlinkSync': { effects: [{ kind: 'file-write', target: '1' }], fails: 'throws' },
    'removeSync|emptyDirSync|emptydirSync': { effects: [{ kind: 'file-delete', target: '0' }], cleanup: true, fails: 'throws' },
    pathExistsSync: { effects: [{ kind: 'file-read', target: '0' }], probe: true, fails: 'never' },
  },
});
