import { describe, expect, it } from 'vitest';
import type { Library, SymbolFacts } from './library.ts';
import { createLookup, expandKey } from './lookup.ts';
import { libraries } from './registry.ts';

/** Results and parameters that have a name but, so far, no members worth a row. */
const OPAQUE = new Set([
  'AxiosResponse', 'Batch', 'ConsumeMessage', 'Context', 'Event', 'GetMessage', 'Job', 'KafkaMessage', 'Message', 'Next', 'ProcedureOptions',
  'ProcessErrorArgs', 'QueryResult', 'SQL', 'ServiceBusReceivedMessage', 'Table', 'amqplib#ConsumeMessage', 'kafkajs#KafkaMessage',
]);

const SLOT = /^(=.*|this|\*\d+s?|<\d+>|((?:[\w$]+:)?(?:\d+\+?|last))(\.[\w$*-]+)*)$/;
const RELATIVE = /^(this|instance|element|piped|args|(arg|made|held)\d+|result\d+(\.default)?|<\d+>(\(\))?)$/;

const rows = libraries.flatMap((library) =>
  Object.entries(library.symbols).map(([key, facts]) => ({ library, key, facts, row: `${library.name}: ${key}` })),
);

/** Package → every symbol that rows or aliases know, and every beginning of one. */
const known = new Map<string, Set<string>>();
for (const library of libraries) {
  for (const pkg of library.packages) {
    const names = known.get(pkg) ?? new Set<string>();
    known.set(pkg, names);
    for (const key of [...Object.keys(library.symbols), ...Object.keys(library.aliases ?? {})]) {
      for (const name of expandKey(key)) addBeginnings(names, name);
    }
  }
}

function addBeginnings(names: Set<string>, name: string): void {
  const segments = name.split('.');
  for (const [index] of segments.entries()) names.add(segments.slice(0, index + 1).join('.'));
}

function symbolsOf(facts: SymbolFacts): string[] {
  const params = [facts.callbacks ?? [], facts.decorates ? [facts.decorates] : []].flat().flatMap((each) => each.params ?? []);
  return [facts.returns, facts.is, facts.decorates?.injects, ...params.filter((param) => param !== 'error')].filter(
    (symbol) => symbol !== undefined && symbol !== null,
  );
}

function isKnown(library: Library, symbol: string): boolean {
  const name = symbol.replace(/(\[\])+$/, '');
  if (RELATIVE.test(name) || OPAQUE.has(name)) return true;
  const hash = name.lastIndexOf('#');
  const packages = hash < 0 ? library.packages : [name.slice(0, hash)];
  return packages.some((pkg) => known.get(pkg)?.has(name.slice(hash + 1)));
}

function slotsOf(facts: SymbolFacts): string[] {
  const ofEffects = (facts.effects ?? []).flatMap((effect) => [
    effect.target, effect.method, effect.payload, effect.where, effect.sql, effect.error, effect.status, effect.delay,
    effect.ttl?.at, effect.timeout?.at, effect.isolation, effect.rowLock, effect.requeue?.at,
  ]);
  const ofCallbacks = (facts.callbacks ?? []).flatMap((each) => [each.at, each.name, each.method, each.errorEvents?.at, each.autoAck?.at]);
  const { decorates } = facts;
  const ofDecorator = [
    decorates?.name, decorates?.method, decorates?.version, decorates?.routes, decorates?.injectsToken, decorates?.providers, decorates?.instances?.at, ...(decorates?.injectsArgs ?? []),
    decorates?.entity === true ? undefined : decorates?.entity,
  ];
  const { entity } = facts;
  const ofEntity = [
    entity?.name, entity?.table, entity?.schema, entity?.fields, entity?.typed, entity?.tables,
    ...(entity?.implied ?? []).flatMap((each) => [each.nameAt, each.when, each.unless, said(each.version)]),
  ];
  const ofColumns = [facts.column, entity?.column].flatMap((each) => [
    each?.name, each?.values, each?.type, said(each?.version), said(each?.generated), said(each?.key), said(each?.relation),
  ]);
  return [...ofEntity, ...ofColumns, ...ofEffects, ...ofCallbacks, ...ofDecorator, facts.effectsOf, facts.mutates?.puts, facts.holds?.from, facts.defers?.target, facts.defers?.payload, facts.defers?.row, ...(facts.returnsArgs ?? [])].filter((slot) => slot !== undefined);
}

function said(slot: string | true | undefined): string | undefined {
  return slot === true ? undefined : slot;
}

describe('every row', () => {
  it('names only symbols that have rows, or are known to need none', () => {
    const strangers = rows.flatMap(({ library, facts, row }) =>
      symbolsOf(facts).filter((symbol) => !isKnown(library, symbol)).map((symbol) => `${row} → ${symbol}`),
    );
    expect(strangers).toEqual([]);
  });

  it('has slots that can be read', () => {
    const unreadable = rows.flatMap(({ facts, row }) => slotsOf(facts).filter((slot) => !slot.split('|').every((each) => SLOT.test(each))).map((slot) => `${row} → ${slot}`));
    expect(unreadable).toEqual([]);
  });

  it('says something', () => {
    const empty = rows.filter(({ facts }) => Object.keys(facts).length === 0).map(({ row }) => row);
    expect(empty).toEqual([]);
  });
});

