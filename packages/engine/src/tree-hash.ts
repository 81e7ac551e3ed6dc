/** One hash for everything that findings depend on. */
import { createHash } from 'node:crypto';
import { decides, findFiles, findRoot, readSource } from '@dist-lint/workspace';
import { version } from './version.ts';

/**
 * Of the content of all modules below the root of `cwd`, of the configuration beside them, and of our version:
 * as long as it stays, so do the findings of every file. 32 hex digits.
 */
export function treeHash(cwd: string): string {
  const root = findRoot(cwd);
  const found = findFiles(root);
  const hash = createHash('sha256').update(version);
  for (const path of found.modules) hash.update(`\n${path}\0${readSource(`${root}/${path}`).hash ?? ''}`);
  for (const path of [...found.kinds.keys()].filter(decides).sort()) hash.update(`\n${path}\0${found.read(path) ?? ''}`);
  return hash.digest('hex').slice(0, 32);
}
