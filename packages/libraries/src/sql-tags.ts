import { defineLibrary } from './library.ts';

/**
 * A tag of which nothing is known but that its text is SQL: a field of a base class from another package, say. Link takes it for
 * this row (see `calls` in graph); the name is none that a member could have.
 */
export const sqlTags = defineLibrary({
  name: 'SQL',
  packages: ['*'],
  docs: 'https://developer.mozilla.org/docs/Web/JavaScript/Reference/Template_literals#tagged_templates',
  resource: { kind: 'database' },
  symbols: {
    'sql``': { effects: [{ kind: 'db-read', operation: 'raw', sql: '0', lazy: true }] },
  },
});
