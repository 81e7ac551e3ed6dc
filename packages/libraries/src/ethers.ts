import { defineLibrary } from './library.ts';

/**
 * Only 429 is tried again. The first wait is a random part of one slot and so often nothing; redirects count as attempts.
 * `setThrottleParams` changes the number afterwards.
 */
const throttled = {
  of: 'calls',
  attempts: 12,
  delay: { first: 250, factor: 2, jitter: true },
  errors: 'throttled',
  source: 'https://github.com/ethers-io/ethers.js/blob/98c49d09/src.ts/utils/fetch.ts#L76-L77',
} as const;

export const ethers = defineLibrary({
  name: 'ethers',
  packages: ['ethers'],
  docs: 'https://docs.ethers.org/v6/api/utils/fetching/',
  resource: { kind: 'host', name: 'blockchain node' },
  aliases: {
    InfuraProvider: 'JsonRpcProvider', AlchemyProvider: 'JsonRpcProvider', EtherscanProvider: 'JsonRpcProvider', QuickNodeProvider: 'JsonRpcProvider',
    // Everything is a member of the export `ethers`, too.
    'ethers.JsonRpcProvider': 'JsonRpcProvider', 'ethers.InfuraProvider': 'JsonRpcProvider', 'ethers.AlchemyProvider': 'JsonRpcProvider', 'ethers.EtherscanProvider': 'JsonRpcProvider',
    'ethers.QuickNodeProvider': 'JsonRpcProvider', 'ethers.FetchRequest': 'FetchRequest', 'ethers.FetchResponse': 'FetchResponse',
  },
  symbols: {
    'FetchRequest|JsonRpcProvider': { fails: 'throws', retries: throttled },
    'FetchRequest.send': { effects: [{ kind: 'network', target: 'new:0' }], returns: 'FetchResponse' },
    'FetchResponse.assertOk': { fails: 'throws' },
    'JsonRpcProvider.getBlock|getBlockNumber|getBalance|getTransaction|getTransactionReceipt|getTransactionCount|getLogs|getFeeData|getNetwork|getCode|getStorage|estimateGas|call|send|waitForTransaction|lookupAddress|resolveName': {
      effects: [{ kind: 'network', method: '=POST' }],
    },
    'JsonRpcProvider.broadcastTransaction': { effects: [{ kind: 'network', method: '=POST', payload: '0' }] },
    'JsonRpcProvider.on|once': { callbacks: [{ at: '1', runs: 'later', role: 'event', name: '0', errorEvents: { at: '0', names: ['error'] } }] },
    'JsonRpcProvider.destroy': { cleanup: true },
  },
});
