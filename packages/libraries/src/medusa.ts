import { defineLibrary } from './library.ts';

/** The data model language of modules: properties are columns named like their keys, tables like the model with underscores. */
export const medusa = defineLibrary({
  name: 'Medusa',
  packages: ['@medusajs/framework/utils', '@medusajs/utils'],
  docs: 'https://docs.medusajs.com/resources/references/data-model',
  unreadable: true,
  aliases: { model: 'EntityBuilder' },
  symbols: {
    'EntityBuilder.define': {
      returns: 'DmlEntity',
      returnsArgs: ['0'],
      entity: {
        name: '0|0.name',
        table: '0.tableName',
        fields: '1',
        implied: [
          { name: 'created_at', generated: true },
          { name: 'updated_at', generated: true },
          { name: 'deleted_at', generated: true },
        ],
      },
    },
    'DmlEntity.indexes|cascades|checks': { returns: 'this' },
    'EntityBuilder.enum': { returns: 'Property', column: { values: '0' } },
    'EntityBuilder.autoincrement': { returns: 'Property', column: { generated: true } },
    'EntityBuilder.id': { returns: 'Property', column: { generated: true } },
    'EntityBuilder.belongsTo|hasOne|hasMany|manyToMany': { returns: 'Property', column: { relation: true } },
    'EntityBuilder.text|boolean|number|bigNumber|float|array|dateTime|json': { returns: 'Property', column: {} },
    'Property.primaryKey': { returns: 'this', column: { key: true } },
    'Property.*': { returns: 'this' },
  },
});
