import { defineLibrary } from './library.ts';

/** Who reads from a terminal waits for a person; so does who reads a file line by line, for whom a question makes no sense. */
export const nodeReadline = defineLibrary({
  name: 'node:readline',
  packages: ['readline', 'readline/promises'],
  docs: 'https://nodejs.org/api/readline.html',
  resource: false,
  symbols: {
    createInterface: { returns: 'Interface', fails: 'never' },
    Interface: { fails: 'never' },
    'Interface.question': { effects: [{ kind: 'ask' }], callbacks: [{ at: '1', runs: 'later' }, { at: '2', runs: 'later' }] },
    'Interface.close': { cleanup: true, fails: 'never' },
    'promises.createInterface': { returns: 'promises.Interface', fails: 'never' },
    'promises.Interface': { fails: 'never' },
    'promises.Interface.question': { effects: [{ kind: 'ask' }] },
    'promises.Interface.close': { cleanup: true, fails: 'never' },
  },
});
