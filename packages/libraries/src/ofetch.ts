import { defineLibrary } from './library.ts';

/** Nuxt has it as the global `$fetch`. Retries reads once on its own; rejects for failed responses. */
export const ofetch = defineLibrary({
  name: 'ofetch',
  packages: ['ofetch', 'global'],
  docs: 'https://github.com/unjs/ofetch#readme',
  aliases: { ofetch: '$fetch', $Fetch: '$fetch' },
  symbols: {
    $fetch: {
      effects: [
        { kind: 'network', target: '0', method: '1.method', payload: '1.body', timeout: { at: '1.timeout', unit: 'ms' } },
      ],
    },
    '$fetch.raw': {
      effects: [
        { kind: 'network', target: '0', method: '1.method', payload: '1.body', timeout: { at: '1.timeout', unit: 'ms' } },
      ],
    },
    '$fetch.create': { returns: '$fetch' },
    'createFetch': { returns: '$fetch' },
  },
});
