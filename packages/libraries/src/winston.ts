import { defineLibrary } from './library.ts';

export const winston = defineLibrary({
  name: 'winston',
  packages: ['winston'],
  docs: 'https://github.com/winstonjs/winston#readme',
  symbols: {
    'createLogger|child': { returns: 'Logger' },
    'loggers.get|add': { returns: 'Logger' },
    'Container.get|add': { returns: 'Logger' },
    'Logger.child': { returns: 'this' },
    // The error is metadata after the message. Of an error in first place, `message` and `stack` are kept only with `format.errors()`.
    'Logger.debug|verbose|silly': { effects: [{ kind: 'log', level: 'debug', error: '1' }], returns: 'this', fails: 'never' },
    'Logger.info|http|data|help|notice': { effects: [{ kind: 'log', level: 'info', error: '1' }], returns: 'this', fails: 'never' },
    'Logger.warn|warning': { effects: [{ kind: 'log', level: 'warn', error: '1' }], returns: 'this', fails: 'never' },
    'Logger.error|crit|alert|emerg': { effects: [{ kind: 'log', level: 'error', error: '1' }], returns: 'this', fails: 'never' },
    // `log(level, message, meta)`: the level is an argument.
    'Logger.log': { effects: [{ kind: 'log', error: '2' }], returns: 'this', fails: 'never' },
    'debug|verbose|silly': { effects: [{ kind: 'log', level: 'debug', error: '1' }], fails: 'never' },
    'info|http': { effects: [{ kind: 'log', level: 'info', error: '1' }], fails: 'never' },
    warn: { effects: [{ kind: 'log', level: 'warn', error: '1' }], fails: 'never' },
    error: { effects: [{ kind: 'log', level: 'error', error: '1' }], fails: 'never' },
    log: { effects: [{ kind: 'log', error: '2' }], fails: 'never' },
    'Logger.close': { cleanup: true, fails: 'never' },
    'Logger.on|once': {
      returns: 'this',
      callbacks: [{ at: '1', runs: 'later', onThrow: 'crash', errorEvents: { at: '0', names: ['error'] } }],
    },
  },
});
