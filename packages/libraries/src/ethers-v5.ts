import { defineLibrary } from './library.ts';

/**
 * Only 429 is tried again, and a redirect counts as an attempt. A wait is a random part of a slot that doubles, and so often
 * nothing. The number and the slot are said with the address of the node.
 */
const throttled = {
  of: 'calls',
  attempts: 12,
  says: [{ at: 'new:0.throttleLimit', counts: 'attempts' }],
  delay: { first: 100, factor: 2, jitter: true, says: { first: 'new:0.throttleSlotInterval' } },
  errors: 'throttled',
  source: 'https://github.com/ethers-io/ethers.js/blob/v5.7.2/packages/web/src.ts/index.ts#L100-L105',
} as const;
/** Whoever names the company is not asked for an address. */
const hosted = { fails: 'throws', retries: { ...throttled, says: [] } } as const;
const asks = { effects: [{ kind: 'network', method: '=POST' }] } as const;
const sends = { effects: [{ kind: 'network', method: '=POST', payload: '0' }] } as const;
const listens = { callbacks: [{ at: '1', runs: 'later', role: 'event', name: '0', errorEvents: { at: '0', names: ['error'] } }] } as const;
const about = { docs: 'https://docs.ethers.org/v5/api/utils/web/#ConnectionInfo', resource: { kind: 'host', name: 'blockchain node' } } as const;

/** The providers as the package of version 5 exports them. Those of later versions stand beside `ethers` itself. */
export const ethersV5 = defineLibrary({
  name: 'ethers-v5',
  packages: ['ethers'],
  ...about,
  aliases: { 'ethers.providers': 'providers' },
  symbols: {
    'providers.JsonRpcProvider|StaticJsonRpcProvider|JsonRpcBatchProvider': { fails: 'throws', retries: throttled },
    'providers.InfuraProvider|AlchemyProvider|AnkrProvider|PocketProvider|CloudflareProvider': hosted,
    'providers.JsonRpcProvider|StaticJsonRpcProvider|JsonRpcBatchProvider|InfuraProvider|AlchemyProvider|AnkrProvider|PocketProvider|CloudflareProvider.getBlock|getBlockWithTransactions|getBlockNumber|getBalance|getTransaction|getTransactionReceipt|getTransactionCount|getLogs|getFeeData|getGasPrice|getCode|getStorageAt|estimateGas|call|send|waitForTransaction|lookupAddress|resolveName': asks,
    'providers.JsonRpcProvider|StaticJsonRpcProvider|JsonRpcBatchProvider|InfuraProvider|AlchemyProvider|AnkrProvider|PocketProvider|CloudflareProvider.sendTransaction': sends,
    'providers.JsonRpcProvider|StaticJsonRpcProvider|JsonRpcBatchProvider|InfuraProvider|AlchemyProvider|AnkrProvider|PocketProvider|CloudflareProvider.on|once': listens,
  },
});

/** The same, by themselves. */
export const ethersProviders = defineLibrary({
  name: 'ethers-providers',
  packages: ['@ethersproject/providers'],
  ...about,
  symbols: {
    'JsonRpcProvider|StaticJsonRpcProvider|JsonRpcBatchProvider': { fails: 'throws', retries: throttled },
    'InfuraProvider|AlchemyProvider|AnkrProvider|PocketProvider|CloudflareProvider': hosted,
    'JsonRpcProvider|StaticJsonRpcProvider|JsonRpcBatchProvider|InfuraProvider|AlchemyProvider|AnkrProvider|PocketProvider|CloudflareProvider.getBlock|getBlockWithTransactions|getBlockNumber|getBalance|getTransaction|getTransactionReceipt|getTransactionCount|getLogs|getFeeData|getGasPrice|getCode|getStorageAt|estimateGas|call|send|waitForTransaction|lookupAddress|resolveName': asks,
    'JsonRpcProvider|StaticJsonRpcProvider|JsonRpcBatchProvider|InfuraProvider|AlchemyProvider|AnkrProvider|PocketProvider|CloudflareProvider.sendTransaction': sends,
    'JsonRpcProvider|StaticJsonRpcProvider|JsonRpcBatchProvider|InfuraProvider|AlchemyProvider|AnkrProvider|PocketProvider|CloudflareProvider.on|once': listens,
  },
});
