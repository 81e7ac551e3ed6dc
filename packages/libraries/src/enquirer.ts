import { defineLibrary } from './library.ts';

export const enquirer = defineLibrary({
  name: 'enquirer',
  packages: ['enquirer'],
  docs: 'https://github.com/enquirer/enquirer#readme',
  aliases: { default: 'Enquirer' },
  resource: false,
  symbols: {
    Enquirer: { fails: 'never' },
    prompt: { effects: [{ kind: 'ask' }] },
    'Enquirer.prompt': { effects: [{ kind: 'ask' }] },
  },
});
