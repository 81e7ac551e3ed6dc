import { defineLibrary } from './library.ts';

const query = { runs: 'again' } as const;
/** What it throws is in the hook's `error`. */
const shown = { runs: 'again', onThrow: 'handled' } as const;
/** How often it has failed before this failure. */
const asked = { count: '0', from: 0 } as const;
const delay = {
  first: 1000,
  factor: 2,
  max: 30_000,
  constant: '0.retryDelay|1.retryDelay|2.retryDelay',
  given: '0.retryDelay|1.retryDelay|2.retryDelay',
  asked,
} as const;
const ON_OFF = [{ is: false, attempts: 1 }, { is: true, attempts: 'unbounded' }, { is: 'Infinity', attempts: 'unbounded' }] as const;
const source = 'https://github.com/TanStack/query/blob/40321a0b/packages/query-core/src/retryer.ts#L49-L50';
const forQueries = { at: '0.defaultOptions.queries.retry', counts: 'retries', means: ON_OFF, asked, of: 'QueryClient' } as const;

const fetched = {
  of: 'handed',
  attempts: 1,
  says: [{ at: '0.retry|1.retry|2.retry', counts: 'retries', means: ON_OFF, asked }, forQueries],
  delay,
  errors: 'any',
  source: 'https://github.com/TanStack/query/blob/40321a0b/packages/query-core/src/queryClient.ts',
} as const;

/**
 * Four attempts at what a query needs, one second apart and doubling; on a server, where hooks only prefetch, one. A
 * mutation is tried once, and so is what the client is asked to fetch. Before version 5 the key may stand first.
 */
export const tanstackQuery = defineLibrary({
  name: 'tanstack-query',
  packages: ['@tanstack/react-query', '@tanstack/vue-query', '@tanstack/svelte-query', '@tanstack/preact-query', '@tanstack/query-core', 'react-query'],
  docs: 'https://tanstack.com/query/latest/docs/framework/react/guides/query-retries',
  symbols: {
    'useQuery|useInfiniteQuery|useSuspenseQuery|useSuspenseInfiniteQuery|usePrefetchQuery|createQuery|createInfiniteQuery': {
      callbacks: [{ at: '0.queryFn', ...shown }, { at: '1.queryFn', ...shown }, { at: '1', ...shown }],
      fails: 'never',
      retries: {
        of: 'handed',
        attempts: 4,
        says: [{ at: '0.retry|1.retry|2.retry', counts: 'retries', means: ON_OFF, asked }, forQueries],
        delay,
        errors: 'any',
        source,
      },
    },
    // What it is given is used by hooks and by the client alike.
    'queryOptions|infiniteQueryOptions': { callbacks: [{ at: '0.queryFn', runs: 'later' }], returns: 'arg0', fails: 'never' },
    'useMutation|createMutation': {
      callbacks: [
        { at: '0.mutationFn', ...shown },
        { at: '0', ...shown },
        { at: '0.onError', runs: 'later', params: ['error'], onThrow: 'handled' },
        { at: '0.onSuccess', runs: 'later', onThrow: 'handled' },
        { at: '0.onSettled', runs: 'later', onThrow: 'handled' },
      ],
      fails: 'never',
      retries: {
        of: 'handed',
        attempts: 1,
        says: [
          { at: '0.retry|1.retry', counts: 'retries', means: ON_OFF, asked },
          { at: '0.defaultOptions.mutations.retry', counts: 'retries', means: ON_OFF, asked, of: 'QueryClient' },
        ],
        delay,
        errors: 'any',
        source: 'https://github.com/TanStack/query/blob/40321a0b/packages/query-core/src/mutation.ts#L202',
      },
    },
    QueryClient: { fails: 'never' },
    useQueryClient: { returns: 'QueryClient', fails: 'never' },
    'QueryClient.fetchQuery|ensureQueryData|fetchInfiniteQuery': { callbacks: [{ at: '0.queryFn', ...query }, { at: '1', ...query }], retries: fetched },
    'QueryClient.prefetchQuery|prefetchInfiniteQuery': { callbacks: [{ at: '0.queryFn', ...shown }, { at: '1', ...shown }], fails: 'never', retries: fetched },
    'QueryClient.invalidateQueries|refetchQueries|resetQueries|cancelQueries': { fails: 'never' },
  },
});
