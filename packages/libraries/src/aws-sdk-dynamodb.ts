import { defineLibrary } from './library.ts';

const table = { target: '0.TableName' } as const;

/** The key is the condition; `ConditionExpression` narrows it. */
export const awsSdkDynamodb = defineLibrary({
  name: 'AWS SDK: DynamoDB',
  packages: ['@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb'],
  docs: 'https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/client/dynamodb/',
  symbols: {
    '*.send': { effectsOf: '0', effects: [{ kind: 'network', method: '=POST' }] },
    '*.destroy': { cleanup: true },
    'DynamoDBDocumentClient.from': { returns: 'DynamoDBDocumentClient' },
    'DynamoDBDocument.from': { returns: 'DynamoDBDocument' },
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
