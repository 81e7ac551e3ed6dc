import { defineLibrary } from './library.ts';

/** The exchange that retries makes two attempts, a second and up to one and a half apart; then longer ones. */
const retries = {
  of: 'calls',
  attempts: 1,
  says: [{
    at: '0.maxNumberAttempts',
    counts: 'attempts',
    of: 'retryExchange',
    in: 'new:0.exchanges',
    usual: 2,
    delay: { first: 1000, factor: 1.5, max: 15_000, jitter: true, says: { first: '0.initialDelayMs', max: '0.maxDelayMs' } },
  }],
  delay: { first: 1000, factor: 1.5, max: 15_000, jitter: true },
  errors: 'connection',
  source: 'https://github.com/urql-graphql/urql/blob/main/exchanges/retry/src/retryExchange.ts',
} as const;

export const urql = defineLibrary({
  name: 'urql',
  packages: ['urql', '@urql/core', '@urql/exchange-retry', '@urql/next', '@urql/vue', '@urql/svelte'],
  docs: 'https://nearform.com/open-source/urql/docs/api/retry-exchange/',
  resource: { kind: 'host', addressed: true, base: ['0.url'] },
  aliases: { createClient: 'Client' },
  symbols: {
    Client: { fails: 'never', returns: 'Client', retries },
    retryExchange: { fails: 'never' },
    // Failure is in the result.
    'Client.query': { effects: [{ kind: 'network', target: '0', method: '=GET' }], fails: 'result', errorIn: 'error' },
    'Client.mutation': { effects: [{ kind: 'network', target: '0', method: '=POST', payload: '1' }], fails: 'result', errorIn: 'error' },
  },
});
