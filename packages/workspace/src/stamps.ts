import { statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { FoundFiles } from './find.ts';

/** What the disk looked like when it was last read, so that a later look costs a system call a file and no reading. */
export interface Stamps {
  /** To look from another thread, with {@link changesSince}. */
  readonly seen: Seen;
  /** What differs from the last look, which this look replaces. */
  changes(): Changes;
}

/** Plain data: by path, what tells a state of it from the next. */
export interface Seen {
  root: string;
  folders: Map<string, Stamp>;
  deciding: Map<string, Stamp>;
  modules: Map<string, Stamp>;
}

/** Time, size and inode; of a folder, the time alone; of what is not there, nothing. Text would take as long as the system calls. */
type Stamp = readonly number[];

export interface Changes {
  /** Something came or went in a folder: find again. */
  folders: boolean;
  /** A module is gone, or a file changed that decides what modules mean: find and resolve again. */
  deciding: boolean;
  /** Modules whose content may differ, sorted; without those that are gone. */
  modules: string[];
}

/** Files that are no modules and still decide what modules mean. A tsconfig that others extend is known by its name or its folder's: `typescript-config/base.json`. */
const DECIDES =
  /(^|\/)(package\.json|[^/]*[jt]sconfig[^/]*\.json|[^/]*([jt]s|typescript)-?configs?\/[^/]+\.json|lerna\.json|rush\.json|nx\.json|turbo\.json|pnpm-workspace\.yaml|\.gitignore|dist-lint\.config\.\w+|[^/]+\.prisma)$/;
export const decides = (path: string): boolean => DECIDES.test(path);

/**
 * Notes modification time and size of every module, every folder and every file that decides.
 *
 * @param also absolute paths of further files that decide, such as what a configuration imports; they need not exist
 * @param since when the files began to be found: what was written later may have been overlooked
 */
export function stampsOf({ root, modules, folders, kinds }: FoundFiles, also: readonly string[] = [], since = Date.now()): Stamps {
  const stamped = (paths: Iterable<string>): Map<string, Stamp> => new Map([...paths].map((path) => [path, stamp(root, path, since)]));
  const seen: Seen = { root, folders: stamped(folders), deciding: stamped([...[...kinds.keys()].filter(decides), ...also]), modules: stamped(modules) };
  return { seen, changes: () => changesSince(seen) };
}

/** What differs from what was seen, which is replaced. */
export function changesSince({ root, folders, deciding, modules }: Seen): Changes {
  const edited = differing(root, modules);
  const isGone = edited.some((path) => modules.get(path)?.length === 0);
  return { folders: differing(root, folders).length > 0, deciding: differing(root, deciding).length > 0 || isGone, modules: edited };
}

/** What differs from its stamp, which is made anew. */
function differing(root: string, stamps: Map<string, Stamp>): string[] {
  const found: string[] = [];
  for (const [path, before] of stamps) {
    const now = stamp(root, path);
    if (isSame(now, before)) continue;
    stamps.set(path, now);
    found.push(path);
  }
  return found;
}

const GONE: Stamp = [];

function isSame(a: Stamp, b: Stamp): boolean {
  return a.length === b.length && a[0] === b[0] && a[1] === b[1] && a[2] === b[2] && a[3] === b[3];
}

/** Milliseconds in which two writes may bear the same time. */
const TICK = 20;

function stamp(root: string, path: string, since?: number): Stamp {
  const stats = statSync(path === '' ? root : isAbsolute(path) ? path : `${root}/${path}`, { throwIfNoEntry: false });
  if (stats === undefined) return GONE;
  const { mtimeMs, size, ino } = stats;
  const now = Date.now();
  // What was written just now may be written again without a trace: it is never the same as at a later look.
  const isUnsure = mtimeMs > (since ?? now) - TICK && mtimeMs < now + TICK;
  // A folder's size says nothing on some systems; its time changes when an entry comes or goes.
  const stamp = stats.isDirectory() ? [mtimeMs] : [mtimeMs, size, ino];
  return isUnsure ? [...stamp, now] : stamp;
}
