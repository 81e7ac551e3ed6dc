import { awsRetries } from './aws-sdk.ts';
import { defineLibrary } from './library.ts';

/** Sending, publishing, starting. What is received from SQS is gone only when deleted. */
export const awsSdkMessaging = defineLibrary({
  name: 'AWS SDK: SQS, SNS, EventBridge, Kinesis, Step Functions',
  packages: [
    '@aws-sdk/client-sqs', '@aws-sdk/client-sns', '@aws-sdk/client-eventbridge', '@aws-sdk/client-kinesis',
    '@aws-sdk/client-firehose', '@aws-sdk/client-sfn',
  ],
  docs: 'https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/client/sqs/',
  resource: { kind: 'queue', name: 'aws messaging', client: 'aws sdk' },
  symbols: {
    'SQSClient|SQS|SNSClient|SNS|EventBridgeClient|EventBridge|KinesisClient|Kinesis|FirehoseClient|Firehose|SFNClient|SFN': { fails: 'never', retries: awsRetries },
    '*.send': { effectsOf: '0', effects: [{ kind: 'network', method: '=POST' }] },
    '*.destroy': { cleanup: true },
    SendMessageCommand: { effects: [{ kind: 'enqueue', target: '0.QueueUrl', payload: '0.MessageBody', lazy: true }], fails: 'never' },
    SendMessageBatchCommand: { effects: [{ kind: 'enqueue', target: '0.QueueUrl', payload: '0.Entries', lazy: true }], fails: 'never' },
    ReceiveMessageCommand: { effects: [{ kind: 'consume', target: '0.QueueUrl', lazy: true }], fails: 'never' },
    'DeleteMessageCommand|DeleteMessageBatchCommand': { effects: [{ kind: 'ack', target: '0.QueueUrl', lazy: true }], fails: 'never' },
    'ChangeMessageVisibilityCommand|ChangeMessageVisibilityBatchCommand': { effects: [{ kind: 'nack', target: '0.QueueUrl', lazy: true }], fails: 'never' },
    'SQS.sendMessage': { effects: [{ kind: 'enqueue', target: '0.QueueUrl', payload: '0.MessageBody' }] },
    'SQS.receiveMessage': { effects: [{ kind: 'consume', target: '0.QueueUrl' }] },
    'SQS.deleteMessage|deleteMessageBatch': { effects: [{ kind: 'ack', target: '0.QueueUrl' }] },
    PublishCommand: { effects: [{ kind: 'enqueue', target: '0.TopicArn', payload: '0.Message', lazy: true }], fails: 'never' },
    PublishBatchCommand: { effects: [{ kind: 'enqueue', target: '0.TopicArn', payload: '0.PublishBatchRequestEntries', lazy: true }], fails: 'never' },
    'SNS.publish': { effects: [{ kind: 'enqueue', target: '0.TopicArn', payload: '0.Message' }] },
    PutEventsCommand: { effects: [{ kind: 'enqueue', payload: '0.Entries', lazy: true }], fails: 'never' },
    PutRecordCommand: { effects: [{ kind: 'enqueue', target: '0.StreamName', payload: '0.Data', lazy: true }], fails: 'never' },
    PutRecordsCommand: { effects: [{ kind: 'enqueue', target: '0.StreamName', payload: '0.Records', lazy: true }], fails: 'never' },
    GetRecordsCommand: { effects: [{ kind: 'consume', lazy: true }], fails: 'never' },
    'StartExecutionCommand|StartSyncExecutionCommand': {
      effects: [{ kind: 'enqueue', target: '0.stateMachineArn', payload: '0.input', lazy: true }],
      fails: 'never',
    },
    SendTaskSuccessCommand: { effects: [{ kind: 'ack', lazy: true }], fails: 'never' },
    SendTaskFailureCommand: { effects: [{ kind: 'nack', lazy: true }], fails: 'never' },
  },
});
