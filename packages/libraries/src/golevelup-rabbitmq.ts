import { defineLibrary } from './library.ts';

/** The message goes back to the queue and comes again, unless an error behaviour or handler is set, here or for all. */
const decorated = {
  of: 'decorated',
  attempts: 'unbounded',
  says: [
    { at: '0.errorBehavior|0.errorHandler', counts: 'retries' },
    { at: '0.defaultSubscribeErrorBehavior|1.defaultSubscribeErrorBehavior', counts: 'retries', of: 'RabbitMQModule.forRoot' },
  ],
  delay: { first: 0, factor: 1 },
  errors: 'any',
  durable: true,
  source: 'https://github.com/golevelup/nestjs/blob/af1c8d73/packages/rabbitmq/src/amqp/connection.ts#L107-L109',
} as const;
const handed = { ...decorated, of: 'handed', says: [{ at: '1.errorBehavior|1.errorHandler', counts: 'retries' }] } as const;

/** Returning acknowledges (`new Nack()` does not). Throwing requeues, without delay or end, unless `errorBehavior` says otherwise. */
const subscriber = { at: '0', runs: 'later', role: 'consumer', onReturn: 'ack', onThrow: 'retry' } as const;

export const golevelupRabbitmq = defineLibrary({
  name: 'golevelup-rabbitmq',
  packages: ['@golevelup/nestjs-rabbitmq'],
  docs: 'https://golevelup.github.io/nestjs/modules/rabbitmq.html',
  resource: { kind: 'queue', name: 'rabbitmq' },
  symbols: {
    // Older versions take the module first.
    'RabbitMQModule.forRoot': { effects: [{ kind: 'connect', target: '0.uri|1.uri' }], fails: 'never' },
    'RabbitSubscribe|RabbitHandler': {
      decorates: { on: 'method', role: 'consumer', name: '0.routingKey', params: [null, 'amqplib#ConsumeMessage'], onReturn: 'ack', onThrow: 'retry' },
      retries: decorated,
    },
    RabbitRPC: {
      decorates: { on: 'method', role: 'procedure', name: '0.routingKey', params: [null, 'amqplib#ConsumeMessage'], onReturn: 'respond', onThrow: 'retry' },
      retries: decorated,
    },
    // The exchange, argument 0, is often shared by all; the routing key names the message.
    'AmqpConnection.publish': { effects: [{ kind: 'enqueue', target: '1', payload: '2' }] },
    'AmqpConnection.request': { effects: [{ kind: 'network', target: '0.routingKey', payload: '0.payload', timeout: { at: '0.timeout', unit: 'ms' } }] },
    'AmqpConnection.createSubscriber|createBatchSubscriber': {
      effects: [{ kind: 'consume', target: '1.queue' }],
      callbacks: [{ ...subscriber, name: '1.routingKey', params: [null, 'amqplib#ConsumeMessage'] }],
      retries: handed,
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
