/** Code nobody runs in production: findings in it are not reported. Paths are relative to the root. */

const FOLDERS = new Set([
  'test', 'tests', '__tests__', '__test__', 'spec', 'specs', 'e2e', 'cypress', 'playwright', 'test-utils', 'testing',
  'fixture', 'fixtures', '__fixtures__', 'mock', 'mocks', '__mocks__', 'stub', 'stubs', 'integration-tests', 'unit-tests',
  'stories', '.storybook', '__stories__',
  'bench', 'benchmark', 'benchmarks', '__benchmarks__', 'perf',
  'example', 'examples', 'sample', 'samples', 'demo', 'demos', 'playground', 'playgrounds', 'sandbox', 'templates', 'template',
]);
const FOLDER_ENDING = /[-_.](tests?|specs?|e2e|fixtures?|mocks?|examples?|benchmarks?|stories)$/;
const FILE = /(^|[.\-_])(test|tests|spec|specs|e2e|stories|story|bench|benchmark|mock|mocks|fixture|fixtures|cy|test-d|example)\.[cm]?[jt]sx?$/;

/** Tests, fixtures, mocks, stories, benchmarks and examples. */
export function isExempt(path: string): boolean {
  const segments = path.split('/');
  const file = segments.pop() ?? '';
  if (FILE.test(file)) return true;
  return segments.some((segment) => FOLDERS.has(segment.toLowerCase()) || FOLDER_ENDING.test(segment.toLowerCase()));
}
