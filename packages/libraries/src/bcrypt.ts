import { defineLibrary } from './library.ts';

const done = { at: 'last', runs: 'later', params: ['error'], errorParam: 0, onThrow: 'crash' } as const;

/** Without a callback they return promises. A wrong password is not an error: `compare` gives false. */
export const bcrypt = defineLibrary({
  name: 'bcrypt',
  packages: ['bcrypt', 'bcryptjs'],
  docs: 'https://github.com/kelektiv/node.bcrypt.js#api',
  symbols: {
    'hash|compare|genSalt': { callbacks: [done], fails: 'rejects' },
    'hashSync|compareSync|genSaltSync|getRounds': { fails: 'throws' },
  },
});
