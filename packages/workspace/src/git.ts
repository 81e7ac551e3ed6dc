/** Asks git, reading only: neither the work tree nor the index nor a reference is ever written. */
import { spawnSync } from 'node:child_process';
import { UserError } from '@dist-lint/model';

export interface Git {
  /** Standard output. @throws UserError `git-failed` when git ends with another status than 0. */
  ask(args: readonly string[], input?: string): Buffer;
  /** Standard output without the line break at its end, or undefined when git ends with another status than 0. */
  attempt(args: readonly string[]): string | undefined;
}

/** Bytes that one answer may have. */
const LARGEST_ANSWER = 512_000_000;

/** Git would start each of these by itself: a watcher, hooks, a pager. The rest of what it might start is asked away below. */
const QUIET = ['--no-pager', '--no-optional-locks', '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-c', 'core.quotepath=off'];

/** @throws UserError `git-not-found` or `not-a-git-repository`. */
export function gitAt(root: string): Git {
  const filters: string[] = [];
  const run = (args: readonly string[], input?: string) => {
    const { status, error, stdout, stderr } = spawnSync('git', [...QUIET, ...args], {
      cwd: root, env: environment(filters), maxBuffer: LARGEST_ANSWER, stdio: 'pipe', shell: false, windowsHide: true, ...(input === undefined ? {} : { input }),
    });
    if (error !== undefined) throw startFailure(error);
    return { status, stdout, stderr: stderr.toString('utf8').trim() };
  };
  const git: Git = {
    ask(args, input) {
      const { status, stdout, stderr } = run(args, input);
      if (status !== 0) throw gitFailure(args, stderr);
      return stdout;
    },
    attempt(args) {
      const { status, stdout } = run(args);
      return status === 0 ? stdout.toString('utf8').replace(/\n$/, '') : undefined;
    },
  };

  const { status, stdout, stderr } = run(['rev-parse', '--is-inside-work-tree']);
  if (status !== 0 && !/not a git repository/i.test(stderr)) throw gitFailure(['rev-parse'], stderr);
  if (status !== 0 || stdout.toString('utf8').trim() !== 'true') {
    throw new UserError('not-a-git-repository', `${root} lies in no git repository, so there is no base to compare with.`, 'Run dist-lint in a work tree of git, or without --base.');
  }
  filters.push(...namesOfFilters(git));
  return git;
}

/**
 * Programs that the configuration has files pass through on their way into git: git would run them to compare
 * a file of the work tree. Without them, what is stored is compared with what is there.
 */
function namesOfFilters(git: Git): string[] {
  const keys = git.attempt(['config', '-z', '--name-only', '--get-regexp', '^filter\\..*\\.(clean|smudge|process|required)$']) ?? '';
  return [...new Set(keys.split('\0').filter((key) => key !== ''))].sort();
}

/** Variables that would lead git elsewhere than to the repository of the root, as within a hook, or start something. */
const MISLEADING = /^GIT_(DIR|WORK_TREE|INDEX_FILE|PREFIX|COMMON_DIR|NAMESPACE|EXTERNAL_DIFF|DIFF_OPTS|PAGER|EDITOR|SEQUENCE_EDITOR|ASKPASS|TRACE.*|.*_PATHSPECS|FLUSH|OPTIONAL_LOCKS)$/;

function environment(filters: readonly string[]): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => !MISLEADING.test(name)));
  const said = Number(kept['GIT_CONFIG_COUNT'] ?? 0) || 0;
  const own = filters.flatMap((key, index) => [
    [`GIT_CONFIG_KEY_${said + index}`, key],
    [`GIT_CONFIG_VALUE_${said + index}`, key.endsWith('.required') ? 'false' : ''],
  ]);
  return {
    ...kept,
    ...(Object.fromEntries(own) as NodeJS.ProcessEnv),
    ...(filters.length > 0 ? { GIT_CONFIG_COUNT: String(said + filters.length) } : {}),
    GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_PAGER: 'cat', LC_ALL: 'C', LANGUAGE: 'C',
  };
}

function startFailure(error: Error): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return new UserError('git-not-found', 'git is not installed, or not on the PATH.', 'Install git, or run dist-lint without --base.');
  if (code === 'ENOBUFS') return new UserError('change-too-large', `git's answer is larger than ${LARGEST_ANSWER / 1e6} MB.`, 'Name a base that lies nearer.');
  return error;
}

function gitFailure([command = '']: readonly string[], stderr: string): UserError {
  const [said = ''] = stderr.split('\n');
  const hint = /dubious ownership/.test(stderr) ? 'The repository belongs to another user: `git config --global --add safe.directory` with its folder tells git to trust it.' : `\`git ${command}\` has to work here.`;
  return new UserError('git-failed', `git failed: ${said.replace(/^(fatal|error): /, '').slice(0, 300)}`, hint);
}
