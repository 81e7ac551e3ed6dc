/** From a folder to a linked program: configure, find, read and lower, resolve, link. */
import { link, type Program, type Rule } from '@dist-lint/graph';
import type { Gap } from '@dist-lint/model';
import { rules as catalogue } from '@dist-lint/rules';
import { findFiles, findRoot, summarizeSkipped, type FactsCache, type FoundFiles, type Lowered } from '@dist-lint/workspace';
import type { CheckOptions, Timings } from './api.ts';
import { loadConfig, type LoadOptions, type ResolvedConfig } from './config.ts';
import { readTree, type ReadTree } from './read-tree.ts';

export interface Analysis {
  root: string;
  config: ResolvedConfig;
  found: FoundFiles;
  /** What was read, before it was linked. */
  tree: ReadTree;
  program: Program;
  lowered: Lowered;
  gaps: Gap[];
  skipped: ReturnType<typeof summarizeSkipped>;
  incomplete: string[];
  timings: Timings;
}

export interface AnalyseOptions extends Omit<LoadOptions, 'root'>, Pick<CheckOptions, 'onProgress'> {
  /** The cache that is open already; used when the configuration wants one. */
  facts?: FactsCache;
}

/**
 * Analyses the whole root of a target, whatever part of it is reported on later.
 *
 * @throws UserError for a configuration that cannot be used.
 */
export async function analyse(target: string, { onProgress, facts, ...options }: AnalyseOptions, rules: readonly Rule[] = catalogue): Promise<Analysis> {
  const root = findRoot(target);
  const config = await loadConfig({ ...options, root }, rules);
  const clock = stopwatch();
  const told = onProgress === undefined ? {} : { onProgress };
  const tree = await readTree(findFiles(root), config, { onPhase: clock.lap, ...told, ...(facts === undefined ? {} : { facts }) });
  return linkTree(root, config, tree, { clock, ...told });
}

/** Links what was read, and counts its calls, which asks about every one of them. */
export function linkTree(root: string, config: ResolvedConfig, tree: ReadTree, { clock, onProgress }: { clock: Stopwatch } & Pick<CheckOptions, 'onProgress'>): Analysis {
  const { found, lowered, skipped, gaps, input } = tree;
  onProgress?.({ phase: 'link', done: 0, total: input.modules.length });
  const program = link(input);
  program.callCounts();
  clock.lap('link');

  return {
    root, config, found, tree, program, lowered,
    gaps: [...found.gaps, ...lowered.gaps, ...gaps],
    // What is installed or built beside the sources says nothing about them.
    skipped: summarizeSkipped([...found.skipped, ...skipped]).filter(({ reason }) => reason !== 'node_modules' && reason !== 'git-ignored'),
    incomplete: [...lowered.incomplete],
    timings: { phases: clock.laps, bytes: lowered.files.reduce((sum, { facts }) => sum + (facts.lineStarts.at(-1) ?? 0), 0) },
  };
}

export interface Stopwatch {
  laps: { name: string; ms: number }[];
  lap(name: string): void;
}

/** Wall-clock time between laps, in ms. */
export function stopwatch(): Stopwatch {
  let last = performance.now();
  const laps: { name: string; ms: number }[] = [];
  return {
    laps,
    lap(name) {
      const now = performance.now();
      laps.push({ name, ms: now - last });
      last = now;
    },
  };
}
