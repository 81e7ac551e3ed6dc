import { defineLibrary } from './library.ts';

/** What a middleware throws goes up the chain and, at the top, becomes the response and the `error` event. */
const middleware = { runs: 'later', params: ['Context', 'Next'], onThrow: 'handled' } as const;
const handler = { ...middleware, at: '1+', role: 'route', name: '0' } as const;

export const koa = defineLibrary({
  name: 'koa',
  packages: ['koa'],
  docs: 'https://koajs.com/',
  aliases: { default: 'Koa', ParameterizedContext: 'Context', DefaultContext: 'Context', ExtendableContext: 'Context' },
  symbols: {
    'Koa.use': { mounts: { at: '0' }, callbacks: [{ ...middleware, at: '0', role: 'middleware' }], returns: 'this' },
    'Koa.listen': { effects: [{ kind: 'listen', target: '0' }], returns: 'http#Server', fails: 'throws' },
    'Koa.on|once': {
      callbacks: [{ at: '1', runs: 'later', role: 'event', name: '0', params: ['error', 'Context'], onThrow: 'crash', errorEvents: { at: '0', names: ['error'] } }],
      returns: 'this',
    },
    // Runs what stands after the middleware.
    Next: { fails: 'rejects' },
    // Answers by assignment: `ctx.status = 500`, `ctx.body = x`. Only these answers are calls.
    Context: { carries: true },
    'Context.state': { carries: true },
    'Context.throw': { effects: [{ kind: 'respond', status: '0' }], fails: 'throws' },
    'Context.assert': { fails: 'throws' },
    'Context.redirect': { effects: [{ kind: 'respond', status: '=302' }], fails: 'throws' },
  },
});

export const koaRouter = defineLibrary({
  name: 'koa-router',
  packages: ['@koa/router', 'koa-router'],
  docs: 'https://github.com/koajs/router/blob/master/API.md',
  aliases: { default: 'Router', KoaRouter: 'Router' },
  symbols: {
    Router: { mounts: { prefix: '0.prefix' }, returns: 'Router' },
    'Router.get': { callbacks: [{ ...handler, params: ['koa#Context', 'koa#Next'], method: '=GET' }], returns: 'this' },
    'Router.post': { callbacks: [{ ...handler, params: ['koa#Context', 'koa#Next'], method: '=POST' }], returns: 'this' },
    'Router.put': { callbacks: [{ ...handler, params: ['koa#Context', 'koa#Next'], method: '=PUT' }], returns: 'this' },
    'Router.patch': { callbacks: [{ ...handler, params: ['koa#Context', 'koa#Next'], method: '=PATCH' }], returns: 'this' },
    'Router.delete|del': { callbacks: [{ ...handler, params: ['koa#Context', 'koa#Next'], method: '=DELETE' }], returns: 'this' },
    'Router.head': { callbacks: [{ ...handler, params: ['koa#Context', 'koa#Next'], method: '=HEAD' }], returns: 'this' },
    'Router.all': { callbacks: [{ ...handler, params: ['koa#Context', 'koa#Next'] }], returns: 'this' },
    'Router.use': { mounts: { at: '0+', prefix: '0' }, callbacks: [{ ...middleware, at: '0+', role: 'middleware', params: ['koa#Context', 'koa#Next'] }], returns: 'this' },
    'Router.param': { callbacks: [{ ...middleware, at: '1', role: 'middleware', params: [null, 'koa#Context', 'koa#Next'] }], returns: 'this' },
    'Router.prefix': { mounts: { prefix: '0' }, returns: 'this' },
    RouterContext: { is: 'koa#Context' },
  },
});
