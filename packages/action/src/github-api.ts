import { setTimeout as wait } from 'node:timers/promises';
import type { Environment } from './inputs.ts';
import { input, needed } from './inputs.ts';
import { parsed } from './read-report.ts';
import { member, text } from './untyped.ts';

/** Why GitHub did not do what it was asked for, in a sentence for whoever reads the log. */
export class GitHubError extends Error {
  readonly status: number | undefined;
  constructor(message: string, status?: number) {
    super(message);
    this.name = 'GitHubError';
    this.status = status;
  }
}

/** `QUERY`: a question in GraphQL, which has one address for all. */
export type Method = 'GET' | 'POST' | 'PATCH' | 'QUERY';

/** What is asked of GitHub's API, for one repository and with one token. All of it throws GitHubError and nothing else. */
export interface GitHub {
  repository: string;
  request(method: Method, path: string, body?: unknown): Promise<unknown>;
  /** The items of all pages of a list, or of as many pages as are wanted. */
  pages(path: string, most: number): Promise<unknown[]>;
}

/** Seconds that all waiting of a step may take together. */
const MOST_SECONDS = 60;
/** Attempts at a question. What creates something is tried once: nobody could tell whether it was done. */
const MOST_ATTEMPTS = 3;
const MOST_MILLISECONDS = 20_000;

export function gitHub(env: Environment): GitHub {
  const repository = needed(env, 'GITHUB_REPOSITORY');
  const api = (env['GITHUB_API_URL'] ?? 'https://api.github.com').replace(/\/$/, '');
  const graphql = env['GITHUB_GRAPHQL_URL'] ?? `${api}/graphql`;
  const token = input(env, 'token');
  let left = MOST_SECONDS;

  /** Waits as GitHub asks for, unless that is longer than the step may wait. */
  async function pause(seconds: number): Promise<boolean> {
    if (seconds > left) return false;
    left -= seconds;
    await wait(seconds * 1000);
    return true;
  }

  async function send(method: Method, url: string, body: unknown): Promise<Response> {
    for (let attempt = 1; ; attempt++) {
      const response = await once(method, url, body);
      const isLast = attempt === MOST_ATTEMPTS;
      if (response instanceof GitHubError) {
        if (isLast || method === 'POST' || !(await pause(attempt))) throw response;
        continue;
      }
      if (response.ok) return response;
      const seconds = askedToWait(response);
      // Nothing was done where GitHub asks to wait, so that what creates something may be tried again, too.
      if (seconds !== undefined && !isLast && (await pause(seconds))) continue;
      if (seconds === undefined && response.status >= 500 && method !== 'POST' && !isLast && (await pause(attempt))) continue;
      throw await failure(response, seconds);
    }
  }

  async function once(method: Method, url: string, body: unknown): Promise<Response | GitHubError> {
    const headers = { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28', 'user-agent': 'dist-lint-action', ...(token === '' ? {} : { authorization: `Bearer ${token}` }) };
    try {
      return await fetch(url, { method: method === 'QUERY' ? 'POST' : method, headers, signal: AbortSignal.timeout(MOST_MILLISECONDS), ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      return new GitHubError(`GitHub could not be reached: ${cause instanceof Error ? cause.message : String(cause)}`);
    }
  }

  const json = async (response: Response): Promise<unknown> => parsed(await response.text());

  return {
    repository,
    request: async (method, path, body) => json(await send(method, method === 'QUERY' ? graphql : `${api}${path}`, body)),
    pages: async (path, most) => {
      const items: unknown[] = [];
      let url: string | undefined = `${api}${path}`;
      for (let page = 0; page < most && url !== undefined; page++) {
        const response: Response = await send('GET', url, undefined);
        const here = await json(response);
        if (!Array.isArray(here)) throw new GitHubError('GitHub answered with something that is no list.', response.status);
        items.push(...(here as unknown[]));
        url = next(response, api);
      }
      return items;
    },
  };
}

/** The page after; the token goes to no other server. */
function next(response: Response, api: string): string | undefined {
  const [, url] = /<([^>]*)>;\s*rel="next"/.exec(response.headers.get('link') ?? '') ?? [];
  return url?.startsWith(`${api}/`) === true ? url : undefined;
}

/** Seconds, when GitHub says that there were too many requests. */
function askedToWait(response: Response): number | undefined {
  if (response.status !== 429 && response.status !== 403) return undefined;
  const after = Number(response.headers.get('retry-after') ?? Number.NaN);
  if (Number.isFinite(after) && after >= 0) return after;
  if (response.headers.get('x-ratelimit-remaining') === '0') return Math.max(1, Math.ceil(Number(response.headers.get('x-ratelimit-reset') ?? 0) - Date.now() / 1000));
  return response.status === 429 ? 5 : undefined;
}

async function failure(response: Response, seconds: number | undefined): Promise<GitHubError> {
  const { status } = response;
  const said = text(member(parsed(await response.text().catch(() => '')), 'message')) ?? '';
  const words = said === '' ? '' : ` (${said.slice(0, 200)})`;
  if (seconds !== undefined) return new GitHubError(`GitHub limits the number of requests and asks to wait ${seconds} seconds${words}.`, status);
  if (status === 401) return new GitHubError(`GitHub does not know the token${words}.`, status);
  if (status === 403 || status === 404) return new GitHubError(`The token may not do that, or there is no such thing${words}.`, status);
  return new GitHubError(`GitHub answered with ${status}${words}.`, status);
}
