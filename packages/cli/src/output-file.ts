import { randomBytes } from 'node:crypto';
import { accessSync, constants, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '@dist-lint/model';

/** A file to write the report to. */
export interface OutputFile {
  /** All or nothing: a reader never sees half a report. */
  write(text: string): void;
}

/**
 * Makes sure, before the analysis, that the file can be written where it was asked for.
 *
 * @throws {UserError} `output-not-writable`
 */
export function outputFile(path: string, cwd: string): OutputFile {
  const absolute = resolve(cwd, path);
  if (kindOf(dirname(absolute)) !== 'folder') {
    throw notWritable(path, `there is no folder '${dirname(path)}'`, 'Create the folder, or name another file.');
  }
  const kind = kindOf(absolute);
  if (kind === 'folder') throw notWritable(path, 'it is a folder', 'Name a file.');
  guarded(path, () => accessSync(kind === 'special' ? absolute : dirname(absolute), constants.W_OK));
  // Never put a file in the place of a device or a pipe, such as /dev/stdout.
  return { write: (text) => guarded(path, () => (kind === 'special' ? writeFileSync(absolute, text) : replace(absolute, text))) };
}

function replace(absolute: string, text: string): void {
  const target = kindOf(absolute) === 'none' ? absolute : realpathSync(absolute);
  const temporary = join(dirname(target), `.${basename(target).slice(0, 100)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    writeFileSync(temporary, text, { flag: 'wx' });
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function guarded(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw notWritable(path, (error as NodeJS.ErrnoException).code ?? String(error), 'Name a file in a folder that may be written to.');
  }
}

function notWritable(path: string, reason: string, hint: string): UserError {
  return new UserError('output-not-writable', `The report cannot be written to '${path}': ${reason}.`, hint);
}

function kindOf(path: string): 'file' | 'folder' | 'special' | 'none' {
  try {
    const stats = statSync(path);
    return stats.isDirectory() ? 'folder' : stats.isFile() ? 'file' : 'special';
  } catch {
    return 'none';
  }
}
