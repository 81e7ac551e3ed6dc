import { spawnSync } from 'node:child_process';

/** What git prints, without the last line break; nothing where it fails, is missing, or takes longer than a cheap question may. */
export function git(folder: string, args: readonly string[], milliseconds = 60_000): string | undefined {
  const { status, stdout } = spawnSync('git', args, {
    cwd: folder, encoding: 'utf8', timeout: milliseconds, maxBuffer: 256 * 1024 * 1024, stdio: ['ignore', 'pipe', 'ignore'],
    // Never waits for somebody to type a password.
    env: { ...process.env, GIT_TERMINAL_PROMPT: '0' },
  });
  return status === 0 ? stdout.replace(/\n$/, '') : undefined;
}

/** The commit of that name, when the checkout has it. */
export function commitOf(folder: string, ref: string): string | undefined {
  return git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
}

export function mergeBase(folder: string, ref: string): string | undefined {
  return git(folder, ['merge-base', 'HEAD', ref]);
}

export function isShallow(folder: string): boolean {
  return git(folder, ['rev-parse', '--is-shallow-repository']) === 'true';
}

/** The parents that a commit names, whether the checkout has them or not. */
export function parents(folder: string, commit: string): string[] {
  const text = git(folder, ['cat-file', 'commit', commit]) ?? '';
  const [head = ''] = text.split('\n\n');
  return [...head.matchAll(/^parent ([0-9a-f]{40,64})$/gm)].map(([, parent = '']) => parent);
}
