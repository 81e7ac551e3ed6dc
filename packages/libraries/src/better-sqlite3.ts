import { defineLibrary } from './library.ts';

/** Synchronous: a statement is prepared first and then run, and failure is thrown. */
export const betterSqlite3 = defineLibrary({
  name: 'better-sqlite3',
  packages: ['better-sqlite3', 'node:sqlite'],
  docs: 'https://github.com/WiseLibs/better-sqlite3/blob/master/docs/api.md',
  resource: { kind: 'database', name: 'sqlite' },
  aliases: { default: 'Database', DatabaseSync: 'Database', StatementSync: 'Statement' },
  symbols: {
    Database: { effects: [{ kind: 'connect', target: '0' }], returns: 'Database', fails: 'throws' },
    'Database.prepare': { returns: 'Statement', fails: 'throws' },
    'Statement.run': { effects: [{ kind: 'db-write', operation: 'raw', sql: 'prepare:0', payload: '0' }], fails: 'throws' },
    'Statement.get|all|iterate': { effects: [{ kind: 'db-read', operation: 'raw', sql: 'prepare:0' }], fails: 'throws' },
    'Statement.bind|pluck|expand|raw|safeIntegers': { returns: 'this' },
    'Database.exec': { effects: [{ kind: 'db-write', operation: 'raw', sql: '0' }], fails: 'throws' },
    'Database.pragma': { effects: [{ kind: 'db-read', operation: 'raw' }], fails: 'throws' },
    'Database.transaction': { callbacks: [{ at: '0', runs: 'later' }], returns: 'arg0' },
    'Database.backup': { effects: [{ kind: 'file-write', target: '0' }] },
    'Database.close': { cleanup: true },
  },
});
