import { defineLibrary } from './library.ts';

const read = { effects: [{ kind: 'network', method: '=GET' }] } as const;
const write = { effects: [{ kind: 'network', method: '=POST', payload: '0' }] } as const;
const remove = { effects: [{ kind: 'network', method: '=DELETE' }] } as const;

/** Methods are named by what they do; only those that are used most are told apart. */
export const octokit = defineLibrary({
  name: 'octokit',
  packages: ['octokit', '@octokit/rest', '@octokit/core'],
  docs: 'https://octokit.github.io/rest.js/',
  resource: { kind: 'host', name: 'github' },
  symbols: {
    'Octokit.request': { effects: [{ kind: 'network', target: '0', payload: '1' }] },
    'Octokit.graphql': { effects: [{ kind: 'network', target: '=graphql', method: '=POST', payload: '1' }] },
    'Octokit.paginate': { effects: [{ kind: 'network', target: '0', method: '=GET' }], callbacks: [{ at: 'last', runs: 'each' }] },
    'Octokit.rest.*.get|getContent|getCommit|getRef|getTree|getBlob|getAuthenticated|getByUsername|getBranch|getReleaseByTag|getLatestRelease|getWorkflowRun|getPullRequest|list|listForRepo|listForOrg|listForAuthenticatedUser|listCommits|listFiles|listBranches|listComments|listReviews|listReleases|listTags|listWorkflowRuns|listInstallations|compareCommits|compareCommitsWithBasehead|code|repos|issuesAndPullRequests|users':
      read,
    'Octokit.rest.*.create|createComment|createReview|createReviewComment|createRef|createTree|createCommit|createBlob|createRelease|createOrUpdateFileContents|createForAuthenticatedUser|createInOrg|createFork|createWebhook|createCommitStatus|createDispatchEvent|createWorkflowDispatch|createInstallationAccessToken|update|updateRef|updateComment|updateBranch|merge|addLabels|setLabels|addAssignees|requestReviewers|lock|reRunWorkflow|createDeployment|createDeploymentStatus|dismissReview|submitReview':
      write,
    'Octokit.rest.*.delete|deleteRef|deleteComment|deleteFile|deleteLabel|deleteRelease|deleteWebhook|removeLabel|removeAllLabels|removeAssignees|unlock': remove,
    // The same methods without `rest`, as older versions have them.
    'Octokit.repos|issues|pulls|git|users|orgs|teams|checks|actions.get|getContent|getCommit|getRef|getAuthenticated|list|listForRepo|listCommits|listFiles|listComments|listReviews': read,
    'Octokit.repos|issues|pulls|git|checks|actions.create|createComment|createReview|createRef|createRelease|createOrUpdateFileContents|update|updateRef|merge|addLabels|createWorkflowDispatch|createCommitStatus':
      write,
  },
});

/** The package of that name brings the retry plugin along; `@octokit/rest` and `@octokit/core` try once. */
export const octokitRetry = defineLibrary({
  name: 'octokit: retries',
  packages: ['octokit'],
  docs: 'https://github.com/octokit/plugin-retry.js#readme',
  symbols: {
    Octokit: {
      fails: 'never',
      retries: {
        of: 'calls',
        attempts: 4,
        says: [
          { at: '1.request.retries|0.request.retries', counts: 'retries' },
          { at: 'new:0.retry.retries', counts: 'retries' },
          { at: 'new:0.retry.enabled', counts: 'retries', means: [{ is: false, attempts: 1 }, { is: true, attempts: 4 }] },
        ],
        // 1, 4 and 9 seconds.
        delay: { first: 1000, factor: 2, says: { first: 'new:0.retry.retryAfterBaseValue' } },
        errors: 'transient',
        source: 'https://github.com/octokit/plugin-retry.js/blob/d6e06bd8/src/index.ts#L15-L22',
      },
    },
  },
});
