import { describe, expect, it, test } from 'vitest';
import type { Retries } from './library.ts';
import { createLookup } from './lookup.ts';
import { libraries } from './registry.ts';

const lookup = createLookup(libraries);
const rows = libraries.flatMap((library) =>
  Object.entries(library.symbols).flatMap(([key, facts]: [string, (typeof library.symbols)[string]]) =>
    facts.retries ? [{ row: `${library.name}: ${key}`, facts, retries: facts.retries }] : [],
  ),
);

/** What an option's text in a slot looks like: `0`, `1.retry.limit`, `new:0`, and alternatives of these. */
const SLOT = /^(?:[\w$]+:)?\d+(?:\.(?:\*|[\w$-]+))*(?:\|(?:[\w$]+:)?\d+(?:\.(?:\*|[\w$-]+))*)*$/;

const ofDelay = ({ delay }: Pick<Retries, 'delay'>): string[] =>
  [delay.says?.first, delay.says?.factor, delay.says?.max, delay.constant, delay.given].filter((slot) => slot !== undefined);

function slotsOf(retries: Retries): string[] {
  const versions = retries.versions ?? [];
  return [
    ...(retries.says ?? []).flatMap(({ at, in: within, named, when, delay }) => [at, within, named, when, ...(delay ? ofDelay({ delay }) : [])].filter((slot) => slot !== undefined)),
    ...ofDelay(retries),
    ...versions.flatMap(({ says = [], delay }) => [...says.map(({ at }) => at), ...(delay ? ofDelay({ delay }) : [])]),
  ];
}

