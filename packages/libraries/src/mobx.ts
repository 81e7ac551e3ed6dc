import { defineLibrary } from './library.ts';

/** Wrappers that hand back the function they are given. */
export const mobx = defineLibrary({
  name: 'mobx',
  packages: ['mobx'],
  docs: 'https://mobx.js.org/actions.html',
  symbols: {
    // A name may come first: `action('settle', settle)`.
    'action|flow': { returns: 'args', fails: 'throws' },
    runInAction: { callbacks: [{ at: '0', runs: 'now' }], returns: 'result0', fails: 'throws' },
  },
});
