import { defineLibrary } from './library.ts';

/** What an async handler returns is the response; what it throws goes to the error handler, which answers. */
const handler = { runs: 'later', role: 'route', params: ['FastifyRequest', 'FastifyReply'], onReturn: 'respond', onThrow: 'handled' } as const;
const route = { ...handler, at: 'last', name: '0' } as const;
const answer = [{ kind: 'respond', status: 'code:0', payload: '0' }] as const;

export const fastify = defineLibrary({
  name: 'fastify',
  packages: ['fastify'],
  docs: 'https://fastify.dev/docs/latest/Reference/',
  resource: false,
  aliases: { default: 'fastify', Fastify: 'fastify' },
  symbols: {
    fastify: { returns: 'FastifyInstance' },
    'FastifyInstance.get': { callbacks: [{ ...route, method: '=GET' }], returns: 'this' },
    'FastifyInstance.head': { callbacks: [{ ...route, method: '=HEAD' }], returns: 'this' },
    'FastifyInstance.post': { callbacks: [{ ...route, method: '=POST' }], returns: 'this' },
    'FastifyInstance.put': { callbacks: [{ ...route, method: '=PUT' }], returns: 'this' },
    'FastifyInstance.patch': { callbacks: [{ ...route, method: '=PATCH' }], returns: 'this' },
    'FastifyInstance.delete': { callbacks: [{ ...route, method: '=DELETE' }], returns: 'this' },
    'FastifyInstance.options': { callbacks: [{ ...route, method: '=OPTIONS' }], returns: 'this' },
    'FastifyInstance.all': { callbacks: [route], returns: 'this' },
    'FastifyInstance.route': {
      callbacks: [
        { ...handler, at: '0.handler', name: '0.url', method: '0.method' },
        { ...handler, at: '0.preHandler', name: '0.url', role: 'middleware' },
        { ...handler, at: '0.onRequest', name: '0.url', role: 'middleware' },
      ],
      returns: 'this',
    },
    'FastifyInstance.addHook': {
      callbacks: [{ at: '1', runs: 'later', role: 'middleware', name: '0', apart: ['onReady', 'onListen', 'onClose', 'preClose', 'onRoute', 'onRegister'], params: ['FastifyRequest', 'FastifyReply'], onThrow: 'handled' }],
      returns: 'this',
    },
    'FastifyInstance.setErrorHandler': {
      callbacks: [
        { at: '0', runs: 'later', role: 'error-middleware', params: ['error', 'FastifyRequest', 'FastifyReply'], errorParam: 0, onReturn: 'respond', onThrow: 'handled' },
      ],
      returns: 'this',
    },
    'FastifyInstance.setNotFoundHandler': { callbacks: [{ ...handler, at: 'last' }], returns: 'this' },
    // A plugin that fails makes `ready` and `listen` reject.
    'FastifyInstance.register': { mounts: { at: '0', prefix: '1.prefix' }, callbacks: [{ at: '0', runs: 'later', role: 'lifecycle', params: ['FastifyInstance'], onThrow: 'crash' }], returns: 'this' },
    'FastifyInstance.after|ready': { callbacks: [{ at: '0', runs: 'later', role: 'lifecycle', errorParam: 0 }], returns: 'this' },
    'FastifyInstance.decorate|decorateRequest|decorateReply|addSchema|setValidatorCompiler|withTypeProvider': { returns: 'this', fails: 'throws' },
    'FastifyInstance.listen': { effects: [{ kind: 'listen', target: '0.port' }] },
    'FastifyInstance.inject': { effects: [{ kind: 'network', target: '0.url', method: '0.method' }] },
    'FastifyInstance.close': { cleanup: true },
    'FastifyInstance.log': { is: 'pino#Logger' },
    FastifyRequest: { carries: true },
    'FastifyRequest.log': { is: 'pino#Logger' },
    'FastifyReply.log': { is: 'pino#Logger' },
    FastifyBaseLogger: { is: 'pino#Logger' },
    'FastifyReply.code|status': { effects: [{ kind: 'respond', status: '0' }], returns: 'this', fails: 'throws' },
    'FastifyReply.send': { effects: answer, returns: 'this', fails: 'throws' },
    'FastifyReply.redirect': { effects: [{ kind: 'respond', status: '=302' }], returns: 'this', fails: 'throws' },
    'FastifyReply.header|headers|type|removeHeader|hijack|serializer|trailer|setCookie|clearCookie': { returns: 'this', fails: 'throws' },
  },
});

/** A plug-in in its wrapper works on the instance that registers it, not on one of its own. */
export const fastifyPlugin = defineLibrary({
  name: 'fastify-plugin',
  packages: ['fastify-plugin'],
  docs: 'https://github.com/fastify/fastify-plugin#readme',
  aliases: { default: 'fp', fastifyPlugin: 'fp' },
  symbols: {
    fp: { callbacks: [{ at: '0', runs: 'later', role: 'lifecycle', params: ['fastify#FastifyInstance'], onThrow: 'crash' }], mounts: { at: '0', shares: true }, returns: 'arg0', fails: 'never' },
  },
});
