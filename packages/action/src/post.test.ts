import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeGitHub, type FakeGitHub } from './fake-github.test.data.ts';
import { aJob, type Ended, type Job } from './job.test.data.ts';
import { aFinding, aReport } from './report.test.data.ts';

const HEAD = 'c'.repeat(40);
let github: FakeGitHub;
let job: Job;
let folder: string;
beforeEach(async () => {
  github = await fakeGitHub();
  github.pulls = [aPull()];
  job = aJob(github.url);
  folder = join(job.workspace, 'artifact');
  mkdirSync(folder);
});
afterEach(async () => {
  job.remove();
  await github.close();
});

function aPull(differences: { number?: number; sha?: string; repository?: string } = {}): unknown {
  return { number: differences.number ?? 7, head: { sha: differences.sha ?? HEAD, repo: { full_name: differences.repository ?? 'stranger/shop' } } };
}

function artifact(differences: Record<string, unknown> = {}): void {
  writeFileSync(join(folder, 'dist-lint-comment.json'), JSON.stringify({ artifactVersion: 1, number: 7, leftOut: 0, report: aReport([aFinding()]), reach: '', ...differences }));
}

function posted(run: Record<string, unknown> = {}): Promise<Ended> {
  const event = join(job.workspace, 'event.json');
  writeFileSync(event, JSON.stringify({ workflow_run: { event: 'pull_request', head_sha: HEAD, head_branch: 'fix/a&b', head_repository: { full_name: 'stranger/shop', owner: { login: 'stranger' } }, ...run } }));
  return job.step('post', { GITHUB_EVENT_PATH: event, INPUT_FOLDER: folder });
}

const wrote = (): string[] => github.asked.filter((what) => !what.startsWith('GET') && !what.includes('graphql'));

describe('the second workflow', () => {
  it('posts what the first one found', async () => {
    job.onPullRequest(HEAD, 'b'.repeat(40), 'stranger/shop');
    job.install(aReport(Array.from({ length: 450 }, (_, line) => aFinding({ line: line + 1 }))));
    await job.step('analyse');
    folder = job.outputs()['comment-folder'] ?? '';
    expect(await posted()).toMatchObject({ code: 0, log: expect.stringContaining('The comment is posted.') });
    expect(github.asked[0]).toBe('GET /repos/shop/shop/pulls?state=open&per_page=100&head=stranger%3Afix%2Fa%26b');
    expect(github.comments[0]?.body).toMatch(/^<!-- dist-lint:report default -->\n\n\*\*dist-lint: 400 errors in 1 file\*\*[^]*\n\n50 more of least importance/);
  });

  it.each<[what: string, pulls: unknown[], said: string]>([
    ['there is a newer commit', [aPull({ sha: 'd'.repeat(40) })], 'No open pull request has the commit'],
    ['the branch is of another repository', [aPull({ repository: 'shop/shop' })], 'No open pull request has the commit'],
    ['it is closed', [], 'No open pull request has the commit'],
    ['the artifact names another', [aPull({ number: 8 })], 'names another pull request'],
    ['the artifact names none of several', [aPull({ number: 8 }), aPull({ number: 9 })], 'names none of them'],
  ])('posts nothing when %s', async (_, pulls, said) => {
    github.pulls = pulls;
    artifact();
    expect(await posted()).toMatchObject({ code: 0, log: expect.stringContaining(said) });
    expect(wrote()).toEqual([]);
  });

  it.each<[what: string, make: () => void]>([
    ['missing', () => undefined],
    ['no JSON', () => writeFileSync(join(folder, 'dist-lint-comment.json'), '{')],
    ['too large', () => writeFileSync(join(folder, 'dist-lint-comment.json'), ' '.repeat(3 * 1024 * 1024))],
    ['a folder', () => mkdirSync(join(folder, 'dist-lint-comment.json'))],
    ['a link to another file', () => {
      artifact();
      writeFileSync(join(job.workspace, 'other.json'), readFileSync(join(folder, 'dist-lint-comment.json')));
      writeFileSync(join(folder, 'x'), '');
      folder = join(folder, 'linked');
      mkdirSync(folder);
      symlinkSync(join(job.workspace, 'other.json'), join(folder, 'dist-lint-comment.json'));
    }],
    ['of another version', () => artifact({ artifactVersion: 2 })],
    ['without a report', () => artifact({ report: { schemaVersion: 1 } })],
    ['with a number that is text', () => artifact({ number: '7/../../../user' })],
  ])('reads no artifact that is %s', async (_, make) => {
    make();
    expect(await posted()).toMatchObject({ code: 1, log: expect.stringMatching(/^::error /) });
    expect(github.asked).toEqual([]);
  });

  it('draws what a stranger wrote as text', async () => {
    const bad = '@admin #12 </details><!-- <script>alert(1)</script> [x](https://evil.example) ![y](//evil.example/p.png) deadbeef1 | `` \n::error::x';
    artifact({
      report: aReport([aFinding({ rule: bad, message: bad, file: bad, path: [{ file: bad, line: 1, column: 1, message: bad }] })], { incomplete: [bad], gaps: [{ kind: bad, count: 1, samples: [{ file: bad, line: 1, message: bad }] }] }),
      reach: `<!-- dist-lint blast-radius -->\n${bad}\n\n<img src=x>\n<details>\n<summary>more</summary>\n\n[z]: https://evil.example\n\`\`\`mermaid\nclick a "https://evil.example"\n\`\`\`\nwww.evil.example GH-12 &#64;admin org/shop#1 $x$\n  /approve\n/merge`,
    });
    const { log } = await posted();
    const body = github.comments[0]?.body ?? '';
    const text = body.replace(/^<!-- dist-lint:report default -->/, '').replace(/(`+)[^`](?:.*?[^`])?\1(?!`)/g, '');
    expect(text.replace(/&#8203;/g, '\u200b')).not.toMatch(/@\w|[^\\&]#\w|\]\(|\]:|https?:\/\/|www\.|&#64;|GH-\d|[0-9a-f]{7}|```mermaid|\$\w|^\s*\/\w/m);
    expect(text.match(/<[a-z/!][^>]*>/g)).toEqual(['</details>', '<details>', '<summary>', '</summary>']);
    expect(text).not.toContain('dist-lint blast-radius');
    expect(log).not.toMatch(/^\s*::error/m);
  });

  it('fails, and says why, when it may not write', async () => {
    artifact();
    github.instead = [{ what: 'POST /repos', answers: [{ status: 403, body: { message: '::error::Resource not accessible\nby integration' } }] }];
    expect(await posted()).toMatchObject({ code: 1, log: expect.stringMatching(/^::error title=dist-lint::No comment: The token may not do that.*pull-requests: write\.\n$/) });
  });

  it.each([['a push', { event: 'push' }], ['no commit', { head_sha: '../../x' }], ['a deleted repository', { head_repository: null }]])('is for pull requests: %s', async (_, run) => {
    artifact();
    expect((await posted(run)).code).toBe(2);
    expect(github.asked).toEqual([]);
  });
});
