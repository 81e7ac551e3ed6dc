import { defineLibrary } from './library.ts';

/** Once more than the other services, and sooner: since the core that decides it, about this version. */
const retries = {
  of: 'calls',
  attempts: 4,
  says: [{ at: 'new:0.maxAttempts', counts: 'attempts' }],
  env: 'AWS_MAX_ATTEMPTS',
  delay: { first: 25, factor: 2, max: 20_000, jitter: true, given: 'new:0.retryStrategy' },
  errors: 'transient',
  versions: [{ below: '3.1162.0', attempts: 3, delay: { first: 100, factor: 2, max: 20_000, jitter: true, given: 'new:0.retryStrategy' } }],
  source: 'https://github.com/aws/aws-sdk-js-v3/blob/main/clients/client-dynamodb/src/DynamoDBClient.ts',
} as const;
/** The options stand where the client that it is made from is made. */
const ofClient = { ...retries, says: [{ at: '0.maxAttempts', counts: 'attempts', of: '@aws-sdk/client-dynamodb#DynamoDBClient' }] } as const;

const table = { target: '0.TableName' } as const;

/** The key is the condition; `ConditionExpression` narrows it. */
export const awsSdkDynamodb = defineLibrary({
  name: 'AWS SDK: DynamoDB',
  packages: ['@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb'],
  docs: 'https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/client/dynamodb/',
  resource: { kind: 'database', name: 'dynamodb', client: 'aws sdk' },
  symbols: {
    'DynamoDBClient|DynamoDB': { fails: 'never', retries },
    '*.send': { effectsOf: '0', effects: [{ kind: 'network', method: '=POST' }] },
    '*.destroy': { cleanup: true },
    'DynamoDBDocumentClient.from': { returns: 'DynamoDBDocumentClient', retries: ofClient },
    'DynamoDBDocument.from': { returns: 'DynamoDBDocument', retries: ofClient },
    'GetItemCommand|GetCommand': { effects: [{ kind: 'db-read', ...table, operation: 'read', where: '0.Key', lazy: true }], fails: 'never' },
    'QueryCommand|ScanCommand': {
      effects: [{ kind: 'db-read', ...table, operation: 'read', where: '0.KeyConditionExpression', lazy: true }],
      fails: 'never',
    },
    'BatchGetItemCommand|BatchGetCommand|TransactGetItemsCommand|TransactGetCommand': {
      effects: [{ kind: 'db-read', operation: 'read', lazy: true }],
      fails: 'never',
    },
    'PutItemCommand|PutCommand': {
      effects: [{ kind: 'db-write', ...table, operation: 'upsert', payload: '0.Item', where: '0.ConditionExpression', lazy: true }],
      fails: 'never',
    },
    'UpdateItemCommand|UpdateCommand': {
      effects: [{ kind: 'db-write', ...table, operation: 'update', payload: '0.UpdateExpression', where: '0.Key', lazy: true }],
      fails: 'never',
    },
    'DeleteItemCommand|DeleteCommand': { effects: [{ kind: 'db-write', ...table, operation: 'delete', where: '0.Key', lazy: true }], fails: 'never' },
    'BatchWriteItemCommand|BatchWriteCommand': { effects: [{ kind: 'db-write', operation: 'upsert', payload: '0.RequestItems', lazy: true }], fails: 'never' },
    'TransactWriteItemsCommand|TransactWriteCommand': {
      effects: [{ kind: 'db-transaction', lazy: true }, { kind: 'db-write', operation: 'upsert', payload: '0.TransactItems', lazy: true }],
      fails: 'never',
    },
    'ExecuteStatementCommand|ExecuteTransactionCommand': { effects: [{ kind: 'db-write', operation: 'raw', lazy: true }], fails: 'never' },
    'DynamoDB.getItem|query|scan': { effects: [{ kind: 'db-read', ...table, operation: 'read', where: '0.Key' }] },
    'DynamoDB.putItem': { effects: [{ kind: 'db-write', ...table, operation: 'upsert', payload: '0.Item' }] },
    'DynamoDB.updateItem': { effects: [{ kind: 'db-write', ...table, operation: 'update', payload: '0.UpdateExpression', where: '0.Key' }] },
    'DynamoDB.deleteItem': { effects: [{ kind: 'db-write', ...table, operation: 'delete', where: '0.Key' }] },
    'DynamoDBDocument.get|query|scan': {
      effects: [{ kind: 'db-read', ...table, operation: 'read', where: '0.Key' }],
    },
    'DynamoDBDocument.put': { effects: [{ kind: 'db-write', ...table, operation: 'upsert', payload: '0.Item' }] },
    'DynamoDBDocument.update': {
      effects: [{ kind: 'db-write', ...table, operation: 'update', payload: '0.UpdateExpression', where: '0.Key' }],
    },
    'DynamoDBDocument.delete': { effects: [{ kind: 'db-write', ...table, operation: 'delete', where: '0.Key' }] },
  },
});
