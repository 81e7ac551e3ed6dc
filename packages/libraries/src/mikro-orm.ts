import { defineLibrary } from './library.ts';

/** A unit of work: changed entities are written by `flush`, which names none of them. */
export const mikroOrm = defineLibrary({
  name: 'MikroORM',
  packages: [
    '@mikro-orm/core', '@mikro-orm/knex', '@mikro-orm/sql', '@mikro-orm/postgresql', '@mikro-orm/mysql', '@mikro-orm/mariadb',
    '@mikro-orm/sqlite', '@mikro-orm/better-sqlite', '@mikro-orm/libsql', '@mikro-orm/mssql', '@mikro-orm/mongodb',
  ],
  docs: 'https://mikro-orm.io/docs/entity-manager',
  resource: { kind: 'database' },
  aliases: {
    SqlEntityManager: 'EntityManager', MongoEntityManager: 'EntityManager',
    SqlEntityRepository: 'EntityRepository', MongoEntityRepository: 'EntityRepository',
  },
  symbols: {
    'raw|sql': { expression: true },
    'MikroORM.init': { effects: [{ kind: 'connect' }], returns: 'MikroORM' },
    'MikroORM.connect': { effects: [{ kind: 'connect' }] },
    'MikroORM.em': { is: 'EntityManager' },
    'MikroORM.close': { cleanup: true },
    'EntityManager.find|findAll|findAndCount|findByCursor|count': {
      effects: [{ kind: 'db-read', target: '0', operation: 'read', where: '1' }],
    },
    'EntityManager.findOne|findOneOrFail': { effects: [{ kind: 'db-read', target: '0', operation: 'read', where: '1' }] },
    'EntityManager.refresh|refreshOrFail|populate': { effects: [{ kind: 'db-read', target: '0', operation: 'read' }] },
    'EntityManager.persist|remove|fork|clear': { returns: 'this' },
    'EntityManager.assign': { returns: 'arg0' },
    'EntityManager.flush': { effects: [{ kind: 'db-write', operation: 'upsert' }] },
    'EntityManager.persistAndFlush': { effects: [{ kind: 'db-write', target: '0', operation: 'upsert', payload: '0' }] },
    'EntityManager.removeAndFlush': { effects: [{ kind: 'db-write', target: '0', operation: 'delete' }] },
    'EntityManager.insert|insertMany': { effects: [{ kind: 'db-write', target: '0', operation: 'create', payload: '1' }] },
    'EntityManager.upsert|upsertMany': { effects: [{ kind: 'db-write', target: '0', operation: 'upsert', payload: '1' }] },
    'EntityManager.nativeUpdate': { effects: [{ kind: 'db-write', target: '0', operation: 'update', where: '1', payload: '2' }] },
    'EntityManager.nativeDelete': { effects: [{ kind: 'db-write', target: '0', operation: 'delete', where: '1' }] },
    'EntityManager.execute': { effects: [{ kind: 'db-read', operation: 'raw', sql: '0' }] },
    'EntityManager.lock': { effects: [{ kind: 'lock', target: '0' }] },
    'EntityManager.transactional': {
      effects: [{ kind: 'db-transaction' }],
      callbacks: [{ at: '0', runs: 'now', params: ['EntityManager'] }],
      returns: 'result0',
    },
    'EntityManager.begin|commit': { effects: [{ kind: 'db-transaction' }] },
    'EntityManager.rollback': { effects: [{ kind: 'db-transaction' }], cleanup: true },
    'EntityManager.getRepository|repo': { returns: 'EntityRepository', returnsArgs: ['0'] },
    'EntityRepository.getEntityManager': { returns: 'EntityManager' },
    'EntityRepository.find|findAll|findAndCount|findByCursor|count': {
      effects: [{ kind: 'db-read', target: '<0>', operation: 'read', where: '0' }],
    },
    'EntityRepository.findOne|findOneOrFail': {
      effects: [{ kind: 'db-read', target: '<0>', operation: 'read', where: '0' }],
      returns: '<0>',
    },
    'EntityRepository.create': { returns: '<0>', fills: '0' },
    'EntityRepository.insert|insertMany': { effects: [{ kind: 'db-write', target: '<0>', operation: 'create', payload: '0' }] },
    'EntityRepository.upsert|upsertMany': { effects: [{ kind: 'db-write', target: '<0>', operation: 'upsert', payload: '0' }] },
    'EntityRepository.nativeUpdate': { effects: [{ kind: 'db-write', target: '<0>', operation: 'update', where: '0', payload: '1' }] },
    'EntityRepository.nativeDelete': { effects: [{ kind: 'db-write', target: '<0>', operation: 'delete', where: '0' }] },
    'BeforeCreate|AfterCreate|BeforeUpdate|AfterUpdate|BeforeDelete|AfterDelete|OnInit|OnLoad': {
      decorates: { on: 'method', role: 'lifecycle' },
    },
  },
});

export const nestjsMikroOrm = defineLibrary({
  name: '@mikro-orm/nestjs',
  packages: ['@mikro-orm/nestjs'],
  docs: 'https://mikro-orm.io/docs/usage-with-nestjs',
  symbols: {
    InjectRepository: { decorates: { on: 'param', injects: '@mikro-orm/core#EntityRepository', injectsArgs: ['0'] } },
    InjectEntityManager: { decorates: { on: 'param', injects: '@mikro-orm/core#EntityManager' } },
    InjectMikroORM: { decorates: { on: 'param', injects: '@mikro-orm/core#MikroORM' } },
    'MikroOrmModule.forRoot|forRootAsync': { effects: [{ kind: 'connect' }], fails: 'never' },
  },
});
