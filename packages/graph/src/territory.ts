/** Which part of the code base a module belongs to: its package, and the feature folder within it. */
import { addTo } from '@dist-lint/model';
import type { Program } from './link.ts';
import { onceWhile } from './once.ts';
import type { LinkedModule } from './program.ts';

/** A folder is passed through as long as this share of the package lies in one folder below it. */
const DOMINANT_SHARE = 0.8;

/**
 * Names the top-level feature folder of a module, as a path from the root; '' for modules that lie
 * above or beside the feature folders. Found by shape, not by name: from the package down, for as
 * long as nearly everything lies in one folder. O(modules · depth), once for so many modules.
 */
export function featureFolders(program: Program): (module: LinkedModule) => string {
  return ({ path, input }) => {
    const root = rootsOf(program).get(input.package) ?? [];
    const folders = path.split('/').slice(0, -1);
    const isBelow = folders.length > root.length && root.every((folder, depth) => folders[depth] === folder);
    return isBelow ? folders.slice(0, root.length + 1).join('/') : '';
  };
}

/** A module that is there stays in its folder and its package. */
const rootsOf = onceWhile((program: Program): number => program.modules.all.length, featureRoots);

/** By package. */
function featureRoots(program: Program): Map<string, readonly string[]> {
  const byPackage = new Map<string, string[][]>();
  for (const { path, input } of program.modules.all) {
    addTo(byPackage, input.package, path.split('/').slice(0, -1));
  }
  return new Map([...byPackage].map(([path, modules]) => [path, featureRoot(path === '' ? [] : path.split('/'), modules)]));
}

function featureRoot(start: readonly string[], modules: readonly (readonly string[])[]): readonly string[] {
  let root = start;
  for (let inside = modules; ; ) {
    const counts = new Map<string, number>();
    for (const folders of inside) {
      const next = folders[root.length];
      if (next !== undefined) counts.set(next, (counts.get(next) ?? 0) + 1);
    }
    const dominant = [...counts].find(([, count]) => count >= inside.length * DOMINANT_SHARE)?.[0];
    if (dominant === undefined) return root;
    inside = inside.filter((folders) => folders[root.length] === dominant);
    root = [...root, dominant];
  }
}