/** Package, symbol, what is tried again, attempts and milliseconds before the second, when nothing is said. */
const DEFAULTS: readonly (readonly [pkg: string, path: string, of: Retries['of'], attempts: Retries['attempts'], first: number])[] = [
  // Wrappers and policies.
  ['p-retry', 'default', 'handed', 11, 1000],
  ['p-retry', 'makeRetriable', 'handed', 11, 1000],
  ['retry', 'RetryOperation.attempt', 'handed', 11, 1000],
  ['async-retry', 'default', 'handed', 11, 1000],
  ['promise-retry', 'default', 'handed', 11, 1000],
  ['cockatiel', 'RetryPolicy.execute', 'handed', 'unbounded', 0],
  ['fetch-retry', 'RetryingFetch', 'call', 4, 1000],
  ['ts-retry', 'retryAsync', 'handed', 240, 250],
  ['ts-retry', 'retryAsyncDecorator', 'handed', 240, 250],
  ['ts-retry-promise', 'retry', 'handed', 11, 100],
  ['@lifeomic/attempt', 'retry', 'handed', 3, 200],
  ['exponential-backoff', 'backOff', 'handed', 10, 100],
  ['async', 'default.retry', 'handed', 5, 0],
  ['radash', 'retry', 'handed', 3, 0],
  ['es-toolkit', 'retry', 'handed', 'unbounded', 0],
  ['rxjs', 'retry', 'piped', 'unbounded', 0],
  ['typescript-retry-decorator', 'Retryable', 'decorated', 'unbounded', 0],
  // HTTP clients, and clients of chains.
  ['axios-retry', 'default', 'given', 4, 0],
  ['undici', 'RetryAgent', 'calls', 6, 500],
  ['undici', 'request', 'call', 1, 500],
  ['global', 'fetch', 'call', 1, 500],
  ['superagent', 'Request.retry', 'chained', 2, 0],
  ['retry-axios', 'attach', 'given', 'unknown', 500],
  ['moleculer', 'ServiceBroker', 'calls', 1, 100],
  ['effect', 'Effect.retry', 'piped', 'unbounded', 0],
  ['redlock', 'default', 'calls', 11, 200],
  ['fs', 'rm', 'call', 1, 100],
  ['fs/promises', 'rm', 'call', 1, 100],
  ['got', 'default', 'call', 3, 1000],
  ['got', 'default.put', 'call', 3, 1000],
  ['ky', 'default.get', 'call', 3, 300],
  ['ofetch', 'ofetch', 'call', 2, 0],
  ['global', '$fetch', 'call', 2, 0],
  ['gaxios', 'Gaxios.request', 'call', 1, 100],
  ['@supabase/supabase-js', 'PostgrestQueryBuilder.select', 'call', 4, 1000],
  ['@actions/http-client', 'HttpClient', 'calls', 1, 10],
  ['viem', 'createPublicClient', 'calls', 4, 150],
  ['ethers', 'InfuraProvider', 'calls', 12, 250],
  ['ethers', 'ethers.JsonRpcProvider', 'calls', 12, 250],
  ['ethers', 'ethers.providers.StaticJsonRpcProvider', 'calls', 12, 100],
  ['@ethersproject/providers', 'JsonRpcProvider', 'calls', 12, 100],
  ['@solana/web3.js', 'Connection', 'calls', 5, 500],
  // Clients of clouds and vendors.
  ['@aws-sdk/client-s3', 'S3Client', 'calls', 3, 50],
  ['@aws-sdk/client-sqs', 'SQSClient', 'calls', 3, 50],
  ['@aws-sdk/lib-storage', 'Upload', 'calls', 3, 50],
  ['@aws-sdk/client-dynamodb', 'DynamoDBClient', 'calls', 4, 25],
  ['@aws-sdk/lib-dynamodb', 'DynamoDBDocumentClient.from', 'calls', 4, 25],
  ['@azure/keyvault-secrets', 'SecretClient', 'calls', 4, 1000],
  ['@azure/storage-blob', 'BlobServiceClient.fromConnectionString', 'calls', 4, 0],
  ['@azure/service-bus', 'ServiceBusClient', 'calls', 4, 30_000],
  ['@google-cloud/storage', 'Storage', 'calls', 4, 2000],
  ['@google/genai', 'GoogleGenAI', 'calls', 1, 1000],
  ['openai', 'default', 'calls', 3, 500],
  ['openai', 'AzureOpenAI', 'calls', 3, 500],
  ['@anthropic-ai/sdk', 'default', 'calls', 3, 500],
  ['ai', 'generateText', 'call', 3, 2000],
  ['ai', 'streamText', 'call', 3, 2000],
  ['ai', 'ToolLoopAgent.generate', 'call', 3, 2000],
  ['@langchain/openai', 'ChatOpenAI', 'calls', 7, 1000],
  ['@langchain/openai', 'ChatOpenAI.withRetry', 'calls', 3, 1000],
  ['stripe', 'default', 'calls', 3, 500],
  ['octokit', 'Octokit', 'calls', 4, 1000],
  ['@slack/web-api', 'WebClient', 'calls', 11, 1000],
  ['twilio', 'default', 'calls', 1, 200],
  ['@grpc/grpc-js', 'Client', 'calls', 2, 0],
  // Queues and durable engines.
  ['bullmq', 'Queue.add', 'job', 1, 0],
  ['bullmq', 'Queue.addBulk', 'job', 1, 0],
  ['bullmq', 'Queue', 'jobs', 1, 0],
  ['bullmq', 'FlowProducer.addBulk', 'job', 1, 0],
  ['@google-cloud/pubsub', 'Topic.publishMessage', 'call', 'unknown', 100],
  ['bullmq', 'Queue.upsertJobScheduler', 'job', 1, 0],
  ['bullmq', 'FlowProducer.add', 'job', 1, 0],
  ['bull', 'default.add', 'job', 1, 0],
  ['bee-queue', 'Job.save', 'job', 1, 0],
  ['pg-boss', 'PgBoss.send', 'job', 3, 0],
  ['pg-boss', 'PgBoss.schedule', 'job', 3, 0],
  ['graphile-worker', 'WorkerUtils.addJob', 'job', 25, 2718],
  ['graphile-worker', 'quickAddJob', 'job', 25, 2718],
  ['agenda', 'Agenda.define', 'handed', 1, 0],
  ['@hatchet-dev/typescript-sdk', 'Hatchet.task', 'handed', 1, 0],
  ['@hatchet-dev/typescript-sdk', 'Workflow.task', 'handed', 1, 0],
  ['@temporalio/workflow', 'Activities.charge', 'job', 'unbounded', 1000],
  ['inngest', 'Inngest.createFunction', 'handed', 5, 15_000],
  ['@trigger.dev/sdk', 'task', 'handed', 1, 1000],
  ['@trigger.dev/sdk', 'schedules.task', 'handed', 1, 1000],
  ['@trigger.dev/sdk', 'retry.onThrow', 'handed', 3, 1000],
  ['kafkajs', 'Producer', 'calls', 6, 300],
  ['@opensearch-project/opensearch', 'Client', 'calls', 4, 0],
  ['kafkajs', 'Consumer.run', 'handed', 'unbounded', 300],
  ['@golevelup/nestjs-rabbitmq', 'RabbitSubscribe', 'decorated', 'unbounded', 0],
  ['@golevelup/nestjs-rabbitmq', 'RabbitRPC', 'decorated', 'unbounded', 0],
  ['@golevelup/nestjs-rabbitmq', 'AmqpConnection.createSubscriber', 'handed', 'unbounded', 0],
  // Connections.
  ['ioredis', 'default', 'connection', 'unbounded', 50],
  ['ioredis', 'Cluster', 'connection', 'unbounded', 102],
  ['redis', 'createClient', 'connection', 'unbounded', 50],
  ['mqtt', 'connect', 'connection', 'unbounded', 1000],
  ['nats', 'connect', 'connection', 11, 2000],
  ['socket.io-client', 'default', 'connection', 'unbounded', 1000],
  ['graphql-ws', 'createClient', 'connection', 6, 1000],
  ['@nestjs/typeorm', 'TypeOrmModule.forRoot', 'connection', 10, 3000],
  ['subscriptions-transport-ws', 'SubscriptionClient', 'connection', 1, 100],
  ['@trpc/client', 'createWSClient', 'connection', 'unbounded', 2000],
  ['pg-listen', 'default', 'connection', 'unbounded', 500],
  ['@modelcontextprotocol/sdk/client/streamableHttp', 'StreamableHTTPClientTransport', 'connection', 3, 1000],
  ['sequelize', 'Sequelize', 'calls', 1, 100],
  ['bull', 'default', 'jobs', 1, 0],
  // Databases and what browsers load.
  ['@upstash/redis', 'default.Redis', 'calls', 6, 50],
  ['mongodb', 'MongoClient', 'calls', 2, 0],
  ['@tanstack/react-query', 'useQuery', 'handed', 4, 1000],
  ['@tanstack/react-query', 'useMutation', 'handed', 1, 1000],
  ['@tanstack/react-query', 'QueryClient.fetchQuery', 'handed', 1, 1000],
  ['@tanstack/react-query', 'QueryClient.prefetchQuery', 'handed', 1, 1000],
  ['@tanstack/react-query', 'QueryObserver', 'handed', 4, 1000],
  ['@tanstack/query-db-collection', 'queryCollectionOptions', 'handed', 4, 1000],
  ['@trpc/react-query', 'Hooks.apis.list.useQuery', 'call', 4, 1000],
  ['@trpc/client', 'Client', 'calls', 1, 0],
  ['@apollo/client', 'ApolloClient', 'calls', 1, 300],
  ['@urql/core', 'createClient', 'calls', 1, 1000],
  ['mongodb', 'ClientSession.withTransaction', 'handed', 'unknown', 5],
  ['reconnecting-websocket', 'default', 'connection', 'unbounded', 3000],
  ['swr', 'default', 'handed', 'unbounded', 10_000],
];

