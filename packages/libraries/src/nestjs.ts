import { defineLibrary } from './library.ts';

/** What a handler returns is the response; what it throws goes to the exception filters, which answer. */
const route = { on: 'method', role: 'route', name: '0', onReturn: 'respond', onThrow: 'handled' } as const;
const request = { on: 'class', role: 'middleware', onThrow: 'handled' } as const;
/** One instance for all, unless a scope is said. */
const instances = { at: '0.scope', many: ['REQUEST', 'TRANSIENT'] } as const;
const lifecycle = { on: 'class', role: 'lifecycle', onThrow: 'crash' } as const;
/** Nest asks each instance whether it has such a method; interfaces are gone by then. */
const hooks = { methods: ['onModuleInit', 'onApplicationBootstrap', 'onModuleDestroy', 'beforeApplicationShutdown', 'onApplicationShutdown'], role: 'lifecycle', onThrow: 'crash' } as const;

export const nestjs = defineLibrary({
  name: 'nestjs',
  packages: ['@nestjs/common', '@nestjs/core', '@nestjs/common/decorators', '@nestjs/common/interfaces', '@nestjs/common/enums', '@nestjs/core/router'],
  docs: 'https://docs.nestjs.com/',
  symbols: {
    Controller: { decorates: { on: 'class', name: '0.path|0', version: '0.version', injectable: true, instances, hooks } },
    Version: { decorates: { on: 'method', version: '0' } },
    Get: { decorates: { ...route, method: '=GET' } },
    Sse: { decorates: { ...route, method: '=GET' } },
    Head: { decorates: { ...route, method: '=HEAD' } },
    Options: { decorates: { ...route, method: '=OPTIONS' } },
    Post: { decorates: { ...route, method: '=POST' } },
    Put: { decorates: { ...route, method: '=PUT' } },
    Patch: { decorates: { ...route, method: '=PATCH' } },
    Delete: { decorates: { ...route, method: '=DELETE' } },
    All: { decorates: route },
    RequestMapping: { decorates: { ...route, name: '0.path', method: '0.method' } },

    // These stand before routes, in this order; a filter runs after a failure alone.
    UseGuards: { decorates: { on: 'class', before: 'canActivate' } },
    UseInterceptors: { decorates: { on: 'class', before: 'intercept' } },
    UsePipes: { decorates: { on: 'class', before: 'transform' } },
    'Param|Query|Body|Headers|UploadedFile|UploadedFiles': { decorates: { on: 'param', before: 'transform' } },
    APP_GUARD: { beforeRoutes: 'canActivate' },
    APP_INTERCEPTOR: { beforeRoutes: 'intercept' },
    APP_PIPE: { beforeRoutes: 'transform' },

    Injectable: { decorates: { on: 'class', injectable: true, instances, hooks } },
    Module: { decorates: { on: 'class', injectable: true, providers: '0.providers', routes: '0.controllers', hooks } },
    'RouterModule.register': { mounts: { tree: { at: '0', prefix: 'path', of: 'module', inner: 'children' } }, fails: 'never' },
    Inject: { decorates: { on: 'param', injectsToken: '0' } },
    Catch: {
      decorates: { on: 'class', role: 'error-middleware', entryMethod: 'catch', params: ['error', 'ArgumentsHost'], injectable: true, onThrow: 'handled' },
    },

    // Interfaces: implementing one says of the class what a decorator would.
    'ExceptionFilter|BaseExceptionFilter': {
      decorates: { on: 'class', role: 'error-middleware', entryMethod: 'catch', params: ['error', 'ArgumentsHost'], onThrow: 'handled' },
    },
    CanActivate: { decorates: { ...request, onReturn: 'decide', entryMethod: 'canActivate', params: ['ExecutionContext'] } },
    NestInterceptor: { decorates: { ...request, entryMethod: 'intercept', params: ['ExecutionContext', 'CallHandler'] } },
    PipeTransform: { decorates: { ...request, entryMethod: 'transform' } },
    NestMiddleware: { decorates: { ...request, entryMethod: 'use', params: ['express#Request', 'express#Response', 'express#NextFunction'] } },
    OnModuleInit: { decorates: { ...lifecycle, entryMethod: 'onModuleInit' } },
    OnApplicationBootstrap: { decorates: { ...lifecycle, entryMethod: 'onApplicationBootstrap' } },
    OnModuleDestroy: { decorates: { ...lifecycle, entryMethod: 'onModuleDestroy' } },
    BeforeApplicationShutdown: { decorates: { ...lifecycle, entryMethod: 'beforeApplicationShutdown' } },
    OnApplicationShutdown: { decorates: { ...lifecycle, entryMethod: 'onApplicationShutdown' } },

    'ArgumentsHost|ExecutionContext.switchToHttp': { returns: 'HttpArgumentsHost' },
    'HttpArgumentsHost.getRequest': { returns: 'express#Request' },
    'HttpArgumentsHost.getResponse': { returns: 'express#Response' },
    'CallHandler.handle': { returns: 'rxjs#Observable' },

    'NestFactory.create': { returns: 'INestApplication' },
    'NestFactory.createMicroservice': { returns: 'INestMicroservice' },
    'NestFactory.createApplicationContext': { returns: 'INestApplicationContext' },
    'INestApplication|NestExpressApplication|NestFastifyApplication.setGlobalPrefix': { mounts: { prefix: '0', all: true } },
    'INestApplication|NestExpressApplication|NestFastifyApplication.enableVersioning': {
      mounts: { versions: { at: '0.type', is: 'VersioningType.URI', prefix: '0.prefix', usual: 'v', others: '0.defaultVersion' }, all: true },
      returns: 'this', fails: 'never',
    },
    'INestApplication.connectMicroservice': { returns: 'INestMicroservice' },
    'INestApplication.startAllMicroservices': { effects: [{ kind: 'listen' }] },
    'INestApplication|NestExpressApplication|NestFastifyApplication.listen': { effects: [{ kind: 'listen', target: '0' }] },
    'INestMicroservice.listen': { effects: [{ kind: 'listen' }] },
    'INestApplication|INestMicroservice|INestApplicationContext|NestExpressApplication|NestFastifyApplication.close': { cleanup: true },
  },
});
