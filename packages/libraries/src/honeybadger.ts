import { defineLibrary } from './library.ts';

export const honeybadger = defineLibrary({
  name: 'honeybadger',
  packages: ['@honeybadger-io/js'],
  docs: 'https://docs.honeybadger.io/lib/javascript/reference/api/',
  aliases: { default: 'Honeybadger' },
  symbols: {
    'Honeybadger.notify': { effects: [{ kind: 'report', error: '0' }], fails: 'never' },
    'Honeybadger.notifyAsync': { effects: [{ kind: 'report', error: '0' }] },
    'Honeybadger.event': { effects: [{ kind: 'log', level: 'info', payload: '0' }], fails: 'never' },
    'Honeybadger.checkIn': { effects: [{ kind: 'metric', target: '0' }] },
    'Honeybadger.configure|setContext|resetContext|clear|addBreadcrumb': { returns: 'this', fails: 'never' },
    'Honeybadger.flushAsync': { cleanup: true },
  },
});
