import type { Derived } from './derived-attempts.ts';
import type { Counted } from './failing-server.ts';

export interface Run {
  /** The file in packages/testing/fixtures/retry-runs. */
  source: string;
  /** Requests that arrive when each is answered with 503. */
  answered: Counted;
  /** Requests that arrive when each connection breaks; the same when it does not matter. */
  broken?: Counted;
  /** What is derived where that is not yet what happens. Whoever mends it takes this away. */
  derives?: { attempts: Derived; because: string };
}

export const runs: readonly Run[] = [
  // Wrappers and policies.
  { source: 'p-retry', answered: 5 },
  { source: 'p-retry-default', answered: 11 },
  { source: 'p-retry-abort', answered: 1, broken: 4 },
  { source: 'p-retry-made-retriable', answered: 3 },
  { source: 'async-retry', answered: 4 },
  { source: 'async-retry-default', answered: 11 },
  { source: 'async-retry-bail', answered: 1, broken: 3 },
  { source: 'promise-retry', answered: 4 },
  { source: 'promise-retry-options-first', answered: 3 },
  { source: 'retry-operation', answered: 4 },
  { source: 'cockatiel', answered: 4 },
  { source: 'cockatiel-default', answered: 'unbounded' },
  { source: 'cockatiel-wrap', answered: 5 },
  { source: 'exponential-backoff', answered: 4 },
  { source: 'exponential-backoff-default', answered: 10 },
  { source: 'ts-retry', answered: 4 },
  { source: 'ts-retry-default', answered: 240 },
  { source: 'ts-retry-decorator', answered: 3 },
  { source: 'ts-retry-promise', answered: 4 },
  { source: 'lifeomic-attempt', answered: 5 },
  { source: 'lifeomic-attempt-default', answered: 3 },
  { source: 'radash', answered: 4 },
  { source: 'async-times', answered: 3 },
  { source: 'async-default', answered: 5 },

  // Operators.
  { source: 'rxjs-count', answered: 4 },
  { source: 'rxjs-options', answered: 5 },
  { source: 'rxjs-unbounded', answered: 'unbounded' },
  { source: 'rxjs-flattened', answered: 3 },
  { source: 'rxjs-inner-retry', answered: 6 },
  { source: 'rxjs-from-promise', answered: 1 },

  // Clients.
  { source: 'axios-alone', answered: 1 },
  { source: 'axios-retry', answered: 4 },
  { source: 'axios-retry-options', answered: 3 },
  { source: 'axios-retry-default-instance', answered: 5 },
  { source: 'axios-retry-post', answered: 1, broken: 4 },
  { source: 'axios-retry-of-request', answered: 2, derives: { attempts: 4, because: 'what a request says of retries that were put on its client is not read' } },
  { source: 'got', answered: 3 },
  { source: 'got-extended', answered: 4 },
  { source: 'got-extended-twice', answered: 2 },
  { source: 'got-of-request', answered: 2 },
  { source: 'got-off', answered: 1 },
  { source: 'got-post', answered: 1 },
  { source: 'got-post-with-methods', answered: 3 },
  { source: 'ky', answered: 3 },
  { source: 'ky-created', answered: 5 },
  { source: 'ky-extended', answered: 2 },
  { source: 'ky-number', answered: 2 },
  { source: 'ky-post', answered: 1 },
  { source: 'ofetch', answered: 2 },
  { source: 'ofetch-options', answered: 4 },
  { source: 'ofetch-created', answered: 3 },
  { source: 'ofetch-post', answered: 1 },
  { source: 'ofetch-post-with-number', answered: 3 },
  { source: 'fetch-retry', answered: 1, broken: 4 },
  { source: 'fetch-retry-statuses', answered: 3 },
  { source: 'undici-retry-agent', answered: 6 },
  { source: 'undici-dispatcher', answered: 3 },
  { source: 'openai', answered: 3 },
  { source: 'openai-options', answered: 2 },
  { source: 'openai-of-request', answered: 1 },
  { source: 'openai-with-options', answered: 2 },
  { source: 'openai-with-other-options', answered: 2 },
  { source: 'postgrest', answered: 4 },

  // By hand.
  { source: 'loop-for', answered: 3 },
  { source: 'loop-inclusive', answered: 4 },
  { source: 'loop-while-counter', answered: 4 },
  { source: 'loop-while-true', answered: 5 },
  { source: 'loop-do-while', answered: 3 },
  { source: 'loop-delays', answered: 4 },
  { source: 'loop-of-status', answered: 4, broken: 1, derives: { attempts: 1, because: 'a loop that goes on while the answer before it says so is not taken for one that tries again' } },
  { source: 'loop-response-ok', answered: 4 },
  { source: 'loop-unbounded', answered: 'unbounded' },
  { source: 'recursion', answered: 4 },
  { source: 'recursion-promise', answered: 4 },
  { source: 'recursion-inner', answered: 3 },
  { source: 'recursion-timer', answered: 5 },
  { source: 'number-from-environment', answered: 3 },

  // A team's own.
  { source: 'team-helper-default', answered: 3 },
  { source: 'team-helper-options', answered: 5 },
  { source: 'team-helper-spread-options', answered: 7 },
  { source: 'team-helper-number', answered: 3 },
  { source: 'team-helper-twice', answered: 8 },
  { source: 'team-helper-nested', answered: 12 },
  { source: 'team-helper-over-silenced-openai', answered: 4 },
  { source: 'team-class', answered: 4 },
  { source: 'team-made-retriable', answered: 3 },
  { source: 'team-over-library', answered: 6 },

  // Several layers.
  { source: 'p-retry-over-axios-retry', answered: 20 },
  { source: 'loop-over-openai', answered: 9 },
  { source: 'loop-over-p-retry-over-got', answered: 24 },
  { source: 'rxjs-over-ky', answered: 6 },
  { source: 'cockatiel-over-ofetch', answered: 6 },
  { source: 'recursion-over-async-retry', answered: 9 },
  { source: 'exponential-backoff-over-fetch-retry', answered: 3, broken: 9 },
  { source: 'p-retry-over-kept-failure', answered: 2 },
  { source: 'two-requests-in-turn', answered: 3 },
];

/** Where several layers multiply to at least four. */
export const compounded: readonly string[] = [
  'p-retry-over-axios-retry', 'loop-over-openai', 'loop-over-p-retry-over-got', 'rxjs-over-ky', 'rxjs-inner-retry', 'cockatiel-over-ofetch',
  'recursion-over-async-retry', 'exponential-backoff-over-fetch-retry', 'team-helper-twice', 'team-helper-nested',
];
