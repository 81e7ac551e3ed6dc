import { defineLibrary } from './library.ts';

export const yargs = defineLibrary({
  name: 'yargs',
  packages: ['yargs', 'yargs/yargs'],
  docs: 'https://yargs.js.org/docs/',
  aliases: { default: 'Argv' },
  symbols: {
    Argv: { returns: 'Argv' },
    // command(name, description, builder, handler) or command({ command, handler }).
    'Argv.command': {
      callbacks: [
        { at: '2', runs: 'now', params: ['Argv'] },
        { at: '3', runs: 'later', role: 'cli', name: '0', onThrow: 'handled' },
        { at: '0.handler', runs: 'later', role: 'cli', name: '0.command', onThrow: 'handled' },
      ],
      returns: 'this',
    },
    'Argv.middleware': { callbacks: [{ at: '0', runs: 'later', role: 'middleware', onThrow: 'handled' }], returns: 'this' },
    'Argv.check': { callbacks: [{ at: '0', runs: 'later', onThrow: 'handled' }], returns: 'this' },
    'Argv.fail': { callbacks: [{ at: '0', runs: 'later', params: [null, 'error'], errorParam: 1 }], returns: 'this' },
    'Argv.option|options|positional|demandCommand|demandOption|strict|strictCommands|strictOptions|help|version|alias|usage|example|epilogue|scriptName|env|config|parserConfiguration|recommendCommands|showHelpOnFail|wrap|boolean|string|number|array|choices|coerce|conflicts|implies|default|describe|group|hide|exitProcess|locale|completion|commandDir':
      { returns: 'this', fails: 'never' },
    'Argv.parse|parseSync': { fails: 'throws' },
    'Argv.parseAsync': { fails: 'rejects' },
  },
});
