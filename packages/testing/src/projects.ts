/** Projects of a user's, for tests that run on them what is built. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFiles } from './temporary-folder.ts';

const roots: string[] = [];

/** A new folder that is a root, with these files. A file of tests that makes some calls `afterAll(removeProjects)`. */
export function project(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'dist-lint-')));
  roots.push(root);
  mkdirSync(join(root, '.git'));
  writeFiles(root, files);
  return root;
}

/** Takes away every project that was made in this process: files of tests run in it one after the other. */
export function removeProjects(): void {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
}

/** A text with exactly one finding, an error at 8:5. */
export const silent = `import { Queue } from 'bullmq';

const mails = new Queue('mail');

export async function confirm(order: { id: string }): Promise<void> {
  try {
    await mails.add('confirmation', order);
  } catch {}
}
`;
