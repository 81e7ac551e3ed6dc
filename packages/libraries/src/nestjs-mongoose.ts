import { defineLibrary } from './library.ts';

export const nestjsMongoose = defineLibrary({
  name: '@nestjs/mongoose',
  packages: ['@nestjs/mongoose'],
  docs: 'https://docs.nestjs.com/techniques/mongodb',
  symbols: {
    InjectModel: { decorates: { on: 'param', injects: 'mongoose#Model', injectsArgs: ['0'] } },
    InjectConnection: { decorates: { on: 'param', injects: 'mongoose#Connection' } },
    Schema: { decorates: { on: 'class', entity: '0.collection' } },
    'SchemaFactory.createForClass': { returns: 'mongoose#Schema', returnsArgs: ['0'] },
    'MongooseModule.forRoot|forRootAsync': { effects: [{ kind: 'connect', target: '0' }], fails: 'never' },
  },
});
