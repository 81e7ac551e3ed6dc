import { defineLibrary } from './library.ts';

export const connectrpc = defineLibrary({
  name: 'Connect',
  packages: ['@connectrpc/connect'],
  docs: 'https://connectrpc.com/docs/node/using-clients',
  resource: { kind: 'host', addressed: true, base: ['0.baseUrl'] },
  aliases: { PromiseClient: 'Client', createPromiseClient: 'createClient' },
  symbols: {
    createClient: { returns: 'Client', returnsArgs: ['0'] },
    'Client.*': {
      effects: [{ kind: 'network', target: '*1', method: '=POST', payload: '0', timeout: { at: '1.timeoutMs', unit: 'ms' } }],
    },
  },
});
