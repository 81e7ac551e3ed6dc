import { defineLibrary } from './library.ts';

export const nestjsLogger = defineLibrary({
  name: 'nestjs-logger',
  packages: ['@nestjs/common'],
  docs: 'https://docs.nestjs.com/techniques/logger',
  symbols: {
    'Logger|ConsoleLogger|LoggerService.debug|verbose': { effects: [{ kind: 'log', level: 'debug', error: '0' }], fails: 'never' },
    'Logger|ConsoleLogger|LoggerService.log': { effects: [{ kind: 'log', level: 'info', error: '0' }], fails: 'never' },
    'Logger|ConsoleLogger|LoggerService.warn': { effects: [{ kind: 'log', level: 'warn', error: '0' }], fails: 'never' },
    // `error(message, stack, context)`: the second argument is the stack's text.
    'Logger|ConsoleLogger|LoggerService.error|fatal': { effects: [{ kind: 'log', level: 'error', error: '1' }], fails: 'never' },
  },
});