describe('the libraries', () => {
  it('describe each symbol once', () => {
    const owners = new Map<string, string>();
    const twice: string[] = [];
    for (const { library, key, row } of rows) {
      for (const symbol of library.packages.flatMap((pkg) => expandKey(key).map((name) => `${pkg}#${name}`))) {
        const owner = owners.get(symbol);
        if (owner !== undefined) twice.push(`${symbol}: ${owner} and ${row}`);
        owners.set(symbol, row);
      }
    }
    expect(twice).toEqual([]);
  });

  it('agree on aliases, which lead to rows', () => {
    const wrong: string[] = [];
    const seen = new Map<string, string>();
    for (const library of libraries) {
      for (const [from, to] of Object.entries(library.aliases ?? {})) {
        if (!isKnown(library, to)) wrong.push(`${library.name}: ${from} → ${to}`);
        for (const pkg of library.packages) {
          const before = seen.get(`${pkg}#${from}`);
          if (before !== undefined && before !== to) wrong.push(`${pkg}#${from}: ${before} and ${to}`);
          seen.set(`${pkg}#${from}`, to);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('link to where their facts come from', () => {
    expect(libraries.filter(({ docs }) => !docs.startsWith('https://')).map(({ name }) => name)).toEqual([]);
  });

  it('cover what backends are made of', () => {
    const wanted = [
      'global', '*', 'timers/promises', 'node-fetch', 'undici', 'axios', '@nestjs/axios', 'rxjs', 'got', 'ky', 'ofetch', 'superagent',
      'http', 'https', 'net', 'tls', 'dns', 'ws', 'eventsource', 'socket.io', 'socket.io-client', '@grpc/grpc-js', '@connectrpc/connect',
      '@prisma/client', 'typeorm', '@nestjs/typeorm', 'drizzle-orm', 'mongoose', '@nestjs/mongoose', 'sequelize', '@mikro-orm/core',
      'objection', 'knex', 'kysely', 'pg', 'postgres', 'mysql2/promise', 'better-sqlite3', 'mongodb', '@supabase/supabase-js',
      'firebase-admin/firestore', '@aws-sdk/client-dynamodb', '@aws-sdk/client-sqs', '@aws-sdk/client-s3', 'ioredis', 'redis',
      '@upstash/redis', 'lru-cache', 'node-cache', 'cache-manager', 'keyv', 'redlock', 'async-mutex', 'p-limit', 'p-queue',
    ];
    expect(wanted.filter((pkg) => !known.has(pkg))).toEqual([]);
  });

  it('have names of their own', () => {
    const names = libraries.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});

describe('calls as programs write them', () => {
  const lookup = createLookup(libraries);
  const effects = (pkg: string, path: string) => lookup.symbol(pkg, path)?.facts.effects?.map(({ kind }) => kind);

  it('HTTP', () => {
    expect(effects('global', 'fetch')).toEqual(['network']);
    expect(effects('axios', 'default')).toEqual(['network']);
    expect(effects('axios', 'get')).toEqual(['network']);
    expect(effects('axios', 'AxiosInstance.post')).toEqual(['network']);
    expect(lookup.symbol('axios', 'create')?.facts.returns).toBe('AxiosInstance');
    expect(effects('node:https', 'request')).toEqual(['network']);
    expect(effects('got', 'post')).toEqual(['network']);
  });

  it('databases', () => {
    expect(lookup.symbol('@prisma/client', 'PrismaClient.order.update')).toMatchObject({ stars: ['order'] });
    expect(effects('@prisma/client', 'Prisma.TransactionClient.order.update')).toEqual(['db-write']);
    expect(effects('pg', 'default.Pool.query')).toEqual(['db-read']);
    expect(effects('typeorm', 'Repository.save')).toEqual(['db-write']);
    expect(effects('mongoose', 'Document.save')).toEqual(['db-write']);
    expect(lookup.symbol('knex', 'default')?.facts.returns).toBe('Knex');
    expect(lookup.symbol('knex', 'Knex.Transaction')?.facts.returns).toBe('QueryBuilder');
    expect(effects('knex', 'Knex.QueryBuilder.update')).toEqual(['db-write']);
    expect(effects('better-sqlite3', 'Database.Statement.run')).toEqual(['db-write']);
    expect(lookup.symbol('@aws-sdk/client-sqs', 'SQSClient.send')?.facts.effectsOf).toBe('0');
  });

  it('caches and locks', () => {
    expect(lookup.canonical('ioredis', 'default')).toBe('Redis');
    expect(effects('ioredis', 'Redis.set')).toEqual(['cache-write']);
    expect(effects('ioredis', 'Redis.Cluster.set')).toEqual(['cache-write']);
    expect(lookup.symbol('ioredis', 'ChainableCommander.zunionstore')?.facts.returns).toBe('this');
    expect(effects('ioredis', 'ChainableCommander.del')).toEqual(['cache-invalidate']);
    expect(effects('redis', 'RedisClientType.setEx')).toEqual(['cache-write']);
    expect(effects('redlock', 'default.acquire')).toEqual(['lock']);
  });

  it('any receiver', () => {
    expect(lookup.any('forEach')?.facts.callbacks).toHaveLength(1);
    expect(lookup.any('save')).toBeUndefined();
  });
});
