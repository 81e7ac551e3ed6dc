import { defineLibrary } from './library.ts';

export const pino = defineLibrary({
  name: 'pino',
  packages: ['pino', 'pino-http', 'pino-cloudflare'],
  docs: 'https://getpino.io/#/docs/api',
  aliases: { default: 'pino', P: 'pino' },
  symbols: {
    'pino|pino.pino': { returns: 'Logger' },
    pinoHttp: { returns: 'HttpLogger' },
    'HttpLogger.logger': { is: 'Logger' },
    'Logger|BaseLogger|pino.Logger|pino.BaseLogger.child': { returns: 'Logger' },
    // The error comes first, or inside the object that comes first: `log.error(err, 'text')`, `log.error({ err }, 'text')`.
    'Logger|BaseLogger|pino.Logger.debug|trace': { effects: [{ kind: 'log', level: 'debug', error: '0' }], fails: 'never' },
    'Logger|BaseLogger|pino.Logger.info': { effects: [{ kind: 'log', level: 'info', error: '0' }], fails: 'never' },
    'Logger|BaseLogger|pino.Logger.warn': { effects: [{ kind: 'log', level: 'warn', error: '0' }], fails: 'never' },
    'Logger|BaseLogger|pino.Logger.error|fatal': { effects: [{ kind: 'log', level: 'error', error: '0' }], fails: 'never' },
    'Logger|BaseLogger.flush': { cleanup: true, fails: 'never' },
  },
});
