import { defineLibrary } from './library.ts';

/** Transactions and queries of a Hedera network: ten attempts each, unless the client they are executed with says otherwise. */
export const hiero = defineLibrary({
  name: 'hiero',
  packages: ['@hiero-ledger/sdk', '@hashgraph/sdk'],
  docs: 'https://docs.hedera.com/hedera/sdks-and-apis/sdks/client',
  resource: { kind: 'host', name: 'hedera' },
  aliases: { NodeClient: 'Client', WebClient: 'Client' },
  symbols: {
    'Client.forName|forNetwork|forMainnet|forTestnet|forPreviewnet|forLocalNode|fromConfig': { returns: 'Client', fails: 'throws' },
    'Client.setOperator|setOperatorWith|setTransportSecurity|setRequestTimeout|setGrpcDeadline|setMaxExecutionTime|setLogger|setNetwork|setMirrorNetwork|setMinBackoff|setMaxBackoff|setMaxNodeAttempts|setNodeWaitTime|setLedgerId': {
      returns: 'this',
      fails: 'never',
    },
    // What is executed with it is tried again, at the next node if there is one.
    'Client.setMaxAttempts': {
      returns: 'this',
      fails: 'never',
      retries: {
        of: 'given',
        attempts: 10,
        says: [{ at: '0', counts: 'attempts' }],
        delay: { first: 500, factor: 2, max: 8000 },
        errors: 'transient',
        source: 'https://www.npmjs.com/package/@hashgraph/sdk/v/2.81.0 src/Executable.js',
      },
    },
    'Client.close': { cleanup: true },
  },
});
