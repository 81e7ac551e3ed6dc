/** What breaks if something is gone, what depends on what, and what a change adds: from the graph of the whole system. */
import { relative, sep } from 'node:path';
import { changeReport, deletionTest, drawing, idsOnWays, overview, type DrawLevel } from '@dist-lint/blast-radius';
import { countedEntries, lineAndColumn, SPOF_THRESHOLD, systemGraph, type SystemGraph } from '@dist-lint/graph';
import type { BlastCounts, BlastDrawing, BlastReport, BlastWay, ChangeReport, DrawnNode, TargetLoss } from '@dist-lint/model';
import { rules as catalogue } from '@dist-lint/rules';
import { findRoot } from '@dist-lint/workspace';
import { analyse, type Analysis } from './analyse.ts';
import { analyseChange } from './analyse-change.ts';
import type { CheckOptions, Rule } from './api.ts';
import { rulesFor } from './config.ts';
import { blastTarget } from './blast-target.ts';
import { readChange } from './change-input.ts';
import { mostlyUnreadable } from './check.ts';
import { rootOf } from './retry-target.ts';
import { version } from './version.ts';

export interface BlastOptions extends Pick<CheckOptions, 'cwd' | 'config' | 'safe' | 'threads' | 'cache' | 'onProgress'> {
  /** Files, folders, symbols, packages, state, resources or entry points; with a base, files and folders that the change is narrowed to. */
  targets?: readonly string[];
  /** A branch, tag or commit: what the change since then adds. */
  base?: string;
  /** Share of the entry points from which on something is a single point of failure, 0 to 1. */
  threshold?: number;
  /** The report is to be drawn. */
  draws?: boolean;
}

/** @throws UserError `unknown-target`, `ambiguous-target`, `no-entry-points`, for a base that cannot be had and a configuration that cannot be used. */
export async function blastRadius(options: BlastOptions, all: readonly Rule[] = catalogue): Promise<BlastReport> {
  const { base, cwd } = options;
  if (base !== undefined) return ofChange({ ...options, base }, all);
  const [first] = options.targets ?? [];
  const { root: folder, place } = rootOf({ cwd, ...(first === undefined ? {} : { target: first }) });
  // The root itself is what is asked about anyway.
  const targets = options.targets?.length === 1 && place?.isWhole === true && place.absolute === folder ? [] : (options.targets ?? []);
  const analysis = await analyse(folder, { ...options, flags: options }, all);
  const graph = systemGraph(analysis.program);
  const threshold = thresholdOf(options, analysis);
  if (targets.length === 0) {
    const found = overview(graph, { threshold });
    const marks = new Map(found.runtime.filter(({ spof }) => spof === 'yes').map(({ node }) => [node.id, 'spof' as const]));
    return { ...about(analysis, graph, cwd), overview: found, drawing: options.draws === true ? drawing(graph, { level: 'module', marks }) : NOTHING };
  }
  const losses = targets.map((target) => {
    const { node, members } = blastTarget(graph, analysis, target, rootOf({ cwd, target }).place);
    return deletionTest(graph, node, members);
  });
  return { ...about(analysis, graph, cwd), targets: losses, drawing: options.draws === true ? drawLosses(graph, losses) : NOTHING };
}

async function ofChange(options: BlastOptions & { base: string }, all: readonly Rule[]): Promise<BlastReport> {
  const { base: ref, cwd, targets = [] } = options;
  const both = await analyseChange(findRoot(cwd), { ...options, base: ref, flags: options }, all);
  const head = systemGraph(both.head.program);
  const base = both.base === both.head ? head : systemGraph(both.base.program);
  const change = changeReport({ ...(await readChange(both, targets, cwd)), base, head, ref, threshold: thresholdOf(options, both.head) });
  const incomplete = both.base.incomplete.filter((sentence) => !both.head.incomplete.includes(sentence)).map((sentence) => `At the base: ${sentence}`);
  const report = about(both.head, head, cwd);
  return { ...report, change, incomplete: [...report.incomplete, ...incomplete], drawing: options.draws === true ? drawChange(head, change) : NOTHING };
}

