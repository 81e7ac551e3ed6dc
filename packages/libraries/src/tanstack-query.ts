import { defineLibrary, type Backoff } from './library.ts';

const query = { runs: 'again' } as const;
/** What it throws is in the hook's `error`. */
const shown = { runs: 'again', onThrow: 'handled' } as const;
/** How often it has failed before this failure. */
const asked = { count: '0', from: 0 } as const;
/** Every wait, or a function that says each, in one of these slots. */
const delayAt = (slots: string): Backoff => ({ first: 1000, factor: 2, max: 30_000, constant: slots, given: slots, asked });
const delay = delayAt('0.retryDelay|1.retryDelay|2.retryDelay');
const ON_OFF = [{ is: false, attempts: 1 }, { is: true, attempts: 'unbounded' }, { is: 'Infinity', attempts: 'unbounded' }] as const;
const source = 'https://github.com/TanStack/query/blob/40321a0b/packages/query-core/src/retryer.ts#L49-L50';
const own = { at: '0.retry|1.retry|2.retry', counts: 'retries', means: ON_OFF, asked } as const;
const forAll = { counts: 'retries', means: ON_OFF, asked, of: 'QueryClient' } as const;
const forQueries = { ...forAll, at: '0.defaultOptions.queries.retry', delay: delayAt('0.defaultOptions.queries.retryDelay') } as const;
const forMutations = { ...forAll, at: '0.defaultOptions.mutations.retry', delay: delayAt('0.defaultOptions.mutations.retryDelay') } as const;

const fetched = {
  of: 'handed',
  attempts: 1,
  says: [own, forQueries],
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
        says: [own, forQueries],
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
        says: [own, forMutations],
        delay,
        errors: 'any',
        source: 'https://github.com/TanStack/query/blob/40321a0b/packages/query-core/src/mutation.ts#L202',
      },
    },
    'QueryObserver|InfiniteQueryObserver': {
      callbacks: [{ at: '1.queryFn', ...shown }],
      fails: 'never',
      retries: { of: 'handed', attempts: 4, says: [{ ...own, at: '1.retry' }, forQueries], delay: delayAt('1.retryDelay'), errors: 'any', source },
    },
    QueryClient: {
      fails: 'never',
      // What it says for all queries, also for those that other libraries make through it; unless it says something, they say it themselves.
      retries: {
        of: 'given',
        attempts: 1,
        says: [{ at: '0.defaultOptions.queries.retry', counts: 'retries', means: ON_OFF, asked }],
        delay: delayAt('0.defaultOptions.queries.retryDelay'),
        errors: 'any',
        source,
      },
    },
    useQueryClient: { returns: 'QueryClient', fails: 'never' },
    'QueryClient.fetchQuery|ensureQueryData|fetchInfiniteQuery': { callbacks: [{ at: '0.queryFn', ...query }, { at: '1', ...query }], retries: fetched },
    'QueryClient.prefetchQuery|prefetchInfiniteQuery': { callbacks: [{ at: '0.queryFn', ...shown }, { at: '1', ...shown }], fails: 'never', retries: fetched },
    'QueryClient.invalidateQueries|refetchQueries|resetQueries|cancelQueries': { fails: 'never' },
  },
});

/** Collections whose rows a query loads. */
export const tanstackQueryCollection = defineLibrary({
  name: 'tanstack-query-collection',
  packages: ['@tanstack/query-db-collection'],
  docs: 'https://tanstack.com/db/latest/docs/collections/query-collection',
  symbols: {
    queryCollectionOptions: {
      callbacks: [{ at: '0.queryFn', ...shown }],
      returns: 'arg0',
      fails: 'never',
      retries: {
        of: 'handed',
        attempts: 4,
        says: [{ ...own, at: '0.retry' }, ...['@tanstack/query-core', '@tanstack/react-query'].map((from) => ({ ...forQueries, of: `${from}#QueryClient` }))],
        delay: delayAt('0.retryDelay'),
        errors: 'any',
        source: 'https://github.com/TanStack/db/blob/main/packages/query-db-collection/src/query.ts',
      },
    },
  },
});
