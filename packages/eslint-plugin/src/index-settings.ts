import type { Linter } from 'eslint';
import { treeHash } from '@dist-lint/engine';

/**
 * A configuration that holds a hash of the whole tree. ESLint's cache knows one file at a time and keeps a file's
 * findings when another file changes; the configuration is part of its key, so with this one in it the cache is
 * used only while no file has changed.
 *
 * @param cwd a folder of the project; default: where ESLint runs
 */
export function indexSettings(cwd: string = process.cwd()): Promise<Linter.Config> {
  return Promise.resolve().then(() => ({ name: 'dist-lint/index', settings: { 'dist-lint': { index: treeHash(cwd) } } }));
}

/** The configurations, and {@link indexSettings} after them. */
export async function withIndex(configs: readonly Linter.Config[], cwd?: string): Promise<Linter.Config[]> {
  return [...configs, await indexSettings(cwd)];
}
