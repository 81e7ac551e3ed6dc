/** What changed since a base, and the tree as it was there. */
import { closeSync, lstatSync, openSync, readSync } from 'node:fs';
import { UserError } from '@dist-lint/model';
import { earlierTree, type EarlierEntry } from './earlier-tree.ts';
import { type Git, gitAt } from './git.ts';
import { mergeBase } from './git-base.ts';
import { type Blobs, blobsOf } from './git-blobs.ts';
import { type Difference, differences, isLink, isSubmodule, type Stored } from './git-diff.ts';
import { parentOf } from './path.ts';
import { LARGEST_SOURCE } from './read.ts';
import { diskTree, type Tree } from './tree.ts';

/** A file that the work tree has otherwise than the base; uncommitted and untracked files are among them. */
export interface FileChange {
  /** Relative to the root: where it is now, or where it was when it is gone. */
  path: string;
  /** Where it was, when it was moved. */
  before?: string;
  kind: 'added' | 'deleted' | 'modified' | 'renamed';
  /** False for what is binary, a symbolic link or a submodule. */
  isText: boolean;
}

export interface Change {
  /** The commit in which the base and HEAD meet, as a full object name. */
  mergeBase: string;
  /** Sorted by path. */
  files: FileChange[];
  /** The root as it was at the merge base. */
  tree: Tree;
  /** Whether the base has another text, or none, at this path. */
  touches(path: string): boolean;
  /** Whether files came, went or became something else, so that the list of them is another. */
  isReshaped: boolean;
  /** Submodules that were at another commit: what they held is not known. */
  submodules: string[];
}

/**
 * The change that leads from the merge base of `ref` and HEAD to the work tree, as far as it lies below the root.
 *
 * @throws {UserError} `git-not-found`, `not-a-git-repository`, `no-commit`, `unknown-ref`, `shallow-clone`, `unrelated-histories`, `missing-object`
 */
export function changeSince(root: string, ref: string): Change {
  const git = gitAt(root);
  const commit = mergeBase(git, ref);
  const different = differences(git, root, commit);
  const stored = different.flatMap(({ before }) => (before === undefined || isSubmodule(before.mode) ? [] : [before]));
  const blobs = blobsOf(git, stored.filter(({ path, mode }) => isLink(mode) || isRead(path)).map(({ object }) => object), LARGEST_SOURCE);
  const others = later(() => blobsOf(git, stored.filter(({ path, mode }) => !isLink(mode) && !isRead(path)).map(({ object }) => object), LARGEST_SOURCE));
  const at = (each: Stored): Blobs => (isLink(each.mode) || isRead(each.path) ? blobs : others());

  const entries = new Map<string, EarlierEntry>();
  for (const { path, before } of different) if (before?.path !== path && !entries.has(path)) entries.set(path, { kind: 'nothing' });
  for (const { before } of different) {
    if (before === undefined) continue;
    // What a submodule held is in no object of this repository: what is there now stands for it.
    if (isSubmodule(before.mode)) entries.delete(before.path);
    else entries.set(before.path, entryOf(before, at));
  }
  return {
    mergeBase: commit,
    files: different.map((each) => fileChange(each, root, at)),
    tree: earlierTree(diskTree(root), { entries, newFolders: newFolders(git, commit, different) }),
    touches: (path) => entries.has(path),
    isReshaped: different.some(({ path, before, isThere }) => before?.path !== path || !isThere || isLink(before.mode) || !isFile(`${root}/${path}`)),
    submodules: different.filter(({ before }) => before !== undefined && isSubmodule(before.mode)).map(({ path }) => path),
  };
}

/** What dist-lint reads of a tree: sources, and what may decide what they mean. */
function isRead(path: string): boolean {
  return /\.([mc]?[jt]sx?|jsonc?|json5|ya?ml|prisma|lock|lockb)$/.test(path) || /(^|\/)\.[^/]*$/.test(path);
}

function entryOf({ path, mode, object }: Stored, at: (each: Stored) => Blobs): EarlierEntry {
  const blobs = (): Blobs => at({ path, mode, object });
  if (isLink(mode)) return { kind: 'link', target: blobs().bytes(object)?.toString('utf8') ?? '' };
  const read = (): Blobs => {
    if (blobs().size(object) !== undefined) return blobs();
    throw new UserError('missing-object', `git does not have ${path} as it was at the base.`, 'In a partial clone, `git fetch --refetch` brings what is missing; `git fsck` tells whether the repository is damaged.');
  };
  return {
    kind: 'file',
    get size() {
      return read().size(object) as number;
    },
    bytes: () => read().bytes(object),
  };
}

/** Folders above what is new that the commit does not have. */
function newFolders(git: Git, commit: string, different: readonly Difference[]): Set<string> {
  const candidates = new Set<string>();
  for (const { path, before, isThere } of different) {
    if (!isThere || before?.path === path) continue;
    for (let folder = parentOf(path); folder !== '' && !candidates.has(folder); folder = parentOf(folder)) candidates.add(folder);
  }
  if (candidates.size === 0) return candidates;
  const trees = git.ask(['ls-tree', '-r', '-d', '-z', '--name-only', commit, '--', '.']).toString('utf8').split('\0');
  const known = new Set(trees);
  return new Set([...candidates].filter((folder) => !known.has(folder)));
}

function fileChange({ path, before, isThere }: Difference, root: string, at: (each: Stored) => Blobs): FileChange {
  const kind = before === undefined ? 'added' : !isThere ? 'deleted' : before.path === path ? 'modified' : 'renamed';
  const isPlain = before === undefined || !(isLink(before.mode) || isSubmodule(before.mode));
  const isText = isPlain && looksLikeText(isThere ? beginning(`${root}/${path}`) : at(before as Stored).bytes((before as Stored).object));
  return { path, ...(kind === 'renamed' ? { before: (before as Stored).path } : {}), kind, isText };
}

/** As git tells it: no NUL in the first bytes. */
function looksLikeText(bytes: Buffer | undefined): boolean {
  return bytes !== undefined && !bytes.subarray(0, BEGINNING).includes(0);
}

const BEGINNING = 8000;

/** Undefined when it cannot be read, or is no regular file. */
function beginning(absolute: string): Buffer | undefined {
  try {
    if (!isFile(absolute)) return undefined;
    const file = openSync(absolute, 'r');
    try {
      const bytes = Buffer.alloc(BEGINNING);
      return bytes.subarray(0, readSync(file, bytes, 0, BEGINNING, 0));
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}

function isFile(absolute: string): boolean {
  return lstatSync(absolute, { throwIfNoEntry: false })?.isFile() ?? false;
}

function later<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
