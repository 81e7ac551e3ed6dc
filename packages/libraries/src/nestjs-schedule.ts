import { defineLibrary } from './library.ts';

export const nestjsSchedule = defineLibrary({
  name: 'nestjs-schedule',
  packages: ['@nestjs/schedule'],
  docs: 'https://docs.nestjs.com/techniques/task-scheduling',
  symbols: {
    // What a method throws is caught and logged. The next run starts on time even when this one has not ended.
    Cron: { decorates: { on: 'method', role: 'cron', name: '0', onThrow: 'handled' } },
    'Interval|Timeout': { decorates: { on: 'method', role: 'timer', name: '0', onThrow: 'handled' } },
    'SchedulerRegistry.getCronJob': { returns: 'cron#CronJob', fails: 'throws' },
    'SchedulerRegistry.deleteCronJob|deleteInterval|deleteTimeout': { cleanup: true, fails: 'throws' },
    'SchedulerRegistry.addCronJob|addInterval|addTimeout': { fails: 'throws' },
  },
});
