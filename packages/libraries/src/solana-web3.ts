import { defineLibrary } from './library.ts';

/** Tries five times when the node answers 429; other failures are told at once. */
export const solanaWeb3 = defineLibrary({
  name: 'solana-web3',
  packages: ['@solana/web3.js'],
  docs: 'https://solana-foundation.github.io/solana-web3.js/classes/Connection.html',
  resource: { kind: 'host', name: 'blockchain node' },
  symbols: {
    Connection: {
      fails: 'throws',
      retries: {
        of: 'calls',
        attempts: 5,
        says: [{ at: 'new:1.disableRetryOnRateLimit', counts: 'retries', means: [{ is: true, attempts: 1 }, { is: false, attempts: 5 }] }],
        delay: { first: 500, factor: 2 },
        errors: 'throttled',
        source: 'https://github.com/solana-labs/solana-web3.js/blob/8ea27fce/src/connection.ts#L1668-L1689',
      },
    },
    'Connection.getBalance|getAccountInfo|getParsedAccountInfo|getMultipleAccountsInfo|getProgramAccounts|getTransaction|getParsedTransaction|getSignaturesForAddress|getSignatureStatus|getSignatureStatuses|getLatestBlockhash|getSlot|getBlock|getBlockHeight|getTokenAccountsByOwner|getTokenAccountBalance|simulateTransaction|confirmTransaction': {
      effects: [{ kind: 'network', method: '=POST' }],
    },
    'Connection.sendTransaction|sendRawTransaction|sendEncodedTransaction|requestAirdrop': { effects: [{ kind: 'network', method: '=POST', payload: '0' }] },
    sendAndConfirmTransaction: { effects: [{ kind: 'network', method: '=POST', payload: '1' }] },
    'Connection.onAccountChange|onProgramAccountChange|onLogs|onSlotChange|onSignature': { callbacks: [{ at: '1', runs: 'later', role: 'event' }], fails: 'never' },
    'Connection.removeAccountChangeListener|removeOnLogsListener|removeSlotChangeListener': { cleanup: true },
  },
});
