import { defineLibrary } from './library.ts';

/** `parseAsync` rejects with what an async action throws; with `parse` the rejection is unhandled and ends the process. */
export const commander = defineLibrary({
  name: 'commander',
  packages: ['commander', '@commander-js/extra-typings'],
  docs: 'https://github.com/tj/commander.js#readme',
  aliases: { program: 'Command', default: 'Command' },
  symbols: {
    createCommand: { returns: 'Command', fails: 'never' },
    'Command.command': { returns: 'Command', fails: 'throws' },
    'Command.action': { callbacks: [{ at: '0', runs: 'later', role: 'cli', name: 'command:0', onThrow: 'crash' }], returns: 'this', fails: 'never' },
    'Command.hook': { callbacks: [{ at: '1', runs: 'later', role: 'middleware', name: '0', onThrow: 'crash' }], returns: 'this', fails: 'throws' },
    'Command.name|description|summary|version|usage|argument|arguments|option|requiredOption|addOption|addArgument|addCommand|addHelpText|alias|allowUnknownOption|allowExcessArguments|passThroughOptions|enablePositionalOptions|helpOption|helpCommand|showHelpAfterError|configureOutput|configureHelp|exitOverride|storeOptionsAsProperties':
      { returns: 'this', fails: 'never' },
    'Command.parse': { returns: 'this', fails: 'throws' },
    'Command.parseAsync': { returns: 'this', fails: 'rejects' },
    'Command.error|help': { effects: [{ kind: 'exit' }], fails: 'never' },
  },
});
