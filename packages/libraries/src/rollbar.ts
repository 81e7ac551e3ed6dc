import { defineLibrary } from './library.ts';

export const rollbar = defineLibrary({
  name: 'rollbar',
  packages: ['rollbar'],
  docs: 'https://docs.rollbar.com/docs/rollbarjs-configuration-reference#rollbar-methods',
  aliases: { default: 'Rollbar' },
  symbols: {
    'Rollbar.init': { returns: 'Rollbar', fails: 'never' },
    // Arguments stand in any order: message, error, custom data, request, callback.
    'Rollbar.error|critical|warn|warning': { effects: [{ kind: 'report', error: '0+' }], fails: 'never' },
    'Rollbar.log|debug|info': { effects: [{ kind: 'log', level: 'info', error: '0+' }], fails: 'never' },
    'Rollbar.wait': { callbacks: [{ at: '0', runs: 'later' }], cleanup: true, fails: 'never' },
  },
});
