import { defineLibrary } from './library.ts';

/** Returning completes the message and throwing abandons it, unless `autoCompleteMessages` is false. */
const message = { at: '0.processMessage', runs: 'later', role: 'consumer', name: 'new:0', params: ['ServiceBusReceivedMessage'], onReturn: 'ack', onThrow: 'retry' } as const;
const error = { at: '0.processError', runs: 'later', params: ['ProcessErrorArgs'], errorParam: 0, onThrow: 'lost' } as const;

export const serviceBus = defineLibrary({
  name: 'service-bus',
  packages: ['@azure/service-bus'],
  docs: 'https://learn.microsoft.com/javascript/api/overview/azure/service-bus-readme',
  resource: { kind: 'queue', name: 'azure service bus' },
  symbols: {
    // Half a minute between two attempts, unless `mode` says exponential.
    ServiceBusClient: {
      fails: 'throws',
      retries: {
        of: 'calls',
        attempts: 4,
        says: [{ at: 'new:1.retryOptions.maxRetries|new:2.retryOptions.maxRetries', counts: 'retries' }],
        delay: {
          first: 30_000,
          factor: 1,
          says: { first: 'new:1.retryOptions.retryDelayInMs|new:2.retryOptions.retryDelayInMs' },
          given: 'new:1.retryOptions.mode|new:2.retryOptions.mode',
        },
        errors: 'transient',
        source: 'https://github.com/Azure/azure-sdk-for-js/blob/main/sdk/core/core-amqp/src/util/constants.ts',
      },
    },
    'ServiceBusClient.createSender': { returns: 'ServiceBusSender', fails: 'throws' },
    'ServiceBusClient.createReceiver': { returns: 'ServiceBusReceiver', fails: 'throws' },
    'ServiceBusClient.acceptSession|acceptNextSession': { effects: [{ kind: 'connect', target: '0' }], returns: 'ServiceBusSessionReceiver' },
    'ServiceBusSender.sendMessages': { effects: [{ kind: 'enqueue', target: 'new:0', payload: '0' }] },
    'ServiceBusSender.scheduleMessages': { effects: [{ kind: 'enqueue', target: 'new:0', payload: '0' }] },
    'ServiceBusSender.cancelScheduledMessages': { effects: [{ kind: 'network', target: 'new:0', method: '=DELETE' }] },
    'ServiceBusReceiver|ServiceBusSessionReceiver.subscribe': {
      effects: [{ kind: 'consume', target: 'new:0' }],
      callbacks: [message, error],
      fails: 'throws',
    },
    'ServiceBusReceiver|ServiceBusSessionReceiver.receiveMessages': { effects: [{ kind: 'consume', target: 'new:0' }], returns: 'ServiceBusReceivedMessage[]' },
    'ServiceBusReceiver|ServiceBusSessionReceiver.peekMessages': { effects: [{ kind: 'network', target: 'new:0', method: '=GET' }] },
    'ServiceBusReceiver|ServiceBusSessionReceiver.completeMessage': { effects: [{ kind: 'ack', target: 'new:0' }] },
    'ServiceBusReceiver|ServiceBusSessionReceiver.abandonMessage|deferMessage': { effects: [{ kind: 'nack', target: 'new:0' }] },
    'ServiceBusReceiver|ServiceBusSessionReceiver.deadLetterMessage': { effects: [{ kind: 'dead-letter', target: 'new:0' }] },
    'ServiceBusReceiver.renewMessageLock': { effects: [{ kind: 'lock' }] },
    'ServiceBusSessionReceiver.renewSessionLock': { effects: [{ kind: 'lock' }] },
    'ServiceBusClient|ServiceBusSender|ServiceBusReceiver|ServiceBusSessionReceiver.close': { cleanup: true },
  },
});
