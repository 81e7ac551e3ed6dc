/** What a change can reach and what it adds to the risk, from the graphs of both sides. */
import { countedEntries, entriesInto, isWorkEdge, pointsOfFailure, reach, type SystemEdge, type SystemGraph, wayOf } from '@dist-lint/graph';
import { addTo, type AffectedEntry, type BlastWay, type ChangedPoint, type ChangedState, type ChangedSymbol, type ChangeReport, type Finding } from '@dist-lint/model';
import { changedDependencies } from './changed-dependencies.ts';
import { changedSymbols, type FileMeanings } from './changed-symbols.ts';
import { blastNode, blastNodes, blastWay } from './nodes.ts';
import { questionsOf } from './questions.ts';
import { type ChangedFile, type Sides, sidesOf } from './sides.ts';
import { accessorsOf, writtenBy } from './state-accessors.ts';

export interface ChangeInput {
  base: SystemGraph;
  head: SystemGraph;
  /** As typed, and the merge base in short. */
  ref: string;
  commit: string;
  files: readonly ChangedFile[];
  /** Of files that differ; undefined where there is no code. */
  meanings: { base(path: string): FileMeanings | undefined; head(path: string): FileMeanings | undefined };
  cycles: ChangeReport['cycles'];
  findings: { added: readonly Finding[]; fixed: readonly Finding[] };
  /** For single points of failure: share of the entry points, 0 to 1. */
  threshold: number;
}

export function changeReport(input: ChangeInput): ChangeReport {
  const { base, head, files } = input;
  const sides = sidesOf(base, head, files);
  const { symbols, sources, cosmetic } = changedSymbols(sides, files, input.meanings);
  const anyhow = reach(head, sources.keys(), 'into', isWorkEdge);
  const atOnce = reach(head, sources.keys(), 'into', isAtOnce);
  const entries: AffectedEntry[] = [];
  for (const entry of countedEntries(head)) {
    const isNew = sides.before(entry) === undefined;
    // A way that it goes itself says more than a shorter one on which it leaves the work to others.
    const reached = (atOnce.hops[entry] ?? -1) >= 0 ? atOnce : anyhow;
    if ((reached.hops[entry] ?? -1) < 0) {
      if (isNew) entries.push({ entry: blastNode(head, entry), change: 'added', hops: 0, path: [] });
      continue;
    }
    const symbol = sources.get(wayOf(head, reached, entry, 'into').at(-1)?.to ?? entry);
    const node = symbol === undefined ? undefined : symbols[symbol]?.node;
    entries.push({ ...blastWay(head, reached, entry), change: isNew ? 'added' : 'affected', ...(node ? { symbol: node } : {}) });
  }
  for (const entry of countedEntries(base)) {
    if (sides.now(entry) === undefined) entries.push({ entry: blastNode(base, entry), change: 'removed', hops: 0, path: [] });
  }
  const { dependencies, fallbacksLost } = changedDependencies(sides);
  const entriesFrom = symbolEntries(head, sources);
  const isCode = ({ path, before = path, kind }: ChangedFile): boolean => (kind !== 'deleted' && isModule(head, path)) || (kind !== 'added' && isModule(base, before));
  const report: Omit<ChangeReport, 'questions'> = {
    base: { ref: input.ref, commit: input.commit },
    files: counted(files),
    symbols: symbols.map((symbol, at) => ({ ...symbol, ...entriesFrom(at) })).sort((a, b) => b.entries - a.entries || b.later - a.later),
    cosmetic,
    otherFiles: files.filter((file) => !isCode(file)).map(({ path }) => path),
    entries: entries.sort((a, b) => ORDER[a.change] - ORDER[b.change] || Number(isLeft(a)) - Number(isLeft(b)) || a.hops - b.hops),
    of: countedEntries(head).length,
    state: changedState(head, sources.keys()),
    dependencies, fallbacksLost,
    points: changedPoints(sides, input.threshold),
    cycles: input.cycles,
    findings: input.findings,
  };
  return { ...report, questions: questionsOf(report, sides) };
}

const ORDER = { added: 0, removed: 1, affected: 2 } as const;

function isAtOnce(edge: SystemEdge): boolean {
  return isWorkEdge(edge) && edge.strength !== 'asynchronous';
}

/** The entry point is over before it comes to its end. */
function isLeft({ path }: BlastWay): boolean {
  return path.some(({ strength }) => strength === 'asynchronous');
}

function isModule(graph: SystemGraph, path: string): boolean {
  return graph.nodes[graph.number(path) ?? -1]?.kind === 'module';
}

/** How many entry points a symbol is on the way of, whatever else has changed on it. */
function symbolEntries(head: SystemGraph, sources: ReadonlyMap<number, number>): (symbol: number) => Pick<ChangedSymbol, 'entries' | 'later'> {
  const walk = entriesInto(head);
  const own = new Map<number, number[]>();
  for (const [node, symbol] of sources) addTo(own, symbol, node);
  return (symbol) => {
    const entries = walk(own.get(symbol) ?? [], isAtOnce).length;
    return { entries, later: walk(own.get(symbol) ?? [], isWorkEdge).length - entries };
  };
}

function counted(files: readonly ChangedFile[]): ChangeReport['files'] {
  const of = (wanted: ChangedFile['kind']): number => files.filter(({ kind }) => kind === wanted).length;
  return { added: of('added'), deleted: of('deleted'), modified: of('modified'), renamed: of('renamed') };
}

/** State that changed functions write. */
function changedState(head: SystemGraph, sources: Iterable<number>): ChangedState[] {
  return [...writtenBy(head, sources)].map(([cell, own]) => ({
    cell: blastNode(head, cell), writers: blastNodes(head, own),
    otherWriters: blastNodes(head, accessorsOf(head, cell, 'writes', own)), readers: blastNodes(head, accessorsOf(head, cell, 'reads', own)),
  }));
}

/** Single points of failure that came or went. */
function changedPoints({ base, head, before, now }: Sides, threshold: number): ChangedPoint[] {
  const points = (graph: SystemGraph) => pointsOfFailure(graph, threshold).filter(({ spof }) => spof === 'yes');
  const [old, current] = [points(base), points(head)];
  const wasOne = new Set(old.map(({ node }) => node));
  const isOne = new Set(current.map(({ node }) => node));
  return [
    ...current.filter(({ node }) => !wasOne.has(before(node) ?? -1)).map(({ node, lost, of }): ChangedPoint => ({ node: blastNode(head, node), change: 'added', lost: lost.length, of })),
    ...old.filter(({ node }) => !isOne.has(now(node) ?? -1)).map(({ node, lost, of }): ChangedPoint => ({ node: blastNode(base, node), change: 'removed', lost: lost.length, of })),
  ];
}
