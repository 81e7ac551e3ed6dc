/** A tree as it was read at one time, and linked so that modules may be replaced. */
import { linkReplaceable, type ModuleSource, type ReplaceableProgram, type Rule } from '@dist-lint/graph';
import { configFiles, findFiles, stampsOf, type FoundFiles, type Stamps } from '@dist-lint/workspace';
import { loadConfig, type ResolvedConfig } from './config.ts';
import { readTree, type ReadTree } from './read-tree.ts';
import type { SessionOptions } from './session.ts';

export interface TreeState extends Pick<ReadTree, 'found' | 'packages' | 'skipped'> {
  config: ResolvedConfig;
  program: ReplaceableProgram;
  /** As on disk when it was last looked at. */
  files: Map<string, KnownFile>;
  /** The module whose text in the program is not the disk's. */
  edited?: { path: string; text: string; source: ModuleSource } | undefined;
}

export interface KnownFile {
  source: ModuleSource;
  /** Of the bytes. */
  hash: string;
}

/** @param onStamped told how the disk looked before any of it was read, so that whoever fails to read it knows when to try again */
export async function readState(root: string, options: SessionOptions, rules: readonly Rule[], onStamped: (stamps: Stamps) => void): Promise<TreeState> {
  const since = Date.now();
  const everything = findFiles(root);
  options.onFound?.(everything.modules.length);
  const named = options.config === undefined ? {} : { config: options.config };
  onStamped(stampsOf(everything, configFiles({ root, cwd: options.cwd, ...named }), since));
  const flags = { ...(options.cache === undefined ? {} : { cache: options.cache }), ...(options.threads === undefined ? {} : { threads: options.threads }) };
  const config = await loadConfig({ root, cwd: options.cwd, flags, ...named }, rules);
  const { found, packages, skipped, input, lowered } = await readTree(everything, config);
  const hashes = new Map(lowered.files.map(({ path, hash }) => [path, hash]));
  const files = new Map(input.modules.map((source) => [source.input.path, { source, hash: hashes.get(source.input.path) ?? '' }]));
  return { found, packages, skipped, config, program: linkReplaceable(input), files };
}

/** Entries come and go in folders that mean nothing to the program, such as what tools write beside it. */
export function isOther(before: FoundFiles, now: FoundFiles, { isIgnored }: ResolvedConfig): boolean {
  const modules = now.modules.filter((path) => !isIgnored(path));
  return modules.length !== before.modules.length || modules.some((path, index) => path !== before.modules[index]) ||
    now.kinds.size !== before.kinds.size || [...now.kinds.keys()].some((path) => !before.kinds.has(path));
}

/** A file that is not on disk yet, at a place where it would be read. */
export function mayBelong({ found, config }: TreeState, path: string): boolean {
  const isSource = /\.([mc]?[jt]s|[jt]sx)$/.test(path) && !/\.d\.[mc]?ts$/.test(path);
  return isSource && !found.kinds.has(path) && !found.ignores(path) && !config.isIgnored(path) && !/(^|\/)(node_modules|\.git|\.dist-lint)\//.test(path);
}
