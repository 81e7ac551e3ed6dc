import { defineLibrary } from './library.ts';

/** Ends by time, not by number. */
const retries = {
  of: 'call',
  attempts: 'unknown',
  within: { ms: 600_000, says: 'topic:1.gaxOpts.retry.backoffSettings.totalTimeoutMillis|new:1.gaxOpts.retry.backoffSettings.totalTimeoutMillis' },
  delay: {
    first: 100, factor: 1.3, max: 60_000, jitter: true,
    says: {
      first: 'topic:1.gaxOpts.retry.backoffSettings.initialRetryDelayMillis',
      factor: 'topic:1.gaxOpts.retry.backoffSettings.retryDelayMultiplier',
      max: 'topic:1.gaxOpts.retry.backoffSettings.maxRetryDelayMillis',
    },
  },
  errors: 'transient',
  source: 'https://github.com/googleapis/gax-nodejs/blob/acfbe801/gax/src/gax.ts#L494-L495',
} as const;

export const pubsub = defineLibrary({
  name: 'pubsub',
  packages: ['@google-cloud/pubsub'],
  docs: 'https://cloud.google.com/nodejs/docs/reference/pubsub/latest',
  resource: { kind: 'queue', name: 'google pub/sub' },
  symbols: {
    'PubSub.topic': { returns: 'Topic', fails: 'never' },
    'PubSub|Topic.subscription': { returns: 'Subscription', fails: 'never' },
    'Topic.publishMessage|publish|publishJSON': { effects: [{ kind: 'enqueue', target: 'new:0', payload: '0' }], retries },
    'Topic.flush': { effects: [{ kind: 'enqueue', target: 'new:0' }] },
    'Topic.flowControlled': { returns: 'this', fails: 'never' },
    'PubSub.createTopic': { effects: [{ kind: 'network', target: '0', method: '=PUT' }] },
    'PubSub|Topic.createSubscription': { effects: [{ kind: 'network', target: '0', method: '=PUT' }] },
    'Topic|Subscription.create|setMetadata': { effects: [{ kind: 'network', target: 'new:0', method: '=PUT' }] },
    'Topic|Subscription.delete': { effects: [{ kind: 'network', target: 'new:0', method: '=DELETE' }] },
    'Topic|Subscription.exists|get|getMetadata': { effects: [{ kind: 'network', target: 'new:0', method: '=GET' }] },
    // Returning acknowledges nothing: that takes `ack()`. Several events come this way; `message` begins work.
    'Subscription.on|once': {
      effects: [{ kind: 'consume', target: 'new:0' }],
      returns: 'this',
      callbacks: [
        { at: '1', runs: 'later', role: 'consumer', name: 'new:0', params: ['Message'], onThrow: 'crash', errorEvents: { at: '0', names: ['error'] } },
      ],
    },
    'Message.ack': { effects: [{ kind: 'ack' }], fails: 'never' },
    'Message.ackWithResponse': { effects: [{ kind: 'ack' }] },
    'Message.nack': { effects: [{ kind: 'nack' }], fails: 'never' },
    'Message.nackWithResponse': { effects: [{ kind: 'nack' }] },
    'Message.modAck': { effects: [{ kind: 'lock' }], fails: 'never' },
    'Subscription|PubSub.close': { cleanup: true },
  },
});
