import { realpathSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { UserError } from '@dist-lint/model';
import type { FoundFiles } from './find.ts';

/** What the paths on the command line name. */
export interface Targets {
  /** Modules to report on, sorted. */
  modules: string[];
  /** Paths that exist and name no module: skipped, of another kind, or an empty folder. Relative to the root, sorted. */
  empty: string[];
  /** Whether a path from the root lies in what is named, be something there or not. */
  covers(path: string): boolean;
}

/**
 * The modules that `paths` name: files, or folders with all that is below. Relative paths count
 * from `from`. No paths: everything.
 *
 * @throws {UserError} `path-not-found` or `path-outside-root`.
 */
export function selectTargets(found: FoundFiles, paths: readonly string[], from: string): Targets {
  if (paths.length === 0) return { modules: found.modules, empty: [], covers: () => true };
  const chosen = new Set<string>();
  const empty = new Set<string>();
  const named = new Set<string>();
  for (const written of paths) {
    const path = pathFromRoot(found.root, written, from);
    named.add(path);
    const inside = path === '' ? found.modules : found.modules.filter((it) => it === path || it.startsWith(`${path}/`));
    if (inside.length === 0) empty.add(path === '' ? '.' : path);
    for (const module of inside) chosen.add(module);
  }
  const covers = (path: string): boolean => named.has('') || [...named].some((it) => path === it || path.startsWith(`${it}/`));
  return { modules: [...chosen].sort(), empty: [...empty].sort(), covers };
}

function pathFromRoot(root: string, written: string, from: string): string {
  const absolute = resolve(from, written);
  let real: string;
  try {
    real = realpathSync(absolute);
  } catch {
    throw new UserError('path-not-found', `There is nothing at ${JSON.stringify(written)} (looked in ${from}).`, 'Name a file or folder that exists.');
  }
  const path = relative(root, real).split(sep).join('/');
  if (path === '..' || path.startsWith('../')) {
    throw new UserError(
      'path-outside-root',
      `${JSON.stringify(written)} lies outside of ${root}.`,
      'Analyse one root at a time: run dist-lint again in the other one.',
    );
  }
  return path;
}
