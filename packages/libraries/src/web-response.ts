import { defineLibrary } from './library.ts';

/** The standard `Response`, which handlers of Next, Hono, Remix, Bun and Deno return. */
export const webResponse = defineLibrary({
  name: 'web-response',
  packages: ['global'],
  docs: 'https://developer.mozilla.org/docs/Web/API/Response/Response',
  symbols: {
    Response: { effects: [{ kind: 'respond', status: '1.status', payload: '0' }], fails: 'never' },
    'Response.error': { effects: [{ kind: 'respond', status: '=500' }], fails: 'never' },
    'Response.redirect': { effects: [{ kind: 'respond', status: '=302' }], fails: 'never' },
  },
});
