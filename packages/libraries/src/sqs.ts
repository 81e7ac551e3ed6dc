import { defineLibrary } from './library.ts';

/**
 * Throwing leaves the message to come again. Returning deletes it; the newest versions delete only what is returned,
 * and an older one deletes on returning nothing as well.
 */
const consumer = { runs: 'later', role: 'consumer', name: '0.queueUrl', onReturn: 'ack', onThrow: 'retry' } as const;
const options = {
  effects: [{ kind: 'consume', target: '0.queueUrl' }],
  callbacks: [
    { ...consumer, at: '0.handleMessage', params: ['Message'] },
    { ...consumer, at: '0.handleMessageBatch', params: ['Message[]'] },
  ],
  returns: 'Consumer',
  fails: 'throws',
} as const;

/** Receiving with sqs-consumer; the commands of the SQS client are in `aws-sdk`. */
export const sqs = defineLibrary({
  name: 'sqs',
  packages: ['sqs-consumer', 'sqs-producer', '@ssut/nestjs-sqs'],
  docs: 'https://bbc.github.io/sqs-consumer/',
  resource: { kind: 'queue', name: 'sqs' },
  symbols: {
    Consumer: options,
    'Consumer.create': options,
    'Consumer.start': { fails: 'never' },
    'Consumer.stop': { cleanup: true, fails: 'never' },
    'Consumer.on|once': {
      returns: 'this',
      callbacks: [
        { at: '1', runs: 'later', role: 'event', name: '0', onThrow: 'crash', errorEvents: { at: '0', names: ['error', 'processing_error', 'timeout_error'] } },
      ],
    },
    'Producer.create': { returns: 'Producer', fails: 'throws' },
    'Producer.send': { effects: [{ kind: 'enqueue', target: 'new:0.queueUrl', payload: '0' }] },
    // @ssut/nestjs-sqs: queues have names of their own.
    SqsMessageHandler: { decorates: { on: 'method', role: 'consumer', name: '0', params: ['Message'], onReturn: 'ack', onThrow: 'retry' } },
    SqsConsumerEventHandler: { decorates: { on: 'method', role: 'event', name: '1', onThrow: 'crash' } },
    'SqsService.send': { effects: [{ kind: 'enqueue', target: '0', payload: '1' }] },
  },
});
