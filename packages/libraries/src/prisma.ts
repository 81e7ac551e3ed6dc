import { defineLibrary } from './library.ts';

/** `*1` is the model as the client spells it: `prisma.orderLine` is the model OrderLine. Queries are sent when awaited. */
export const prisma = defineLibrary({
  name: 'Prisma',
  packages: ['@prisma/client', '@prisma/client/extension', '@prisma/client/edge', '.prisma/client'],
  docs: 'https://www.prisma.io/docs/orm/reference/prisma-client-reference',
  resource: { kind: 'database' },
  schemas: 'prisma',
  aliases: { 'Prisma.TransactionClient': 'PrismaClient', TransactionClient: 'PrismaClient', 'Prisma.DefaultPrismaClient': 'PrismaClient' },
  operators: {
    // https://www.prisma.io/docs/orm/prisma-client/queries/relation-queries#nested-writes
    nested: {
      create: { does: 'create' }, createMany: { does: 'create', at: 'data' }, connectOrCreate: { does: 'create', at: 'create' }, update: { does: 'update', at: 'data' },
      updateMany: { does: 'update', at: 'data' }, upsert: { does: 'upsert', at: 'create' }, delete: { does: 'delete' }, deleteMany: { does: 'delete' },
    },
    values: { set: 'set', increment: 'atomic', decrement: 'atomic', multiply: 'atomic', divide: 'atomic', push: 'atomic' }, deltas: ['connect', 'disconnect', 'connectOrCreate', 'create', 'createMany', 'delete', 'deleteMany'], inner: { update: 'data', updateMany: 'data', upsert: 'update' }, equals: ['equals', 'in'], joins: { AND: 'all', OR: 'any', NOT: 'any' },
  },
  symbols: {
    PrismaClient: { connects: '0.datasourceUrl|0.datasources.db.url' },
    'PrismaClient.*.findUnique|findUniqueOrThrow|findFirst|findFirstOrThrow|findMany': {
      effects: [{ kind: 'db-read', target: '*1', operation: 'read', where: '0.where', lazy: true }],
    },
    'PrismaClient.*.count|aggregate|groupBy': {
      effects: [{ kind: 'db-read', target: '*1', operation: 'read', where: '0.where', lazy: true }],
    },
    'PrismaClient.*.create|createMany|createManyAndReturn': {
      effects: [{ kind: 'db-write', target: '*1', operation: 'create', payload: '0.data', lazy: true }],
    },
    // One row that has to be there.
    'PrismaClient.*.update': {
      effects: [{ kind: 'db-write', target: '*1', operation: 'update', payload: '0.data', where: '0.where', missed: 'throws', lazy: true }],
    },
    'PrismaClient.*.updateManyAndReturn': {
      effects: [{ kind: 'db-write', target: '*1', operation: 'update', payload: '0.data', where: '0.where', lazy: true }],
    },
    'PrismaClient.*.updateMany': {
      effects: [{ kind: 'db-write', target: '*1', operation: 'update', payload: '0.data', where: '0.where', affectedIn: 'count', lazy: true }],
    },
    'PrismaClient.*.upsert': {
      effects: [
        { kind: 'db-write', target: '*1', operation: 'upsert', payload: '0.update', where: '0.where', lazy: true },
        { kind: 'db-write', target: '*1', operation: 'create', payload: '0.create', lazy: true },
      ],
    },
    'PrismaClient.*.delete': {
      effects: [{ kind: 'db-write', target: '*1', operation: 'delete', where: '0.where', missed: 'throws', lazy: true }],
    },
    'PrismaClient.*.deleteMany': {
      effects: [{ kind: 'db-write', target: '*1', operation: 'delete', where: '0.where', affectedIn: 'count', lazy: true }],
    },
    'PrismaClient.$transaction': {
      effects: [{ kind: 'db-transaction', isolation: '1.isolationLevel', timeout: { at: '1.timeout', unit: 'ms' } }],
      callbacks: [{ at: '0', runs: 'now', params: ['PrismaClient'] }],
      returns: 'result0',
    },
    'PrismaClient.$queryRaw|$queryRawUnsafe': { effects: [{ kind: 'db-read', operation: 'raw', sql: '0', lazy: true }] },
    'PrismaClient.$executeRaw|$executeRawUnsafe': { effects: [{ kind: 'db-write', operation: 'raw', sql: '0', lazy: true }] },
    'Prisma.sql|raw': { expression: true },
    'PrismaClient.$runCommandRaw': { effects: [{ kind: 'db-write', operation: 'raw', lazy: true }] },
    'PrismaClient.$connect': { effects: [{ kind: 'connect' }] },
    'PrismaClient.$disconnect': { cleanup: true },
    'PrismaClient.$extends': { returns: 'this' },
    'PrismaClient.$use': { callbacks: [{ at: '0', runs: 'later' }] },
    'PrismaClient.$on': {
      callbacks: [{ at: '1', runs: 'later', errorEvents: { at: '0', names: ['error'] } }],
      returns: 'this',
    },
  },
});
