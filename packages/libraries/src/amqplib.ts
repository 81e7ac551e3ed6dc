import { defineLibrary } from './library.ts';

/**
 * Returning from the callback acknowledges nothing (with `noAck: true` the broker already forgot the message), and
 * what it throws reaches nobody: the channel closes, or the rejection is unhandled.
 */
const message = { at: '1', runs: 'later', role: 'consumer', name: '0', params: ['ConsumeMessage'], onThrow: 'crash', autoAck: { at: '2.noAck', default: false } } as const;
const confirmed = { at: 'last', runs: 'later', params: ['error'], errorParam: 0, onThrow: 'crash' } as const;

export const amqplib = defineLibrary({
  name: 'amqplib',
  packages: ['amqplib'],
  docs: 'https://amqp-node.github.io/amqplib/channel_api.html',
  resource: { kind: 'queue', name: 'rabbitmq' },
  symbols: {
    connect: { effects: [{ kind: 'connect', target: '0' }], returns: 'ChannelModel' },
    // Older typings call the channel model `Connection`.
    'ChannelModel|Connection.createChannel': { effects: [{ kind: 'connect' }], returns: 'Channel' },
    'ChannelModel|Connection.createConfirmChannel': { effects: [{ kind: 'connect' }], returns: 'ConfirmChannel' },
    'ChannelModel|Connection|Channel|ConfirmChannel.close': { cleanup: true },
    'ChannelModel|Connection|Channel|ConfirmChannel.on|once': {
      returns: 'this',
      callbacks: [{ at: '1', runs: 'later', role: 'event', name: '0', onThrow: 'crash', errorEvents: { at: '0', names: ['error'] } }],
    },
    'Channel|ConfirmChannel.bindQueue': { binds: { queue: '0', to: '2' }, effects: [{ kind: 'network', target: '0', method: '=PUT' }] },
    'Channel|ConfirmChannel.assertQueue|assertExchange|bindExchange': { effects: [{ kind: 'network', target: '0', method: '=PUT' }] },
    'Channel|ConfirmChannel.checkQueue|checkExchange': { effects: [{ kind: 'network', target: '0', method: '=GET' }] },
    'Channel|ConfirmChannel.deleteQueue|deleteExchange|purgeQueue|unbindQueue|unbindExchange': { effects: [{ kind: 'network', target: '0', method: '=DELETE' }] },
    'Channel|ConfirmChannel.prefetch|recover': { effects: [{ kind: 'network' }] },
    // Written to a buffer at once; only a confirm channel hears whether the broker took it.
    'Channel.sendToQueue': { effects: [{ kind: 'enqueue', target: '0', payload: '1' }], fails: 'throws' },
    'ConfirmChannel.sendToQueue': { effects: [{ kind: 'enqueue', target: '0', payload: '1' }], fails: 'callback', callbacks: [confirmed] },
    // The routing key names the message; the exchange, argument 0, is often shared by all.
    'Channel.publish': { effects: [{ kind: 'enqueue', target: '1', payload: '2' }], fails: 'throws' },
    'ConfirmChannel.publish': { effects: [{ kind: 'enqueue', target: '1', payload: '2' }], fails: 'callback', callbacks: [confirmed] },
    'ConfirmChannel.waitForConfirms': { fails: 'rejects' },
    'Channel|ConfirmChannel.consume': { effects: [{ kind: 'consume', target: '0' }], callbacks: [message] },
    'Channel|ConfirmChannel.get': { effects: [{ kind: 'consume', target: '0' }], returns: 'GetMessage' },
    'Channel|ConfirmChannel.cancel': { cleanup: true },
    'Channel|ConfirmChannel.ack': { effects: [{ kind: 'ack', payload: '0' }], fails: 'throws' },
    'Channel|ConfirmChannel.ackAll': { effects: [{ kind: 'ack' }], fails: 'throws' },
    // `nack(message, allUpTo, requeue)` and `reject(message, requeue)` put the message back unless told not to.
    'Channel|ConfirmChannel.nack': { effects: [{ kind: 'nack', payload: '0', requeue: { at: '2', default: true } }], fails: 'throws' },
    'Channel|ConfirmChannel.nackAll': { effects: [{ kind: 'nack', requeue: { at: '0', default: true } }], fails: 'throws' },
    'Channel|ConfirmChannel.reject': { effects: [{ kind: 'nack', payload: '0', requeue: { at: '1', default: true } }], fails: 'throws' },
  },
});
