import { defineLibrary } from './library.ts';

export const bugsnag = defineLibrary({
  name: 'bugsnag',
  packages: ['@bugsnag/js', '@bugsnag/node'],
  docs: 'https://docs.bugsnag.com/platforms/javascript/reporting-handled-errors/',
  aliases: { default: 'Client' },
  symbols: {
    'Client.start|createClient': { returns: 'Client', fails: 'never' },
    'Client.notify': { effects: [{ kind: 'report', error: '0' }], fails: 'never' },
    'Client.leaveBreadcrumb': { effects: [{ kind: 'log', level: 'info', payload: '0' }], fails: 'never' },
  },
});
