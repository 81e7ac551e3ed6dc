import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/**
 * The folder that a report's paths count from, as a path from the checkout with slashes; empty for the checkout itself. dist-lint looks for
 * its root at the folder it is given and above, and its report does not say which it was: it is the first in which the files are.
 */
export function rootOf(places: readonly { file: string }[], folder: string, top: string): string {
  const files = [...new Set(places.map(({ file }) => file))].slice(0, 50);
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (at === resolve(top) || at === dirname(at)) return '';
    if (files.length > 0 && files.every((file) => existsSync(join(at, file)))) return relative(resolve(top), at).split(sep).join('/');
  }
}
