import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../run-script.mjs';

/** Writes files, path → text, and gives their paths. Overwrites nothing: when one exists, writes none. */
export function writeNew(root, files) {
  const existing = Object.keys(files).filter((path) => existsSync(join(root, path)));
  if (existing.length > 0) throw new UsageError(`Already there: ${existing.join(', ')}.`, 'Choose another name, or remove what is there. Nothing was written.');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return Object.keys(files);
}
