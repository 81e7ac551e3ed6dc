import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * What `import … from 'dist-lint'` gives to a file that finds no such package: the public entry of the dist-lint that runs, as when npx
 * fetched it or it was called by its path. Undefined where the file's own project has one, which then is the one that is meant.
 */
export async function lentEntry(file: string): Promise<object | undefined> {
  if (resolved(pathToFileURL(file).href) !== undefined) return undefined;
  // As published, this code is part of dist-lint, which knows itself by name; in our workspace the command is a neighbour.
  const neighbour = fileURLToPath(new URL('../../cli/dist/index.js', import.meta.url));
  const entry = resolved(import.meta.url) ?? (existsSync(neighbour) ? neighbour : undefined);
  return entry === undefined ? undefined : ((await import(pathToFileURL(entry).href)) as object);
}

function resolved(from: string): string | undefined {
  try {
    return createRequire(from).resolve('dist-lint');
  } catch {
    return undefined;
  }
}
