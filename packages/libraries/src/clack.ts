import { defineLibrary } from './library.ts';

/** Who cancels is answered with a symbol: it never rejects. */
export const clack = defineLibrary({
  name: 'clack',
  packages: ['@clack/prompts'],
  docs: 'https://bomb.sh/docs/clack/packages/prompts/',
  resource: false,
  symbols: {
    'text|password|confirm|select|multiselect|selectKey|groupMultiselect|autocomplete|autocompleteMultiselect|path|group': { effects: [{ kind: 'ask' }] },
    'intro|outro|cancel|note|isCancel|spinner': { fails: 'never' },
  },
});
