import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * The frontend's own code is part of the cache's key: facts of another build of it are not used, whatever its version says.
 * In what is published there is no folder to hash; `scripts/publish/bundle.mjs` writes the hash in this file's place.
 */
export function frontendIdentity(): string {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('@dist-lint/frontend'));
    const hash = createHash('sha256');
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
      if (/\.[jt]s$/.test(name) && !/\.(d|test)\.[jt]s$/.test(name)) hash.update(readFileSync(join(folder, name)));
    }
    return hash.digest('hex').slice(0, 16);
  } catch {
    return 'unknown';
  }
}
