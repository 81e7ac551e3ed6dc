import { defineLibrary } from './library.ts';

/** As all clients on Azure's core pipeline, it tries four times unless told otherwise. */
export const azureKeyvault = defineLibrary({
  name: 'azure-keyvault',
  packages: ['@azure/keyvault-secrets'],
  docs: 'https://learn.microsoft.com/javascript/api/overview/azure/keyvault-secrets-readme',
  symbols: {
    SecretClient: {
      fails: 'throws',
      retries: {
        of: 'calls',
        attempts: 4,
        says: [{ at: 'new:2.retryOptions.maxRetries', counts: 'retries' }],
        delay: { first: 1000, factor: 2, max: 64_000, jitter: true, says: { first: 'new:2.retryOptions.retryDelayInMs', max: 'new:2.retryOptions.maxRetryDelayInMs' } },
        errors: 'transient',
        source: 'https://github.com/Azure/azure-sdk-for-js/blob/main/sdk/core/ts-http-runtime/src/retryStrategies/exponentialRetryStrategy.ts',
      },
    },
    'SecretClient.getSecret|listPropertiesOfSecrets|getDeletedSecret': { effects: [{ kind: 'network', target: '0', method: '=GET' }] },
    'SecretClient.setSecret': { effects: [{ kind: 'network', target: '0', method: '=PUT', payload: '1' }] },
    'SecretClient.updateSecretProperties': { effects: [{ kind: 'network', target: '0', method: '=PATCH', payload: '2' }] },
    'SecretClient.beginDeleteSecret|purgeDeletedSecret': { effects: [{ kind: 'network', target: '0', method: '=DELETE' }] },
  },
});
