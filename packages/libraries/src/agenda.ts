import { defineLibrary } from './library.ts';

/** A job that throws is marked failed; it comes again only when told to retry or when it repeats. */
const processor = { runs: 'later', role: 'consumer', name: '0', params: ['Job'], onReturn: 'ack', onThrow: 'handled' } as const;

export const agenda = defineLibrary({
  name: 'agenda',
  packages: ['agenda', '@hokify/agenda'],
  docs: 'https://github.com/agenda/agenda#documentation',
  resource: { kind: 'queue', name: 'mongodb' },
  aliases: { default: 'Agenda' },
  symbols: {
    // The options stood second before version 5 and stand third since.
    'Agenda.define': {
      callbacks: [{ at: '1', ...processor }, { at: '2', ...processor }],
      fails: 'never',
      retries: {
        of: 'handed',
        attempts: 1,
        // A strategy stands there: `exponential({ maxRetries })`, of four attempts unless it says otherwise. It is not read.
        says: [{ at: '2.backoff|1.backoff', counts: 'retries' }],
        delay: { first: 0, factor: 1, given: '2.backoff|1.backoff' },
        errors: 'any',
        durable: true,
        source: 'https://github.com/agenda/agenda/blob/f9437cc2/packages/agenda/src/Job.ts#L526-L544',
      },
    },
    'Agenda.now': { effects: [{ kind: 'enqueue', target: '0', payload: '1' }], returns: 'Job' },
    'Agenda.nowDebounced': { effects: [{ kind: 'enqueue', target: '0', payload: '1' }], returns: 'Job' },
    'Agenda.schedule|every': { effects: [{ kind: 'enqueue', target: '1', payload: '2' }], returns: 'Job' },
    'Agenda.create': { returns: 'Job', fails: 'never' },
    'Agenda.start': { effects: [{ kind: 'consume' }] },
    'Agenda.stop|drain|close': { cleanup: true },
    'Agenda.jobs|queryJobs|getRunningStats': { effects: [{ kind: 'db-read', operation: 'read' }] },
    'Agenda.cancel|cancelAll|purge': { effects: [{ kind: 'db-write', operation: 'delete' }] },
    'Agenda.disable|enable': { effects: [{ kind: 'db-write', operation: 'update' }] },
    'Agenda.processEvery|maxConcurrency|defaultConcurrency|lockLimit|defaultLockLimit|defaultLockLifetime|name|database|mongo|sort': { returns: 'this' },
    'Agenda.on|once': {
      returns: 'this',
      callbacks: [{ at: '1', runs: 'later', role: 'event', name: '0', onThrow: 'crash', errorEvents: { at: '0', names: ['error', 'fail', 'retry exhausted'] } }],
    },
    'Job.schedule|repeatEvery|repeatAt|startDate|endDate|skipDays|unique|priority|disable|enable|debounce|setShouldSaveResult|fail': { returns: 'this', fails: 'never' },
    'Job.save|run': { effects: [{ kind: 'enqueue', target: 'new:0', payload: 'new:1' }], returns: 'this' },
    'Job.touch': { effects: [{ kind: 'db-write', operation: 'update' }] },
    'Job.remove': { effects: [{ kind: 'db-write', operation: 'delete' }] },
    'Define|Every': { decorates: { on: 'method', role: 'consumer', params: ['Job'], onReturn: 'ack', onThrow: 'handled' } },
  },
});
