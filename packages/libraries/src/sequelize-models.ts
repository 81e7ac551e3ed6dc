import { defineLibrary } from './library.ts';

/** Models by `define`, `init` and decorators. Tables without a name are plurals that Sequelize makes. */
export const sequelizeModels = defineLibrary({
  name: 'Sequelize models',
  packages: ['sequelize', 'sequelize-typescript', '@sequelize/core', '@sequelize/core/decorators-legacy'],
  docs: 'https://sequelize.org/docs/v6/core-concepts/model-basics/',
  symbols: {
    'Sequelize.define': {
      returns: 'Model',
      returnsArgs: ['0'],
      entity: {
        name: '0',
        table: '2.tableName',
        schema: '2.schema',
        fields: '1',
        typed: '<0>',
        column: {
          name: '0.field', values: '0.values', initial: '0.defaultValue', type: '0.type|0', generated: '0.autoIncrement', key: '0.primaryKey',
        },
        implied: [
          { name: 'id', unlessKey: true, key: true, generated: true },
          { name: 'createdAt', nameAt: '2.createdAt', unless: '2.timestamps|2.createdAt', generated: true },
          { name: 'updatedAt', nameAt: '2.updatedAt', unless: '2.timestamps|2.updatedAt', generated: true },
          { name: 'deletedAt', nameAt: '2.deletedAt', when: '2.paranoid', generated: true },
          { name: 'version', nameAt: '2.version', when: '2.version', version: true, generated: true },
        ],
        store: 'Sequelize',
      },
    },
    'Model.init': {
      returns: 'this',
      entity: {
        name: 'this',
        table: '1.tableName',
        schema: '1.schema',
        fields: '0',
        typed: 'this',
        column: {
          name: '0.field', values: '0.values', initial: '0.defaultValue', type: '0.type|0', generated: '0.autoIncrement', key: '0.primaryKey',
        },
        implied: [
          { name: 'id', unlessKey: true, key: true, generated: true },
          { name: 'createdAt', nameAt: '1.createdAt', unless: '1.timestamps|1.createdAt', generated: true },
          { name: 'updatedAt', nameAt: '1.updatedAt', unless: '1.timestamps|1.updatedAt', generated: true },
          { name: 'deletedAt', nameAt: '1.deletedAt', when: '1.paranoid', generated: true },
          { name: 'version', nameAt: '1.version', when: '1.version', version: true, generated: true },
        ],
        store: 'Sequelize',
      },
    },
    'DataTypes|DataType.ENUM': { column: { values: '0.values|0+' } },
    Table: {
      decorates: { on: 'class', entity: '0.tableName' },
      entity: {
        table: '0.tableName',
        schema: '0.schema',
        implied: [
          { name: 'id', unlessKey: true, key: true, generated: true },
          { name: 'createdAt', nameAt: '0.createdAt', when: '0.timestamps', unless: '0.createdAt', generated: true },
          { name: 'updatedAt', nameAt: '0.updatedAt', when: '0.timestamps', unless: '0.updatedAt', generated: true },
          { name: 'deletedAt', nameAt: '0.deletedAt', when: '0.paranoid', generated: true },
          { name: 'version', nameAt: '0.version', when: '0.version', version: true, generated: true },
        ],
        store: 'Sequelize',
      },
    },
    Column: { column: { name: '0.field', values: '0.values', initial: '0.defaultValue', type: '0.type|0', generated: '0.autoIncrement', key: '0.primaryKey' } },
    Attribute: { column: { name: '0.columnName|0.field', values: '0.values', initial: '0.defaultValue', type: '0.type|0', generated: '0.autoIncrement', key: '0.primaryKey' } },
    'PrimaryKey|IsPrimaryKey': { column: { key: true } },
    'AutoIncrement|CreatedAt|UpdatedAt|DeletedAt': { column: { generated: true } },
    Version: { column: { version: true, generated: true } },
    ColumnName: { column: { name: '0' } },
    'BelongsTo|HasMany|HasOne|BelongsToMany': { column: { relation: true } },
  },
});
