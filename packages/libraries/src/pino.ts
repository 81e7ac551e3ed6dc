import { defineLibrary } from './library.ts';

export const pino = defineLibrary({
  name: 'pino',
  packages: ['pino', 'pino-http', 'pino-cloudflare'],
  docs: 'https://getpino.io/#/docs/api',
  aliases: { default: 'pino', 'pino.Logger': 'Logger', 'pino.BaseLogger': 'Logger', BaseLogger: 'Logger', 'pino.pino': 'pino' },
  symbols: {
    pino: { returns: 'Logger' },
    pinoHttp: { returns: 'HttpLogger' },
    'HttpLogger.logger': { is: 'Logger' },
    'Logger.child': { returns: 'Logger' },
    // The error comes first, or inside the object that comes first: `log.error(err, 'text')`, `log.error({ err }, 'text')`.
    'Logger.debug|trace': { effects: [{ kind: 'log', level: 'debug', error: '0' }], fails: 'never' },
    'Logger.info': { effects: [{ kind: 'log', level: 'info', error: '0' }], fails: 'never' },
    'Logger.warn': { effects: [{ kind: 'log', level: 'warn', error: '0' }], fails: 'never' },
    'Logger.error|fatal': { effects: [{ kind: 'log', level: 'error', error: '0' }], fails: 'never' },
    'Logger.flush': { cleanup: true, fails: 'never' },
  },
});
