import { defineLibrary } from './library.ts';

/** Clients and servers of the Model Context Protocol. A stream that breaks off is opened again, twice unless told otherwise. */
export const mcp = defineLibrary({
  name: 'mcp',
  packages: ['@modelcontextprotocol/sdk/client/streamableHttp'],
  docs: 'https://github.com/modelcontextprotocol/typescript-sdk#readme',
  symbols: {
    StreamableHTTPClientTransport: {
      fails: 'never',
      retries: {
        of: 'connection',
        attempts: 3,
        says: [{ at: '1.reconnectionOptions.maxRetries', counts: 'retries' }],
        delay: {
          first: 1000, factor: 1.5, max: 30_000,
          says: { first: '1.reconnectionOptions.initialReconnectionDelay', factor: '1.reconnectionOptions.reconnectionDelayGrowFactor', max: '1.reconnectionOptions.maxReconnectionDelay' },
        },
        errors: 'connection',
        source: 'https://github.com/modelcontextprotocol/typescript-sdk/blob/main/src/client/streamableHttp.ts',
      },
    },
  },
});
