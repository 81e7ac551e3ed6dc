import { UserError } from '@dist-lint/model';
import { type Artifact, readArtifact } from './artifact.ts';
import { commentBody, isQuiet } from './comment-body.ts';
import { OUTCOMES } from './comment.ts';
import { isCommit, readEvent } from './event.ts';
import { type GitHub, gitHub, GitHubError } from './github-api.ts';
import { type Environment, input } from './inputs.ts';
import type { JobLog } from './job-log.ts';
import { keepComment } from './sticky-comment.ts';
import { strangerMarkdown } from './stranger-markdown.ts';
import { member, text, whole } from './untyped.ts';

/** Posts what the run that has ended found. Its artifact says what to post, and GitHub alone says where. */
export async function post(env: Environment, log: JobLog): Promise<number> {
  const run = endedRun(readEvent(env));
  const artifact = readArtifact(input(env, 'folder'));
  if (typeof artifact === 'string') {
    log.error(artifact);
    return 1;
  }
  const github = gitHub(env);
  try {
    const number = await pullRequestOf(github, run, artifact.number);
    if (typeof number === 'string') {
      log.notice(number);
      return 0;
    }
    const id = input(env, 'comment-id') || 'default';
    log.info(OUTCOMES[await keepComment(github, number, id, body(id, artifact), isQuiet(artifact.report, artifact.reach))]);
    return 0;
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    log.error(`No comment: ${error.message}${error.status === 403 || error.status === 404 ? ' The job needs permissions: pull-requests: write.' : ''}`);
    return 1;
  }
}

function body(id: string, { report, leftOut, reach }: Artifact): string {
  return commentBody(id, report, strangerMarkdown(reach), leftOut === 0 ? [] : [`${leftOut} more of least importance are in the job's report.`]);
}

interface EndedRun {
  head: string;
  owner: string;
  repository: string;
  branch: string;
}

/** @throws {UserError} `not-a-workflow-run` */
function endedRun(event: unknown): EndedRun {
  const run = member(event, 'workflow_run');
  const from = member(run, 'head_repository');
  const [head, branch, repository, owner] = [text(member(run, 'head_sha')), text(member(run, 'head_branch')), text(member(from, 'full_name')), text(member(member(from, 'owner'), 'login'))];
  if (member(run, 'event') !== 'pull_request' || !isCommit(head) || branch === undefined || repository === undefined || owner === undefined) {
    throw new UserError('not-a-workflow-run', 'This run does not follow one for a pull request.', 'Run it on workflow_run, if github.event.workflow_run.event is pull_request.');
  }
  return { head, branch, repository, owner };
}

/**
 * The open pull request whose last commit is the one that was analysed, in the repository it came from; or why there is none. The artifact's
 * number decides only between several of one branch.
 */
async function pullRequestOf(github: GitHub, { head, owner, repository, branch }: EndedRun, said: number): Promise<number | string> {
  const pulls = await github.pages(`/repos/${github.repository}/pulls?state=open&per_page=100&head=${encodeURIComponent(`${owner}:${branch}`)}`, 5);
  const numbers = pulls.flatMap((pull) => {
    const from = member(pull, 'head');
    const isIt = text(member(from, 'sha')) === head && text(member(member(from, 'repo'), 'full_name')) === repository;
    return isIt ? (whole(member(pull, 'number')) ?? []) : [];
  });
  if (numbers.includes(said)) return said;
  if (numbers.length === 1) return 'The artifact names another pull request than the commit that was analysed belongs to, so nothing is posted.';
  return numbers.length === 0 ? 'No open pull request has the commit that was analysed as its last: there is a newer one, or it is closed.' : 'Several pull requests have the commit that was analysed as their last, and the artifact names none of them.';
}
