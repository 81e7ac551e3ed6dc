import { randomBytes } from 'node:crypto';
import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { UserError } from '@dist-lint/model';
import { positionsOf } from './config-positions.ts';
import { parseJson } from './json.ts';
import { reasonOf } from './read.ts';

/** A list of findings as it was written, before anybody asked whether it makes sense. */
export interface BaselineFile {
  /** Relative to the root, with `/`. */
  name: string;
  /** Undefined where there is no file. */
  value: unknown;
  /** The line of a key or element, or of the nearest thing around it. */
  lineOf(path: readonly (string | number)[]): number | undefined;
  /** @throws {UserError} `baseline-not-writable` */
  write(text: string): void;
}

/** Bytes; some hundred thousand findings. */
const LARGEST = 100_000_000;

/**
 * @param path absolute
 * @throws {UserError} `baseline-not-readable`, `baseline-conflict` or `baseline-syntax`
 */
export function readBaselineFile(root: string, path: string): BaselineFile {
  const name = relative(root, path).split(sep).join('/');
  const text = read(path, name);
  const write = (next: string): void => replace(path, name, next);
  if (text === undefined) return { name, value: undefined, lineOf: () => undefined, write };
  const conflict = text.split('\n').findIndex((line) => /^(<{7}|>{7}|\|{7})( |\r?$)|^={7}\r?$/.test(line));
  if (conflict >= 0) {
    throw new UserError('baseline-conflict', `${name}:${conflict + 1} holds the mark of a merge conflict.`, 'Keep the entries of both sides, one a line, remove the marks, and run dist-lint with --update-baseline: it removes what is no longer found.');
  }
  const { value, error } = parseJson(text);
  if (error !== undefined) throw new UserError('baseline-syntax', `${name}:${error.line} is no JSON: ${error.message}.`, 'Restore it from git.');
  let positions: BaselineFile['lineOf'] | undefined;
  return { name, value, lineOf: (at) => (positions ??= positionsOf(text, true))(at), write };
}

/** The absolute path of what a configuration names, which has to lie in the root: the tree may be a stranger's. */
export function baselineInside(root: string, base: string, written: string): string {
  const path = resolve(root, base, written);
  const inside = relative(root, real(path));
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || resolve(inside) === inside) {
    throw new UserError('baseline-leads-out', `The configuration's baseline '${written}' lies outside of the root.`, 'Name a file of the tree there, or another one with --baseline.');
  }
  return path;
}

/** Where links lead, as far as there is something. */
function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return dirname(path) === path ? path : join(real(dirname(path)), basename(path));
  }
}

function read(path: string, name: string): string | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return undefined;
    if (!stats.isFile()) throw new UserError('baseline-not-readable', `${name} is no file.`, 'Name a file.');
    if (stats.size > LARGEST) throw new UserError('baseline-not-readable', `${name} has ${Math.round(stats.size / 1e6)} MB, which is no list of findings.`, 'Name another file.');
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError('baseline-not-readable', `${name} cannot be read: ${reasonOf(error)}.`, 'Make it readable.');
  }
}

/** Whole or not at all. */
function replace(path: string, name: string, text: string): void {
  const target = real(path);
  const temporary = join(dirname(target), `.${basename(target).slice(0, 100)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    writeFileSync(temporary, text, { flag: 'wx' });
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new UserError('baseline-not-writable', `${name} cannot be written: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'its folder is not there' : reasonOf(error)}.`, 'Name a file in a folder that is there and may be written to.');
  }
}
