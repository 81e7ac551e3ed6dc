import { defineLibrary } from './library.ts';

/**
 * Queues that infrastructure code declares: a message whose consumer fails is there again once nobody sees it any more, as
 * often as the queue says before it goes to the dead letters. Without these it comes until it is too old, and a queue
 * for dead letters looks the same; so nothing is said of it.
 */
export const awsCdkSqs = defineLibrary({
  name: 'aws-cdk-sqs',
  packages: ['aws-cdk-lib/aws-sqs', '@aws-cdk/aws-sqs'],
  docs: 'https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_sqs.DeadLetterQueue.html',
  resource: false,
  symbols: {
    Queue: {
      fails: 'throws',
      retries: {
        of: 'jobs',
        attempts: 1,
        says: [{ at: '2.deadLetterQueue.maxReceiveCount', counts: 'attempts' }],
        delay: { first: 30_000, factor: 1, says: { first: '2.visibilityTimeout' } },
        errors: 'any',
        durable: true,
        source: 'https://www.npmjs.com/package/aws-cdk-lib/v/2.276.0 aws-sqs/lib/queue.d.ts#L60-L80,L175-L184',
      },
    },
  },
});
