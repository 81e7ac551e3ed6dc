/**
 * What is published, as data: two packages. The other packages of the workspace are seams of ours and travel inside `dist-lint`.
 *
 * - `entries`: name of a bundled file → the built file it begins with. Files that are started as threads are entries, because
 *   their neighbours find them by name: `new URL('./worker.js', import.meta.url)`.
 * - `exports`: subpath → the entry that answers, or a path that is copied. Entries get their types from beside the built file.
 * - `copied`: files and folders of the package that travel as they are.
 * - `lends`: packages of ours that the other published package asks for, as `dist-lint/internal/<name>`.
 * - `borrowsFrom`: imports of ours lead to the subpaths that this published package lends; nothing of ours is bundled twice.
 */
export const published = {
  'dist-lint': {
    folder: 'packages/cli',
    entries: {
      main: 'packages/cli/dist/main.js',
      index: 'packages/cli/dist/index.js',
      'engine-thread': 'packages/cli/dist/engine-thread.js',
      worker: 'packages/workspace/dist/worker.js',
    },
    exports: { '.': 'index', './schema/dist-lint.config.schema.json': './schema/dist-lint.config.schema.json' },
    copied: ['bin', 'schema', 'README.md'],
    lends: ['model', 'graph', 'engine'],
  },
  'eslint-plugin-dist-lint': {
    folder: 'packages/eslint-plugin',
    entries: {
      index: 'packages/eslint-plugin/dist/index.js',
      'session-thread': 'packages/eslint-plugin/dist/session-thread.js',
      'watch-thread': 'packages/eslint-plugin/dist/watch-thread.js',
    },
    exports: { '.': 'index' },
    copied: ['README.md'],
    lends: [],
    borrowsFrom: 'dist-lint',
  },
};

/** The folder that `publishConfig.directory` names, in the package's own. */
export const STAGE = 'publish';

/** Under which name a published package lends one of ours. */
export const lentAs = (lender, name) => `${lender}/internal/${name}`;
