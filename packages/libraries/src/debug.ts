import { defineLibrary } from './library.ts';

/** Silent unless `DEBUG` names its namespace. */
export const debug = defineLibrary({
  name: 'debug',
  packages: ['debug'],
  docs: 'https://github.com/debug-js/debug#readme',
  aliases: { default: 'debug' },
  symbols: {
    debug: { returns: 'Debugger', fails: 'never' },
    Debugger: { effects: [{ kind: 'log', level: 'debug', error: '0+' }], fails: 'never' },
    'Debugger.extend': { returns: 'Debugger', fails: 'never' },
    'Debugger.log': { effects: [{ kind: 'log', level: 'debug', error: '0+' }], fails: 'never' },
  },
});
