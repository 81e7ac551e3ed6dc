import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A symbolic link in a tree. */
export class Link {
  readonly to: string;
  constructor(to: string) {
    this.to = to;
  }
}

/** Writes a tree that is gone after the test. Values are text, bytes, links, or JSON for everything else. */
export function tree(files: Record<string, unknown>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'dist-lint-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    const absolute = join(root, path);
    mkdirSync(dirname(absolute), { recursive: true });
    if (content instanceof Link) symlinkSync(content.to, absolute);
    else writeFileSync(absolute, typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content));
    // Trees are older than the programs that look at them.
    for (let at = path; !(content instanceof Link); at = dirname(at)) {
      utimesSync(join(root, at), LONG_AGO, LONG_AGO);
      if (at === '.') break;
    }
  }
  return root;
}

/** In seconds. */
const LONG_AGO = 1_700_000_000;
