import { defineLibrary } from './library.ts';

/** Decorators and schemas that declare entities. Tables without a name are named by a strategy of the data source. */
export const typeormEntities = defineLibrary({
  name: 'TypeORM entities',
  packages: ['typeorm'],
  docs: 'https://typeorm.io/docs/entity/entities',
  symbols: {
    'Entity|ViewEntity': {
      decorates: { on: 'class', entity: '0|0.name' },
      entity: { table: '0|0.name|1.name', schema: '0.schema|1.schema', store: 'TypeORM' },
    },
    ChildEntity: { decorates: { on: 'class', entity: true }, entity: { store: 'TypeORM' } },
    Column: { column: { name: '0.name|1.name', values: '0.enum|1.enum', initial: '0.default|1.default', generated: '0.generated|1.generated', key: '0.primary|1.primary' } },
    PrimaryColumn: { column: { name: '0.name|1.name', values: '0.enum|1.enum', initial: '0.default|1.default', generated: '0.generated|1.generated', key: true } },
    PrimaryGeneratedColumn: { column: { name: '0.name|1.name', key: true, generated: true } },
    ObjectIdColumn: { column: { name: '0.name', key: true, generated: true } },
    'CreateDateColumn|UpdateDateColumn|DeleteDateColumn': { column: { name: '0.name', generated: true } },
    VersionColumn: { column: { name: '0.name', version: true, generated: true } },
    ViewColumn: { column: { name: '0.name' } },
    Generated: { column: { generated: true } },
    'OneToMany|ManyToMany|ManyToOne|OneToOne|TreeParent|TreeChildren': { column: { relation: true } },
    JoinColumn: { column: { name: '0.name', relation: true } },
    EntitySchema: {
      entity: {
        name: '0.name',
        table: '0.tableName',
        schema: '0.schema',
        fields: '0.columns',
        typed: '<0>',
        column: { name: '0.name', values: '0.enum', initial: '0.default', version: '0.version', generated: '0.generated|0.createDate|0.updateDate|0.version', key: '0.primary' },
        store: 'TypeORM',
      },
    },
  },
});
