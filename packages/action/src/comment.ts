import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commentBody, isQuiet } from './comment-body.ts';
import { pullRequest } from './event.ts';
import { gitHub, GitHubError } from './github-api.ts';
import { type Environment, input, needed } from './inputs.ts';
import type { JobLog } from './job-log.ts';
import { readReport } from './read-report.ts';
import { keepComment, type Outcome } from './sticky-comment.ts';

export const OUTCOMES: Readonly<Record<Outcome, string>> = {
  created: 'The comment is posted.', updated: 'The comment is updated.', unchanged: 'The comment says that already.', quiet: 'There is nothing to tell, and no comment that says otherwise.',
};

/** Keeps the comment on the pull request of this run. What goes wrong is told and fails nothing: the verdict is not for this step to change. */
export async function comment(env: Environment, log: JobLog): Promise<number> {
  const pull = pullRequest(env);
  if (pull === undefined) {
    log.info('This run is for no pull request, so there is none to comment on.');
    return 0;
  }
  const folder = needed(env, 'DIST_LINT_FOLDER');
  const report = readReport(readFileSync(join(folder, 'report.json'), 'utf8'));
  if (report === undefined) return 0;
  const file = join(folder, 'blast-radius.md');
  const reach = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const id = input(env, 'comment-id') || 'default';
  try {
    log.info(OUTCOMES[await keepComment(gitHub(env), pull.number, id, commentBody(id, report, reach), isQuiet(report, reach))]);
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    const isRights = error.status === 403 || error.status === 404;
    if (pull.isFork && isRights) log.notice('No comment: the token of a pull request from a fork may only read. The job summary has the report; a second workflow on workflow_run can post it (docs/ci.md).');
    else log.warning(`No comment: ${error.message}${isRights ? ' The job needs permissions: pull-requests: write.' : ''} The job summary has the report.`);
  }
  return 0;
}
