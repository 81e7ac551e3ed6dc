/** What differs between a commit and the work tree, staged or not, committed or not. */
import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, readlinkSync } from 'node:fs';
import type { Git } from './git.ts';

/** Paths are relative to the folder that git runs in; what lies outside of it is left out. */
export interface Difference {
  path: string;
  /** What the commit has of it; undefined for what is new. */
  before?: Stored;
  /** Whether something is there in the work tree. */
  isThere: boolean;
}

/** An object of git's. */
export interface Stored {
  /** Another one than now for what was renamed. */
  path: string;
  /** As git writes it: `100644`, `100755`, `120000` for a symbolic link, `160000` for a submodule. */
  mode: string;
  object: string;
}

export const isSubmodule = (mode: string): boolean => mode === '160000';
export const isLink = (mode: string): boolean => mode === '120000';

/** Git's own default, which a configuration might change. */
const MOST_RENAMES = 1000;

/** Sorted by path. Renames are those git finds among what is staged or committed, and files moved as they are. */
export function differences(git: Git, root: string, commit: string): Difference[] {
  const prefix = git.attempt(['rev-parse', '--show-prefix']) ?? '';
  const found = committedAndStaged(git, commit, prefix);
  const moved = addUnstaged(git, found, prefix, root);
  pairMoved(found, moved, root);
  return [...found.values()].filter((each) => isDifferent(each, root)).sort((a, b) => (a.path < b.path ? -1 : 1));
}

function committedAndStaged(git: Git, commit: string, prefix: string): Map<string, Difference> {
  const args = ['diff-index', '--cached', '--raw', '-z', '--no-abbrev', '--no-ext-diff', '--no-textconv', '--ignore-submodules=none', '-M50%', `-l${MOST_RENAMES}`, commit, '--', '.'];
  const fields = git.ask(args).toString('utf8').split('\0');
  const found = new Map<string, Difference>();
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [mode = '', , object = '', , status = ''] = (fields[at] as string).slice(1).split(' ');
    const path = (fields[at + 1] as string).slice(prefix.length);
    if (/^[RC]/.test(status)) {
      const now = (fields[at + 2] as string).slice(prefix.length);
      at += 1;
      found.set(now, { path: now, before: { path, mode, object }, isThere: true });
    } else {
      // An entry that is being merged comes twice, once without a mode.
      const before = /^0+$/.test(mode) ? found.get(path)?.before : { path, mode, object };
      found.set(path, { path, ...(before === undefined ? {} : { before }), isThere: status !== 'D' });
    }
  }
  return found;
}

/** What the work tree has beside the index. @returns the paths of files that git does not track */
function addUnstaged(git: Git, found: Map<string, Difference>, prefix: string, root: string): string[] {
  const args = ['status', '--porcelain=v2', '-z', '--untracked-files=all', '--no-renames', '--ignore-submodules=dirty', '--', '.'];
  const untracked: string[] = [];
  for (const line of git.ask(args).toString('utf8').split('\0')) {
    const kind = line[0];
    if (kind === '?') {
      const path = line.slice(2 + prefix.length);
      // A repository of its own within this one is no part of the change.
      if (path.endsWith('/')) continue;
      const known = found.get(path);
      found.set(path, known === undefined ? { path, isThere: true } : { ...known, isThere: true });
      if (known === undefined) untracked.push(path);
    } else if (kind === 'u') {
      const path = pathOf(line, 10).slice(prefix.length);
      const known = found.get(path);
      found.set(path, { path, ...(known?.before === undefined ? {} : { before: known.before }), isThere: mayRead(`${root}/${path}`) });
    } else if (kind === '1') {
      const [, xy = '', , , mode = '', , , object = ''] = line.split(' ');
      if (xy[1] !== '.') takeUp(found, pathOf(line, 8).slice(prefix.length), xy[1] as string, { mode, object });
    }
  }
  return untracked;
}

/** The path is what follows so many fields; it may hold spaces. */
function pathOf(line: string, fields: number): string {
  let at = -1;
  for (let field = 0; field < fields; field++) at = line.indexOf(' ', at + 1);
  return line.slice(at + 1);
}

function takeUp(found: Map<string, Difference>, path: string, status: string, index: { mode: string; object: string }): void {
  const known = found.get(path);
  if (status !== 'D') {
    // What the index has is what the commit has, unless it was said to differ. An entry without content is intended only.
    const before = known === undefined && status !== 'A' ? { before: { path, ...index } } : {};
    if (known === undefined) found.set(path, { path, ...before, isThere: true });
    return;
  }
  found.delete(path);
  const before = known === undefined ? { path, ...index } : known.before;
  if (before !== undefined) found.set(before.path, { path: before.path, before, isThere: false });
}

/** Files that were moved and not yet told to git. */
function pairMoved(found: Map<string, Difference>, untracked: readonly string[], root: string): void {
  const gone = new Map<string, Difference>();
  for (const each of found.values()) if (!each.isThere && each.before !== undefined && !isSubmodule(each.before.mode) && !isLink(each.before.mode)) gone.set(each.before.object, each);
  if (gone.size === 0) return;
  const length = [...gone.keys()][0]?.length ?? 40;
  for (const path of [...untracked].sort()) {
    const object = objectName(`${root}/${path}`, length);
    const from = object === undefined ? undefined : gone.get(object);
    if (from?.before === undefined || object === undefined) continue;
    gone.delete(object);
    found.delete(from.path);
    found.set(path, { path, before: from.before, isThere: true });
  }
}

/** A file that is in the index and not on disk, in a sparse work tree, is no more analysed than before. */
function isDifferent({ path, before, isThere }: Difference, root: string): boolean {
  if (before === undefined) return isThere;
  if (!isThere) return true;
  if (!mayRead(`${root}/${path}`)) return false;
  return before.path !== path || isSubmodule(before.mode) || objectName(`${root}/${path}`, before.object.length) !== before.object;
}

/** Files beyond this size are compared by git alone. */
const LARGEST = 50_000_000;

/** The name under which git would store what is there, as it is. */
function objectName(absolute: string, length: number): string | undefined {
  try {
    const stats = lstatSync(absolute);
    if (!stats.isSymbolicLink() && (!stats.isFile() || stats.size > LARGEST)) return undefined;
    const bytes = stats.isSymbolicLink() ? Buffer.from(readlinkSync(absolute)) : readFileSync(absolute);
    return createHash(length === 64 ? 'sha256' : 'sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
  } catch {
    return undefined;
  }
}

function mayRead(absolute: string): boolean {
  return lstatSync(absolute, { throwIfNoEntry: false }) !== undefined;
}
