import { joinPath } from './path.ts';
import type { Hit, Probe } from './probe.ts';

/** Where a compiler of the package writes, as its tsconfig says. Paths are relative to the root. */
export interface Output {
  outDir: string;
  /** Folders whose layout `outDir` repeats, most likely first. */
  sources: string[];
}

/** First folders of a path that compilers and bundlers write to. */
const OUTPUT = new Set([
  'dist', 'build', 'lib', 'out', 'output', 'esm', 'cjs', 'es', 'mjs', 'umd', 'es6', 'es2015', 'es2017', 'es2020', 'commonjs', 'module',
  'modules', 'main', 'node', 'browser', 'types', 'typings', 'dts', 'prod', 'production', 'dev', 'development', 'release', '.dist', '.build',
  'server', 'client',
]);
const SOURCE_FOLDERS = ['src', '', 'source', 'lib', 'app'];
const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

/** Whether a path within a package names something that a build writes. */
export function namesOutput(target: string): boolean {
  return OUTPUT.has(segmentsOf(target)[0] ?? '') || /^\.?dist([-_.]|$)/.test(segmentsOf(target)[0] ?? '');
}

/**
 * The source module behind a path of a package: what is there already, else what a build would
 * make `dist/orders.js` from. A file that is no module of the program is returned only when there
 * is no module.
 *
 * @param folder the package's
 * @param target as in `main` or `exports`, relative to the package
 */
export function toSource(probe: Probe, folder: string, target: string, outputs: readonly Output[]): Hit | undefined {
  const path = joinPath(folder, target);
  if (path === undefined) return undefined;
  const direct = probe.module(path);
  if (direct?.kind === 'module') return direct;
  let other = direct;
  for (const prefix of sourcePaths(folder, target, outputs)) {
    const hit = bySource(probe, prefix);
    if (hit?.kind === 'module') return hit;
    other ??= hit;
  }
  return other ?? renamed(probe, folder, target);
}

/** A bundler's `themes/index.js` may come from `src/ui/themes/index.ts`: taken when nothing else is called so. */
function renamed(probe: Probe, folder: string, target: string): Hit | undefined {
  if (!namesOutput(target)) return undefined;
  const segments = segmentsOf(target);
  while (segments.length > 1 && OUTPUT.has(segments[0] as string)) segments.shift();
  const ending = segments.join('/').replace(/(\.d)?\.[mc]?[jt]sx?$/, '');
  return /^(index|main|\*)?$/.test(ending) || !ending.includes('/') ? undefined : probe.only(folder, ending);
}

/** Places where the source of a build's product may lie, most likely first; the product's extension is kept. */
export function sourcePaths(folder: string, target: string, outputs: readonly Output[]): string[] {
  const places = new Set<string>();
  const path = joinPath(folder, target) ?? '';
  for (const { outDir, sources } of outputs) {
    if (!path.startsWith(`${outDir}/`)) continue;
    for (const source of sources) add(source, path.slice(outDir.length + 1));
  }
  const segments = segmentsOf(target);
  let leading = 0;
  while (leading < segments.length - 1 && (OUTPUT.has(segments[leading] as string) || (leading === 0 && namesOutput(target)))) leading++;
  for (let stripped = leading; stripped > 0; stripped--) {
    for (const source of SOURCE_FOLDERS) add(joinPath(folder, source) ?? folder, segments.slice(stripped).join('/'));
  }
  return [...places];

  function add(source: string, rest: string): void {
    const place = joinPath(source, rest);
    if (place !== undefined) places.add(target.endsWith('/') ? `${place}/` : place);
  }
}

function segmentsOf(target: string): string[] {
  return target.split('/').filter((it) => it !== '' && it !== '.');
}

function bySource(probe: Probe, path: string): Hit | undefined {
  const extension = /(\.d)?\.[mc]?[jt]sx?$/.exec(path)?.[0];
  if (extension === undefined) return probe.module(path);
  const stem = path.slice(0, -extension.length);
  const bare = stem.replace(/(\.(cjs|esm|es|mjs|umd|iife|browser|node|development|production|dev|prod|min|bundle|legacy))+$/, '');
  for (const name of new Set([stem, bare])) {
    const first = extension.includes('m') ? ['.mts'] : extension.includes('c') ? ['.cts'] : [];
    for (const suffix of [...first, ...EXTENSIONS]) {
      const hit = probe.exact(name + suffix);
      if (hit !== undefined) return hit;
    }
    const folder = name.endsWith('index') ? undefined : probe.module(`${name}/index`);
    if (folder !== undefined) return folder;
  }
  return undefined;
}
