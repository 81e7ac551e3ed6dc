import { defineLibrary } from './library.ts';

/** Only what says which of the program's own classes is meant. */
export const angular = defineLibrary({
  name: 'angular',
  packages: ['@angular/core'],
  docs: 'https://angular.dev/api/core/inject',
  symbols: {
    inject: { returns: 'made0', fails: 'throws' },
    InjectionToken: { fails: 'never' },
  },
});
