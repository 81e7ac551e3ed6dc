import { statSync } from 'node:fs';
import type { FoundFiles } from './find.ts';

/** What the disk looked like when it was last read, so that a later look costs a system call a file and no reading. */
export interface Stamps {
  /** What differs from the last look, which this look replaces. */
  changes(): Changes;
}

export interface Changes {
  /** Folders, configuration or the set of files changed: find and resolve again. */
  structure: boolean;
  /** Modules whose content may differ, sorted; without those that are gone. */
  modules: string[];
}

/** Files that are no modules and still decide what modules mean. */
const DECIDES = /(^|\/)(package\.json|[jt]sconfig[^/]*\.json|lerna\.json|rush\.json|nx\.json|turbo\.json|pnpm-workspace\.yaml|\.gitignore|dist-lint\.config\.\w+|[^/]+\.prisma)$/;

/** Notes modification time and size of every module, every folder and every file that decides. */
export function stampsOf({ root, modules, folders, kinds }: FoundFiles): Stamps {
  const deciding = [...folders, ...[...kinds.keys()].filter((path) => DECIDES.test(path))];
  const structure = new Map(deciding.map((path) => [path, stamp(root, path)]));
  const content = new Map(modules.map((path) => [path, stamp(root, path)]));
  return {
    changes() {
      const changed: string[] = [];
      let isStructure = false;
      for (const [path, before] of structure) {
        const now = stamp(root, path);
        if (now === before) continue;
        structure.set(path, now);
        isStructure = true;
      }
      for (const [path, before] of content) {
        const now = stamp(root, path);
        if (now === before) continue;
        content.set(path, now);
        if (now === GONE) isStructure = true;
        else changed.push(path);
      }
      return { structure: isStructure, modules: changed };
    },
  };
}

const GONE = '';

function stamp(root: string, path: string): string {
  const stats = statSync(path === '' ? root : `${root}/${path}`, { throwIfNoEntry: false });
  if (stats === undefined) return GONE;
  // A folder's size says nothing on some systems; its time changes when an entry comes or goes.
  return stats.isDirectory() ? `${stats.mtimeMs}` : `${stats.mtimeMs} ${stats.size} ${stats.ino}`;
}
