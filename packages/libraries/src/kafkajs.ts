import { defineLibrary } from './library.ts';

const retry = {
  of: 'calls',
  attempts: 6,
  says: [{ at: 'producer:0.retry.retries|admin:0.retry.retries', counts: 'retries' }, { at: 'new:0.retry.retries', counts: 'retries' }],
  delay: { first: 300, factor: 2, max: 30_000, jitter: true, says: { first: 'new:0.retry.initialRetryTime', factor: 'new:0.retry.multiplier', max: 'new:0.retry.maxRetryTime' } },
  errors: 'any',
  source: 'https://github.com/tulios/kafkajs/blob/55b0b416/src/retry/defaults.js#L2-L6',
} as const;
/**
 * Six attempts, then the consumer crashes, begins anew and gets the message again: without end, unless `restartOnFailure`
 * says no. Errors of JavaScript itself, such as a `TypeError`, stop it for good.
 */
const consuming = {
  ...retry,
  of: 'handed',
  attempts: 'unbounded',
  says: [{ at: 'consumer:0.retry.restartOnFailure|new:0.retry.restartOnFailure', counts: 'retries' }],
  durable: true,
  source: 'https://github.com/tulios/kafkajs/blob/55b0b416/src/consumer/index.js#L272',
} as const;

/** Returning lets the offset be committed; throwing makes the message or batch come again. */
const consumer = { runs: 'later', role: 'consumer', name: 'new:0.groupId', onReturn: 'ack', onThrow: 'retry' } as const;

export const kafkajs = defineLibrary({
  name: 'kafkajs',
  packages: ['kafkajs'],
  docs: 'https://kafka.js.org/docs/getting-started',
  resource: { kind: 'queue', name: 'kafka' },
  symbols: {
    'Kafka.producer': { returns: 'Producer' },
    'Kafka.consumer': { returns: 'Consumer' },
    'Kafka.admin': { returns: 'Admin' },
    // Connecting and sending alike: https://github.com/tulios/kafkajs/blob/55b0b416/src/cluster/brokerPool.js#L86
    'Producer|Admin': { retries: retry },
    'Producer|Consumer|Admin.connect': { effects: [{ kind: 'connect' }] },
    'Producer|Consumer|Admin.disconnect': { cleanup: true },
    'Consumer.stop': { cleanup: true },
    'Producer|Consumer|Admin.on': { callbacks: [{ at: '1', runs: 'later', role: 'event', name: '0', errorEvents: { at: '0', names: ['consumer.crash'] } }] },
    'Producer|Transaction.send': { effects: [{ kind: 'enqueue', target: '0.topic', payload: '0.messages', timeout: { at: '0.timeout', unit: 'ms' } }] },
    'Producer|Transaction.sendBatch': { effects: [{ kind: 'enqueue', payload: '0.topicMessages', timeout: { at: '0.timeout', unit: 'ms' } }] },
    'Producer.transaction': { effects: [{ kind: 'network' }], returns: 'Transaction' },
    'Transaction.sendOffsets': { effects: [{ kind: 'ack' }] },
    'Transaction.commit': { effects: [{ kind: 'enqueue' }] },
    'Transaction.abort': { cleanup: true },
    'Consumer.subscribe': { effects: [{ kind: 'consume', target: '0.topic' }] },
    'Consumer.run': {
      callbacks: [
        { at: '0.eachMessage', params: ['EachMessagePayload'], ...consumer },
        { at: '0.eachBatch', params: ['EachBatchPayload'], ...consumer },
      ],
      fails: 'rejects',
      retries: consuming,
    },
    'Consumer.commitOffsets': { effects: [{ kind: 'ack' }] },
    'Consumer.seek': { effects: [{ kind: 'nack' }], fails: 'throws' },
    'EachMessagePayload.message': { is: 'KafkaMessage' },
    'EachBatchPayload.batch': { is: 'Batch' },
    'EachBatchPayload.resolveOffset': { effects: [{ kind: 'ack' }], fails: 'never' },
    'EachBatchPayload.commitOffsetsIfNecessary': { effects: [{ kind: 'ack' }] },
    'EachMessagePayload|EachBatchPayload.heartbeat': { effects: [{ kind: 'network' }] },
    'Admin.createTopics|createPartitions|setOffsets|resetOffsets|alterConfigs': { effects: [{ kind: 'network', method: '=POST' }] },
    'Admin.deleteTopics|deleteGroups|deleteTopicRecords': { effects: [{ kind: 'network', method: '=DELETE' }] },
    'Admin.listTopics|fetchTopicMetadata|fetchOffsets|fetchTopicOffsets|describeCluster|describeConfigs|listGroups|describeGroups': {
      effects: [{ kind: 'network', method: '=GET' }],
    },
  },
});
