import { defineLibrary } from './library.ts';

/**
 * A strategy that is handed in decides, and `maxAttempts` is not read then. Its number is its first argument, or a function for it:
 * https://github.com/smithy-lang/smithy-typescript/blob/main/packages/util-retry/src/ConfiguredRetryStrategy.ts
 */
const STRATEGY_PACKAGES = ['@smithy/util-retry', '@smithy/middleware-retry', '@aws-sdk/util-retry', '@aws-sdk/middleware-retry'] as const;
const strategies = STRATEGY_PACKAGES.flatMap((from) => [
  { at: '0', counts: 'attempts', of: `${from}#ConfiguredRetryStrategy`, in: 'new:0.retryStrategy', delay: { first: 100, factor: 1, constant: '1', given: '1', asked: { count: '0' } } },
  ...['StandardRetryStrategy', 'AdaptiveRetryStrategy'].map((name) => ({ at: '0', counts: 'attempts', of: `${from}#${name}`, in: 'new:0.retryStrategy', usual: 3 }) as const),
] as const);

/** Version 3.1166.0 is the first that asks for a core with these waits: 50 ms at first, and not 100. */
export const awsRetries = {
  of: 'calls',
  attempts: 3,
  says: [...strategies, { at: 'new:0.retryStrategy', counts: 'attempts' }, { at: 'new:0.maxAttempts', counts: 'attempts' }],
  env: 'AWS_MAX_ATTEMPTS',
  delay: { first: 50, factor: 2, max: 20_000, jitter: true, given: 'new:0.retryStrategy' },
  errors: 'transient',
  versions: [{ below: '3.1166.0', delay: { first: 100, factor: 2, max: 20_000, jitter: true, given: 'new:0.retryStrategy' } }],
  source: 'https://github.com/smithy-lang/smithy-typescript/blob/main/packages/core/CHANGELOG.md#3400',
} as const;

