import type { Dirent } from 'node:fs';
import type { Gap } from '@dist-lint/model';
import { ignoreRules } from './ignore.ts';
import { within } from './path.ts';
import { reasonOf, type SourceText } from './read.ts';
import { fileReason, folderReason, type SkippedFile, type SkipReason } from './skip.ts';
import { diskTree, type LinkTarget, type Tree, type TreeEntry } from './tree.ts';

/** What a file is to the program. `other` holds no code: styles, JSON, images, configuration. */
export type FileKind = 'module' | 'declaration' | 'generated' | 'output' | 'vendored' | 'minified' | 'unsupported' | 'other';

/** The files of a tree. Paths are relative to `root`, with `/`, sorted by code unit. */
export interface FoundFiles {
  /** Absolute. */
  root: string;
  /** TypeScript and JavaScript to analyse. Generated and minified files that only their text gives away are among them. */
  modules: string[];
  /** Files that import modules and that we cannot read: `.vue`, `.svelte`, `.astro`. Each is a gap, too. */
  unsupported: string[];
  /** What was left out on purpose; see {@link summarizeSkipped}. */
  skipped: SkippedFile[];
  /** Folders that could not be read, symbolic links that loop or leave the root, files of a kind we cannot read. */
  gaps: Gap[];
  /** Every file seen, whether analysed or not. Folders that git ignores and `node_modules` are not looked into. */
  kinds: ReadonlyMap<string, FileKind>;
  folders: ReadonlySet<string>;
  /** Symbolic links → what they lead to, inside the root. */
  links: ReadonlyMap<string, string>;
  /** Whether git ignores this place, be something there or not. */
  ignores(path: string): boolean;
  /** Text of a configuration file, without byte order mark; undefined when it is not there or cannot be read. */
  read(path: string): string | undefined;
  /** A file's text, decoded, or why there is none. */
  source(path: string): SourceText;
  /** Paths that were asked for as configuration so far, be something there or not. */
  asked: ReadonlySet<string>;
}

export interface FindOptions {
  /** What to look at instead of the disk. */
  tree?: Tree;
  /** Lists a folder; throws when it cannot. For tests that need a folder to fail. */
  list?: (absolute: string) => Dirent[];
}

const SOURCE = /\.[mc]?[jt]sx?$/;
const NO_SOURCE = /\.[mc][jt]sx$/;
const UNSUPPORTED = /\.(vue|svelte|astro)$/;
const NEVER_ENTERED = new Set(['.git', '.hg', '.svn', '.jj', '.dist-lint']);

/**
 * All `.ts .tsx .mts .cts .js .jsx .mjs .cjs` files below the root that git does not ignore, and
 * what was left out and why. Symbolic links are never followed. Never throws for what the tree holds.
 */
export function findFiles(root: string, options: FindOptions = {}): FoundFiles {
  const tree = options.tree ?? diskTree(root, options.list);
  const rules = ignoreRules();
  const modules: string[] = [];
  const unsupported: string[] = [];
  const skipped: SkippedFile[] = [];
  const gaps: Gap[] = [];
  const kinds = new Map<string, FileKind>();
  const folders = new Set<string>(['']);
  const links = new Map<string, string>();
  const gap = (kind: string, file: string, message: string) => gaps.push({ kind, file, line: 1, message });

  const excludes = tree.text('.git/info/exclude');
  if (excludes !== undefined) rules.add('', excludes);
  walk('', undefined);

  modules.sort();
  unsupported.sort();
  skipped.sort((a, b) => (a.path < b.path ? -1 : 1));
  gaps.sort((a, b) => (a.file < b.file ? -1 : 1));
  return {
    root, modules, unsupported, skipped, gaps, kinds, folders, links,
    ignores: (path) => !kinds.has(path) && rules.covers(path),
    read: tree.text,
    source: tree.source,
    asked: tree.asked,
  };

  /** `inherited`: why the files of a folder above are left out. */
  function walk(folder: string, inherited: SkipReason | undefined): void {
    let entries: TreeEntry[];
    try {
      entries = tree.list(folder);
    } catch (error) {
      gap('unreadable-file', folder === '' ? '.' : folder, `The folder cannot be read: ${reasonOf(error)}.`);
      return;
    }
    if (folder !== '' && entries.some((it) => it.name === '.git' && it.isFile()) && isWorktree(folder)) {
      skipped.push({ path: `${folder}/`, reason: 'nested-worktree' });
      return;
    }
    if (entries.some(({ name }) => name === '.gitignore')) {
      const text = tree.text(within(folder, '.gitignore'));
      if (text !== undefined) rules.add(folder, text);
    }
    let siblings: string[] | undefined;
    for (const entry of entries) {
      const { name } = entry;
      const path = within(folder, name);
      if (entry.isDirectory()) {
        enter(name, path, inherited, {
          path,
          parent: folder,
          tree,
          siblings: (siblings ??= entries.map((it) => it.name)),
        });
      } else if (entry.isFile()) {
        addFile(name, path, inherited);
      } else if (entry.isSymbolicLink()) {
        addLink(path);
      }
    }
  }

  function enter(name: string, path: string, inherited: SkipReason | undefined, surroundings: Parameters<typeof folderReason>[1]): void {
    if (NEVER_ENTERED.has(name)) return;
    if (name === 'node_modules') return void skipped.push({ path: `${path}/`, reason: 'node_modules' });
    if (rules.excludes(path, true)) return void skipped.push({ path: `${path}/`, reason: 'git-ignored' });
    folders.add(path);
    walk(path, inherited ?? folderReason(name, surroundings));
  }

  function addFile(name: string, path: string, inherited: SkipReason | undefined): void {
    if (!SOURCE.test(name) || NO_SOURCE.test(name)) {
      if (!UNSUPPORTED.test(name)) return void kinds.set(path, (inherited as FileKind | undefined) ?? 'other');
      if (rules.excludes(path, false) || inherited !== undefined) return;
      kinds.set(path, 'unsupported');
      unsupported.push(path);
      gap('unsupported-file', path, `${name.slice(name.lastIndexOf('.'))} files are not read; what they import and call is unknown.`);
      return;
    }
    if (rules.excludes(path, false)) return void skipped.push({ path, reason: 'git-ignored' });
    const reason = inherited ?? fileReason(name);
    kinds.set(path, reason === undefined ? 'module' : (reason as FileKind));
    if (reason === undefined) modules.push(path);
    else skipped.push({ path, reason });
  }

  function addLink(path: string): void {
    if (path.endsWith('node_modules') || rules.excludes(path, false) || rules.excludes(path, true)) return;
    let target: LinkTarget;
    try {
      target = tree.follow(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ELOOP') gap('symlink-loop', path, 'The symbolic link leads back to itself.');
      else if (SOURCE.test(path)) gap('unreadable-file', path, 'The symbolic link leads nowhere.');
      return;
    }
    const { path: inside, isFolder } = target;
    if (inside === undefined) {
      if (isFolder || SOURCE.test(path)) gap('outside-root', path, 'The symbolic link leaves the root and is not followed.');
      else kinds.set(path, 'other');
      return;
    }
    links.set(path, inside);
    if (isFolder) skipped.push({ path: `${path}/`, reason: 'symlink' });
    else if (SOURCE.test(path)) skipped.push({ path, reason: 'symlink' });
    else kinds.set(path, 'other');
  }

  /** A checkout made by `git worktree`; a submodule's `.git` file names `modules` instead. */
  function isWorktree(folder: string): boolean {
    return /^gitdir:.*\/worktrees\//.test(tree.text(`${folder}/.git`) ?? '');
  }
}
