import { readFileSync } from 'node:fs';
import { type Environment, needed } from './inputs.ts';
import { member, text, whole } from './untyped.ts';

export interface PullRequest {
  number: number;
  /** The commit of the base branch when the event happened. */
  base: string;
  /** The last commit of the change. */
  head: string;
  /** Its head is in another repository: the token may only read. */
  isFork: boolean;
}

/** What GitHub says has happened. */
export function readEvent(env: Environment): unknown {
  return JSON.parse(readFileSync(needed(env, 'GITHUB_EVENT_PATH'), 'utf8'));
}

/** The pull request that the run is for; nothing for a push. */
export function pullRequest(env: Environment): PullRequest | undefined {
  if ((env['GITHUB_EVENT_PATH'] ?? '') === '') return undefined;
  const it = member(readEvent(env), 'pull_request');
  const number = whole(member(it, 'number'));
  const base = text(member(member(it, 'base'), 'sha'));
  const head = member(it, 'head');
  const sha = text(member(head, 'sha'));
  if (number === undefined || !isCommit(base) || !isCommit(sha)) return undefined;
  return { number, base, head: sha, isFork: text(member(member(head, 'repo'), 'full_name')) !== env['GITHUB_REPOSITORY'] };
}

export function isCommit(value: string | undefined): value is string {
  return value !== undefined && /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(value);
}
