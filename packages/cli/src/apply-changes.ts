import { randomBytes } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { UserError } from '@dist-lint/model';
import type { Change } from './init-plan.ts';

/**
 * Writes new files and edits known ones below a root. What can be known to fail is found out before
 * anything is written. A file that appeared or changed since the plan was made is left alone.
 *
 * @throws {UserError} `init-not-writable`, `init-leads-out`, `init-changed-meanwhile`
 */
export function applyChanges(root: string, changes: readonly Change[]): void {
  for (const { path } of changes) guarded(path, [], () => refuseFolder(root, path));
  const written: string[] = [];
  for (const change of changes) {
    guarded(change.path, written, () => apply(join(root, change.path), change));
    written.push(change.path);
  }
}

function refuseFolder(root: string, path: string): void {
  let folder = dirname(join(root, path));
  while (!existsSync(folder)) folder = dirname(folder);
  const inside = relative(realpathSync(root), realpathSync(folder));
  if (inside === '..' || inside.startsWith(`..${sep}`)) {
    throw new UserError('init-leads-out', `'${path}' would lie outside of the root: a folder above it is a symbolic link.`, 'Write the file yourself, where it belongs.');
  }
  if (!statSync(folder).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' });
  accessSync(folder, constants.W_OK);
}

function apply(absolute: string, { path, text, before }: Change): void {
  if (before === undefined) {
    mkdirSync(dirname(absolute), { recursive: true });
    // Fails where there is anything, also a symbolic link that leads nowhere.
    writeFileSync(absolute, text, { flag: 'wx' });
    return;
  }
  if (readFileSync(absolute, 'utf8') !== before) throw changed(path);
  const temporary = join(dirname(absolute), `.dist-lint.${randomBytes(6).toString('hex')}.tmp`);
  try {
    writeFileSync(temporary, text, { flag: 'wx', mode: statSync(absolute).mode });
    renameSync(temporary, absolute);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function guarded(path: string, written: readonly string[], write: () => void): void {
  try {
    write();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof UserError) throw error;
    if (code === 'EEXIST') throw changed(path);
    if (code === undefined) throw error;
    const sofar = written.length === 0 ? 'Nothing was written.' : `Written so far: ${written.join(', ')}.`;
    throw new UserError('init-not-writable', `'${path}' cannot be written: ${code}.`, `${sofar} Make its folder writable, or write the file yourself as shown.`);
  }
}

function changed(path: string): UserError {
  return new UserError('init-changed-meanwhile', `'${path}' changed after the plan was made and was left alone.`, 'Run it again.');
}
