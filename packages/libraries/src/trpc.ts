import { defineLibrary } from './library.ts';

/** What a procedure returns is the response; what it throws is given to the client as an error. */
const procedure = { at: '0', runs: 'later', role: 'procedure', params: ['ProcedureOptions'], onReturn: 'respond', onThrow: 'handled' } as const;

/** The procedure is named by its key in the router. */
export const trpc = defineLibrary({
  name: 'trpc',
  packages: ['@trpc/server'],
  docs: 'https://trpc.io/docs/server/procedures',
  symbols: {
    'initTRPC.context|meta': { returns: 'TrpcBuilder', fails: 'never' },
    'initTRPC.create': { returns: 'Trpc', fails: 'never' },
    inferAsyncReturnType: { is: '<0>()' },
    'TrpcBuilder.context': { returns: 'TrpcBuilder', fails: 'never' },
    'TrpcBuilder.meta': { returns: 'this', fails: 'never' },
    'TrpcBuilder.create': { returns: 'Trpc', fails: 'never' },
    'Trpc.procedure': { is: 'Procedure' },
    'Trpc.router': { mounts: { keys: '0' }, returns: 'arg0', fails: 'throws' },
    'Trpc.mergeRouters': { returns: 'arg0', fails: 'throws' },
    'Trpc.middleware': { callbacks: [{ at: '0', runs: 'later', role: 'middleware', params: ['MiddlewareOptions'], onThrow: 'handled' }], fails: 'never' },
    'Procedure.input|output|meta|concat|unstable_concat': { returns: 'this', fails: 'never' },
    'Procedure.use': { callbacks: [{ at: '0', runs: 'later', role: 'middleware', params: ['MiddlewareOptions'], onThrow: 'handled' }], returns: 'this', fails: 'never' },
    'Procedure.query': { callbacks: [{ ...procedure, method: '=GET' }], fails: 'never' },
    'Procedure.mutation': { callbacks: [{ ...procedure, method: '=POST' }], fails: 'never' },
    'Procedure.subscription': { callbacks: [procedure], fails: 'never' },
    // `context<typeof createContext>()` means what the function makes for each request.
    'ProcedureOptions|MiddlewareOptions.ctx': { is: '<0>()' },
    // Resolves even when what comes after fails: the failure is in `ok`.
    'MiddlewareOptions.next': { fails: 'result', errorIn: 'ok' },
    // Thrown, it answers with the status of its code.
    TRPCError: { effects: [{ kind: 'respond', error: '0.cause', payload: '0' }], fails: 'never' },
  },
});
