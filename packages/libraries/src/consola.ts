import { defineLibrary } from './library.ts';

export const consola = defineLibrary({
  name: 'consola',
  packages: ['consola', 'consola/basic', 'consola/core'],
  docs: 'https://github.com/unjs/consola#readme',
  aliases: { default: 'ConsolaInstance', consola: 'ConsolaInstance', Consola: 'ConsolaInstance' },
  symbols: {
    createConsola: { returns: 'ConsolaInstance', fails: 'never' },
    'ConsolaInstance.create|withTag|withDefaults|withScope': { returns: 'ConsolaInstance', fails: 'never' },
    'ConsolaInstance.trace|debug|verbose': { effects: [{ kind: 'log', level: 'debug', error: '0+' }], fails: 'never' },
    'ConsolaInstance.log|info|success|ready|start|box': { effects: [{ kind: 'log', level: 'info', error: '0+' }], fails: 'never' },
    'ConsolaInstance.warn|fail': { effects: [{ kind: 'log', level: 'warn', error: '0+' }], fails: 'never' },
    'ConsolaInstance.error|fatal': { effects: [{ kind: 'log', level: 'error', error: '0+' }], fails: 'never' },
  },
});
