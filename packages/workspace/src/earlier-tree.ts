/** A tree as it was before a change: what the change touched comes from elsewhere, the rest from the disk. */
import { joinPath, parentOf, within } from './path.ts';
import { decodeSource, LARGEST_SOURCE, type SourceText, tooLarge } from './read.ts';
import { configText, type LinkTarget, type Tree, type TreeEntry } from './tree.ts';

/** What stood at a path. */
export type EarlierEntry =
  | { kind: 'nothing' }
  | { kind: 'file'; size: number; /** Undefined when it is too large to be read, or cannot be had. */ bytes(): Buffer | undefined }
  | { kind: 'link'; /** As written in the link. */ target: string };

export interface Earlier {
  /** Every path that is another now. */
  entries: ReadonlyMap<string, EarlierEntry>;
  /** Folders that are there now and were not. */
  newFolders: ReadonlySet<string>;
}

export function earlierTree(disk: Tree, { entries, newFolders }: Earlier): Tree {
  const asked = new Set<string>();
  const below = childrenOf(entries);
  return {
    root: disk.root, asked,
    list(folder) {
      const own = below.get(folder);
      const isOld = ({ name }: TreeEntry): boolean => own?.has(name) !== true && !newFolders.has(within(folder, name));
      if (own === undefined) return disk.list(folder).filter(isOld);
      const kept = (wasThere(folder) ? disk.list(folder) : []).filter(isOld);
      return [...kept, ...[...own].flatMap(([name, kind]) => (kind === 'nothing' ? [] : [entryOf(name, kind)]))].sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    text(path) {
      asked.add(path);
      const entry = entries.get(path);
      if (entry === undefined) return disk.text(path);
      const bytes = entry.kind === 'file' ? entry.bytes() : undefined;
      return bytes && configText(bytes);
    },
    source(path) {
      const entry = entries.get(path);
      return entry === undefined ? disk.source(path) : sourceOf(entry, path);
    },
    follow: (link) => follow(link, 0),
  };

  /** Whether the folder on disk, if there is one, is what was there. */
  function wasThere(folder: string): boolean {
    if (newFolders.has(folder) || entries.has(folder)) return false;
    try {
      disk.list(folder);
      return true;
    } catch {
      return false;
    }
  }

  function follow(path: string, depth: number): LinkTarget {
    const entry = entries.get(path);
    if (entry === undefined) return depth === 0 ? disk.follow(path) : { path, isFolder: isFolder(path) };
    if (entry.kind === 'nothing') throw Object.assign(new Error(`Nothing was at ${path}.`), { code: 'ENOENT' });
    if (entry.kind === 'file') return { path, isFolder: false };
    if (depth > 16) throw Object.assign(new Error(`${path} leads back to itself.`), { code: 'ELOOP' });
    const target = entry.target.startsWith('/') ? undefined : joinPath(parentOf(path), entry.target);
    return target === undefined ? { path: undefined, isFolder: false } : follow(target, depth + 1);
  }

  /** @throws when nothing was there. */
  function isFolder(path: string): boolean {
    if (path === '' || below.get(path)?.size) return true;
    const entry = (below.has(parentOf(path)) || wasThere(parentOf(path)) ? disk.list(parentOf(path)) : []).find(({ name }) => within(parentOf(path), name) === path);
    if (entry === undefined || newFolders.has(path)) throw Object.assign(new Error(`Nothing was at ${path}.`), { code: 'ENOENT' });
    return entry.isDirectory();
  }
}

type Kind = EarlierEntry['kind'] | 'folder';

/** Folder → name → what was there; a folder that held something was there itself. */
function childrenOf(entries: Earlier['entries']): Map<string, Map<string, Kind>> {
  const below = new Map<string, Map<string, Kind>>();
  for (const [path, { kind }] of entries) {
    put(path, kind);
    if (kind === 'nothing') continue;
    for (let folder = parentOf(path); folder !== ''; folder = parentOf(folder)) put(folder, 'folder');
  }
  return below;

  function put(path: string, kind: Kind): void {
    const folder = parentOf(path);
    let names = below.get(folder);
    if (names === undefined) below.set(folder, (names = new Map<string, Kind>()));
    const name = folder === '' ? path : path.slice(folder.length + 1);
    if (names.get(name) !== 'folder') names.set(name, kind);
  }
}

function entryOf(name: string, kind: Kind): TreeEntry {
  return { name, isDirectory: () => kind === 'folder', isFile: () => kind === 'file', isSymbolicLink: () => kind === 'link' };
}

function sourceOf(entry: EarlierEntry, path: string): SourceText {
  if (entry.kind !== 'file') return { gap: { kind: 'unreadable-file', message: 'It is not a regular file.' } };
  if (entry.size > LARGEST_SOURCE) return { gap: tooLarge(entry.size) };
  const bytes = entry.bytes();
  return bytes === undefined ? { gap: { kind: 'unreadable-file', message: 'The file cannot be read: git does not have it.' } } : decodeSource(bytes, path);
}
