import { defineLibrary } from './library.ts';

/** A resolver that throws makes its field null and adds to `errors`; the response stays 200. */
const resolver = { runs: 'later', role: 'resolver', onReturn: 'respond', onThrow: 'handled' } as const;

export const graphql = defineLibrary({
  name: 'graphql',
  packages: ['graphql'],
  docs: 'https://graphql.org/graphql-js/',
  symbols: {
    'graphql|execute|subscribe': { fails: 'result', errorIn: 'errors' },
    // `validate` throws for a bad schema; what is bad in the query it returns.
    'parse|buildSchema|validate': { fails: 'throws' },
    GraphQLError: { fails: 'never' },
  },
});

export const apolloServer = defineLibrary({
  name: 'apollo-server',
  packages: ['@apollo/server', 'apollo-server', 'apollo-server-express', '@apollo/server/standalone', 'graphql-yoga', '@graphql-tools/schema'],
  docs: 'https://www.apollographql.com/docs/apollo-server/api/apollo-server',
  symbols: {
    // The resolvers are the functions of `resolvers`: type, then field.
    'ApolloServer|makeExecutableSchema|createSchema': { callbacks: [{ ...resolver, at: '0.resolvers.*.*' }] },
    startStandaloneServer: { effects: [{ kind: 'listen', target: '1.listen.port' }] },
    'ApolloServer.start|listen': { effects: [{ kind: 'listen' }] },
    'ApolloServer.stop': { cleanup: true },
    'ApolloServer.executeOperation': { fails: 'result', errorIn: 'errors' },
  },
});
