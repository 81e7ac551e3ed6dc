import { basename } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import type { Settings } from './settings.ts';

export type Wait = NonNullable<Settings['wait']>;

/** What tells one host from another. */
export interface Host {
  argv: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  isMainThread: boolean;
}

const LINTERS = new Set(['eslint', 'eslint.js', 'oxlint', 'oxlint.js', 'rslint', 'rslint.js', 'rslint.cjs', 'rslint.mjs']);

/**
 * Whether the host wants the whole answer, however long it takes, or is kept by a person who types: a linter's
 * command line, its worker threads and continuous integration want it whole; any other process is taken for an editor's.
 */
export function waitOf(settings: Settings, host: Host = { argv: process.argv, env: process.env, isMainThread }): Wait {
  if (settings.wait) return settings.wait;
  if (host.argv.includes('--lsp')) return 'editor'; // the linter itself serves the editor
  if (!host.isMainThread || isSet(host.env['CI'])) return 'batch';
  return LINTERS.has(basename(host.argv[1] ?? '')) ? 'batch' : 'editor';
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false';
}
