import { expect, test } from 'vitest';
import { edgesOf, graphOf, namesOf } from '../system-graph.test.setup.ts';

const packages = [{ name: 'shop-web', path: 'packages/web', private: true, dependencies: {}, entries: [] }];
const graph = (files: Record<string, string>) => graphOf(Object.fromEntries(Object.entries(files).map(([path, text]) => [`packages/web/${path}`, text])), { packages });
const entries = (files: Record<string, string>): string[] => namesOf(graph(files), 'entry');

const settings = `export default function Settings() { return fetch('/settings'); }`;

test('what renders into the page is the web app of its package', () => {
  const files = { 'src/main.tsx': `import { createRoot } from 'react-dom/client'; import { App } from './app.js'; createRoot(document.getElementById('root')!).render(<App />);`, 'src/app.tsx': `export function App() { return null; }` };
  expect(entries(files)).toEqual(['main web app shop-web']);
  expect(edgesOf(graph(files), 'enters', 'calls')).toEqual(['web app shop-web -enters-> <module>', '<module> -calls-> App']);
  expect(entries({ 'src/main.ts': `import { createApp } from 'vue'; const app = createApp({}); app.use({}); app.mount('#app');` })).toEqual(['main web app shop-web']);
  expect(entries({ 'src/main.tsx': `import ReactDOM from 'react-dom'; ReactDOM.render(null, document.body);` })).toEqual(['main web app shop-web']);
});

test('a part that is rendered into a page by what somebody calls is no web app', () => {
  expect(entries({ 'src/toast.tsx': `import { createRoot } from 'react-dom/client'; export function toast(node: Element) { createRoot(node).render(null); }` })).toEqual([]);
});

test('routes in an object: their paths, their components, also those that are loaded later', () => {
  const files = {
    'src/settings.tsx': settings,
    'src/router.tsx': `import { lazy } from 'react'; import { createBrowserRouter } from 'react-router-dom'; import { ROUTES } from './routes.js';
      const Later = lazy(() => import('./settings.js')); function Shell() { return null; } function Orders() { return null; } function Order() { return null; } function load() { return 1; }
      export const router = createBrowserRouter([{ path: '/', element: <Shell />, children: [
        { index: true, Component: Orders }, { path: 'orders', children: [{ path: ':id', element: <Order />, loader: load }] }, { path: ROUTES.settings, element: <Later /> }] }]);`,
    'src/routes.ts': `export const ROUTES = { settings: '/settings' } as const;`,
  };
  expect(entries(files)).toEqual(['page /', 'page /orders/:id', 'page /settings']);
  expect(edgesOf(graph(files), 'enters').filter((edge) => /settings|:id/.test(edge))).toEqual(['Order', 'Shell', 'load'].map((name) => `/orders/:id -enters-> ${name}`).concat('/settings -enters-> Shell', '/settings -enters-> Settings'));
});

test('routes as elements, and the routes of Vue', () => {
  expect(entries({ 'src/app.tsx': `import { Route, Routes } from 'react-router-dom'; function Admin() { return null; } function Users() { return null; } function All() { return null; }
    export function App() { return <Routes><Route path="/admin" element={<Admin />}><Route path="users" element={<Users />} /></Route><Route path="/all" component={All} /></Routes>; }` })).toEqual(['page /admin/users', 'page /admin', 'page /all']);
  expect(entries({ 'src/settings.tsx': settings, 'src/router.ts': `import { createRouter } from 'vue-router'; export const router = createRouter({ routes: [{ path: '/settings', component: () => import('./settings.js') }] });` })).toEqual(['page /settings']);
});
