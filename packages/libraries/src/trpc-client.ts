import { defineLibrary, type Backoff } from './library.ts';

const ON_OFF = [{ is: false, attempts: 1 }, { is: true, attempts: 'unbounded' }, { is: 'Infinity', attempts: 'unbounded' }] as const;
const asked = { count: '0', from: 0 } as const;
const delayAt = (slot: string): Backoff => ({ first: 1000, factor: 2, max: 30_000, constant: slot, given: slot, asked });
const forAll = { counts: 'retries', means: ON_OFF, asked, of: '@tanstack/react-query#QueryClient' } as const;
const source = 'https://github.com/trpc/trpc/blob/340811ba/packages/react-query/src/shared/hooks/createHooksInternal.tsx';

const query = {
  effects: [{ kind: 'network', target: '*1', method: '=GET' }],
  fails: 'never',
  retries: {
    of: 'call',
    attempts: 4,
    says: [
      { at: '1.retry', counts: 'retries', means: ON_OFF, asked },
      { ...forAll, at: '0.defaultOptions.queries.retry', delay: delayAt('0.defaultOptions.queries.retryDelay') },
    ],
    delay: delayAt('1.retryDelay'),
    errors: 'any',
    source,
  },
} as const;

/** Procedures as hooks of TanStack Query, whose options and whose client's options hold. Routers are nested at will: four deep here. */
export const trpcReact = defineLibrary({
  name: 'trpc-react',
  packages: ['@trpc/react-query', '@trpc/next'],
  docs: 'https://trpc.io/docs/client/react/useQuery',
  resource: { kind: 'host', addressed: true },
  symbols: {
    'createTRPCReact|createTRPCNext': { returns: 'Hooks', fails: 'never' },
    'Hooks.*.useQuery|useInfiniteQuery|useSuspenseQuery|useSuspenseInfiniteQuery': query,
    'Hooks.*.*.useQuery|useInfiniteQuery|useSuspenseQuery|useSuspenseInfiniteQuery': query,
    'Hooks.*.*.*.useQuery|useInfiniteQuery|useSuspenseQuery|useSuspenseInfiniteQuery': query,
    'Hooks.*.*.*.*.useQuery|useInfiniteQuery|useSuspenseQuery|useSuspenseInfiniteQuery': query,
  },
});

/** Options for the hooks of TanStack Query, which retry as these say. */
export const trpcTanstack = defineLibrary({
  name: 'trpc-tanstack',
  packages: ['@trpc/tanstack-react-query'],
  docs: 'https://trpc.io/docs/client/tanstack-react-query/usage',
  symbols: {
    createTRPCContext: { returns: 'TRPCContext', fails: 'never' },
    'TRPCContext.useTRPC': { returns: 'OptionsProxy', fails: 'never' },
    createTRPCOptionsProxy: { returns: 'OptionsProxy', fails: 'never' },
    'OptionsProxy.*.queryOptions|infiniteQueryOptions': { returns: 'arg1', fails: 'never' },
    'OptionsProxy.*.*.queryOptions|infiniteQueryOptions': { returns: 'arg1', fails: 'never' },
    'OptionsProxy.*.*.*.queryOptions|infiniteQueryOptions': { returns: 'arg1', fails: 'never' },
    'OptionsProxy.*.mutationOptions': { returns: 'arg0', fails: 'never' },
    'OptionsProxy.*.*.mutationOptions': { returns: 'arg0', fails: 'never' },
    'OptionsProxy.*.*.*.mutationOptions': { returns: 'arg0', fails: 'never' },
  },
});

/** What goes through a link that retries is asked for each further attempt; nothing limits their number. */
const throughLinks = {
  of: 'calls',
  attempts: 1,
  says: [{
    at: '0.retry', counts: 'retries', of: 'retryLink', in: 'new:0.links', usual: 'unbounded', asked: { count: '0.attempts' },
    // `retryDelayMs` is a function.
    delay: { first: 0, factor: 1, given: '0.retryDelayMs' },
  }],
  delay: { first: 0, factor: 1 },
  errors: 'chosen',
  source: 'https://github.com/trpc/trpc/blob/340811ba/packages/client/src/links/retryLink.ts',
} as const;
const read = { effects: [{ kind: 'network', target: '*1', method: '=GET' }] } as const;
const write = { effects: [{ kind: 'network', target: '*1', method: '=POST', payload: '0' }] } as const;

export const trpcClient = defineLibrary({
  name: 'trpc-client',
  packages: ['@trpc/client'],
  docs: 'https://trpc.io/docs/client/vanilla',
  resource: { kind: 'host', addressed: true },
  symbols: {
    'createTRPCClient|createTRPCProxyClient': { returns: 'Client', fails: 'never' },
    retryLink: { fails: 'never' },
    // Reconnects at once the first time, then after two seconds and doubling.
    createWSClient: {
      fails: 'never',
      retries: {
        of: 'connection',
        attempts: 'unbounded',
        delay: { first: 2000, factor: 2, max: 30_000, given: '0.retryDelayMs', asked: { count: '0', from: 0 } },
        errors: 'connection',
        source: 'https://github.com/trpc/trpc/blob/340811ba/packages/client/src/links/wsLink/wsClient/options.ts',
      },
    },
    Client: { retries: throughLinks },
    'Client.*.query': read,
    'Client.*.*.query': read,
    'Client.*.*.*.query': read,
    'Client.*.mutate': write,
    'Client.*.*.mutate': write,
    'Client.*.*.*.mutate': write,
  },
});
