import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeComment {
  id: number;
  body: string;
  user: { login: string; type: 'User' | 'Bot' };
}

export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** What the server of a test knows, and what it was asked. */
export interface FakeGitHub {
  url: string;
  comments: FakeComment[];
  files: { filename: string; status: string; patch?: string; additions?: number }[];
  pulls: unknown[];
  /** Whose the token is; a person is told by REST, a bot by GraphQL alone. */
  me: { login: string; type: 'User' | 'Bot' };
  /** Said instead, in order, to requests whose method and path begin so. */
  instead: { what: string; answers: Answer[] }[];
  /** `GET /path`, in order. */
  asked: string[];
  tokens: Set<string | undefined>;
  close(): Promise<void>;
}

/** A server that plays the part of GitHub's API that the action uses, pages of lists included. */
export async function fakeGitHub(): Promise<FakeGitHub> {
  const state: Omit<FakeGitHub, 'url' | 'close'> = { comments: [], files: [], pulls: [], me: { login: 'github-actions[bot]', type: 'Bot' }, instead: [], asked: [], tokens: new Set() };
  const server: Server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const what = `${request.method ?? ''} ${request.url ?? ''}`;
      state.asked.push(what);
      state.tokens.add(request.headers.authorization);
      const planned = state.instead.find((each) => what.startsWith(each.what) && each.answers.length > 0);
      const answer = planned?.answers.shift() ?? answerTo(state, request.method ?? '', new URL(request.url ?? '', 'http://x'), body, `http://${request.headers.host ?? ''}`);
      if (answer.status === 0) {
        request.socket.destroy();
        return;
      }
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
      response.end(JSON.stringify(answer.body ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(state, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
  });
}

function answerTo(state: Omit<FakeGitHub, 'url' | 'close'>, method: string, { pathname, searchParams }: URL, body: string, origin: string): Answer {
  if (method === 'GET' && pathname === '/user') return state.me.type === 'User' ? { status: 200, body: state.me } : { status: 403, body: { message: 'Resource not accessible by integration' } };
  if (method === 'POST' && pathname === '/graphql') return { status: 200, body: { data: { viewer: { login: state.me.login } } } };
  if (pathname === '/repos/shop/shop/pulls' && method === 'GET') return { status: 200, body: state.pulls };
  if (/^\/repos\/shop\/shop\/pulls\/7\/files$/.test(pathname)) return page(state.files, searchParams, pathname, origin);
  if (pathname === '/repos/shop/shop/issues/7/comments') {
    if (method === 'GET') return page(state.comments, searchParams, pathname, origin);
    const comment = { id: 1000 + state.comments.length, body: (JSON.parse(body) as { body: string }).body, user: state.me };
    state.comments.push(comment);
    return comment.body.length > 65_536 ? { status: 422, body: { message: 'Body is too long' } } : { status: 201, body: comment };
  }
  const [, id] = /^\/repos\/shop\/shop\/issues\/comments\/(\d+)$/.exec(pathname) ?? [];
  const comment = state.comments.find((each) => String(each.id) === id);
  if (method === 'PATCH' && comment !== undefined) {
    comment.body = (JSON.parse(body) as { body: string }).body;
    return { status: 200, body: comment };
  }
  return { status: 404, body: { message: 'Not Found' } };
}

function page(items: readonly unknown[], query: URLSearchParams, path: string, origin: string): Answer {
  const size = Number(query.get('per_page') ?? 30);
  const at = Number(query.get('page') ?? 1);
  const hasMore = items.length > at * size;
  return { status: 200, body: items.slice((at - 1) * size, at * size), headers: hasMore ? { link: `<${origin}${path}?per_page=${size}&page=${at + 1}>; rel="next", <${origin}${path}?page=99>; rel="last"` } : {} };
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}
