import { defineLibrary } from './library.ts';

export const nats = defineLibrary({
  name: 'nats',
  packages: ['nats', 'nats.ws', '@nats-io/transport-node', '@nats-io/nats-core', '@nats-io/jetstream'],
  docs: 'https://nats-io.github.io/nats.js/',
  resource: { kind: 'queue', name: 'nats' },
  symbols: {
    'connect|wsconnect': {
      effects: [{ kind: 'connect', target: '0.servers' }],
      returns: 'NatsConnection',
      retries: {
        of: 'connection',
        attempts: 11,
        says: [
          { at: '0.maxReconnectAttempts', counts: 'retries', means: [{ is: -1, attempts: 'unbounded' }] },
          { at: '0.reconnect', counts: 'retries', means: [{ is: false, attempts: 1 }, { is: true, attempts: 11 }] },
        ],
        delay: { first: 2000, factor: 1, jitter: true, says: { first: '0.reconnectTimeWait' }, given: '0.reconnectDelayHandler', asked: {} },
        errors: 'connection',
        source: 'https://github.com/nats-io/nats.js/blob/3a7b736b/core/src/options.ts#L28-L36',
      },
    },
    // Core NATS is fire and forget; a JetStream publish waits for the stream's acknowledgement.
    'NatsConnection.publish': { effects: [{ kind: 'enqueue', target: '0', payload: '1' }], fails: 'throws' },
    'NatsConnection.request|requestMany': { effects: [{ kind: 'network', target: '0', payload: '1', timeout: { at: '2.timeout', unit: 'ms' } }], returns: 'Msg' },
    'NatsConnection.subscribe': {
      effects: [{ kind: 'consume', target: '0' }],
      callbacks: [{ at: '1.callback', runs: 'later', role: 'consumer', name: '0', params: ['error', 'Msg'], errorParam: 0, onThrow: 'crash' }],
      returns: 'Subscription',
      fails: 'throws',
    },
    'NatsConnection.flush': { effects: [{ kind: 'network' }] },
    'NatsConnection|Subscription.drain|close|unsubscribe': { cleanup: true },
    'Msg.respond': { effects: [{ kind: 'respond', payload: '0' }], fails: 'throws' },
    jetstream: { returns: 'JetStreamClient', fails: 'never' },
    'NatsConnection.jetstream': { returns: 'JetStreamClient', fails: 'never' },
    'JetStreamClient.publish': { effects: [{ kind: 'enqueue', target: '0', payload: '1', timeout: { at: '2.timeout', unit: 'ms' } }] },
    'JetStreamClient.consumers.get': { effects: [{ kind: 'network', target: '0', method: '=GET' }], returns: 'Consumer' },
    'Consumer.consume': {
      effects: [{ kind: 'consume' }],
      callbacks: [{ at: '0.callback', runs: 'later', role: 'consumer', params: ['JsMsg'], onThrow: 'crash' }],
      returns: 'JsMsg[]',
    },
    'Consumer.fetch': { effects: [{ kind: 'consume' }], returns: 'JsMsg[]' },
    'Consumer.next': { effects: [{ kind: 'consume' }], returns: 'JsMsg' },
    'JsMsg.ack': { effects: [{ kind: 'ack' }], fails: 'never' },
    'JsMsg.ackAck': { effects: [{ kind: 'ack' }] },
    'JsMsg.nak': { effects: [{ kind: 'nack' }], fails: 'never' },
    // The message is given up and never delivered again.
    'JsMsg.term': { effects: [{ kind: 'ack' }], fails: 'never' },
    'JsMsg.working': { effects: [{ kind: 'lock' }], fails: 'never' },
  },
});
