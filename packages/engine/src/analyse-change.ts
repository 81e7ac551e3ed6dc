/** Both sides of a change: the program as it is, and as it was at the merge base. */
import type { Rule } from '@dist-lint/graph';
import { rules as catalogue } from '@dist-lint/rules';
import { changeSince, findRoot, openCache, type Change, type FactsCache, type FileChange } from '@dist-lint/workspace';
import { analyse, linkTree, stopwatch, type AnalyseOptions, type Analysis } from './analyse.ts';
import { readBaseTree } from './base-tree.ts';

export interface ChangeAnalysis {
  head: Analysis;
  /** `head` itself when the change touches nothing that is analysed. */
  base: Analysis;
  /** Sorted by path. */
  changes: FileChange[];
  /** The full name of the commit that the change began at. */
  mergeBase: string;
}

export interface AnalyseChangeOptions extends Omit<AnalyseOptions, 'facts'> {
  /** A branch, tag or commit of git's. */
  base: string;
}

/**
 * Analyses the root of a target twice: as it is in the work tree, and as it was where HEAD left the base.
 * The configuration is the one that is there now, for both.
 *
 * @throws UserError for a base that cannot be had, and for a configuration that cannot be used.
 */
export async function analyseChange(target: string, { base: ref, ...options }: AnalyseChangeOptions, rules: readonly Rule[] = catalogue): Promise<ChangeAnalysis> {
  const root = findRoot(target);
  const change = changeSince(root, ref);
  const cache = options.safe === true || options.flags?.cache === false ? undefined : openCache(root);
  // Written once for both sides: each writing makes what was not asked for older.
  const facts = cache && { ...cache, save: () => true };
  const head = await analyse(target, { ...options, ...(facts === undefined ? {} : { facts }) }, rules);
  const base = await analyseBase(head, change, facts, options);
  if (head.config.cache) cache?.save();
  return { head, base, changes: change.files, mergeBase: change.mergeBase };
}

async function analyseBase(head: Analysis, change: Change, facts: FactsCache | undefined, { onProgress }: Pick<AnalyseOptions, 'onProgress'>): Promise<Analysis> {
  const clock = stopwatch();
  const tree = await readBaseTree(head.tree, change, head.config, facts);
  clock.lap('read base');
  if (tree === head.tree) return head;
  const base = linkTree(head.root, head.config, tree, { clock, ...(onProgress === undefined ? {} : { onProgress }) });
  base.gaps.push(...change.submodules.map((file) => ({ kind: 'submodule', file, line: 1, message: 'The submodule was at another commit at the base; what it held there is not known.' })));
  return base;
}
