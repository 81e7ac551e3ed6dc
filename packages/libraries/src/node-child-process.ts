import { defineLibrary } from './library.ts';

const run = { effects: [{ kind: 'process', target: '0', payload: '1', timeout: { at: '2.timeout', unit: 'ms' } }], returns: 'ChildProcess' } as const;
const command = { effects: [{ kind: 'process', target: '0', timeout: { at: '1.timeout', unit: 'ms' } }], returns: 'ChildProcess' } as const;
const done = { at: 'last', runs: 'later', params: ['error'], errorParam: 0, onThrow: 'crash' } as const;

export const nodeChildProcess = defineLibrary({
  name: 'node-child-process',
  packages: ['child_process', 'cross-spawn'],
  docs: 'https://nodejs.org/api/child_process.html',
  aliases: { default: 'spawn' },
  symbols: {
    // Failure to start is an `error` event, and failure of the command is its exit code.
    'spawn|fork': { ...run, fails: 'never' },
    exec: { ...command, callbacks: [done], fails: 'callback' },
    execFile: { ...run, callbacks: [done], fails: 'callback' },
    execSync: { effects: [{ kind: 'process', target: '0', timeout: { at: '1.timeout', unit: 'ms' } }], fails: 'throws' },
    execFileSync: { effects: [{ kind: 'process', target: '0', timeout: { at: '2.timeout', unit: 'ms' } }], fails: 'throws' },
    spawnSync: { effects: [{ kind: 'process', target: '0', timeout: { at: '2.timeout', unit: 'ms' } }], fails: 'result', errorIn: 'status' },
    'ChildProcess.on|once|addListener': {
      returns: 'this',
      callbacks: [{ at: '1', runs: 'later', role: 'event', name: '0', onThrow: 'crash', errorEvents: { at: '0', names: ['error'] } }],
    },
    'ChildProcess.kill|disconnect|unref': { cleanup: true, fails: 'never' },
    'ChildProcess.send': { effects: [{ kind: 'emit', payload: '0' }], fails: 'throws' },
    'ChildProcess.stdout|stderr': { is: 'stream#Readable' },
    'ChildProcess.stdin': { is: 'stream#Writable' },
  },
});

export const nodeCluster = defineLibrary({
  name: 'node-cluster',
  packages: ['cluster'],
  docs: 'https://nodejs.org/api/cluster.html#event-exit',
  symbols: {
    fork: { effects: [{ kind: 'process' }], returns: 'Worker', fails: 'never', endTold: ['exit', 'disconnect'] },
    'on|once|addListener': { callbacks: [{ at: '1', runs: 'later', role: 'event', name: '0', onThrow: 'crash' }], fails: 'never' },
    'disconnect|setupPrimary|setupMaster': { fails: 'never' },
    'Worker.on|once|addListener': { returns: 'this', callbacks: [{ at: '1', runs: 'later', role: 'event', name: '0', onThrow: 'crash', errorEvents: { at: '0', names: ['error'] } }] },
    'Worker.kill|destroy|disconnect': { cleanup: true, fails: 'never' },
    'Worker.send': { effects: [{ kind: 'emit', payload: '0' }], fails: 'throws' },
  },
});

export const execa = defineLibrary({
  name: 'execa',
  packages: ['execa', 'tinyexec', 'nano-spawn'],
  docs: 'https://github.com/sindresorhus/execa/blob/main/docs/api.md',
  aliases: { default: 'execa', x: 'execa' },
  symbols: {
    'execa|execaNode': { effects: [{ kind: 'process', target: '0', payload: '1', timeout: { at: '2.timeout', unit: 'ms' } }], returns: 'Subprocess' },
    'execaCommand|$': { effects: [{ kind: 'process', target: '0', timeout: { at: '1.timeout', unit: 'ms' } }], returns: 'Subprocess' },
    'execaSync|execaCommandSync': { effects: [{ kind: 'process', target: '0' }], fails: 'throws' },
    'Subprocess.kill': { cleanup: true, fails: 'never' },
    'Subprocess.stdout|stderr|all': { is: 'stream#Readable' },
    'Subprocess.stdin': { is: 'stream#Writable' },
    'Subprocess.pipe': { effects: [{ kind: 'process', target: '0' }], returns: 'Subprocess' },
    'Subprocess.on|once': {
      returns: 'this',
      callbacks: [{ at: '1', runs: 'later', onThrow: 'crash', errorEvents: { at: '0', names: ['error'] } }],
    },
  },
});
