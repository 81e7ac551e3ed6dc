import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { UserError } from '@dist-lint/model';
import type { JobLog } from './job-log.ts';
import { member, text } from './untyped.ts';

export interface Wanted {
  /** Where the search begins, and the folder above which it does not go. */
  folder: string;
  top: string;
  /** What npm is asked for where none is installed; empty when nothing may be fetched. */
  version: string;
  /** Take nothing from the tree. */
  isSafe: boolean;
  temporary: string;
}

/**
 * The script of the dist-lint to run: the one that the repository has installed, else the version that is asked for.
 *
 * @throws {UserError} `not-installed`, `bad-input`, `not-fetched`
 */
export function findDistLint(wanted: Wanted, log: JobLog): string {
  const { folder, top, version, isSafe } = wanted;
  if (isSafe && version === '') throw new UserError('not-installed', 'safe takes no dist-lint from the tree, and no version is asked for.', 'Say version: and a version, such as 0.1.0.');
  const installed = isSafe ? undefined : installedIn(folder, top);
  if (installed !== undefined) {
    log.info(`dist-lint ${installed.version} of this repository`);
    return installed.script;
  }
  if (version === '') throw new UserError('not-installed', 'dist-lint is not installed here.', 'Install the dependencies in a step before, or say version: and a version, such as 0.1.0.');
  if (!/^[\w.~^+-]+$/.test(version) || version.startsWith('-')) throw new UserError('bad-input', `The input version is no version: ${version}`, 'Write one such as 0.1.0.');
  if (!/^\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/.test(version)) log.warning(`version ${version} is not exact: what is found may change without a change here.`);
  return fetched(wanted, log);
}

interface Installed {
  script: string;
  version: string;
}

function installedIn(folder: string, top: string): Installed | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const found = packageAt(join(at, 'node_modules', 'dist-lint'));
    if (found !== undefined || at === resolve(top) || at === dirname(at)) return found;
  }
}

function packageAt(folder: string): Installed | undefined {
  const path = join(folder, 'package.json');
  if (!existsSync(path)) return undefined;
  const manifest: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const bin = member(manifest, 'bin');
  const script = text(bin) ?? text(member(bin, 'dist-lint'));
  return script === undefined ? undefined : { script: join(folder, script), version: text(member(manifest, 'version')) ?? 'of unknown version' };
}

/** Fetched outside of the tree, whose npm settings could name another registry, and without scripts of packages. */
function fetched({ version, temporary }: Wanted, log: JobLog): string {
  const folder = mkdtempSync(join(temporary, 'dist-lint-npm-'));
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const isWindows = process.platform === 'win32';
  // npm is a script of the shell on Windows; the version has been checked to hold nothing that a shell reads.
  const { status, stderr, error } = spawnSync(isWindows ? 'npm.cmd' : 'npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', `dist-lint@${version}`], {
    cwd: folder, encoding: 'utf8', shell: isWindows, timeout: 300_000, stdio: ['ignore', 'ignore', 'pipe'],
  });
  const found = status === 0 ? packageAt(join(folder, 'node_modules', 'dist-lint')) : undefined;
  if (found === undefined) throw new UserError('not-fetched', `npm could not fetch dist-lint ${version}: ${error?.message ?? stderr.trim().split('\n').slice(-3).join(' ')}`, 'Is there such a version, and does this runner reach the registry?');
  log.info(`dist-lint ${found.version} from npm`);
  return found.script;
}
