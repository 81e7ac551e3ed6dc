import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tree } from './temporary-tree.test.support.ts';

export interface Repository {
  root: string;
  git(...args: string[]): string;
  /** Writes files; undefined removes one. */
  write(files: Record<string, string | Uint8Array | undefined>): void;
  /** Writes, stages and commits everything. */
  commit(files?: Record<string, string | Uint8Array | undefined>): void;
}

/** A repository of git's with one commit of these files, on the branch `main`; gone after the test. */
export function repository(files: Record<string, string | Uint8Array | undefined>): Repository {
  const made = repositoryAt(tree({}));
  made.git('init', '--quiet', '--initial-branch=main');
  made.commit(files);
  return made;
}

/** What lies in a folder already. */
export function repositoryAt(root: string): Repository {
  const git = (...args: string[]): string => execFileSync('git', ['-c', 'user.name=Shop', '-c', 'user.email=shop@example.com', '-c', 'commit.gpgsign=false', '-c', 'protocol.file.allow=always', ...args], {
    cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
  });
  const write: Repository['write'] = (entries) => {
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
  return {
    root, git, write,
    commit(entries = {}) {
      write(entries);
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', '--message', 'a change');
    },
  };
}
