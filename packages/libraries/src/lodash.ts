import { defineLibrary } from './library.ts';

/** Functions that hand back the function they are given: it runs when the result is called, if perhaps later or once. */
export const lodash = defineLibrary({
  name: 'lodash',
  packages: ['lodash', 'lodash-es', 'es-toolkit', 'es-toolkit/compat'],
  docs: 'https://lodash.com/docs/4.17.15#debounce',
  aliases: { default: '_' },
  symbols: {
    'debounce|throttle|once|memoize|after|before|curry|partial': { returns: 'arg0', fails: 'never' },
    'sortBy|orderBy|uniq|uniqBy|compact|filter|reject|shuffle|take|drop': { returns: 'arg0' },
    'defaults|defaultsDeep': { merges: 'first', fails: 'never' },
    'assign|extend|merge': { merges: 'last', fails: 'never' },
    '_.defaults|defaultsDeep': { merges: 'first', fails: 'never' },
    '_.assign|extend|merge': { merges: 'last', fails: 'never' },
    '_.debounce|throttle|once|memoize|after|before|curry|partial': { returns: 'arg0', fails: 'never' },
    '_.sortBy|orderBy|uniq|uniqBy|compact|filter|reject|shuffle|take|drop': { returns: 'arg0' },
  },
});
