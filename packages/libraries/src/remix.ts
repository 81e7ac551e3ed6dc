import { defineLibrary } from './library.ts';

export const remix = defineLibrary({
  name: 'remix',
  packages: ['@remix-run/node', '@remix-run/server-runtime', '@remix-run/cloudflare', '@remix-run/react', 'react-router'],
  docs: 'https://reactrouter.com/start/framework/route-module',
  symbols: {
    json: { effects: [{ kind: 'respond', status: '1.status', payload: '0' }], returns: 'global#Response', fails: 'never' },
    data: { effects: [{ kind: 'respond', status: '1.status', payload: '0' }], fails: 'never' },
    // Returned or thrown, it is the response.
    'redirect|redirectDocument|replace': { effects: [{ kind: 'respond', status: '=302' }], returns: 'global#Response', fails: 'never' },
    defer: { effects: [{ kind: 'respond', status: '1.status', payload: '0' }], fails: 'never' },
  },
  files: [
    { glob: 'app/routes/**/*.{ts,tsx,js,jsx}', exports: ['loader', 'action'], role: 'route', route: { below: 'routes', parts: 'flat' }, onReturn: 'respond', onThrow: 'handled' },
    { glob: 'app/{root,routes/**/*}.{tsx,jsx}', exports: ['default', 'ErrorBoundary', 'meta', 'clientLoader', 'clientAction'], role: 'page', route: { below: 'routes', parts: 'flat' }, onThrow: 'handled' },
    { glob: 'app/entry.server.{ts,tsx}', exports: ['default', 'handleError', 'handleRequest'], role: 'lifecycle', onReturn: 'respond', onThrow: 'handled' },
  ],
});
