import { defineLibrary } from './library.ts';

/** Without a number it goes on without end; `Schedule.recurs` limits whatever it is combined with. The effect may stand first. */
const says = [
  { at: '0', counts: 'retries', of: 'Schedule.recurs', in: '0.schedule|1.schedule|1|0' },
  { at: '0.times|1.times', counts: 'retries' },
] as const;
const policy = { attempts: 'unbounded', errors: 'any', source: 'https://github.com/Effect-TS/effect/blob/1144032c/packages/effect/src/internal/schedule.ts#L227-L245' } as const;

export const effect = defineLibrary({
  name: 'effect',
  packages: ['effect', '@effect/io'],
  docs: 'https://effect.website/docs/error-management/retrying/',
  symbols: {
    // Nothing runs before the effect is run.
    'Effect.tryPromise|promise|try|sync|suspend|gen': { callbacks: [{ at: '0', runs: 'now' }, { at: '0.try', runs: 'now' }], fails: 'never' },
    'Effect.retry': { fails: 'never', retries: { ...policy, of: 'piped', says, delay: { first: 0, factor: 1, given: '0.schedule|1.schedule' } } },
    'Schedule.recurs': { fails: 'never' },
  },
});
