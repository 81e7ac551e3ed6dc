import { defineLibrary } from './library.ts';

export const prompts = defineLibrary({
  name: 'prompts',
  packages: ['prompts'],
  docs: 'https://github.com/terkelg/prompts#-api',
  aliases: { default: 'prompts' },
  resource: false,
  symbols: {
    prompts: { effects: [{ kind: 'ask' }] },
    'prompts.prompt': { effects: [{ kind: 'ask' }] },
    'prompts.prompts.*': { effects: [{ kind: 'ask' }] },
  },
});
