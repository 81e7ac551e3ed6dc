import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * Fills a folder of its own, outside every repository, and passes it on; removes it in the end.
 * There, a fixture is its own root, as a user's project is: paths from the root hold no `fixtures/`, so the
 * exemption of fixtures and tests, which looks at those paths, does not apply to it.
 */
export async function inTemporaryFolder<T>(fill: (folder: string) => void, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'dist-lint-')));
  try {
    fill(folder);
    if (!existsSync(join(folder, 'package.json'))) writeFiles(folder, { 'package.json': PACKAGE });
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const PACKAGE = `${JSON.stringify({ name: 'shop', private: true, type: 'module' }, null, 2)}\n`;

/** Path from the folder → what the file holds. */
export function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}
