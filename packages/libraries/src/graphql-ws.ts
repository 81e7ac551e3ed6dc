import { defineLibrary } from './library.ts';

/** Connects again up to five times, when the connection has been lost: what is subscribed is subscribed anew. */
export const graphqlWs = defineLibrary({
  name: 'graphql-ws',
  packages: ['graphql-ws'],
  docs: 'https://the-guild.dev/graphql/ws/docs/client/interfaces/ClientOptions',
  resource: false,
  symbols: {
    createClient: {
      effects: [{ kind: 'connect', target: '0.url' }],
      returns: 'Client',
      fails: 'never',
      retries: {
        of: 'connection',
        attempts: 6,
        says: [{ at: '0.retryAttempts', counts: 'retries', means: [{ is: 'Infinity', attempts: 'unbounded' }] }],
        delay: { first: 1000, factor: 2, jitter: true, given: '0.retryWait' },
        errors: 'connection',
        source: 'https://github.com/enisdenjo/graphql-ws/blob/af4f5c9d/src/client.ts#L465-L471',
      },
    },
    'Client.subscribe': {
      effects: [{ kind: 'consume' }],
      callbacks: [
        { at: '1.next', runs: 'later', role: 'event' },
        { at: '1.error', runs: 'later', params: ['error'], errorParam: 0 },
        { at: '1.complete', runs: 'later' },
      ],
      fails: 'never',
    },
    'Client.iterate': { effects: [{ kind: 'consume' }] },
    'Client.on': { callbacks: [{ at: '1', runs: 'later', role: 'event', name: '0', errorEvents: { at: '0', names: ['error'] } }], fails: 'never' },
    'Client.dispose|terminate': { cleanup: true },
  },
});
