import { createRequire } from 'node:module';
import type { Gap } from '@dist-lint/model';
import picomatch from 'picomatch';
import type { FoundFiles } from './find.ts';
import { isRecord, parseJson, strings } from './json.ts';
import { joinPath } from './probe.ts';

/**
 * Which of `folders` (those with a package.json, relative to the root) the workspace definition
 * makes members; undefined when there is no definition. The root itself always is one.
 */
export function memberFolders(found: FoundFiles, folders: readonly string[], gaps: Gap[]): Set<string> | undefined {
  const patterns = [...pnpmPatterns(found, gaps), ...npmPatterns(found), ...lernaPatterns(found)];
  const listed = rushFolders(found);
  if (patterns.length === 0 && listed.length === 0) return undefined;

  const wanted = patterns.filter((it) => !it.startsWith('!')).map(matcher);
  const unwanted = patterns.filter((it) => it.startsWith('!')).map((it) => matcher(it.slice(1)));
  const members = folders.filter(
    (folder) => folder === '' || listed.includes(folder) || (wanted.some((fits) => fits(folder)) && !unwanted.some((fits) => fits(folder))),
  );
  return new Set(members);
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

function pnpmPatterns(found: FoundFiles, gaps: Gap[]): string[] {
  const file = 'pnpm-workspace.yaml';
  const text = found.read(file);
  if (text === undefined) return [];
  // Loaded on demand: the YAML parser alone takes longer than finding the files.
  const { parse } = createRequire(import.meta.url)('yaml') as typeof import('yaml');
  try {
    const value: unknown = parse(text, { maxAliasCount: 20, logLevel: 'silent' });
    return isRecord(value) ? strings(value['packages']) : [];
  } catch (error) {
    const line = (error as { linePos?: { line: number }[] }).linePos?.[0]?.line ?? 1;
    gaps.push({ kind: 'broken-config', file, line, message: `It is not valid YAML: ${firstLine(error)}. Its packages are found by their package.json.` });
    return [];
  }
}

function npmPatterns(found: FoundFiles): string[] {
  const workspaces = recordAt(found, 'package.json')['workspaces'];
  return strings(isRecord(workspaces) ? workspaces['packages'] : workspaces);
}

function lernaPatterns(found: FoundFiles): string[] {
  return strings(recordAt(found, 'lerna.json')['packages']);
}

function rushFolders(found: FoundFiles): string[] {
  const { projects } = recordAt(found, 'rush.json');
  if (!Array.isArray(projects)) return [];
  return projects.flatMap((it: unknown) => (isRecord(it) && typeof it['projectFolder'] === 'string' ? [joinPath('', it['projectFolder']) ?? ''] : []));
}

function recordAt(found: FoundFiles, path: string): Record<string, unknown> {
  const text = found.read(path);
  const value = text === undefined ? undefined : parseJson(text).value;
  return isRecord(value) ? value : {};
}

/** An error's first line, without the code frame that parsers add. */
export function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split('\n')[0] ?? '').replace(/[.:]$/, '');
}
