/** Which version of a dependency is installed, as the nearest lockfile says it. Nothing is looked up in `node_modules`. */
import type { Gap } from '@dist-lint/model';
import type { FoundFiles } from './find.ts';
import { isRecord, parseJson } from './json.ts';
import { parentOf, within } from './path.ts';
import { pnpmVersions } from './pnpm-lock.ts';
import { yarnVersions } from './yarn-lock.ts';

/** The version of each of these names, in a folder of a lockfile (relative to it, '' for its own); undefined when it has none. */
export type LockedIn = (folder: string, name: string, range: string) => string | undefined;

/** In the order in which they are believed where there are several: the first is no leftover. */
const READERS: readonly (readonly [file: string, read: (text: string, gap: (message: string, line?: number) => void) => LockedIn])[] = [
  ['pnpm-lock.yaml', pnpmVersions],
  ['bun.lock', bunVersions],
  ['yarn.lock', yarnVersions],
  ['npm-shrinkwrap.json', npmVersions],
  ['package-lock.json', npmVersions],
];

const VERSION = /^\d+\.\d+\.\d+/;

/** @returns the locked versions of a folder's dependencies, given by name with their ranges */
export function lockedVersions(found: FoundFiles, gaps: Gap[]): (folder: string, dependencies: Record<string, string>) => Record<string, string> {
  const locks = new Map<string, LockedIn | undefined>();
  const lockOf = (folder: string): LockedIn | undefined => {
    if (!locks.has(folder)) locks.set(folder, readLock(found, folder, gaps));
    return locks.get(folder);
  };
  return (folder, dependencies) => {
    for (let above = folder; ; above = parentOf(above)) {
      const lock = lockOf(above);
      if (lock) {
        const inside = above === '' ? folder : folder.slice(above.length + 1);
        const versions = Object.entries(dependencies).map(([name, range]) => [name, lock(inside, name, range)] as const);
        return Object.fromEntries(versions.filter((each): each is [string, string] => each[1] !== undefined && VERSION.test(each[1])));
      }
      if (above === '') return {};
    }
  };
}

function readLock(found: FoundFiles, folder: string, gaps: Gap[]): LockedIn | undefined {
  for (const [name, read] of READERS) {
    const file = within(folder, name);
    const text = found.kinds.has(file) ? found.read(file) : undefined;
    if (text === undefined) continue;
    return read(text, (message, line = 1) => gaps.push({ kind: 'broken-config', file, line, message: `${message} Versions are taken from the ranges in package.json.` }));
  }
  return undefined;
}

const NOTHING: LockedIn = () => undefined;

/** Formats 2 and 3 list folders of `node_modules`; format 1 has a tree of names, of which the top is read. */
function npmVersions(text: string, gap: (message: string, line?: number) => void): LockedIn {
  const lock = recordOf(text, gap);
  const folders = lock?.['packages'];
  const names = lock?.['dependencies'];
  return (folder, name) => {
    if (isRecord(folders)) {
      for (let above = folder; ; above = parentOf(above)) {
        const version = versionOf(property(folders, `${above === '' ? '' : `${above}/`}node_modules/${name}`));
        if (version !== undefined || above === '') return version;
      }
    }
    return isRecord(names) ? versionOf(property(names, name)) : undefined;
  };
}

/** A name, or a workspace package's name and a name, leads to a list whose first item is the name with its version. */
function bunVersions(text: string, gap: (message: string, line?: number) => void): LockedIn {
  const lock = recordOf(text, gap);
  const packages = lock?.['packages'];
  const workspaces = lock?.['workspaces'];
  if (!isRecord(packages)) return NOTHING;
  return (folder, name) => {
    const workspace = isRecord(workspaces) ? property(workspaces, folder) : undefined;
    const own = isRecord(workspace) && typeof workspace['name'] === 'string' ? property(packages, `${workspace['name']}/${name}`) : undefined;
    const entry = own ?? property(packages, name);
    const [resolved] = Array.isArray(entry) ? (entry as unknown[]) : [];
    return typeof resolved === 'string' ? resolved.slice(resolved.lastIndexOf('@') + 1) : undefined;
  };
}

function recordOf(text: string, gap: (message: string, line?: number) => void): Record<string, unknown> | undefined {
  const { value, error } = parseJson(text);
  if (isRecord(value)) return value;
  gap(error ? `It is not valid JSON: ${error.message}.` : 'It holds no JSON object.', error?.line);
  return undefined;
}

function versionOf(entry: unknown): string | undefined {
  const version = isRecord(entry) ? entry['version'] : undefined;
  return typeof version === 'string' ? version : undefined;
}

/** What the lockfile itself has: a name may be `constructor`. */
function property(record: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
