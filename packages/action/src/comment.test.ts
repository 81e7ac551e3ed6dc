import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeComment, fakeGitHub, type FakeGitHub } from './fake-github.test.data.ts';
import { aJob, type Ended, type Job } from './job.test.data.ts';
import { aFinding, aReport } from './report.test.data.ts';

let github: FakeGitHub;
let job: Job;
beforeEach(async () => {
  github = await fakeGitHub();
  job = aJob(github.url);
  job.onPullRequest();
});
afterEach(async () => {
  job.remove();
  await github.close();
});

const MARK = '<!-- dist-lint:report default -->';
const bot = { login: 'github-actions[bot]', type: 'Bot' } as const;

function commented(findings: readonly unknown[] = [aFinding()], reach?: string): Promise<Ended> {
  return job.step('comment', { DIST_LINT_FOLDER: job.analysed(aReport(findings), reach) });
}

const wrote = (): string[] => github.asked.filter((what) => !what.startsWith('GET') && !what.includes('graphql'));

describe('the comment', () => {
  it('is posted once, then left as it is, then updated', async () => {
    expect((await commented()).log).toContain('The comment is posted.');
    expect(github.comments).toMatchObject([{ user: bot, body: expect.stringMatching(/^<!-- dist-lint:report default -->\n\n\*\*dist-lint: 1 error in 1 file\*\*/) }]);
    expect((await commented()).log).toContain('says that already');
    expect((await commented([])).log).toContain('The comment is updated.');
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).toContain('No findings');
    expect(wrote()).toEqual(['POST /repos/shop/shop/issues/7/comments', 'PATCH /repos/shop/shop/issues/comments/1000']);
  });

  it('is not begun when there is nothing to tell', async () => {
    expect((await commented([aFinding({ status: 'existing' })])).log).toContain('nothing to tell');
    expect(wrote()).toEqual([]);
  });

  it('tells what the change can reach, also where nothing is found', async () => {
    await commented([], '### Blast radius\n\n3 entry points\n');
    expect(github.comments[0]?.body).toMatch(/No findings[^]*\n\n### Blast radius\n\n3 entry points$/);
  });

  it('is found on a later page, and is taken from nobody else', async () => {
    const others: FakeComment[] = Array.from({ length: 230 }, (_, id) => ({ id, body: `talk ${id}`, user: { login: 'ann', type: 'User' } }));
    others[3] = { id: 3, body: `${MARK}\nforged`, user: { login: 'mallory', type: 'User' } };
    others[4] = { id: 4, body: `${MARK}\nforged`, user: { login: 'github-actions', type: 'User' } };
    others[5] = { id: 5, body: `${MARK}\nof another app`, user: { login: 'other[bot]', type: 'Bot' } };
    others[6] = { id: 6, body: `> ${MARK}\nquoted`, user: bot };
    others[7] = { id: 7, body: '<!-- dist-lint:report other -->\nof another job', user: bot };
    others[220] = { id: 220, body: `${MARK}\nours`, user: bot };
    github.comments = structuredClone(others);
    await commented();
    expect(wrote()).toEqual(['PATCH /repos/shop/shop/issues/comments/220']);
    expect(github.comments.filter(({ body }, index) => body !== others[index]?.body).map(({ id }) => id)).toEqual([220]);
  });

  it("is a person's own when the token is a person's", async () => {
    github.me = { login: 'ann', type: 'User' };
    github.comments = [{ id: 1, body: `${MARK}\nold`, user: bot }, { id: 2, body: `${MARK}\nold`, user: github.me }];
    await commented();
    expect(wrote()).toEqual(['PATCH /repos/shop/shop/issues/comments/2']);
  });

  it('keeps within what GitHub takes', async () => {
    await commented(Array.from({ length: 400 }, (_, index) => aFinding({ line: index + 1, message: 'x'.repeat(500) })));
    expect(github.comments[0]?.body.length).toBeGreaterThan(40_000);
    expect(github.comments[0]?.body.length).toBeLessThan(65_536);
    await commented(Array.from({ length: 400 }, (_, index) => aFinding({ line: index + 1, message: 'x'.repeat(500) })), 'y'.repeat(20_000));
    expect(github.comments[0]?.body.length).toBeLessThan(65_536);
    expect(github.comments[0]?.body).toContain('What the change can reach is left out for lack of room');
  });

  const list = 'GET /repos/shop/shop/issues/7/comments';
  const create = 'POST /repos/shop/shop/issues/7/comments';
  it.each<[what: string, instead: FakeGitHub['instead'], said: RegExp, posts: number]>([
    ['the token may only read', [{ what: create, answers: [{ status: 403, body: { message: 'Resource not accessible by integration' } }] }], /::warning .*No comment: The token may not do that.*pull-requests: write/, 1],
    ['the token is none', [{ what: 'GET /user', answers: [{ status: 401, body: { message: 'Bad credentials' } }] }], /::warning .*does not know the token/, 0],
    ['GitHub asks to wait a moment', [{ what: list, answers: [{ status: 429, headers: { 'retry-after': '0' } }, { status: 403, headers: { 'retry-after': '0' } }] }], /The comment is posted/, 1],
    ['GitHub asks to wait a moment before it creates', [{ what: create, answers: [{ status: 403, headers: { 'retry-after': '0' } }] }], /The comment is posted/, 2],
    ['GitHub asks to wait for long', [{ what: list, answers: [{ status: 403, headers: { 'retry-after': '3600' } }] }], /::warning .*asks to wait 3600 seconds/, 0],
    ['the limit is used up', [{ what: list, answers: [{ status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '99999999999' } }] }], /::warning .*asks to wait/, 0],
    ['GitHub fails once', [{ what: list, answers: [{ status: 502 }] }], /The comment is posted/, 1],
    ['GitHub breaks off once', [{ what: list, answers: [{ status: 0 }] }], /The comment is posted/, 1],
    ['GitHub keeps failing', [{ what: list, answers: Array.from({ length: 9 }, () => ({ status: 503 })) }], /::warning .*GitHub answered with 503/, 0],
    ['GitHub fails when it creates, which may have been done', [{ what: create, answers: [{ status: 502 }] }], /::warning .*GitHub answered with 502/, 1],
    ['the list is none', [{ what: list, answers: [{ status: 200, body: { message: 'hello' } }] }], /::warning .*no list/, 0],
    ['nobody says whose the token is', [{ what: 'POST /graphql', answers: [{ status: 200, body: { errors: [{ message: 'no viewer' }] } }] }], /::warning .*whose the token is \(no viewer\)/, 0],
  ])('fails nothing when %s', async (_, instead, said, posts) => {
    github.instead = instead;
    const { code, log } = await commented();
    expect(code).toBe(0);
    expect(log).toMatch(said);
    expect(github.asked.filter((what) => what === create)).toHaveLength(posts);
    expect(log).not.toContain('secret-of-the-job');
  }, 20_000);

  it('says what else there is when the pull request is from a fork', async () => {
    job.onPullRequest('a'.repeat(40), 'b'.repeat(40), 'stranger/shop');
    github.instead = [{ what: create, answers: [{ status: 403 }] }];
    const { code, log } = await commented();
    expect([code, log]).toEqual([0, expect.stringMatching(/^::notice .*from a fork may only read.*workflow_run/m)]);
  });

  it('fails nothing when GitHub cannot be reached', async () => {
    job.env['GITHUB_API_URL'] = 'http://127.0.0.1:9';
    const { code, log } = await commented();
    expect([code, log]).toEqual([0, expect.stringMatching(/::warning .*could not be reached/)]);
  }, 20_000);

  it('sends the token to no other server', async () => {
    github.instead = [{ what: list, answers: [{ status: 200, body: [], headers: { link: '<http://127.0.0.1:9/steal>; rel="next"' } }] }];
    expect((await commented()).log).toContain('The comment is posted.');
  });

  it('is of no pull request for a push', async () => {
    delete job.env['GITHUB_EVENT_PATH'];
    expect((await commented()).log).toContain('for no pull request');
    expect(github.asked).toEqual([]);
  });
});
