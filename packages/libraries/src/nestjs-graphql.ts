import { defineLibrary } from './library.ts';

/** What a resolver throws becomes an entry of `errors` in the response. */
const resolver = { on: 'method', role: 'resolver', onReturn: 'respond', onThrow: 'handled' } as const;

export const nestjsGraphql = defineLibrary({
  name: 'nestjs-graphql',
  packages: ['@nestjs/graphql', 'type-graphql'],
  docs: 'https://docs.nestjs.com/graphql/resolvers',
  symbols: {
    Resolver: { decorates: { on: 'class', injectable: true, instances: { at: '0.scope|1.scope', many: ['REQUEST', 'TRANSIENT'] } } },
    // The operation is named by the method, unless by an option.
    Query: { decorates: { ...resolver, name: '1.name', method: '=GET' } },
    Mutation: { decorates: { ...resolver, name: '1.name', method: '=POST' } },
    'ResolveField|FieldResolver|ResolveReference': { decorates: resolver },
    Subscription: { decorates: { on: 'method', role: 'resolver', name: '0', onThrow: 'handled' } },
  },
});