export interface GraphOptions extends Pick<CheckOptions, 'cwd' | 'config' | 'safe' | 'threads' | 'cache' | 'onProgress'> {
  level: DrawLevel;
}

/** The graph of the whole system on one level, to be drawn. */
export async function graph({ level, ...options }: GraphOptions, all: readonly Rule[] = catalogue): Promise<BlastReport> {
  const analysis = await analyse(findRoot(options.cwd), { ...options, flags: options }, all);
  const system = systemGraph(analysis.program);
  return { ...about(analysis, system, options.cwd), drawing: drawing(system, { level }) };
}

/** The same as the rule's, so that both tell the same. */
function thresholdOf({ threshold }: Pick<BlastOptions, 'threshold'>, { config }: Analysis): number {
  const said = rulesFor(config, '').find(({ rule }) => rule.name === 'single-point-of-failure')?.options.share;
  return threshold ?? (typeof said === 'number' ? said / 100 : SPOF_THRESHOLD);
}

const NOTHING: BlastDrawing = { nodes: [], edges: [] };

function about(analysis: Analysis, graph: SystemGraph, cwd: string): Omit<BlastReport, 'drawing'> {
  return {
    tool: { name: 'dist-lint', version },
    root: relative(cwd, analysis.root).split(sep).join('/') || '.',
    counts: countsOf(analysis, graph),
    incomplete: [...analysis.incomplete, ...mostlyUnreadable(analysis)],
  };
}

function countsOf({ program }: Analysis, graph: SystemGraph): BlastCounts {
  const of = (wanted: string): number => graph.nodes.filter(({ kind, isAside }) => kind === wanted && !isAside).length;
  const { total, resolved, external } = program.callCounts();
  const entries = countedEntries(graph);
  const damaged = program.modules.all.flatMap(({ path, facts: { syntaxErrors: [error], lineStarts } }) => (error && !program.link.isExempt(path) ? [`${path}:${lineAndColumn(lineStarts, error.at)[0]}`] : []));
  return {
    ...(damaged.length > 0 ? { damaged } : {}),
    modules: of('module'), functions: of('function'), entries: entries.length, resources: of('resource'),
    unresolvedCalls: total - resolved - external, unnamedEntries: entries.filter((entry) => (graph.nodes[entry]?.entry?.name ?? '') === '').length,
  };
}

function drawLosses(graph: SystemGraph, losses: readonly TargetLoss[]): BlastDrawing {
  const only = idsOnWays(losses.flatMap(({ lost, spared }) => [...lost, ...spared]));
  for (const { target, outputs } of losses) for (const { id } of [target, ...outputs]) only.add(id);
  const marks = new Map<string, NonNullable<DrawnNode['mark']>>();
  for (const { target, lost } of losses) {
    marks.set(target.id, 'target');
    for (const { entry } of lost) marks.set(entry.id, 'lost');
  }
  return drawing(graph, { level: 'module', only, marks });
}

function drawChange(graph: SystemGraph, { symbols, entries, dependencies, fallbacksLost }: ChangeReport): BlastDrawing {
  const ways: BlastWay[] = [...entries.filter(({ change }) => change !== 'removed'), ...dependencies.flatMap((each) => (each.change === 'added' ? each.ways : [])), ...fallbacksLost.map(({ way }) => way)];
  const only = idsOnWays(ways);
  const marks = new Map<string, NonNullable<DrawnNode['mark']>>();
  for (const { node, change } of symbols) {
    if (node.file === undefined || change === 'removed') continue;
    only.add(node.file);
    marks.set(node.file, 'changed');
  }
  for (const { entry, change } of entries) if (change === 'added') marks.set(entry.id, 'added');
  for (const { resource, change } of dependencies) if (change === 'added') marks.set(resource.id, 'added');
  return drawing(graph, { level: 'module', only, marks });
}
