import { defineLibrary } from './library.ts';

/** The second attempt follows at once; then come 4, 12 and 28 seconds. */
const retries = {
  of: 'calls',
  attempts: 4,
  says: [{ at: 'new:2.retryOptions.maxTries|new:1.retryOptions.maxTries', counts: 'attempts' }],
  delay: { first: 0, factor: 2, max: 120_000 },
  errors: 'transient',
  source: 'https://github.com/Azure/azure-sdk-for-js/blob/main/sdk/storage/storage-common/src/policies/StorageRetryPolicyV2.ts',
} as const;

export const azureBlob = defineLibrary({
  name: 'azure-blob',
  packages: ['@azure/storage-blob'],
  docs: 'https://learn.microsoft.com/javascript/api/overview/azure/storage-blob-readme',
  aliases: { AppendBlobClient: 'BlockBlobClient', PageBlobClient: 'BlockBlobClient', BlobClient: 'BlockBlobClient' },
  resource: { kind: 'host' },
  symbols: {
    'BlobServiceClient|ContainerClient|BlockBlobClient': { fails: 'throws', retries },
    'BlobServiceClient.fromConnectionString': { returns: 'BlobServiceClient', fails: 'throws', retries },
    'BlobServiceClient.getContainerClient': { returns: 'ContainerClient', fails: 'never' },
    'ContainerClient.getBlockBlobClient|getBlobClient|getAppendBlobClient|getPageBlobClient': { returns: 'BlockBlobClient', fails: 'never' },
    'BlockBlobClient.getBlockBlobClient': { returns: 'BlockBlobClient', fails: 'never' },
    'BlockBlobClient.upload|uploadData|uploadFile|uploadStream|stageBlock|commitBlockList|appendBlock|uploadPages|syncUploadFromURL': {
      effects: [{ kind: 'file-write', target: 'new:0', payload: '0' }],
    },
    'BlockBlobClient.beginCopyFromURL|syncCopyFromURL|setMetadata|setHTTPHeaders|setTags|setAccessTier': { effects: [{ kind: 'file-write', target: 'new:0' }] },
    'BlockBlobClient.download|downloadToBuffer|downloadToFile': { effects: [{ kind: 'file-read', target: 'new:0' }] },
    'BlockBlobClient|ContainerClient.exists|getProperties': { effects: [{ kind: 'file-read', target: 'new:0' }], probe: true },
    'BlockBlobClient|ContainerClient.delete|deleteIfExists': { effects: [{ kind: 'file-delete', target: 'new:0' }] },
    'ContainerClient.uploadBlockBlob': { effects: [{ kind: 'file-write', target: '0', payload: '1' }] },
    'ContainerClient.deleteBlob': { effects: [{ kind: 'file-delete', target: '0' }] },
    'ContainerClient.listBlobsFlat|listBlobsByHierarchy': { effects: [{ kind: 'file-read', target: 'new:0' }], fails: 'never' },
    'ContainerClient.create|createIfNotExists': { effects: [{ kind: 'network', target: 'new:0', method: '=PUT' }] },
    'BlobServiceClient.createContainer': { effects: [{ kind: 'network', target: '0', method: '=PUT' }] },
    'BlobServiceClient.deleteContainer': { effects: [{ kind: 'network', target: '0', method: '=DELETE' }] },
    'BlobLeaseClient.acquireLease|renewLease': { effects: [{ kind: 'lock' }] },
    'BlobLeaseClient.releaseLease|breakLease': { effects: [{ kind: 'unlock' }], cleanup: true },
    'BlockBlobClient|ContainerClient.getBlobLeaseClient': { returns: 'BlobLeaseClient', fails: 'never' },
    'BlockBlobClient|ContainerClient.generateSasUrl': { fails: 'rejects' },
  },
});
