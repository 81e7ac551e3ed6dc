/** Where the files of a root are read from: the disk, or the disk as a change found it (`earlier-tree.ts`). */
import { type Dirent, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { readSource, type SourceText } from './read.ts';

/** Paths are relative to the root, with `/`; `''` is the root itself. */
export interface Tree {
  /** Absolute. */
  root: string;
  /** @throws when the folder cannot be listed. */
  list(folder: string): TreeEntry[];
  /** Text of a configuration file, without byte order mark; undefined when it is not there or cannot be read. */
  text(path: string): string | undefined;
  source(path: string): SourceText;
  /**
   * Where a symbolic link ends.
   *
   * @throws with code `ELOOP` when it leads back to itself, with another one when it leads nowhere.
   */
  follow(link: string): LinkTarget;
  /** What was asked for as text so far, be it there or not: when none of it differs, neither does what it decides. */
  asked: ReadonlySet<string>;
}

export type TreeEntry = Pick<Dirent, 'name' | 'isDirectory' | 'isFile' | 'isSymbolicLink'>;

export interface LinkTarget {
  /** Undefined when it lies outside of the root. */
  path: string | undefined;
  isFolder: boolean;
}

/** A configuration file beyond this size is none. */
const LARGEST_CONFIG = 5_000_000;

/** @param list lists a folder, absolute; throws when it cannot. For tests that need a folder to fail. */
export function diskTree(root: string, list: (absolute: string) => Dirent[] = (absolute) => readdirSync(absolute, { withFileTypes: true })): Tree {
  const asked = new Set<string>();
  const absolute = (path: string): string => (path === '' ? root : `${root}/${path}`);
  return {
    root, asked,
    list: (folder) => list(absolute(folder)),
    text(path) {
      asked.add(path);
      try {
        const stats = statSync(absolute(path));
        return stats.isFile() && stats.size <= LARGEST_CONFIG ? configText(readFileSync(absolute(path))) : undefined;
      } catch {
        return undefined;
      }
    },
    source: (path) => readSource(absolute(path)),
    follow(link) {
      const target = realpathSync(absolute(link));
      const path = relative(root, target).split(sep).join('/');
      return { path: path === '..' || path.startsWith('../') ? undefined : path, isFolder: statSync(target).isDirectory() };
    },
  };
}

/** Undefined when it is too large to be a configuration. */
export function configText(bytes: Buffer): string | undefined {
  if (bytes.length > LARGEST_CONFIG) return undefined;
  const text = bytes.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
