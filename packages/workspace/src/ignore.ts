import ignore from 'ignore';
import { parentOf } from './path.ts';

/** The rules of every `.gitignore` seen so far. Paths are relative to the root, with `/`. */
export interface IgnoreRules {
  /** Adds the rules of one file that lie in `folder` ('' for the root). */
  add(folder: string, text: string): void;
  /** Whether git would ignore this file or folder, given that no folder above it is ignored. */
  excludes(path: string, isFolder: boolean): boolean;
  /** The same for any path, whether something is there or not. */
  covers(path: string): boolean;
}

/**
 * `.gitignore` rules without git, so that a tree reads the same in an archive, before `git add`,
 * and where git is not installed. The rules nearest to a path win, as in git. A file that is
 * tracked although a rule names it counts as ignored.
 */
export function ignoreRules(): IgnoreRules {
  const byFolder = new Map<string, ReturnType<typeof ignore>>();

  function excludes(path: string, isFolder: boolean): boolean {
    for (let folder = parentOf(path); ; folder = parentOf(folder)) {
      const rules = byFolder.get(folder);
      if (rules !== undefined) {
        const below = folder === '' ? path : path.slice(folder.length + 1);
        const answer = rules.test(isFolder ? `${below}/` : below);
        if (answer.ignored) return true;
        if (answer.unignored) return false;
      }
      if (folder === '') return false;
    }
  }

  return {
    excludes,
    add(folder, text) {
      let rules = byFolder.get(folder);
      if (rules === undefined) byFolder.set(folder, (rules = ignore({ ignorecase: false, allowRelativePaths: true })));
      for (const line of text.split(/\r?\n/)) {
        try {
          rules.add(line);
        } catch {
          // A pattern that is no valid expression ignores nothing, as in git.
        }
      }
    },
    covers(path) {
      for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
        if (slash > 0 && excludes(path.slice(0, slash), true)) return true;
      }
      return path !== '' && (excludes(path, false) || excludes(path, true));
    },
  };
}
