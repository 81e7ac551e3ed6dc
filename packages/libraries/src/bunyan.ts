import { defineLibrary } from './library.ts';

export const bunyan = defineLibrary({
  name: 'bunyan',
  packages: ['bunyan'],
  docs: 'https://github.com/trentm/node-bunyan#log-method-api',
  aliases: { default: 'Logger' },
  symbols: {
    createLogger: { returns: 'Logger' },
    'Logger.createLogger': { returns: 'Logger' },
    'Logger.child': { returns: 'Logger' },
    // The error comes first, or inside the object that comes first.
    'Logger.trace|debug': { effects: [{ kind: 'log', level: 'debug', error: '0' }], fails: 'never' },
    'Logger.info': { effects: [{ kind: 'log', level: 'info', error: '0' }], fails: 'never' },
    'Logger.warn': { effects: [{ kind: 'log', level: 'warn', error: '0' }], fails: 'never' },
    'Logger.error|fatal': { effects: [{ kind: 'log', level: 'error', error: '0' }], fails: 'never' },
  },
});
