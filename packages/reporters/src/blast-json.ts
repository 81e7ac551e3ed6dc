import type { AffectedEntry, BlastNode, BlastReport, BlastStep, BlastWay, ChangeReport, ChangeRow, DependencyRow, Fallback, ReviewQuestion, StateHit, TargetLoss } from '@dist-lint/model';
import { finding } from './json.ts';
import { jsonDocument } from './json-document.ts';

/** Blast radius for programs: a contract as the report's is (`schemaVersion`). What the view does not hold is null; the graph is what `graph --format json` prints. */
export function blastJson({ tool, root, counts, overview, targets, change, incomplete }: BlastReport): string {
  return jsonDocument({
    schemaVersion: 1,
    tool: { name: tool.name, version: tool.version },
    root,
    counts: { modules: counts.modules, functions: counts.functions, entries: counts.entries, resources: counts.resources, unresolvedCalls: counts.unresolvedCalls, unnamedEntries: counts.unnamedEntries },
    overview: overview === undefined ? null : { threshold: overview.threshold, runtime: overview.runtime.map(dependency), change: overview.change.map(changeRow), changeLeftOut: overview.changeLeftOut },
    targets: targets === undefined ? null : targets.map(loss),
    change: change === undefined ? null : changeDocument(change),
    incomplete: [...incomplete],
  });
}

/** A node is the same wherever it stands. */
function nodeDocument({ id, kind, name, role, file, line }: BlastNode) {
  return { id, kind, name, role: role ?? null, file: file ?? null, line: line ?? null };
}

function nodes(all: readonly BlastNode[]) {
  return all.map(nodeDocument);
}

function fallback({ kind, file, line, says }: Fallback) {
  return { kind, file, line, says };
}

function step({ node, strength, file, line, says }: BlastStep) {
  return { node: nodeDocument(node), strength, file: file ?? null, line: line ?? null, says };
}

function way({ entry, hops, path }: BlastWay) {
  return { entry: nodeDocument(entry), hops, path: path.map(step) };
}

function dependency(row: DependencyRow) {
  const { node, dependsOn, dependedOnBy, fallbacks, guarded, ways, lost, of, spof } = row;
  return { node: nodeDocument(node), dependsOn: nodes(dependsOn), dependedOnBy: nodes(dependedOnBy), fallbacks: fallbacks.map(fallback), guarded, ways, lost, of, spof };
}

function changeRow({ module, loadedBy, reached, unavoidable, of, gateTo }: ChangeRow) {
  return { module: nodeDocument(module), loadedBy, reached, unavoidable, of, gateTo: nodes(gateTo) };
}

function loss({ target, functions, callers, outputs, lost, spared, of, state, loading, typeOnly, tests }: TargetLoss) {
  return {
    target: nodeDocument(target), functions, callers: nodes(callers), outputs: nodes(outputs), of,
    lost: lost.map(way), spared: spared.map((each) => ({ ...way(each), fallback: fallback(each.fallback) })),
    state: state.map(stateHit), loading: nodes(loading), typeOnly, tests,
  };
}

function stateHit({ cell, writers, readers, entries }: StateHit) {
  return { cell: nodeDocument(cell), writers: nodes(writers), readers: nodes(readers), entries: nodes(entries) };
}

function affected(each: AffectedEntry) {
  return { change: each.change, symbol: each.symbol === undefined ? null : nodeDocument(each.symbol), ...way(each) };
}

function changeDocument({ base, files, symbols, cosmetic, otherFiles, entries, of, state, dependencies, fallbacksLost, points, cycles, findings, questions }: ChangeReport) {
  return {
    base: { ref: base.ref, commit: base.commit },
    files: { added: files.added, deleted: files.deleted, modified: files.modified, renamed: files.renamed },
    symbols: symbols.map((each) => ({ node: nodeDocument(each.node), change: each.change, entries: each.entries, later: each.later })),
    cosmetic, otherFiles: [...otherFiles], entries: entries.map(affected), of,
    state: state.map(({ cell, writers, otherWriters, readers }) => ({ cell: nodeDocument(cell), writers: nodes(writers), otherWriters: nodes(otherWriters), readers: nodes(readers) })),
    dependencies: dependencies.map((each) => ({ resource: nodeDocument(each.resource), change: each.change, strength: each.strength, ways: each.ways.map(way) })),
    fallbacksLost: fallbacksLost.map((each) => ({ entry: nodeDocument(each.entry), resource: nodeDocument(each.resource), before: fallback(each.before), way: way(each.way) })),
    points: points.map((each) => ({ node: nodeDocument(each.node), change: each.change, lost: each.lost, of: each.of })),
    cycles: { added: cycles.added.map((each) => [...each]), removed: cycles.removed.map((each) => [...each]), altered: (cycles.altered ?? []).map(({ modules, joined, left }) => ({ modules, joined: [...joined], left: [...left] })) },
    findings: { added: findings.added.map(finding), fixed: findings.fixed.map(finding) },
    questions: questions.map(question),
  };
}

function question(it: ReviewQuestion) {
  switch (it.about) {
    case 'resource': return { about: it.about, resource: nodeDocument(it.resource), entries: nodes(it.entries) };
    case 'fallback': return { about: it.about, resource: nodeDocument(it.resource), entry: nodeDocument(it.entry) };
    case 'writer': return { about: it.about, cell: nodeDocument(it.cell), writers: nodes(it.writers) };
    case 'removed': return { about: it.about, node: nodeDocument(it.node), readers: nodes(it.readers) };
    case 'spof': return { about: it.about, node: nodeDocument(it.node), lost: it.lost, of: it.of };
    case 'entry': return { about: it.about, entry: nodeDocument(it.entry), resources: nodes(it.resources) };
  }
}
