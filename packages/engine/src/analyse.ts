/** From a folder to a linked program: find, read and lower, resolve, link. */
import { link, type Program, type Settings } from '@dist-lint/graph';
import { libraries, type Library } from '@dist-lint/libraries';
import type { Gap } from '@dist-lint/model';
import {
  findFiles, findPackages, findRoot, findSchemas, lowerAll, resolveImports, summarizeSkipped, type FoundFiles, type Lowered,
} from '@dist-lint/workspace';
import type { CheckOptions, Timings } from './api.ts';
import { isExempt } from './exempt.ts';

export interface Analysis {
  root: string;
  found: FoundFiles;
  program: Program;
  lowered: Lowered;
  gaps: Gap[];
  skipped: ReturnType<typeof summarizeSkipped>;
  incomplete: string[];
  timings: Timings;
}

export type AnalyseOptions = Pick<CheckOptions, 'threads' | 'cache' | 'onProgress'> & {
  /** What the configuration leaves out of the analysis, and what no rule reports on. */
  isIgnored?: (path: string) => boolean;
  isExempt?: (path: string) => boolean;
  /** What is known of packages, if not the built-in rows alone. */
  libraries?: readonly Library[];
  settings?: Settings;
};

/** Analyses the whole root of a target, whatever part of it is reported on later. */
export async function analyse(target: string, options: AnalyseOptions): Promise<Analysis> {
  const clock = stopwatch();
  const root = findRoot(target);
  const everything = findFiles(root);
  const configured = everything.modules.filter((path) => options.isIgnored?.(path)).map((path) => ({ path, reason: 'configured' as const }));
  const found = configured.length === 0 ? everything : { ...everything, modules: everything.modules.filter((path) => !options.isIgnored?.(path)) };
  clock.lap('find');
  options.onProgress?.({ phase: 'find', done: found.modules.length, total: found.modules.length });

  const lowered = await lowerAll(found, {
    ...(options.threads === undefined ? {} : { threads: options.threads }),
    cache: options.cache ?? true,
    onProgress: (done, total) => options.onProgress?.({ phase: 'read', done, total }),
  });
  clock.lap('read and lower');

  options.onProgress?.({ phase: 'resolve', done: 0, total: lowered.files.length });
  const packages = findPackages(found);
  const schemas = findSchemas(found);
  const resolved = resolveImports(
    found,
    packages,
    lowered.files.map(({ path, facts }) => ({ path, specifiers: facts.imports.map((each) => each.specifier) })),
    { skipped: [...lowered.skipped, ...configured] },
  );
  clock.lap('resolve');

  options.onProgress?.({ phase: 'link', done: 0, total: lowered.files.length });
  const program = link({
    modules: lowered.files.map(({ facts }, index) => ({ facts, input: resolved.modules[index] as (typeof resolved.modules)[number] })),
    packages: packages.packages,
    libraries: options.libraries ?? libraries,
    schemas,
    isExempt: options.isExempt ?? isExempt,
    ...(options.settings === undefined ? {} : { settings: options.settings }),
  });
  program.callCounts();
  clock.lap('link');

  return {
    root, found, program, lowered,
    gaps: [...found.gaps, ...lowered.gaps, ...packages.gaps, ...resolved.gaps],
    // What is installed or built beside the sources says nothing about them.
    skipped: summarizeSkipped([...found.skipped, ...lowered.skipped, ...configured]).filter(({ reason }) => reason !== 'node_modules' && reason !== 'git-ignored'),
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
