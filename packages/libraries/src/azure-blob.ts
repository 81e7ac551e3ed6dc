import { defineLibrary } from './library.ts';

export const azureBlob = defineLibrary({
  name: 'azure-blob',
  packages: ['@azure/storage-blob'],
  docs: 'https://learn.microsoft.com/javascript/api/overview/azure/storage-blob-readme',
  aliases: { AppendBlobClient: 'BlockBlobClient', PageBlobClient: 'BlockBlobClient', BlobClient: 'BlockBlobClient' },
  symbols: {
    'BlobServiceClient.fromConnectionString': { returns: 'BlobServiceClient', fails: 'throws' },
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
