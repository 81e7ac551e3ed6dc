import { defineLibrary } from './library.ts';

/** What an application or plug-in of Medusa is made of: files in folders that are known by their names. */
export const medusaFramework = defineLibrary({
  name: 'Medusa framework',
  packages: ['@medusajs/framework', '@medusajs/medusa'],
  docs: 'https://docs.medusajs.com/learn/fundamentals/api-routes',
  resource: false,
  symbols: {},
  files: [
    {
      glob: 'src/api/**/route.{ts,js}',
      exports: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'],
      role: 'route',
      route: { below: 'api', parts: 'folders' },
      onThrow: 'handled',
    },
    { glob: 'src/subscribers/**/*.{ts,js}', exports: ['default'], role: 'event', onThrow: 'handled' },
    { glob: 'src/jobs/**/*.{ts,js}', exports: ['default'], role: 'cron', onThrow: 'handled' },
  ],
});
