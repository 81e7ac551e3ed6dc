import { createRequire } from 'node:module';
import type { Gap } from '@dist-lint/model';
import picomatch from 'picomatch';
import type { FoundFiles } from './find.ts';
import { isRecord, parseJson, strings } from './json.ts';
import { joinPath, within } from './path.ts';

/** A workspace: the root's, or one that lies in a folder of the tree with a definition of its own. */
export interface Workspace {
  /** The folder that holds the definition, relative to the root. */
  folder: string;
  /** Folders of its packages; its own folder is one of them. */
  members: string[];
  /** Whether something defines it. Without a definition the root's members are all packages that no other workspace has. */
  defined: boolean;
}

/**
 * The workspaces among `folders` (those with a package.json, sorted), the innermost first and the
 * root's last: a fixture or a documentation site often is a workspace within the workspace.
 */
export function workspacesOf(found: FoundFiles, folders: readonly string[], gaps: Gap[]): Workspace[] {
  const workspaces: Workspace[] = [];
  for (const folder of folders.includes('') ? folders : ['', ...folders]) {
    const patterns = [...pnpmPatterns(found, folder, gaps), ...npmPatterns(found, folder), ...lernaPatterns(found, folder)];
    const listed = rushFolders(found, folder);
    if (patterns.length === 0 && listed.length === 0) continue;
    workspaces.push({ folder, members: folders.filter(membership(folder, patterns, listed)), defined: true });
  }
  if (!workspaces.some(({ folder }) => folder === '')) {
    const nested = workspaces.map(({ folder }) => folder);
    const members = folders.filter((it) => !nested.some((other) => it === other || it.startsWith(`${other}/`)));
    workspaces.push({ folder: '', members, defined: false });
  }
  return workspaces.sort((a, b) => b.folder.length - a.folder.length);
}

/** Whether a folder is a member of the workspace at `root`. */
function membership(root: string, patterns: readonly string[], listed: readonly string[]): (folder: string) => boolean {
  const wanted = patterns.filter((it) => !it.startsWith('!')).map(matcher);
  const unwanted = patterns.filter((it) => it.startsWith('!')).map((it) => matcher(it.slice(1)));
  return (folder) => {
    if (folder === root) return true;
    if (root !== '' && !folder.startsWith(`${root}/`)) return false;
    const inside = root === '' ? folder : folder.slice(root.length + 1);
    return listed.includes(inside) || (wanted.some((fits) => fits(inside)) && !unwanted.some((fits) => fits(inside)));
  };
}

function matcher(pattern: string): (folder: string) => boolean {
  const normal = joinPath('', pattern) ?? pattern;
  // The pattern comes from the analysed tree: a long one is an attack on the matcher.
  if (normal.length > 300) return () => false;
  if (normal === '') return (folder) => folder === '';
  try {
    return picomatch(normal, { dot: true });
  } catch {
    return (folder) => folder === normal;
  }
}

function pnpmPatterns(found: FoundFiles, folder: string, gaps: Gap[]): string[] {
  const file = within(folder, 'pnpm-workspace.yaml');
  const text = found.kinds.has(file) ? found.read(file) : undefined;
  if (text === undefined) return [];
  // Loaded on demand: the YAML parser alone takes longer than finding the files.
  const { parse } = createRequire(import.meta.url)('yaml') as typeof import('yaml');
  try {
    const value: unknown = parse(text, { maxAliasCount: 20, logLevel: 'error' });
    return isRecord(value) ? strings(value['packages']) : [];
  } catch (error) {
    const line = (error as { linePos?: { line: number }[] }).linePos?.[0]?.line ?? 1;
    gaps.push({ kind: 'broken-config', file, line, message: `It is not valid YAML: ${firstLine(error)}. Its packages are found by their package.json.` });
    return [];
  }
}

function npmPatterns(found: FoundFiles, folder: string): string[] {
  const workspaces = recordAt(found, within(folder, 'package.json'))['workspaces'];
  return strings(isRecord(workspaces) ? workspaces['packages'] : workspaces);
}

function lernaPatterns(found: FoundFiles, folder: string): string[] {
  return strings(recordAt(found, within(folder, 'lerna.json'))['packages']);
}

function rushFolders(found: FoundFiles, folder: string): string[] {
  const { projects } = recordAt(found, within(folder, 'rush.json'));
  if (!Array.isArray(projects)) return [];
  return projects.flatMap((it: unknown) => (isRecord(it) && typeof it['projectFolder'] === 'string' ? [joinPath('', it['projectFolder']) ?? ''] : []));
}

function recordAt(found: FoundFiles, path: string): Record<string, unknown> {
  const text = found.kinds.has(path) ? found.read(path) : undefined;
  const value = text === undefined ? undefined : parseJson(text).value;
  return isRecord(value) ? value : {};
}

/** An error's first line, without the code frame that parsers add. */
function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split('\n')[0] ?? '').replace(/[.:]$/, '');
}
