/** From the name of a base to the commit that a change began at. */
import { nearest, UserError } from '@dist-lint/model';
import type { Git } from './git.ts';

/**
 * The merge base of a reference and HEAD, as a full object name.
 *
 * @throws UserError `unknown-ref`, `no-commit`, `shallow-clone` or `unrelated-histories`.
 */
export function mergeBase(git: Git, ref: string): string {
  if (commitOf(git, 'HEAD') === undefined) throw new UserError('no-commit', 'The repository has no commit yet, so there is no base.', 'Commit first, or run dist-lint without --base.');
  const base = isRef(ref) ? commitOf(git, ref) : undefined;
  if (base === undefined) throw unknownRef(git, ref);
  const [found] = (git.attempt(['merge-base', base, 'HEAD']) ?? '').split('\n');
  if (found !== undefined && found !== '') return found;
  if (isShallow(git)) {
    throw new UserError('shallow-clone', `The clone is shallow: the commit in which '${ref}' and HEAD meet is not in it.`, DEEPEN);
  }
  throw new UserError('unrelated-histories', `'${ref}' and HEAD have no commit in common.`, 'Name the branch that the change is to be merged into.');
}

const DEEPEN = '`git fetch --unshallow` fetches the rest; in GitHub Actions, give actions/checkout `fetch-depth: 0`.';

/** What begins with a dash would be an option to git. */
function isRef(ref: string): boolean {
  return ref !== '' && !ref.startsWith('-') && !ref.includes('\0') && !ref.includes('\n');
}

function commitOf(git: Git, ref: string): string | undefined {
  return git.attempt(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]);
}

function isShallow(git: Git): boolean {
  return git.attempt(['rev-parse', '--is-shallow-repository']) === 'true';
}

function unknownRef(git: Git, ref: string): UserError {
  const known = (git.attempt(['for-each-ref', '--format=%(refname:short)', 'refs/heads', 'refs/remotes', 'refs/tags']) ?? '').split('\n').filter((name) => name !== '');
  // In CI a branch is often there as `origin/main` alone.
  const meant = known.find((name) => name.endsWith(`/${ref}`)) ?? nearest(ref, known);
  const hints = [
    ...(meant === undefined ? [] : [`Did you mean '${meant}'?`]),
    ...(isShallow(git) ? [`The clone is shallow and may lack it: ${DEEPEN}`] : []),
    ...(meant === undefined ? [`\`git fetch\` brings what is not here yet; \`git branch --all\` lists what is.`] : []),
  ];
  return new UserError('unknown-ref', `git knows no commit '${ref}'.`, hints.join(' '));
}
