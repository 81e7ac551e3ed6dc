import { defineLibrary } from './library.ts';

/** What renders into the page. */
export const reactDom = defineLibrary({
  name: 'react-dom',
  packages: ['react-dom', 'react-dom/client', 'preact'],
  docs: 'https://react.dev/reference/react-dom/client/createRoot',
  symbols: {
    createRoot: { returns: 'Root', fails: 'never' },
    'Root.render': { starts: 'web app', fails: 'never' },
    'hydrateRoot|render|hydrate': { starts: 'web app', fails: 'never' },
  },
});
