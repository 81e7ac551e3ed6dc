import { defineLibrary } from './library.ts';

/**
 * One symbol for the select builder and one for each kind of write that `update()`, `insert()` and `delete()` turn
 * it into. Nothing is sent before `execute` or a `get…`.
 */
export const typeormQueryBuilder = defineLibrary({
  name: 'TypeORM query builder',
  packages: ['typeorm'],
  docs: 'https://typeorm.io/docs/query-builder/select-query-builder',
  resource: { kind: 'database', client: 'typeorm' },
  aliases: { QueryBuilder: 'SelectQueryBuilder' },
  symbols: {
    'SelectQueryBuilder.select|addSelect|distinct|distinctOn|from|addFrom|subQuery|withDeleted|setOnLocked|setFindOptions|cache|comment|clone': {
      returns: 'this',
    },
    'SelectQueryBuilder.setLock': { returns: 'this', locksRows: true },
    'SelectQueryBuilder.orWhere|whereInIds|andWhereInIds|having|andHaving|setParameter|setParameters': { returns: 'this' },
    'SelectQueryBuilder.innerJoin|innerJoinAndSelect|innerJoinAndMapOne|leftJoin|leftJoinAndSelect|leftJoinAndMapOne|leftJoinAndMapMany': {
      returns: 'this',
    },
    'SelectQueryBuilder.orderBy|addOrderBy|groupBy|addGroupBy|limit|offset|skip|take|useTransaction|setQueryRunner': { returns: 'this' },
    'SelectQueryBuilder.getOne|getOneOrFail': { effects: [{ kind: 'db-read', target: '<0>', operation: 'read', where: 'where:0' }], returns: '<0>' },
    'SelectQueryBuilder.getMany|getManyAndCount': { effects: [{ kind: 'db-read', target: '<0>', operation: 'read' }], returns: '<0>[]' },
    'SelectQueryBuilder.getRawOne|getRawMany|getRawAndEntities|getCount|getExists|execute|stream': {
      effects: [{ kind: 'db-read', target: '<0>', operation: 'read' }],
    },
    'SelectQueryBuilder.update': { returns: 'UpdateQueryBuilder' },
    'SelectQueryBuilder.insert': { returns: 'InsertQueryBuilder' },
    'SelectQueryBuilder.delete': { returns: 'DeleteQueryBuilder' },
    'SelectQueryBuilder.softDelete|restore': { returns: 'SoftDeleteQueryBuilder' },
    'SelectQueryBuilder.relation': { returns: 'RelationQueryBuilder' },

    'SelectQueryBuilder|UpdateQueryBuilder|DeleteQueryBuilder.where|andWhere': { returns: 'this', condition: { text: '0' } },
    'UpdateQueryBuilder.set|orWhere|whereInIds|setParameter|setParameters|returning|updateEntity|useTransaction': {
      returns: 'this',
    },
    'UpdateQueryBuilder.execute': {
      effects: [{ kind: 'db-write', target: 'update:0', operation: 'update', payload: 'set:0', where: 'where:0' }],
    },
    'InsertQueryBuilder.into|values|orIgnore|orUpdate|returning|updateEntity|useTransaction': { returns: 'this' },
    'InsertQueryBuilder.execute': { effects: [{ kind: 'db-write', target: 'into:0', operation: 'create', payload: 'values:0' }] },
    'SoftDeleteQueryBuilder.where|andWhere': { returns: 'this' },
    'DeleteQueryBuilder|SoftDeleteQueryBuilder.from|orWhere|whereInIds|setParameter|setParameters|returning|useTransaction': {
      returns: 'this',
    },
    'DeleteQueryBuilder|SoftDeleteQueryBuilder.execute': {
      effects: [{ kind: 'db-write', target: 'from:0', operation: 'delete', where: 'where:0' }],
    },
    'RelationQueryBuilder.of': { returns: 'this' },
    'RelationQueryBuilder.add|remove|set|addAndRemove': { effects: [{ kind: 'db-write', target: 'relation:0', operation: 'update' }] },
    'RelationQueryBuilder.loadOne|loadMany': { effects: [{ kind: 'db-read', target: 'relation:0', operation: 'read' }] },
  },
});
