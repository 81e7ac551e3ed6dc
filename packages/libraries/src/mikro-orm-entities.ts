import { defineLibrary } from './library.ts';

/** Decorators and schemas that declare entities. What has no name in the store is named by a strategy of the configuration. */
export const mikroOrmEntities = defineLibrary({
  name: 'MikroORM entities',
  packages: [
    '@mikro-orm/core', '@mikro-orm/knex', '@mikro-orm/sql', '@mikro-orm/postgresql', '@mikro-orm/mysql', '@mikro-orm/mariadb',
    '@mikro-orm/sqlite', '@mikro-orm/better-sqlite', '@mikro-orm/libsql', '@mikro-orm/mssql', '@mikro-orm/mongodb',
    '@mikro-orm/decorators/legacy', '@mikro-orm/decorators/es',
  ],
  docs: 'https://mikro-orm.io/docs/defining-entities',
  aliases: { p: 'PropertyBuilders' },
  symbols: {
    Entity: {
      decorates: { on: 'class', entity: '0.tableName|0.collection' },
      entity: { table: '0.tableName|0.collection', schema: '0.schema', store: 'MikroORM' },
    },
    Property: {
      column: { name: '0.fieldName|0.name', values: '0.items', initial: '0.default', version: '0.version', generated: '0.onCreate|0.onUpdate|0.autoincrement|0.version', key: '0.primary' },
    },
    PrimaryKey: { column: { name: '0.fieldName|0.name', generated: '0.onCreate|0.autoincrement|0.defaultRaw', key: true } },
    SerializedPrimaryKey: { column: { generated: true } },
    Enum: { column: { name: '0.fieldName|0.name', values: '0.items|0', initial: '0.default' } },
    'ManyToOne|OneToOne': { column: { name: '0.fieldName|0.joinColumn|1.fieldName|1.joinColumn|2.fieldName|2.joinColumn', relation: true } },
    OneToMany: { column: { relation: true, elsewhere: true } },
    ManyToMany: { column: { relation: true } },
    Embedded: { column: {} },
    EntitySchema: {
      entity: {
        name: '0.name|0.class',
        table: '0.tableName|0.collection',
        schema: '0.schema',
        fields: '0.properties',
        typed: '<0>',
        column: {
          name: '0.fieldName', values: '0.items', initial: '0.default', version: '0.version', generated: '0.onCreate|0.onUpdate|0.autoincrement|0.version', key: '0.primary',
          relation: '0.kind|0.reference',
        },
        store: 'MikroORM',
      },
    },
    defineEntity: {
      entity: { name: '0.name|0.class', table: '0.tableName|0.collection', schema: '0.schema', fields: '0.properties', column: { name: '0.fieldName', values: '0.items' }, store: 'MikroORM' },
      callbacks: [{ at: '0.properties', runs: 'now', params: ['PropertyBuilders'] }],
      returns: 'EntitySchema',
    },
    'PropertyBuilders.enum': { returns: 'Property', column: { values: '0' } },
    'PropertyBuilders.manyToOne|oneToOne|manyToMany': { returns: 'Property', column: { relation: true } },
    'PropertyBuilders.oneToMany': { returns: 'Property', column: { relation: true, elsewhere: true } },
    'PropertyBuilders.*': { returns: 'Property', column: {} },
    'Property.primary': { returns: 'this', column: { key: true } },
    'Property.autoincrement|onCreate|onUpdate': { returns: 'this', column: { generated: true } },
    'Property.version': { returns: 'this', column: { version: true, generated: true } },
    'Property.default': { returns: 'this', column: { initial: '0' } },
    'Property.items': { returns: 'this', column: { values: '0' } },
    'Property.fieldName|name|joinColumn': { returns: 'this', column: { name: '0' } },
    'Property.*': { returns: 'this' },
  },
});
