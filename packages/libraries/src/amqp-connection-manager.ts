import { defineLibrary } from './library.ts';

/** Runs on every connection, so after each reconnection again. */
const setup = { runs: 'later', role: 'lifecycle', params: ['amqplib#ConfirmChannel'], onThrow: 'handled' } as const;

export const amqpConnectionManager = defineLibrary({
  name: 'amqp-connection-manager',
  packages: ['amqp-connection-manager'],
  docs: 'https://github.com/jwalton/node-amqp-connection-manager#api',
  resource: { kind: 'queue', name: 'rabbitmq' },
  aliases: { IAmqpConnectionManager: 'AmqpConnectionManager' },
  symbols: {
    connect: { effects: [{ kind: 'connect', target: '0' }], returns: 'AmqpConnectionManager', fails: 'never' },
    'AmqpConnectionManager.createChannel': { callbacks: [{ at: '0.setup', ...setup }], returns: 'ChannelWrapper' },
    'AmqpConnectionManager|ChannelWrapper.close': { cleanup: true },
    'AmqpConnectionManager|ChannelWrapper.on|once': {
      returns: 'this',
      callbacks: [{ at: '1', runs: 'later', role: 'event', name: '0', onThrow: 'crash', errorEvents: { at: '0', names: ['error', 'connectFailed'] } }],
    },
    'ChannelWrapper.addSetup': { callbacks: [{ at: '0', ...setup }] },
    'ChannelWrapper.waitForConnect': { fails: 'rejects' },
    'ChannelWrapper.sendToQueue': { effects: [{ kind: 'enqueue', target: '0', payload: '1', timeout: { at: '2.timeout', unit: 'ms' } }] },
    'ChannelWrapper.publish': { effects: [{ kind: 'enqueue', target: '1', payload: '2', timeout: { at: '3.timeout', unit: 'ms' } }] },
    'ChannelWrapper.consume': {
      effects: [{ kind: 'consume', target: '0' }],
      callbacks: [{ at: '1', runs: 'later', role: 'consumer', name: '0', params: ['amqplib#ConsumeMessage'], onThrow: 'crash' }],
    },
    'ChannelWrapper.assertQueue|assertExchange|bindQueue': { effects: [{ kind: 'network', target: '0', method: '=PUT' }] },
    'ChannelWrapper.deleteQueue|deleteExchange|purgeQueue|unbindQueue': { effects: [{ kind: 'network', target: '0', method: '=DELETE' }] },
    'ChannelWrapper.ack|ackAll': { effects: [{ kind: 'ack' }], fails: 'never' },
    'ChannelWrapper.nack|nackAll': { effects: [{ kind: 'nack' }], fails: 'never' },
  },
});
