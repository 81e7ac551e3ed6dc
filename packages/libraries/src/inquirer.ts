import { defineLibrary } from './library.ts';

export const inquirer = defineLibrary({
  name: 'inquirer',
  packages: ['inquirer', '@inquirer/prompts'],
  docs: 'https://github.com/SBoudrias/Inquirer.js#readme',
  aliases: { default: 'inquirer' },
  resource: false,
  symbols: {
    prompt: { effects: [{ kind: 'ask' }] },
    'inquirer.prompt': { effects: [{ kind: 'ask' }] },
    'input|number|confirm|select|checkbox|password|editor|expand|rawlist|search': { effects: [{ kind: 'ask' }] },
  },
});
