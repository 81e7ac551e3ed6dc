import { defineLibrary } from './library.ts';

export const nestjsPino = defineLibrary({
  name: 'nestjs-pino',
  packages: ['nestjs-pino'],
  docs: 'https://github.com/iamolegga/nestjs-pino#readme',
  symbols: {
    InjectPinoLogger: { decorates: { on: 'param', injects: 'PinoLogger' } },
    // pino's order: the error first, or inside the object that comes first.
    'PinoLogger.trace|debug': { effects: [{ kind: 'log', level: 'debug', error: '0' }], fails: 'never' },
    'PinoLogger.info': { effects: [{ kind: 'log', level: 'info', error: '0' }], fails: 'never' },
    'PinoLogger.warn': { effects: [{ kind: 'log', level: 'warn', error: '0' }], fails: 'never' },
    'PinoLogger.error|fatal': { effects: [{ kind: 'log', level: 'error', error: '0' }], fails: 'never' },
    // Nest's order, with an error allowed in first place.
    'Logger.verbose|debug': { effects: [{ kind: 'log', level: 'debug', error: '0' }], fails: 'never' },
    'Logger.log': { effects: [{ kind: 'log', level: 'info', error: '0' }], fails: 'never' },
    'Logger.warn': { effects: [{ kind: 'log', level: 'warn', error: '0' }], fails: 'never' },
    'Logger.error|fatal': { effects: [{ kind: 'log', level: 'error', error: '0' }], fails: 'never' },
  },
});
