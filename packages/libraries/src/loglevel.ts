import { defineLibrary } from './library.ts';

export const loglevel = defineLibrary({
  name: 'loglevel',
  packages: ['loglevel'],
  docs: 'https://github.com/pimterry/loglevel#documentation',
  symbols: {
    getLogger: { returns: 'Logger', fails: 'never' },
    'trace|debug|log': { effects: [{ kind: 'log', level: 'debug', error: '0+' }], fails: 'never' },
    info: { effects: [{ kind: 'log', level: 'info', error: '0+' }], fails: 'never' },
    warn: { effects: [{ kind: 'log', level: 'warn', error: '0+' }], fails: 'never' },
    error: { effects: [{ kind: 'log', level: 'error', error: '0+' }], fails: 'never' },
    'Logger|RootLogger.trace|debug|log': { effects: [{ kind: 'log', level: 'debug', error: '0+' }], fails: 'never' },
    'Logger|RootLogger.info': { effects: [{ kind: 'log', level: 'info', error: '0+' }], fails: 'never' },
    'Logger|RootLogger.warn': { effects: [{ kind: 'log', level: 'warn', error: '0+' }], fails: 'never' },
    'Logger|RootLogger.error': { effects: [{ kind: 'log', level: 'error', error: '0+' }], fails: 'never' },
  },
});
