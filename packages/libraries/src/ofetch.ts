import { defineLibrary } from './library.ts';

const retries = {
  of: 'call',
  attempts: 2,
  says: [
    { at: '1.retry', counts: 'retries', everyMethod: true, means: [{ is: false, attempts: 1 }] },
    { at: 'new:0.retry|new:0.defaults.retry', counts: 'retries', everyMethod: true, means: [{ is: false, attempts: 1 }] },
  ],
  delay: { first: 0, factor: 1, says: { first: '1.retryDelay|new:0.retryDelay|new:0.defaults.retryDelay' } },
  errors: 'transient',
  methods: ['GET', 'HEAD', 'OPTIONS', 'TRACE'],
  source: 'https://github.com/unjs/ofetch/blob/dfbe3ca4/src/fetch.ts#L45-L70',
} as const;

/** Nuxt has it as the global `$fetch`. Retries reads once on its own; rejects for failed responses. */
export const ofetch = defineLibrary({
  name: 'ofetch',
  packages: ['ofetch', 'global'],
  docs: 'https://github.com/unjs/ofetch#readme',
  resource: { kind: 'host', addressed: true, base: ['0.baseURL'] },
  aliases: { ofetch: '$fetch', $Fetch: '$fetch' },
  symbols: {
    $fetch: {
      effects: [
        { kind: 'network', target: '0', method: '1.method', payload: '1.body', timeout: { at: '1.timeout', unit: 'ms' } },
      ],
      retries,
    },
    '$fetch.raw': {
      effects: [
        { kind: 'network', target: '0', method: '1.method', payload: '1.body', timeout: { at: '1.timeout', unit: 'ms' } },
      ],
      retries,
    },
    '$fetch.create': { returns: '$fetch' },
    'createFetch': { returns: '$fetch' },
  },
});