/** DynamoDB and what sends messages have files of their own. */
export const awsSdk = defineLibrary({
  name: 'AWS SDK',
  packages: [
    '@aws-sdk/client-s3', '@aws-sdk/client-ses', '@aws-sdk/client-sesv2', '@aws-sdk/client-lambda', '@aws-sdk/client-secrets-manager',
    '@aws-sdk/client-ssm', '@aws-sdk/client-kms', '@aws-sdk/client-cognito-identity-provider', '@aws-sdk/client-bedrock-runtime',
    '@aws-sdk/client-sts', '@aws-sdk/client-cloudwatch', '@aws-sdk/client-cloudfront',
  ],
  docs: 'https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/',
  resource: { kind: 'host', name: 'aws' },
  symbols: {
    'S3Client|S3|SESClient|SES|SESv2Client|SESv2|LambdaClient|Lambda|SecretsManagerClient|SecretsManager|SSMClient|SSM|KMSClient|KMS|CognitoIdentityProviderClient|CognitoIdentityProvider|BedrockRuntimeClient|BedrockRuntime|STSClient|STS|CloudWatchClient|CloudWatch|CloudFrontClient|CloudFront':
      { fails: 'never', retries: awsRetries },
    '*.send': { effectsOf: '0', effects: [{ kind: 'network', method: '=POST' }] },
    '*.destroy': { cleanup: true },
    'GetObjectCommand|HeadObjectCommand|ListObjectsV2Command|ListObjectsCommand': {
      effects: [{ kind: 'file-read', target: '0.Key', lazy: true }],
      fails: 'never',
    },
    HeadBucketCommand: { effects: [{ kind: 'network', target: '0.Bucket', method: '=HEAD', lazy: true }], fails: 'never' },
    'GetBucket*|ListBuckets*|ListMultipartUploads*|ListObjectVersions*': { effects: [{ kind: 'network', target: '0.Bucket', method: '=GET', lazy: true }], fails: 'never' },
    'PutObjectCommand|UploadPartCommand': { effects: [{ kind: 'file-write', target: '0.Key', payload: '0.Body', lazy: true }], fails: 'never' },
    'CopyObjectCommand|CreateMultipartUploadCommand|CompleteMultipartUploadCommand': {
      effects: [{ kind: 'file-write', target: '0.Key', lazy: true }],
      fails: 'never',
    },
    'DeleteObjectCommand|DeleteObjectsCommand': { effects: [{ kind: 'file-delete', target: '0.Key', lazy: true }], fails: 'never' },
    AbortMultipartUploadCommand: { cleanup: true },
    'SendEmailCommand|SendRawEmailCommand|SendTemplatedEmailCommand|SendBulkEmailCommand': {
      effects: [{ kind: 'network', target: '=SES', method: '=POST', payload: '0', stake: 'mail', lazy: true }],
      fails: 'never',
    },
    'InvokeCommand|InvokeAsyncCommand': { effects: [{ kind: 'network', target: '0.FunctionName', method: '=POST', payload: '0.Payload', lazy: true }], fails: 'never' },
    'InvokeModelCommand|ConverseCommand|ConverseStreamCommand|InvokeModelWithResponseStreamCommand': {
      effects: [{ kind: 'network', target: '0.modelId', method: '=POST', payload: '0.body', stake: 'llm', lazy: true }],
      fails: 'never',
    },
    GetSecretValueCommand: { effects: [{ kind: 'network', target: '0.SecretId', method: '=GET', lazy: true }], fails: 'never' },
    'GetParameterCommand|GetParametersCommand|GetParametersByPathCommand': {
      effects: [{ kind: 'network', target: '0.Name', method: '=GET', lazy: true }],
      fails: 'never',
    },
    'EncryptCommand|DecryptCommand|GenerateDataKeyCommand|SignCommand|VerifyCommand': {
      effects: [{ kind: 'network', target: '0.KeyId', method: '=GET', lazy: true }],
      fails: 'never',
    },
    'AdminCreateUserCommand|AdminDeleteUserCommand|AdminUpdateUserAttributesCommand|AdminSetUserPasswordCommand|SignUpCommand': {
      effects: [{ kind: 'network', target: '0.UserPoolId', method: '=POST', payload: '0', stake: 'auth', lazy: true }],
      fails: 'never',
    },
    'AdminGetUserCommand|GetUserCommand|ListUsersCommand|AdminInitiateAuthCommand|InitiateAuthCommand': {
      effects: [{ kind: 'network', target: '0.UserPoolId', method: '=GET', stake: 'auth', lazy: true }],
      fails: 'never',
    },
    PutMetricDataCommand: { effects: [{ kind: 'metric', lazy: true }], fails: 'never' },
  },
});

export const awsSdkRetryStrategies = defineLibrary({
  name: 'AWS SDK: retry strategies',
  packages: STRATEGY_PACKAGES,
  docs: 'https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/retry-strategy.html',
  resource: false,
  symbols: { 'ConfiguredRetryStrategy|StandardRetryStrategy|AdaptiveRetryStrategy': { fails: 'never' } },
});

export const awsSdkStorageUpload = defineLibrary({
  name: 'AWS SDK: multipart upload',
  packages: ['@aws-sdk/lib-storage'],
  docs: 'https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/Package/-aws-sdk-lib-storage/',
  resource: { kind: 'host', name: 'aws', client: 'aws sdk' },
  symbols: {
    Upload: {
      fails: 'throws',
      retries: { ...awsRetries, says: [{ at: '0.maxAttempts', counts: 'attempts', of: '@aws-sdk/client-s3#S3Client' }] },
    },
    'Upload.done': { effects: [{ kind: 'file-write', target: 'new:0.params.Key', payload: 'new:0.params.Body' }] },
    'Upload.on': { callbacks: [{ at: '1', runs: 'later' }], returns: 'this' },
    'Upload.abort': { cleanup: true },
  },
});
