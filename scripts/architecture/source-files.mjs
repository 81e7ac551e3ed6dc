import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const LEFT_OUT = new Set(['node_modules', 'dist', 'coverage']);
/** What is staged for publishing is built, too. */
const STAGED = /^packages\/[^/]+\/publish$/;

/** Paths from `root`, sorted, of everything below a folder of it: files, or folders when asked. */
export function below(root, folder, kind = 'files') {
  const start = join(root, folder);
  if (!existsSync(start)) return [];
  const entries = readdirSync(start, { withFileTypes: true }).filter(({ name }) => !LEFT_OUT.has(name) && !name.startsWith('.'));
  return entries
    .flatMap((entry) => {
      const path = relative(root, join(start, entry.name)).split(sep).join('/');
      if (STAGED.test(path)) return [];
      const inner = entry.isDirectory() ? below(root, path, kind) : [];
      return entry.isDirectory() === (kind === 'folders') ? [path, ...inner] : inner;
    })
    .sort();
}
