import { defineLibrary } from './library.ts';

const read = { effects: [{ kind: 'network', method: '=POST' }] } as const;

/** Four attempts unless the transport says otherwise: `http(url, { retryCount })`. Each call is one request to a node. */
export const viem = defineLibrary({
  name: 'viem',
  packages: ['viem'],
  docs: 'https://viem.sh/docs/clients/transports/http',
  resource: { kind: 'host', name: 'blockchain node' },
  symbols: {
    'createClient|createPublicClient|createWalletClient|createTestClient': {
      returns: 'Client',
      fails: 'throws',
      retries: {
        of: 'calls',
        attempts: 4,
        says: [{ at: '1.retryCount', counts: 'retries', of: 'http' }],
        delay: { first: 150, factor: 2 },
        errors: 'transient',
        source: 'https://github.com/wevm/viem/blob/0912a29d/src/utils/buildRequest.ts#L134-L135',
      },
    },
    'http|webSocket|fallback|custom': { fails: 'never' },
    'Client.extend': { returns: 'this', fails: 'never' },
    'Client.getBlock|getBlockNumber|getBalance|getTransaction|getTransactionReceipt|getTransactionCount|getLogs|getGasPrice|getChainId|getCode|getStorageAt|estimateGas|call|readContract|simulateContract|multicall|request':
      read,
    'Client.waitForTransactionReceipt': read,
    // They sign and send: a repeat of the same signed transaction is refused by the node.
    'Client.sendTransaction|sendRawTransaction|writeContract|deployContract': { effects: [{ kind: 'network', method: '=POST', payload: '0' }] },
    'Client.watchBlocks|watchBlockNumber|watchEvent|watchContractEvent': {
      callbacks: [{ at: '0.onLogs', runs: 'later', role: 'event' }, { at: '0.onBlock', runs: 'later', role: 'event' }, { at: '0.onError', runs: 'later', params: ['error'], errorParam: 0 }],
      fails: 'never',
    },
  },
});
