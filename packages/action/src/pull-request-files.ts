import { addedLines, type ChangedLines, fromDiff } from './changed-lines.ts';
import { git } from './git.ts';
import type { GitHub } from './github-api.ts';
import { member, text, whole } from './untyped.ts';

/** What GitHub tells of a pull request at most. */
const MOST_FILES = 3000;

/**
 * The changed lines of a pull request, as GitHub tells them. Of a file whose patch it leaves out, for its size, git tells, where it can; a
 * file of which nobody tells has none.
 */
export async function pullRequestFiles(github: GitHub, number: number, folder: string, base: string): Promise<ChangedLines> {
  const files = await github.pages(`/repos/${github.repository}/pulls/${number}/files?per_page=100`, MOST_FILES / 100);
  const changed: ChangedLines = new Map();
  let isWhole = files.length < MOST_FILES;
  for (const each of files) {
    const [file, patch, status] = [text(member(each, 'filename')), text(member(each, 'patch')), text(member(each, 'status'))];
    if (file === undefined || status === 'removed') continue;
    if (patch !== undefined) changed.set(file, addedLines(patch));
    else if (status === 'added') changed.set(file, 'all');
    else if ((whole(member(each, 'additions')) ?? 1) > 0) isWhole = false;
  }
  if (isWhole) return changed;
  return new Map([...(diffSince(folder, base) ?? []), ...changed]);
}

/** The lines that changed since a commit; nothing where git cannot say. */
export function diffSince(folder: string, base: string): ChangedLines | undefined {
  // Three dots: what the base got in the meantime is no part of the change.
  const diff = git(folder, ['diff', '--no-ext-diff', '--no-textconv', '--no-color', '--unified=0', '--find-renames', '--src-prefix=a/', '--dst-prefix=b/', '--end-of-options', `${base}...HEAD`]);
  return diff === undefined ? undefined : fromDiff(diff);
}