describe('what is tried again when nothing is said', () => {
  test.each(DEFAULTS)('%s#%s', (pkg, path, of, attempts, first) => {
    const retries = lookup.symbol(pkg, lookup.canonical(pkg, path))?.facts.retries;
    expect({ of: retries?.of, attempts: retries?.attempts, first: retries?.delay.first }).toEqual({ of, attempts, first });
  });

  test.each([
    ['axios', 'get'], ['axios', 'create'], ['pg', 'Pool'], ['@prisma/client', 'PrismaClient'], ['opossum', 'CircuitBreaker'],
    ['@octokit/rest', 'Octokit'], ['undici', 'Agent'], ['got', 'default.extend'], ['inngest', 'Step.run'],
  ])('%s#%s: nothing', (pkg, path) => {
    expect(lookup.symbol(pkg, path)?.facts.retries).toBeUndefined();
  });
});

describe('earlier versions', () => {
  const earlier = (pkg: string, path: string) =>
    lookup.symbol(pkg, path)?.facts.retries?.versions?.map(({ below, attempts, delay, says }) => [below, attempts ?? delay?.first ?? says?.[0]?.counts]);

  test.each([
    ['stripe', 'Stripe', [['13.0.0', 1], ['17.0.0', 2]]],
    ['pg-boss', 'PgBoss.send', [['10.0.0', 1]]],
    ['cockatiel', 'RetryPolicy.execute', [['3.0.0', 'unknown']]],
    ['es-toolkit', 'retry', [['1.45.0', 'attempts']]],
    ['@aws-sdk/client-s3', 'S3Client', [['3.1166.0', 100]]],
    ['@aws-sdk/client-dynamodb', 'DynamoDBClient', [['3.1162.0', 3]]],
    ['@supabase/supabase-js', 'PostgrestQueryBuilder.select', [['2.102.0', 1]]],
    ['ioredis', 'Redis', [['6.0.0', 50]]],
  ])('%s#%s', (pkg, path, versions) => {
    expect(earlier(pkg, path)).toEqual(versions);
  });
});

