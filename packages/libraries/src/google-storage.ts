import { defineLibrary } from './library.ts';

export const googleStorage = defineLibrary({
  name: 'google-storage',
  packages: ['@google-cloud/storage'],
  docs: 'https://cloud.google.com/nodejs/docs/reference/storage/latest',
  resource: { kind: 'host' },
  symbols: {
    // What is not safe to repeat is not repeated, unless `idempotencyStrategy` says so.
    Storage: {
      fails: 'never',
      retries: {
        of: 'calls',
        attempts: 4,
        says: [
          { at: 'new:0.retryOptions.maxRetries', counts: 'retries' },
          { at: 'new:0.retryOptions.autoRetry', counts: 'retries', means: [{ is: false, attempts: 1 }, { is: true, attempts: 4 }] },
        ],
        delay: { first: 2000, factor: 2, max: 64_000, jitter: true, says: { factor: 'new:0.retryOptions.retryDelayMultiplier' } },
        errors: 'transient',
        source: 'https://github.com/googleapis/nodejs-storage/blob/v7.22.0/src/storage.ts',
      },
    },
    'Storage.bucket': { returns: 'Bucket', fails: 'never' },
    'Bucket.file': { returns: 'File', fails: 'never' },
    'Bucket.upload': { effects: [{ kind: 'file-write', target: '1.destination', payload: '0' }] },
    'Bucket.getFiles': { effects: [{ kind: 'file-read', target: 'new:0' }] },
    'Bucket.deleteFiles': { effects: [{ kind: 'file-delete', target: 'new:0' }] },
    'Bucket.combine': { effects: [{ kind: 'file-write', target: '1' }] },
    'Storage.createBucket': { effects: [{ kind: 'network', target: '0', method: '=POST' }] },
    'Storage.getBuckets': { effects: [{ kind: 'network', method: '=GET' }] },
    'Bucket.setMetadata|setCorsConfiguration|setLabels|addLifecycleRule|makePublic|makePrivate': { effects: [{ kind: 'network', target: 'new:0', method: '=PATCH' }] },
    'File.save|createResumableUpload': { effects: [{ kind: 'file-write', target: 'new:0', payload: '0' }] },
    'File.setMetadata|setStorageClass|makePublic|makePrivate|rotateEncryptionKey|restore': { effects: [{ kind: 'file-write', target: 'new:0' }] },
    'File.copy|move|rename|moveFileAtomic': { effects: [{ kind: 'file-write', target: '0' }] },
    'File.download': { effects: [{ kind: 'file-read', target: 'new:0' }] },
    'File|Bucket.exists|getMetadata|get|isPublic': { effects: [{ kind: 'file-read', target: 'new:0' }], probe: true },
    'File|Bucket.delete': { effects: [{ kind: 'file-delete', target: 'new:0' }] },
    'File|Bucket.getSignedUrl|generateSignedPostPolicyV4': { fails: 'rejects' },
    'File.createReadStream': { effects: [{ kind: 'file-read', target: 'new:0' }], returns: 'stream#Readable', fails: 'never' },
    'File.createWriteStream': { effects: [{ kind: 'file-write', target: 'new:0' }], returns: 'stream#Writable', fails: 'never' },
  },
});
