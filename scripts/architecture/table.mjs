/**
 * Who may import what, as data. `eslint.config.js` holds imports to it in the editor, and
 * `packages/testing/src/architecture.test.ts` holds manifests and imports to it in the tests.
 * docs/architecture.md tells the reasons.
 */

/** Package → what it may import of ours; `tests`: what its tests may import beside. Dependencies go downward only. */
export const packages = {
  model: { folder: 'packages/model', may: [] },
  libraries: { folder: 'packages/libraries', may: ['model'] },
  frontend: { folder: 'packages/frontend', may: ['model'] },
  reporters: { folder: 'packages/reporters', may: ['model'] },
  workspace: { folder: 'packages/workspace', may: ['model', 'frontend'] },
  graph: { folder: 'packages/graph', may: ['model', 'libraries'], tests: ['frontend'] },
  rules: { folder: 'rules', may: ['model', 'graph'], tests: ['testing'] },
  'blast-radius': { folder: 'packages/blast-radius', may: ['model', 'graph'], tests: ['testing', 'frontend'] },
  // Of libraries it takes the rows, to hand them to link unread.
  engine: {
    folder: 'packages/engine',
    may: ['model', 'frontend', 'libraries', 'graph', 'workspace', 'rules', 'blast-radius', 'reporters'],
    tests: ['testing'],
  },
  'eslint-plugin': { folder: 'packages/eslint-plugin', may: ['model', 'graph', 'rules', 'engine'], tests: ['testing'] },
  // Of libraries it hands on the shape, for rows of one's own.
  cli: { folder: 'packages/cli', may: ['model', 'libraries', 'graph', 'rules', 'blast-radius', 'reporters', 'engine'], tests: ['testing'] },
  // It runs the command line that a repository has, and draws what that reports.
  action: { folder: 'packages/action', may: ['model', 'reporters'] },
  testing: { folder: 'packages/testing', may: ['model', 'graph', 'rules', 'engine'] },
};

/** The import names of our packages; the rest are `@dist-lint/<name>`. */
export const importName = (name) => ({ cli: 'dist-lint', 'eslint-plugin': 'eslint-plugin-dist-lint' })[name] ?? `@dist-lint/${name}`;

/** Where to go instead of importing a package of ours that the table does not allow. */
export const insteadOf = {
  model: 'model holds plain data and imports nothing.',
  libraries: 'Only graph reads what is known of libraries: ask the linked program for the effects of a call.',
  frontend: 'Only workspace has files lowered: facts come from the linked program, which the engine hands out.',
  reporters: 'Reporters draw a report; give the report to the command line or the engine.',
  workspace: 'Only the engine uses the disk side: take what you need as data.',
  graph: 'A question about the program belongs to rules, blast-radius and above; facts do not ask.',
  rules: 'Rules know nothing of one another: a question that two rules ask becomes a file in packages/graph/src.',
  'blast-radius': 'blast-radius is asked by the engine only.',
  engine: 'The engine is the top: what is below hands it data and never calls it.',
  'eslint-plugin': 'The ESLint plugin is an adapter; nothing imports it.',
  cli: 'The command line is an adapter; nothing imports it.',
  action: 'The GitHub Action is an adapter; nothing imports it.',
  testing: 'The harness is for tests: nothing that is published imports it.',
};

/** What has one door: only these packages import it, their tests included; `tests`: any test may. */
export const doors = [
  { imports: ['ts-morph'], only: ['frontend'], instead: 'Only frontend reads syntax. Let it state what you need in ModuleFacts, and ask the facts.' },
  // A test may compile what it wants to run.
  { imports: ['typescript'], only: ['frontend'], tests: true, instead: 'Only frontend reads syntax. Let it state what you need in ModuleFacts, and ask the facts.' },
  { imports: ['graphology', 'graphology-*'], only: ['graph'], instead: 'Only graph holds graphs. Ask one of the questions that packages/graph/src answers, or add one there.' },
  { imports: ['oxc-resolver', 'get-tsconfig', 'ignore', 'jiti'], only: ['workspace'], instead: 'Only workspace resolves imports and reads configuration. Take its answer as data.' },
  // A test may read a file of ours that is YAML.
  { imports: ['yaml'], only: ['workspace'], tests: true, instead: 'Only workspace resolves imports and reads configuration. Take its answer as data.' },
  { imports: ['node:fs', 'node:fs/promises', 'fs', 'fs/promises'], only: ['workspace', 'cli', 'action', 'testing'], tests: true, instead: 'Only workspace touches the disk (and cli for its own arguments and --output). Take texts as data.' },
  // The action runs dist-lint, npm and git on somebody's runner.
  { imports: ['node:child_process', 'child_process'], only: ['workspace', 'action'], tests: true, instead: 'Only workspace starts processes: it is where git is asked.' },
  // ESLint's rules are synchronous: the plugin waits for a thread that keeps the analysis.
  { imports: ['node:worker_threads', 'worker_threads'], only: ['workspace', 'cli', 'eslint-plugin'], tests: true, instead: 'Only workspace reads files in threads; cli and the ESLint plugin keep the engine in one.' },
];
