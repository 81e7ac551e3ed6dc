import { defineLibrary } from './library.ts';

const pages = { at: '0', path: 'path', shows: ['loader', 'action', 'render', 'component', 'lazy', 'Component', 'element'], inner: 'children' } as const;

/** Pages in the browser, as objects or as elements. */
export const reactRouter = defineLibrary({
  name: 'react-router',
  packages: ['react-router', 'react-router-dom'],
  docs: 'https://reactrouter.com/start/data/routing',
  symbols: {
    'createBrowserRouter|createHashRouter|createMemoryRouter|useRoutes': { pages, fails: 'never' },
    Route: { pages, fails: 'never' },
  },
});
