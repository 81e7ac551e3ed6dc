import { defineLibrary } from './library.ts';

export const log4js = defineLibrary({
  name: 'log4js',
  packages: ['log4js'],
  docs: 'https://log4js-node.github.io/log4js-node/api.html',
  symbols: {
    getLogger: { returns: 'Logger' },
    'Log4js.getLogger': { returns: 'Logger' },
    configure: { returns: 'Log4js', fails: 'throws' },
    'Logger.trace|debug': { effects: [{ kind: 'log', level: 'debug', error: '0+' }], fails: 'never' },
    'Logger.info': { effects: [{ kind: 'log', level: 'info', error: '0+' }], fails: 'never' },
    'Logger.warn': { effects: [{ kind: 'log', level: 'warn', error: '0+' }], fails: 'never' },
    'Logger.error|fatal': { effects: [{ kind: 'log', level: 'error', error: '0+' }], fails: 'never' },
    // `log(level, …)`: the level is an argument.
    'Logger.log': { effects: [{ kind: 'log', error: '1+' }], fails: 'never' },
    shutdown: { cleanup: true, fails: 'callback' },
  },
});
