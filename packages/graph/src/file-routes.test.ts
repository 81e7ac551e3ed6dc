import { expect, test } from 'vitest';
import type { FileConvention } from '@dist-lint/libraries';
import { fileEntryName } from './file-routes.ts';

const inApp: FileConvention = { glob: '', exports: [], role: 'page', route: { below: 'app', parts: 'folders' } };
const inPages: FileConvention = { glob: '', exports: [], role: 'page', route: { below: 'pages', parts: 'files' } };
const flat: FileConvention = { glob: '', exports: [], role: 'route', route: { below: 'routes', parts: 'flat' } };

test.each([
  ['app/page.tsx', 'default', '/'],
  ['src/app/(shop)/orders/[id]/page.tsx', 'default', '/orders/[id]'],
  ['app/dashboard/@modal/(.)preview/[id]/page.tsx', 'default', '/dashboard/preview/[id] (@modal)'],
  ['app/orders/layout.tsx', 'default', '/orders (layout)'],
  ['app/orders/page.tsx', 'generateMetadata', '/orders (generateMetadata)'],
])('%s, export %s: page %s', (path, exported, name) => {
  expect(fileEntryName(path, inApp, exported)).toBe(name);
});

test('route handlers have their method, pages of the older router their file', () => {
  expect(fileEntryName('app/api/orders/[id]/route.ts', { ...inApp, role: 'route' }, 'POST')).toBe('POST /api/orders/[id]');
  expect(fileEntryName('pages/api/orders/index.ts', { ...inPages, role: 'route' }, 'default')).toBe('/api/orders');
  expect(fileEntryName('pages/orders/[id].tsx', inPages, 'getServerSideProps')).toBe('/orders/[id] (getServerSideProps)');
});

test('flat routes', () => {
  expect(fileEntryName('app/routes/_app.orders_.$id.edit.tsx', flat, 'action')).toBe('action /orders/:id/edit');
  expect(fileEntryName('app/routes/_index.tsx', { ...flat, role: 'page' }, 'default')).toBe('/');
  expect(fileEntryName('app/routes/files.$/route.tsx', flat, 'loader')).toBe('loader /files/*');
});

test('a path that is no route has no such name', () => {
  expect(fileEntryName('app/root.tsx', { ...flat, role: 'page' }, 'default')).toBeUndefined();
});
