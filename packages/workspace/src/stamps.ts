import { statSync } from 'node:fs';
import type { FoundFiles } from './find.ts';

/** What the disk looked like when it was last read, so that a later look costs a system call a file and no reading. */
export interface Stamps {
  /** What differs from the last look, which this look replaces. */
  changes(): Changes;
}

export interface Changes {
  /** Something came or went in a folder: find again. */
  folders: boolean;
  /** A module is gone, or a file changed that decides what modules mean: find and resolve again. */
  deciding: boolean;
  /** Modules whose content may differ, sorted; without those that are gone. */
  modules: string[];
}

/** Files that are no modules and still decide what modules mean. */
const DECIDES = /(^|\/)(package\.json|[jt]sconfig[^/]*\.json|lerna\.json|rush\.json|nx\.json|turbo\.json|pnpm-workspace\.yaml|\.gitignore|dist-lint\.config\.\w+|[^/]+\.prisma)$/;
export const decides = (path: string): boolean => DECIDES.test(path);

/** Notes modification time and size of every module, every folder and every file that decides. */
export function stampsOf({ root, modules, folders, kinds }: FoundFiles): Stamps {
  const inFolders = new Map([...folders].map((path) => [path, stamp(root, path)]));
  const deciding = new Map([...kinds.keys()].filter(decides).map((path) => [path, stamp(root, path)]));
  const content = new Map(modules.map((path) => [path, stamp(root, path)]));
  return {
    changes() {
      const modules = differing(root, content);
      const gone = modules.some((path) => content.get(path) === GONE);
      return { folders: differing(root, inFolders).length > 0, deciding: gone || differing(root, deciding).length > 0, modules };
    },
  };
}

/** What differs from its stamp, which is made anew. */
function differing(root: string, stamps: Map<string, string>): string[] {
  const found: string[] = [];
  for (const [path, before] of stamps) {
    const now = stamp(root, path);
    if (now === before) continue;
    stamps.set(path, now);
    found.push(path);
  }
  return found;
}

const GONE = '';

function stamp(root: string, path: string): string {
  const stats = statSync(path === '' ? root : `${root}/${path}`, { throwIfNoEntry: false });
  if (stats === undefined) return GONE;
  // A folder's size says nothing on some systems; its time changes when an entry comes or goes.
  return stats.isDirectory() ? `${stats.mtimeMs}` : `${stats.mtimeMs} ${stats.size} ${stats.ino}`;
}
