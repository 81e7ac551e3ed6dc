import { defineLibrary } from './library.ts';

export const vue = defineLibrary({
  name: 'vue',
  packages: ['vue'],
  docs: 'https://vuejs.org/api/application.html',
  symbols: {
    'createApp|createSSRApp': { returns: 'App', fails: 'never' },
    'App.use|component|directive|provide|mixin': { returns: 'this', fails: 'never' },
    'App.mount': { starts: 'web app', fails: 'never' },
    'ref|shallowRef': { holds: { name: 'value', from: '0' }, fails: 'never' },
    defineAsyncComponent: { callbacks: [{ at: '0', runs: 'later' }], returns: 'result0.default', fails: 'never' },
  },
});

export const vueRouter = defineLibrary({
  name: 'vue-router',
  packages: ['vue-router'],
  docs: 'https://router.vuejs.org/api/interfaces/RouterOptions.html',
  symbols: {
    createRouter: { pages: { at: '0.routes', path: 'path', shows: ['beforeEnter', 'component'], inner: 'children' }, fails: 'never' },
  },
});
