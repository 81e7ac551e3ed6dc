import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';

/** A path within quotes; what else looks like one is looked at in vain and does no harm. */
const QUOTED_PATH = /(['"`])(\.{1,2}\/[^'"`\n$]*)\1/g;
const CODE = /\.[mc]?[jt]sx?$/;
const EXTENSIONS = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs', '.tsx', '.jsx', '.json'];
const MOST = 200;
const LARGEST = 1_000_000;

/**
 * The files that a configuration is made of, absolute: itself, and all that its code names by a relative path, be it
 * imported or read, and what that names in turn. Packages and paths that are put together are not among them.
 *
 * The code is scanned and not run: a configuration that fails is made of files, too, and one of them will be mended.
 */
export function configFiles({ root, cwd, config }: { root: string; cwd: string; config?: string }): string[] {
  const named = config === undefined ? atRoot(root) : [resolve(cwd, config)];
  const files = new Set(named);
  for (const file of files) {
    if (!CODE.test(file)) continue;
    for (const [, , path] of textOf(file).matchAll(QUOTED_PATH)) {
      if (files.size >= MOST) return [...files];
      files.add(fileAt(resolve(dirname(file), path as string)));
    }
  }
  return [...files];
}

function atRoot(root: string): string[] {
  try {
    return readdirSync(root).filter((name) => /^dist-lint\.config\.\w+$/.test(name)).sort().map((name) => resolve(root, name));
  } catch {
    return []; // Whoever finds the files says so.
  }
}

/** As Node.js and TypeScript look for it; the place itself when nothing is there. */
function fileAt(place: string): string {
  const extension = extname(place);
  const written = CODE.test(place) ? place.slice(0, -extension.length) + extension.replace('j', 't') : place;
  return [place, written, ...EXTENSIONS.map((each) => place + each), ...EXTENSIONS.map((each) => `${place}/index${each}`)].find(isFile) ?? place;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function textOf(path: string): string {
  try {
    return statSync(path).size > LARGEST ? '' : readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
