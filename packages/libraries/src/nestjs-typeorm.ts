import { defineLibrary } from './library.ts';

export const nestjsTypeorm = defineLibrary({
  name: '@nestjs/typeorm',
  packages: ['@nestjs/typeorm'],
  docs: 'https://docs.nestjs.com/techniques/database',
  symbols: {
    InjectRepository: { decorates: { on: 'param', injects: 'typeorm#Repository', injectsArgs: ['0'] } },
    'InjectDataSource|InjectConnection': { decorates: { on: 'param', injects: 'typeorm#DataSource' } },
    InjectEntityManager: { decorates: { on: 'param', injects: 'typeorm#EntityManager' } },
    // Only when the application starts.
    'TypeOrmModule.forRoot|forRootAsync': {
      dialect: '0.type',
      effects: [{ kind: 'connect' }],
      fails: 'never',
      retries: {
        of: 'connection',
        attempts: 10,
        says: [{ at: '0.retryAttempts', counts: 'attempts' }],
        delay: { first: 3000, factor: 1, says: { first: '0.retryDelay' } },
        errors: 'any',
        source: 'https://github.com/nestjs/typeorm/blob/69d4cd83/lib/common/typeorm.utils.ts#L159-L160',
      },
    },
  },
});
