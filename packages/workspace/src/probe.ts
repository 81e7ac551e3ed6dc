import type { FileKind, FoundFiles } from './find.ts';
import { isRecord, parseJson } from './json.ts';
import { joinPath } from './path.ts';

/** A file that a path leads to. */
export interface Hit {
  path: string;
  kind: FileKind;
}

/** Finds files by paths as they are written in imports: without extension, with the compiled one, or a folder. */
export interface Probe {
  /** The file at exactly this path. */
  exact(path: string): Hit | undefined;
  /** The file that `import 'path'` means: exact, other extension, added extension, or folder with index. No path, no file. */
  module(path: string | undefined): Hit | undefined;
  /** The module below `folder` whose path ends with these parts, extension aside, when there is exactly one. */
  only(folder: string, ending: string): Hit | undefined;
}

/** TypeScript's order; what is compiled comes last, because its source lies beside it. */
const ADDED = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.d.ts', '.d.mts', '.d.cts', '.json', '.vue', '.svelte', '.astro'];
const PLATFORMS = ['.native', '.web', '.ios', '.android', '.server', '.client'].flatMap((it) => [`${it}.ts`, `${it}.tsx`, `${it}.js`, `${it}.jsx`]);
const COMPILED: Record<string, string[]> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx', '.d.ts'],
  '.jsx': ['.tsx', '.jsx', '.d.ts'],
  '.mjs': ['.mts', '.mjs', '.d.mts'],
  '.cjs': ['.cts', '.cjs', '.d.cts'],
};

/** Looks in the list of found files alone: nothing is asked of the disk, so `node_modules` cannot matter. */
export function probeOf(found: FoundFiles): Probe {
  const { kinds, folders, links } = found;
  const mains = new Map<string, string | undefined>();

  return { exact, module: (path) => (path === undefined ? undefined : module(path, 0)), only };

  function only(folder: string, ending: string): Hit | undefined {
    const within = folder === '' ? '' : `${folder}/`;
    const fitting = found.modules.filter((it) => it.startsWith(within) && it.replace(/\.[mc]?[jt]sx?$/, '').endsWith(`/${ending}`));
    return fitting.length === 1 ? { path: fitting[0] as string, kind: 'module' } : undefined;
  }

  function exact(path: string): Hit | undefined {
    const kind = kinds.get(path);
    if (kind !== undefined) return { path, kind };
    const target = links.size > 0 ? links.get(path) : undefined;
    if (target === undefined) return undefined;
    const targetKind = kinds.get(target);
    return targetKind === undefined ? undefined : { path: target, kind: targetKind };
  }

  function module(path: string, depth: number): Hit | undefined {
    if (path.endsWith('/')) {
      const folder = path.replace(/\/+$/, '');
      return folders.has(folder) ? index(folder, depth) : module(folder, depth);
    }
    if (path !== '') {
      const written = /\.[mc]?jsx?$/.exec(path)?.[0];
      if (written !== undefined) {
        const stem = path.slice(0, -written.length);
        for (const extension of COMPILED[written] ?? []) {
          const hit = exact(stem + extension);
          if (hit !== undefined) return hit;
        }
      }
      const hit = exact(path) ?? added(path, ADDED) ?? (folders.has(path) ? undefined : added(path, PLATFORMS));
      if (hit !== undefined) return hit;
    }
    if (folders.has(path)) return index(path, depth);
    const linked = depth < 8 ? throughLink(path) : undefined;
    return linked === undefined ? undefined : module(linked, depth + 1);
  }

  function added(path: string, extensions: readonly string[]): Hit | undefined {
    for (const extension of extensions) {
      const hit = exact(path + extension);
      if (hit !== undefined) return hit;
    }
    return undefined;
  }

  function index(folder: string, depth: number): Hit | undefined {
    const within = folder === '' ? '' : `${folder}/`;
    const main = depth < 2 ? mainOf(folder) : undefined;
    const hit = main === undefined ? undefined : module(within + main, depth + 1);
    return hit ?? added(`${within}index`, ADDED) ?? added(`${within}index`, PLATFORMS);
  }

  function mainOf(folder: string): string | undefined {
    if (mains.has(folder)) return mains.get(folder);
    let main: string | undefined;
    const path = folder === '' ? 'package.json' : `${folder}/package.json`;
    if (kinds.has(path)) {
      const { value } = parseJson(found.read(path) ?? '');
      const written = isRecord(value) ? (value['source'] ?? value['module'] ?? value['main'] ?? value['types']) : undefined;
      if (typeof written === 'string') main = joinPath('', written);
    }
    mains.set(folder, main === '' ? undefined : main);
    return mains.get(folder);
  }

  function throughLink(path: string): string | undefined {
    if (links.size === 0) return undefined;
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
      const target = links.get(path.slice(0, end));
      if (target !== undefined) return target + path.slice(end);
    }
    return undefined;
  }
}
