import { defineLibrary } from './library.ts';

export const console = defineLibrary({
  name: 'console',
  packages: ['global'],
  docs: 'https://nodejs.org/api/console.html',
  symbols: {
    'console.debug|trace': { effects: [{ kind: 'log', level: 'debug', error: '0+' }], fails: 'never' },
    'console.log|info|dir|table': { effects: [{ kind: 'log', level: 'info', error: '0+' }], fails: 'never' },
    'console.warn': { effects: [{ kind: 'log', level: 'warn', error: '0+' }], fails: 'never' },
    'console.error': { effects: [{ kind: 'log', level: 'error', error: '0+' }], fails: 'never' },
  },
});
