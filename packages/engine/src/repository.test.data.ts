import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Path → content; undefined for a file that goes. */
export type Files = Record<string, string | Uint8Array | undefined>;

export interface Repository {
  root: string;
  git(...args: string[]): string;
  write(files: Files): void;
  /** Writes, stages and commits everything. */
  commit(files?: Files): void;
}

/** A repository of git's with one commit of these files, on the branch `main`; gone after the test. */
export function repository(files: Files): Repository {
  const root = folder();
  const git = (...args: string[]): string => execFileSync('git', ['-c', 'user.name=Shop', '-c', 'user.email=shop@example.com', '-c', 'commit.gpgsign=false', ...args], {
    cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
  });
  const write = (entries: Files): void => {
    for (const [path, content] of Object.entries(entries)) {
      const absolute = join(root, path);
      if (content === undefined) {
        rmSync(absolute, { recursive: true });
        continue;
      }
      mkdirSync(dirname(absolute), { recursive: true });
      writeFileSync(absolute, content);
    }
  };
  const commit = (entries: Files = {}): void => {
    write(entries);
    git('add', '--all');
    git('commit', '--quiet', '--allow-empty', '--message', 'a change');
  };
  git('init', '--quiet', '--initial-branch=main');
  commit(files);
  return { root, git, write, commit };
}

/** A folder that holds what a commit holds, as a root of its own. */
export function checkout({ git }: Repository, commit: string): string {
  const root = folder();
  git(`--work-tree=${root}`, 'checkout', '--quiet', commit, '--', '.');
  git('reset', '--quiet');
  mkdirSync(join(root, '.git'));
  return root;
}

function folder(): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'dist-lint-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return root;
}
