import { defineLibrary } from './library.ts';

export const nestjsTypeorm = defineLibrary({
  name: '@nestjs/typeorm',
  packages: ['@nestjs/typeorm'],
  docs: 'https://docs.nestjs.com/techniques/database',
  symbols: {
    InjectRepository: { decorates: { on: 'param', injects: 'typeorm#Repository', injectsArgs: ['0'] } },
    'InjectDataSource|InjectConnection': { decorates: { on: 'param', injects: 'typeorm#DataSource' } },
    InjectEntityManager: { decorates: { on: 'param', injects: 'typeorm#EntityManager' } },
    'TypeOrmModule.forRoot|forRootAsync': { effects: [{ kind: 'connect' }], fails: 'never' },
  },
});