describe('every row that tries again', () => {
  const where = (wrong: (each: (typeof rows)[number]) => boolean) => rows.filter(wrong).map(({ row }) => row);

  it('says where it was read', () => {
    expect(where(({ retries }) => !/^https:\/\/\S+\/\S+/.test(retries.source))).toEqual([]);
  });
  it('is handed a function that runs again, or that begins work', () => {
    expect(where(({ facts, retries }) => retries.of === 'handed' && !facts.callbacks?.some(({ runs, role }) => runs === 'again' || role !== undefined))).toEqual([]);
  });
  it('is a decorator if it tries what it decorates', () => {
    expect(where(({ facts, retries }) => (retries.of === 'decorated') !== (facts.decorates !== undefined))).toEqual([]);
  });
  it('enqueues if it is a job that comes again', () => {
    expect(where(({ facts, retries }) => retries.of === 'job' && !facts.effects?.some(({ kind }) => kind === 'enqueue'))).toEqual([]);
  });
  it('does something if the call is tried again', () => {
    expect(where(({ facts, retries }) => retries.of === 'call' && facts.effects === undefined)).toEqual([]);
  });
  it('has slots that can be read', () => {
    expect(rows.flatMap(({ row, retries }) => slotsOf(retries).filter((slot) => !SLOT.test(slot)).map((slot) => `${row} → ${slot}`))).toEqual([]);
  });
  it('has an option only where a symbol with a row is made', () => {
    const strangers = rows.flatMap(({ row, retries }) =>
      (retries.says ?? []).flatMap(({ of }) => {
        if (of === undefined) return [];
        const hash = of.lastIndexOf('#');
        const packages = hash < 0 ? (libraries.find(({ name }) => row.startsWith(`${name}: `))?.packages ?? []) : [of.slice(0, hash)];
        return packages.some((pkg) => lookup.symbol(pkg, of.slice(hash + 1))) ? [] : [`${row} → ${of}`];
      }),
    );
    expect(strangers).toEqual([]);
  });
  it('waits ever longer or equally long, and from the oldest version to the newest', () => {
    expect(where(({ retries: { delay } }) => delay.first < 0 || delay.factor < 1 || (delay.max !== undefined && delay.max < delay.first))).toEqual([]);
    const numbers = (version: string) => version.split('.').map(Number).reduce((sum, part) => sum * 100_000 + part, 0);
    expect(where(({ retries: { versions = [] } }) => versions.some(({ below }, index) => index > 0 && numbers(below) <= numbers(versions[index - 1]?.below ?? '0')))).toEqual([]);
  });
  it('lists methods in upper case', () => {
    expect(where(({ retries }) => retries.methods?.some((method) => method !== method.toUpperCase()) ?? false)).toEqual([]);
  });
});
