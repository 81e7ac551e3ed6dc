import { defineLibrary } from './library.ts';

/** The response is what the handler returns; what it throws goes to `onError`, which answers 500 by default. */
const middleware = { runs: 'later', params: ['Context', 'Next'], onThrow: 'handled' } as const;
const handler = { ...middleware, role: 'route', at: '1+', name: '0', onReturn: 'respond' } as const;

export const hono = defineLibrary({
  name: 'hono',
  packages: ['hono', 'hono/tiny', 'hono/quick', '@hono/zod-openapi'],
  docs: 'https://hono.dev/docs/api/hono',
  aliases: { OpenAPIHono: 'Hono' },
  symbols: {
    'Hono.get': { callbacks: [{ ...handler, method: '=GET' }], returns: 'this' },
    'Hono.post': { callbacks: [{ ...handler, method: '=POST' }], returns: 'this' },
    'Hono.put': { callbacks: [{ ...handler, method: '=PUT' }], returns: 'this' },
    'Hono.patch': { callbacks: [{ ...handler, method: '=PATCH' }], returns: 'this' },
    'Hono.delete': { callbacks: [{ ...handler, method: '=DELETE' }], returns: 'this' },
    'Hono.options': { callbacks: [{ ...handler, method: '=OPTIONS' }], returns: 'this' },
    'Hono.all': { callbacks: [handler], returns: 'this' },
    'Hono.on': { callbacks: [{ ...handler, at: '2+', name: '1', method: '0' }], returns: 'this' },
    'Hono.openapi': { callbacks: [{ ...handler, at: '1', name: '0.path', method: '0.method' }], returns: 'this' },
    'Hono.use': { callbacks: [{ ...middleware, at: '0+', role: 'middleware' }], returns: 'this' },
    'Hono.onError': {
      callbacks: [{ at: '0', runs: 'later', role: 'error-middleware', params: ['error', 'Context'], errorParam: 0, onReturn: 'respond', onThrow: 'handled' }],
      returns: 'this',
    },
    'Hono.notFound': { callbacks: [{ ...handler, at: '0', name: '=404' }], returns: 'this' },
    'Hono.route': { mounts: { at: '1', prefix: '0' }, returns: 'this' },
    'Hono.basePath': { mounts: { prefix: '0' }, returns: 'this' },
    // Runs what stands after the middleware.
    Next: { fails: 'rejects' },
    'Context.status': { effects: [{ kind: 'respond', status: '0' }], fails: 'never' },
    'Context.json|text|html|body|newResponse': { effects: [{ kind: 'respond', status: '1', payload: '0' }], returns: 'global#Response', fails: 'never' },
    'Context.redirect': { effects: [{ kind: 'respond', status: '=302' }], returns: 'global#Response', fails: 'never' },
    'Context.notFound': { effects: [{ kind: 'respond', status: '=404' }], returns: 'global#Response', fails: 'never' },
    'Context.req': { is: 'HonoRequest' },
    'HonoRequest.json|text|formData|arrayBuffer|blob|parseBody': { fails: 'rejects' },
    'Context.executionCtx.waitUntil': { fails: 'never' },
  },
});

export const honoException = defineLibrary({
  name: 'hono-exception',
  packages: ['hono/http-exception'],
  docs: 'https://hono.dev/docs/api/exception',
  symbols: {
    // Thrown, it answers the request with its status.
    HTTPException: { effects: [{ kind: 'respond', status: '0', payload: '1' }], fails: 'never' },
  },
});

export const honoNode = defineLibrary({
  name: 'hono-node',
  packages: ['@hono/node-server'],
  docs: 'https://hono.dev/docs/getting-started/nodejs',
  symbols: { serve: { effects: [{ kind: 'listen', target: '0.port' }], callbacks: [{ at: '1', runs: 'later' }], returns: 'http#Server', fails: 'throws' } },
});
