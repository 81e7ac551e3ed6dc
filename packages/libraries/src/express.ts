import { defineLibrary } from './library.ts';

/**
 * Express 5 gives the rejection of an async handler to the error middleware. Express 4 loses it (an unhandled
 * rejection); rows do not know the version, so we presume the newer one.
 */
const handled = { runs: 'later', onThrow: 'handled' } as const;
const handler = { ...handled, at: '1+', role: 'route', name: '0', params: ['Request', 'Response', 'NextFunction'] } as const;
const routeHandler = { ...handler, at: '0+', name: 'route:0' } as const;
/** `status(500).json(x)`: the status stands in the chain; without one it is 200. */
const answer = [{ kind: 'respond', status: 'status:0', payload: '0' }] as const;

export const express = defineLibrary({
  name: 'express',
  packages: ['express', 'express-serve-static-core', 'express-promise-router', 'express-ws'],
  docs: 'https://expressjs.com/en/5x/api.html',
  aliases: { default: 'express' },
  symbols: {
    express: { returns: 'Application' },
    Router: { returns: 'Router' },
    'Application|Express|Router|IRouter.get': { callbacks: [{ ...handler, method: '=GET' }], returns: 'this' },
    'Application|Express|Router|IRouter.post': { callbacks: [{ ...handler, method: '=POST' }], returns: 'this' },
    'Application|Express|Router|IRouter.put': { callbacks: [{ ...handler, method: '=PUT' }], returns: 'this' },
    'Application|Express|Router|IRouter.patch': { callbacks: [{ ...handler, method: '=PATCH' }], returns: 'this' },
    'Application|Express|Router|IRouter.delete': { callbacks: [{ ...handler, method: '=DELETE' }], returns: 'this' },
    'Application|Express|Router|IRouter.head': { callbacks: [{ ...handler, method: '=HEAD' }], returns: 'this' },
    'Application|Express|Router|IRouter.options': { callbacks: [{ ...handler, method: '=OPTIONS' }], returns: 'this' },
    'Application|Express|Router|IRouter.all': { callbacks: [handler], returns: 'this' },
    'Application|Express|Router|IRouter.route': { returns: 'IRoute' },
    'IRoute|Route.get': { callbacks: [{ ...routeHandler, method: '=GET' }], returns: 'this' },
    'IRoute|Route.post': { callbacks: [{ ...routeHandler, method: '=POST' }], returns: 'this' },
    'IRoute|Route.put': { callbacks: [{ ...routeHandler, method: '=PUT' }], returns: 'this' },
    'IRoute|Route.patch': { callbacks: [{ ...routeHandler, method: '=PATCH' }], returns: 'this' },
    'IRoute|Route.delete': { callbacks: [{ ...routeHandler, method: '=DELETE' }], returns: 'this' },
    'IRoute|Route.all': { callbacks: [routeHandler], returns: 'this' },
    // Two rows for one place: Express tells error middleware by its four parameters.
    'Application|Express|Router|IRouter.use': {
      mounts: { at: '0+', prefix: '0' },
      callbacks: [
        { ...handled, at: '0+', role: 'middleware', params: ['Request', 'Response', 'NextFunction'] },
        { ...handled, at: '0+', role: 'error-middleware', params: ['error', 'Request', 'Response', 'NextFunction'], errorParam: 0 },
      ],
      returns: 'this',
    },
    'Application|Express|Router|IRouter.param': {
      callbacks: [{ ...handled, at: '1', role: 'middleware', name: '0', params: ['Request', 'Response', 'NextFunction'] }],
      returns: 'this',
    },
    'Application|Express.listen': {
      effects: [{ kind: 'listen', target: '0' }],
      // Express 5 hands the error of a failed `listen` to the callback.
      callbacks: [{ at: 'last', runs: 'later', role: 'lifecycle', errorParam: 0 }],
      returns: 'http#Server',
      fails: 'throws',
    },
    // `next(error)` goes to the error middleware, `next()` to what stands after.
    NextFunction: { fails: 'never' },
    Request: { carries: true },
    'Response.locals': { carries: true },
    'Request.res': { is: 'Response' },
    'Request.on|once': { callbacks: [{ at: '1', runs: 'later', onThrow: 'crash', errorEvents: { at: '0', names: ['error', 'aborted'] } }], returns: 'this' },
    'Response.on|once': { callbacks: [{ at: '1', runs: 'later', onThrow: 'crash', errorEvents: { at: '0', names: ['error'] } }], returns: 'this' },
    'Response.status': { effects: [{ kind: 'respond', status: '0' }], returns: 'this', fails: 'throws' },
    'Response.json|jsonp|send': { effects: answer, returns: 'this', fails: 'throws' },
    'Response.end|write|render|sendFile|download': { effects: answer, fails: 'throws' },
    'Response.sendStatus': { effects: [{ kind: 'respond', status: '0' }], returns: 'this', fails: 'throws' },
    'Response.writeHead': { effects: [{ kind: 'respond', status: '0' }], returns: 'this', fails: 'throws' },
    'Response.redirect': { effects: [{ kind: 'respond', status: '=302' }], fails: 'throws' },
    'Response.set|header|append|type|contentType|attachment|vary|cookie|clearCookie|links|location|format': { returns: 'this', fails: 'throws' },
  },
});
