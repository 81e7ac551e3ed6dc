import type { Environment } from './inputs.ts';
import type { JobLog } from './job-log.ts';

const WORDS: Readonly<Record<string, string>> = {
  1: 'There are findings at or above what fails the job.',
  2: 'The set-up is wrong: the step that analyses says how.',
  3: 'The analysis could not be completed: whatever it found, there may be more.',
};

/** Ends with what dist-lint ended with, whatever became of annotations, summary, upload and comment. */
export function verdict(env: Environment, log: JobLog): number {
  if (env['DIST_LINT_UPLOAD'] === 'failure') log.warning('The upload to code scanning failed. It needs security-events: write, and code scanning to be on for this repository.');
  const code = env['DIST_LINT_EXIT_CODE'] ?? '';
  if (code === '0') return 0;
  const words = Object.hasOwn(WORDS, code) ? WORDS[code] : undefined;
  log.info(words ?? 'There is no verdict: the step that analyses ended early.');
  return words === undefined ? 3 : Number(code);
}
