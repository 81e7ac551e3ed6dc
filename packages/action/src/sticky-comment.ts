import { marker } from './comment-body.ts';
import { type GitHub, GitHubError } from './github-api.ts';
import { list, member, text, whole } from './untyped.ts';

/** Comments are listed by the hundred. */
const MOST_PAGES = 100;

export type Outcome = 'created' | 'updated' | 'unchanged' | 'quiet';

/**
 * Keeps the one comment of that name on a pull request at this body: the first that begins with its marker and is by whom the token belongs
 * to. Anybody can write the marker, so it alone proves nothing. When there is nothing to tell and no comment yet, none is made.
 *
 * @throws {GitHubError}
 */
export async function keepComment(github: GitHub, number: number, id: string, body: string, isQuiet: boolean): Promise<Outcome> {
  const issue = `/repos/${github.repository}/issues/${number}/comments`;
  const mark = marker(id);
  const me = await whoAmI(github);
  const comments = await github.pages(`${issue}?per_page=100`, MOST_PAGES);
  const mine = comments.find((each) => (text(member(each, 'body')) ?? '').trimStart().startsWith(mark) && isBy(me, member(each, 'user')));
  const known = whole(member(mine, 'id'));
  if (known === undefined) {
    if (isQuiet) return 'quiet';
    // Beyond the pages read there may be one: a second would never be found again.
    if (comments.length >= MOST_PAGES * 100) throw new GitHubError(`There are more than ${comments.length} comments, too many to look for ours.`);
    await github.request('POST', issue, { body });
    return 'created';
  }
  if (normal(text(member(mine, 'body')) ?? '') === normal(body)) return 'unchanged';
  await github.request('PATCH', `/repos/${github.repository}/issues/comments/${known}`, { body });
  return 'updated';
}

/** GitHub keeps line breaks as they come, from browsers in two characters. */
function normal(body: string): string {
  return body.replace(/\r\n/g, '\n').trim();
}

interface Who {
  login: string;
  isBot: boolean;
}

/** A person's token says whose it is. The token of a job or of an app may not ask that, but GraphQL tells it who looks. */
async function whoAmI(github: GitHub): Promise<Who> {
  try {
    const user = await github.request('GET', '/user');
    const login = text(member(user, 'login'));
    if (login !== undefined) return { login, isBot: member(user, 'type') === 'Bot' };
  } catch (error) {
    if (!(error instanceof GitHubError) || (error.status !== 403 && error.status !== 404)) throw error;
  }
  const answer = await github.request('QUERY', '', { query: 'query { viewer { login } }' });
  const login = text(member(member(member(answer, 'data'), 'viewer'), 'login'));
  if (login === undefined) throw new GitHubError(`GitHub does not say whose the token is${errors(answer)}, so no comment can be told to be its own.`);
  return { login, isBot: true };
}

function errors(answer: unknown): string {
  const [first] = list(member(answer, 'errors'));
  const message = text(member(first, 'message'));
  return message === undefined ? '' : ` (${message.slice(0, 200)})`;
}

/** Bots have [bot] behind their name in one of GitHub's two interfaces, and nobody else can have it. */
function isBy(me: Who, user: unknown): boolean {
  const bare = (login: string | undefined): string => (login ?? '').replace(/\[bot\]$/, '').toLowerCase();
  return (member(user, 'type') === 'Bot') === me.isBot && bare(text(member(user, 'login'))) === bare(me.login);
}
