import { defineLibrary } from './library.ts';

/** A column may say its name first, or leave it to the key in the table. */
export const drizzleTables = defineLibrary({
  name: 'Drizzle tables',
  packages: ['drizzle-orm/pg-core', 'drizzle-orm/mysql-core', 'drizzle-orm/sqlite-core', 'drizzle-orm/singlestore-core', 'drizzle-orm/gel-core'],
  docs: 'https://orm.drizzle.team/docs/sql-schema-declaration',
  symbols: {
    'pgTable|mysqlTable|sqliteTable|singlestoreTable|gelTable': {
      returns: 'Table',
      returnsArgs: ['0'],
      entity: { table: '0', fields: '1', store: 'Drizzle' },
      callbacks: [{ at: '1', runs: 'now', params: ['Columns'] }],
    },
    'pgTableCreator|mysqlTableCreator|sqliteTableCreator|singlestoreTableCreator|gelTableCreator': { returns: 'TableCreator' },
    // What a table is called is up to the function that made the creator.
    TableCreator: {
      returns: 'Table',
      entity: { fields: '1', store: 'Drizzle' },
      callbacks: [{ at: '1', runs: 'now', params: ['Columns'] }],
    },
    'pgSchema|mysqlSchema|mysqlDatabase|singlestoreSchema|gelSchema': { returns: 'Schema' },
    'Schema.table': {
      returns: 'Table',
      returnsArgs: ['0'],
      entity: { table: '0', schema: 'new:0', fields: '1', store: 'Drizzle' },
      callbacks: [{ at: '1', runs: 'now', params: ['Columns'] }],
    },
    pgEnum: { returns: 'EnumType' },
    'Schema.enum': { returns: 'EnumType' },
    EnumType: { returns: 'Column', column: { name: '0', values: 'new:1|enum:1' } },
    customType: { returns: 'ColumnType' },
    ColumnType: { returns: 'Column', column: { name: '0' } },
    'mysqlEnum|singlestoreEnum': { returns: 'Column', column: { name: '0', values: '1|0' } },
    'Columns.mysqlEnum|singlestoreEnum': { returns: 'Column', column: { name: '0', values: '1|0' } },
    'text|varchar|char|tinytext|mediumtext|longtext': { returns: 'Column', column: { name: '0', values: '1.enum|0.enum' } },
    'Columns.text|varchar|char|tinytext|mediumtext|longtext': { returns: 'Column', column: { name: '0', values: '1.enum|0.enum' } },
    'serial|bigserial|smallserial': { returns: 'Column', column: { name: '0', generated: true } },
    'Columns.serial|bigserial|smallserial': { returns: 'Column', column: { name: '0', generated: true } },
    'integer|int|smallint|bigint|tinyint|mediumint|boolean|numeric|decimal|real|float|double|doublePrecision|date|datetime|time|timestamp|year|interval|json|jsonb|uuid|bytea|blob|binary|varbinary|bit|inet|cidr|macaddr|macaddr8|point|line|geometry|vector|halfvec|sparsevec': {
      returns: 'Column',
      column: { name: '0' },
    },
    'Columns.*': { returns: 'Column', column: { name: '0' } },
    'Column.primaryKey': { returns: 'this', column: { key: true, generated: '0.autoIncrement' } },
    'Column.autoincrement|defaultNow|defaultRandom|onUpdateNow|$default|$defaultFn|$onUpdate|$onUpdateFn|generatedAlwaysAs|generatedAlwaysAsIdentity|generatedByDefaultAsIdentity': {
      returns: 'this',
      column: { generated: true },
    },
    'Column.default': { returns: 'this', column: { initial: '0' } },
    'Column.$type': { returns: 'this', column: { values: '<0>' } },
    'Column.*': { returns: 'this' },
  },
});
