import { defineLibrary } from './library.ts';

/** Returning acknowledges (`new Nack()` does not). Throwing requeues, without delay or end, unless `errorBehavior` says otherwise. */
const subscriber = { at: '0', runs: 'later', role: 'consumer', onReturn: 'ack', onThrow: 'retry' } as const;

export const golevelupRabbitmq = defineLibrary({
  name: 'golevelup-rabbitmq',
  packages: ['@golevelup/nestjs-rabbitmq'],
  docs: 'https://golevelup.github.io/nestjs/modules/rabbitmq.html',
  symbols: {
    'RabbitSubscribe|RabbitHandler': {
      decorates: { on: 'method', role: 'consumer', name: '0.routingKey', params: [null, 'amqplib#ConsumeMessage'], onReturn: 'ack', onThrow: 'retry' },
    },
    RabbitRPC: {
      decorates: { on: 'method', role: 'procedure', name: '0.routingKey', params: [null, 'amqplib#ConsumeMessage'], onReturn: 'respond', onThrow: 'retry' },
    },
    // The exchange, argument 0, is often shared by all; the routing key names the message.
    'AmqpConnection.publish': { effects: [{ kind: 'enqueue', target: '1', payload: '2' }] },
    'AmqpConnection.request': { effects: [{ kind: 'network', target: '0.routingKey', payload: '0.payload', timeout: { at: '0.timeout', unit: 'ms' } }] },
    'AmqpConnection.createSubscriber|createBatchSubscriber': {
      effects: [{ kind: 'consume', target: '1.queue' }],
      callbacks: [{ ...subscriber, name: '1.routingKey', params: [null, 'amqplib#ConsumeMessage'] }],
    },
    'AmqpConnection.createRpc': {
      effects: [{ kind: 'consume', target: '1.queue' }],
      callbacks: [{ ...subscriber, role: 'procedure', name: '1.routingKey', params: [null, 'amqplib#ConsumeMessage'], onReturn: 'respond' }],
    },
    'AmqpConnection.channel': { is: 'amqplib#Channel' },
    'AmqpConnection.managedChannel': { is: 'amqp-connection-manager#ChannelWrapper' },
    'AmqpConnection.managedConnection': { is: 'amqp-connection-manager#AmqpConnectionManager' },
    'AmqpConnection.cancelConsumer|close': { cleanup: true },
    Nack: { effects: [{ kind: 'nack' }], fails: 'never' },
  },
});
