import { defineLibrary } from './library.ts';

export const nestjsMongoose = defineLibrary({
  name: '@nestjs/mongoose',
  packages: ['@nestjs/mongoose'],
  docs: 'https://docs.nestjs.com/techniques/mongodb',
  symbols: {
    InjectModel: { decorates: { on: 'param', injects: 'mongoose#Model', injectsArgs: ['0'] } },
    InjectConnection: { decorates: { on: 'param', injects: 'mongoose#Connection' } },
    Schema: {
      decorates: { on: 'class', entity: '0.collection' },
      entity: {
        table: '0.collection',
        implied: [
          { name: '_id', unless: '0._id', key: true, generated: true },
          { name: '__v', nameAt: '0.versionKey', unless: '0.versionKey', version: '0.optimisticConcurrency', generated: true },
          { name: 'createdAt', nameAt: '0.timestamps.createdAt', when: '0.timestamps', unless: '0.timestamps.createdAt', generated: true },
          { name: 'updatedAt', nameAt: '0.timestamps.updatedAt', when: '0.timestamps', unless: '0.timestamps.updatedAt', generated: true },
        ],
        store: 'Mongoose',
      },
    },
    Prop: { column: { values: '0.enum.values|0.enum', initial: '0.default' } },
    'SchemaFactory.createForClass': { returns: 'mongoose#Schema', returnsArgs: ['0'], entity: { part: true, fields: '0' } },
    'MongooseModule.forRoot|forRootAsync': { effects: [{ kind: 'connect', target: '0' }], fails: 'never' },
  },
});
