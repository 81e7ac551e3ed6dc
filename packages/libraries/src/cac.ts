import { defineLibrary } from './library.ts';

export const cac = defineLibrary({
  name: 'cac',
  packages: ['cac'],
  docs: 'https://github.com/cacjs/cac#references',
  aliases: { default: 'cac' },
  symbols: {
    cac: { returns: 'CAC' },
    'CAC.command': { returns: 'Command', fails: 'never' },
    'Command.option|alias|example|usage|allowUnknownOptions|ignoreOptionDefaultValue': { returns: 'this', fails: 'never' },
    'Command.action': { callbacks: [{ at: '0', runs: 'later', role: 'cli', name: 'command:0', onThrow: 'crash' }], returns: 'this', fails: 'never' },
    'CAC.option|example|help|version|usage': { returns: 'this', fails: 'never' },
    'CAC.parse|runMatchedCommand': { fails: 'throws' },
  },
});
