import { defineLibrary } from './library.ts';

/** Nobody waits for an async task: its rejection is unhandled, or ends in the scheduler's own log. */
const task = { runs: 'later', role: 'cron', name: '0', onThrow: 'lost' } as const;

export const nodeCron = defineLibrary({
  name: 'node-cron',
  packages: ['node-cron'],
  docs: 'https://nodecron.com/',
  symbols: {
    'schedule|createTask': { effects: [{ kind: 'timer' }], callbacks: [{ ...task, at: '1' }], returns: 'ScheduledTask', fails: 'throws' },
    validate: { fails: 'never' },
    'ScheduledTask.start|execute|now': { fails: 'never' },
    'ScheduledTask.stop|destroy': { cleanup: true },
    'ScheduledTask.on|once': { callbacks: [{ at: '1', runs: 'later', errorEvents: { at: '0', names: ['execution:failed'] } }] },
  },
});

export const cron = defineLibrary({
  name: 'cron',
  packages: ['cron'],
  docs: 'https://github.com/kelektiv/node-cron#api',
  symbols: {
    // `errorHandler` is asked first; without it what `onTick` throws is logged to the console.
    CronJob: { effects: [{ kind: 'timer' }], callbacks: [{ ...task, at: '1' }, { at: '2', runs: 'later' }], fails: 'throws' },
    'CronJob.from': {
      effects: [{ kind: 'timer' }],
      callbacks: [
        { ...task, at: '0.onTick', name: '0.cronTime' },
        { at: '0.onComplete', runs: 'later' },
        { at: '0.errorHandler', runs: 'later', params: ['error'], errorParam: 0 },
      ],
      returns: 'CronJob',
      fails: 'throws',
    },
    'CronJob.start': { effects: [{ kind: 'timer' }], fails: 'never' },
    'CronJob.stop': { cleanup: true },
  },
});

export const nodeSchedule = defineLibrary({
  name: 'node-schedule',
  packages: ['node-schedule'],
  docs: 'https://github.com/node-schedule/node-schedule#usage',
  symbols: {
    // (rule, callback) or (name, rule, callback).
    scheduleJob: { effects: [{ kind: 'timer' }], callbacks: [{ ...task, at: 'last' }], returns: 'Job', fails: 'never' },
    Job: { callbacks: [{ ...task, at: 'last' }] },
    'Job.cancel|cancelNext': { cleanup: true, fails: 'never' },
    'Job.on|once': { callbacks: [{ at: '1', runs: 'later', errorEvents: { at: '0', names: ['error'] } }], returns: 'this' },
    gracefulShutdown: { cleanup: true },
  },
});

export const croner = defineLibrary({
  name: 'croner',
  packages: ['croner'],
  docs: 'https://croner.56k.guru/usage/',
  aliases: { default: 'Cron' },
  symbols: {
    // Unhandled unless the option `catch` is set.
    Cron: { effects: [{ kind: 'timer' }], callbacks: [{ ...task, at: 'last', onThrow: 'crash' }], returns: 'Cron', fails: 'throws' },
    'Cron.schedule': { callbacks: [{ ...task, at: '0', name: 'new:0', onThrow: 'crash' }], returns: 'this' },
    'Cron.stop|pause': { cleanup: true, fails: 'never' },
  },
});
