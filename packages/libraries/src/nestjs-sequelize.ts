import { defineLibrary } from './library.ts';

/** What is injected is the model class itself. */
export const nestjsSequelize = defineLibrary({
  name: '@nestjs/sequelize',
  packages: ['@nestjs/sequelize'],
  docs: 'https://docs.nestjs.com/techniques/database#sequelize-integration',
  symbols: {
    InjectModel: { decorates: { on: 'param', injects: 'sequelize#Model', injectsArgs: ['0'] } },
    InjectConnection: { decorates: { on: 'param', injects: 'sequelize#Sequelize' } },
    'SequelizeModule.forRoot|forRootAsync': { dialect: '0.dialect', effects: [{ kind: 'connect' }], fails: 'never' },
  },
});
