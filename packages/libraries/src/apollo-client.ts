import { defineLibrary } from './library.ts';

/** A link that retries makes five attempts, within 300 ms, then 600 and so on, less by chance. */
const retries = {
  of: 'calls',
  attempts: 1,
  says: [{
    at: '0.attempts.max',
    counts: 'attempts',
    of: 'RetryLink',
    in: 'new:0.link',
    usual: 5,
    delay: { first: 300, factor: 2, jitter: true, says: { first: '0.delay.initial', max: '0.delay.max' } },
  }],
  delay: { first: 300, factor: 2, jitter: true },
  errors: 'connection',
  source: 'https://github.com/apollographql/apollo-client/blob/54084bc2/src/link/retry/retryFunction.ts',
} as const;

export const apolloClient = defineLibrary({
  name: 'apollo-client',
  packages: ['@apollo/client', '@apollo/client/core', '@apollo/client/link/retry'],
  docs: 'https://www.apollographql.com/docs/react/api/link/apollo-link-retry',
  resource: { kind: 'host', addressed: true, base: ['0.uri'] },
  symbols: {
    ApolloClient: { fails: 'never', retries },
    RetryLink: { fails: 'never' },
    'ApolloClient.query': { effects: [{ kind: 'network', target: '0.query', method: '=GET' }] },
    'ApolloClient.mutate': { effects: [{ kind: 'network', target: '0.mutation', method: '=POST', payload: '0.variables' }] },
  },
});
