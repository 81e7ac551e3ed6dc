import { UserError } from '@dist-lint/model';
import type { PullRequest } from './event.ts';
import { commitOf, git, isShallow, mergeBase, parents } from './git.ts';
import type { JobLog } from './job-log.ts';

/**
 * The commit that the change is compared with; nothing when none is asked for. A shallow checkout of a pull request is deepened by the one
 * commit that it needs; what takes more is left to whoever checks out.
 *
 * @throws {UserError} `bad-input`, `no-base`
 */
export function findBase(asked: string, folder: string, pull: PullRequest | undefined, log: JobLog): string | undefined {
  if (asked === '') return undefined;
  if (asked.startsWith('-') || !/^[\w./@{}^~+-]+$/.test(asked)) throw new UserError('bad-input', `The input base is no name of a commit: ${asked}`, 'Name a commit, a branch such as origin/main, or auto.');
  if (asked === 'auto' && pull === undefined) throw new UserError('no-base', 'base is auto, and this run is for no pull request.', 'Say base only for pull requests, or name a commit.');
  const merged = asked === 'auto' || asked === pull?.base ? firstParentOfMerge(folder, log) : undefined;
  const base = merged ?? (asked === 'auto' ? pull?.base ?? '' : asked);
  const commit = commitOf(folder, base);
  if (commit !== undefined && mergeBase(folder, commit) !== undefined) return commit;
  throw isShallow(folder)
    ? new UserError('no-base', `The checkout is shallow and has no common commit with ${base}.`, 'Give actions/checkout fetch-depth: 0.')
    : new UserError('no-base', `There is no common commit with ${base} in this checkout.`, 'Name a commit or a branch that was fetched, such as origin/main.');
}

/**
 * For a pull request GitHub checks out a merge of base and change, whose first parent is the base as it is now. A checkout of one commit
 * lacks it, and one commit more is cheap to fetch.
 */
function firstParentOfMerge(folder: string, log: JobLog): string | undefined {
  const head = commitOf(folder, 'HEAD');
  const [first, second] = head === undefined ? [] : parents(folder, head);
  if (head === undefined || first === undefined || second === undefined) return undefined;
  if (commitOf(folder, first) === undefined && isShallow(folder)) {
    log.info('The checkout is shallow: the base is fetched.');
    git(folder, ['fetch', '--quiet', '--no-tags', '--no-recurse-submodules', '--depth=2', 'origin', head], 120_000);
  }
  return commitOf(folder, first);
}
