import { defineLibrary } from './library.ts';

/** Subscriptions of GraphQL before `graphql-ws`. It reconnects only when it is told to, and then without end. */
export const subscriptionsTransportWs = defineLibrary({
  name: 'subscriptions-transport-ws',
  packages: ['subscriptions-transport-ws'],
  docs: 'https://github.com/apollographql/subscriptions-transport-ws#readme',
  resource: { kind: 'host', addressed: true, base: ['0'] },
  symbols: {
    SubscriptionClient: {
      fails: 'never',
      retries: {
        of: 'connection',
        attempts: 1,
        says: [{ at: '1.reconnectionAttempts', counts: 'retries', when: '1.reconnect', usual: 'unbounded', means: [{ is: 'Infinity', attempts: 'unbounded' }] }],
        delay: { first: 100, factor: 2, max: 10_000, jitter: true },
        errors: 'connection',
        source: 'https://github.com/apollographql/subscriptions-transport-ws/blob/master/src/client.ts',
      },
    },
    'SubscriptionClient.close': { cleanup: true },
  },
});
