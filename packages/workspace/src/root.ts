import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { UserError } from '@dist-lint/model';
import { isRecord, parseJson } from './json.ts';

/** Files that make the folder they lie in a root, whatever they hold. */
const ROOT_FILES = ['.git', 'pnpm-workspace.yaml', 'lerna.json', 'nx.json', 'rush.json'];

/**
 * The folder all paths are relative to: the nearest folder at or above `target` that holds a
 * workspace definition or `.git`, else the nearest that holds a `package.json`, else a `tsconfig.json`, else the target
 * folder itself (for a file, its folder).
 * Absolute, with symbolic links resolved, so that it does not depend on how it was reached.
 *
 * @throws {UserError} `target-not-found` when nothing is at `target`.
 */
export function findRoot(target: string): string {
  const start = folderOf(target);
  for (let folder = start; ; folder = dirname(folder)) {
    if (isRoot(folder)) return folder;
    if (dirname(folder) === folder) return nearestWith('package.json', start) ?? nearestWith('tsconfig.json', start) ?? start;
  }
}

/** Below the home folder: what lies in it, or in `/`, holds many projects and is none. */
function nearestWith(name: string, start: string): string | undefined {
  const home = homedir();
  for (let folder = start; folder !== home && dirname(folder) !== folder; folder = dirname(folder)) {
    if (existsSync(join(folder, name))) return folder;
  }
  return undefined;
}

function folderOf(target: string): string {
  const absolute = resolve(target);
  try {
    const real = realpathSync(absolute);
    return statSync(real).isDirectory() ? real : dirname(real);
  } catch {
    throw new UserError('target-not-found', `There is nothing at ${absolute}.`, 'Name a folder or file that exists.');
  }
}

function isRoot(folder: string): boolean {
  if (ROOT_FILES.some((name) => existsSync(join(folder, name)))) return true;
  const manifest = readConfig(join(folder, 'package.json'));
  if (manifest !== undefined && manifest['workspaces'] !== undefined) return true;
  // A package of a Turborepo may hold a turbo.json of its own, which extends the root's.
  const turbo = readConfig(join(folder, 'turbo.json'));
  return turbo !== undefined && turbo['extends'] === undefined;
}

function readConfig(path: string): Record<string, unknown> | undefined {
  try {
    const { value } = parseJson(readFileSync(path, 'utf8'));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
