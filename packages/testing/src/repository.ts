import { cpSync } from 'node:fs';
import { basename, resolve } from 'node:path';

/** The repository's root: this file lies in `packages/testing/src`, or `dist`. */
export const repository = resolve(import.meta.dirname, '../../..');

export const fixturesFolder = resolve(repository, 'fixtures');

/** Copies a system as git would have it: nothing installed, nothing built. */
export function copySystem(from: string, to: string): void {
  cpSync(from, to, { recursive: true, filter: (path) => !LEFT_OUT.has(basename(path)) });
}

const LEFT_OUT = new Set(['node_modules', 'dist', '.git', 'coverage']);
