/** Code nobody runs in production: findings in it are not reported. Paths are relative to the root. */

const FOLDERS = new Set([
  'test', 'tests', 'spec', 'specs', 'e2e', 'cypress', 'playwright', 'test-utils', 'testing',
  'fixture', 'fixtures', 'mock', 'mocks', 'stub', 'stubs', 'integration-tests', 'unit-tests',
  'stories', '.storybook',
  'bench', 'benchmark', 'benchmarks', 'perf',
  'example', 'examples', 'sample', 'samples', 'demo', 'demos', 'playground', 'playgrounds', 'sandbox',
]);
/** What `npm create x` copies. Elsewhere `create-order` is a folder like any other. */
const SCAFFOLD = /^(.*\/)?(packages|tools|apps)\/create-|^create-/;
const FOLDER_ENDING = /[-_.](tests?|specs?|e2e|fixtures?|mocks?|examples?|benchmarks?|stories)$/;
const FILE = /(^|[.\-_])(test|tests|spec|e2e|stories|story|bench|benchmark|mock|mocks|fixture|fixtures|cy|test-d|example|evals?)\.[cm]?[jt]sx?$/;
/** `specs` of an interface are what it promises: only alone, or after a dot, are they tests. */
const SPECS = /(^|\.)specs\.[cm]?[jt]sx?$/;
/** `jest.setup.ts`, `vitest.globalSetup.ts`. */
const SETUP = /^(jest|vitest|mocha|ava|cypress|playwright)[.\-_].+$/;
/** `test-helpers.ts`: what stands beside tests for them. */
const HELP = /^(test|spec)s?[-_.](helpers?|utils?|setup|support)\.[cm]?[jt]sx?$/;
/** `mockOrders.ts`, `orderMocks.ts`. */
const MOCK = /^mock[A-Z]|[a-z](Mocks?|Fixtures?|Stubs?)\.[cm]?[jt]sx?$/;

/** Tests, fixtures, mocks, stories, benchmarks and examples. */
export function isExempt(path: string): boolean {
  const segments = path.split('/');
  const file = segments.pop() ?? '';
  if ([FILE, SPECS, SETUP, HELP, MOCK].some((each) => each.test(file)) || SCAFFOLD.test(path)) return true;
  return segments.some((segment) => FOLDERS.has(plain(segment)) || FOLDER_ENDING.test(segment.toLowerCase()));
}

/** `e2e` of `__e2e__`. */
function plain(segment: string): string {
  return segment.toLowerCase().replace(/^__(.+)__$/, '$1');
}

const SCRIPTS = new Set(['script', 'scripts', 'bin', 'tools', 'tooling', 'cli', 'codemod', 'codemods', 'generators', 'automation', 'devtools', 'dev-tools', 'internal-tools', '.github', 'docker', 'infra']);
const SCRIPT_NAMES = /(^|[-_])(cli|codemod|scripts?)([-_]|$)/;
const MIGRATIONS = new Set(['migration', 'migrations', 'seed', 'seeds', 'seeders', 'seeding', 'backfills']);

/** Programs that a person starts and watches: what they print is told. */
function isScript(path: string): boolean {
  const segments = path.toLowerCase().split('/');
  const file = (segments.pop() ?? '').replace(/\.[^.]+$/, '');
  return segments.some((segment) => SCRIPTS.has(segment) || SCRIPT_NAMES.test(segment)) || SCRIPT_NAMES.test(file) || /\.config$/.test(file);
}

/** Runs once, by hand or at a deployment. */
function isMigration(path: string): boolean {
  const segments = path.toLowerCase().split('/');
  return segments.some((segment) => MIGRATIONS.has(segment)) || /(^|[-_.])(migration|seed(er)?|backfill)s?[-_.]/.test(segments.at(-1) ?? '');
}

/** Whether a rule stays silent in a file. */
export function isExemptFor(kinds: readonly ('scripts' | 'migrations')[], path: string): boolean {
  return (kinds.includes('scripts') && isScript(path)) || (kinds.includes('migrations') && isMigration(path));
}
