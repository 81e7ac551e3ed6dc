import { defineLibrary } from './library.ts';

const listener = {
  at: '1', runs: 'later', role: 'event', name: '0', onThrow: 'crash',
  errorEvents: { at: '0', names: ['uncaughtException', 'unhandledRejection', 'uncaughtExceptionMonitor'] },
} as const;
const facts = {
  exits: { effects: [{ kind: 'exit' }], fails: 'never' },
  listens: { callbacks: [listener], returns: 'this', fails: 'never' },
  output: { effects: [{ kind: 'log', level: 'info', payload: '0' }], fails: 'never' },
  kills: { effects: [{ kind: 'process', target: '0' }], cleanup: true, fails: 'throws' },
} as const;

/** The global; `import process from 'process'` has the same members. */
export const nodeProcess = defineLibrary({
  name: 'node-process',
  packages: ['global'],
  docs: 'https://nodejs.org/api/process.html',
  symbols: {
    'process.exit|abort|reallyExit': facts.exits,
    'process.on|once|addListener|prependListener': facts.listens,
    'process.stdout|stderr.write': facts.output,
    'process.kill': facts.kills,
    'process.emitWarning': { effects: [{ kind: 'log', level: 'warn', error: '0' }], fails: 'never' },
    'process.nextTick': { callbacks: [{ at: '0', runs: 'later', onThrow: 'crash' }], fails: 'never' },
    'process.send': { effects: [{ kind: 'emit', payload: '0' }], fails: 'throws' },
    'process.chdir': { fails: 'throws' },
  },
});

export const nodeProcessModule = defineLibrary({
  name: 'node-process (module)',
  packages: ['process'],
  docs: 'https://nodejs.org/api/process.html',
  symbols: {
    'exit|abort': facts.exits,
    'on|once|addListener|prependListener': facts.listens,
    'stdout|stderr.write': facts.output,
    kill: facts.kills,
    nextTick: { callbacks: [{ at: '0', runs: 'later', onThrow: 'crash' }], fails: 'never' },
  },
});
