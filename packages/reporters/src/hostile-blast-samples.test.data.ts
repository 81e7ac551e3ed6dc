/** Blast radius in which every name is the given one. */
import type { AffectedEntry, BlastDrawing, BlastNode, BlastReport, BlastWay, ChangeReport, Fallback, TargetLoss } from '@dist-lint/model';
import { aFinding } from './report.test.data.ts';

export function drawing(name: string): BlastDrawing {
  const node = (id: string, kind: BlastNode['kind'], more = {}): BlastDrawing['nodes'][number] => ({ id, kind, name, lost: 2, ...more });
  return {
    nodes: [node('c', 'component'), node('a', 'module', { parent: 0, mark: 'target' }), node('b', 'module', { parent: 0, mark: 'changed' }), node('e', 'entry', { role: name }), node('r', 'resource', { mark: 'spof' })],
    edges: [{ from: 3, to: 1, strength: 'hard' }, { from: 1, to: 2, strength: 'guarded', mark: 'added' }, { from: 2, to: 4, strength: 'asynchronous', mark: 'removed' }],
  };
}

function parts(name: string): { at: BlastNode; resource: BlastNode; cell: BlastNode; entry: BlastNode; fallback: Fallback; way: BlastWay } {
  const at: BlastNode = { id: 'f', kind: 'function', name, file: name, line: 3 };
  const resource: BlastNode = { id: 'r', kind: 'resource', name };
  const entry: BlastNode = { id: 'e', kind: 'entry', name, role: name, file: name, line: 1 };
  const step = { node: at, strength: 'hard' as const, file: name, line: 4, says: name };
  return { at, resource, cell: { ...at, id: 's', kind: 'state' }, entry, fallback: { kind: 'caught', file: name, line: 5, says: name }, way: { entry, hops: 2, path: [step, { ...step, node: resource }] } };
}

function report(name: string, more: Partial<BlastReport>): BlastReport {
  return { tool: { name: 'dist-lint', version: '1.2.3' }, root: '.', counts: { modules: 3, functions: 9, entries: 4, resources: 1, unresolvedCalls: 2, unnamedEntries: 1 }, drawing: drawing(name), incomplete: [name], ...more };
}

export function overview(name: string): BlastReport {
  const { at, resource, fallback } = parts(name);
  const row = { node: resource, dependsOn: [at], dependedOnBy: [at, resource], fallbacks: [fallback], guarded: 1, ways: 3, lost: 2, of: 4 };
  const module: BlastNode = { ...at, kind: 'module' };
  return report(name, { overview: { runtime: [{ ...row, spof: 'yes' }, { ...row, node: { ...resource, id: 'c', kind: 'component' }, spof: 'partial' }, { ...row, spof: 'no' }], change: [{ module, loadedBy: 2, reached: 3, unavoidable: 2, of: 4, gateTo: [resource] }], changeLeftOut: 1, threshold: 0.5 } });
}

export function targets(name: string): BlastReport {
  const { at, resource, cell, entry, fallback, way } = parts(name);
  const loss: TargetLoss = {
    target: at, functions: 1, callers: [at], outputs: [resource, cell, at], lost: [way], spared: [{ ...way, fallback }], of: 4,
    state: [{ cell, writers: [at], readers: [at], entries: [entry] }], loading: [{ ...at, kind: 'module' }], typeOnly: 1, tests: 1,
  };
  return report(name, { targets: [loss, { ...loss, target: resource, functions: 0 }] });
}

export function change(name: string): BlastReport {
  const { at, resource, cell, entry, fallback, way } = parts(name);
  const affected: AffectedEntry = { ...way, change: 'affected', symbol: at };
  const whole: ChangeReport = {
    base: { ref: name, commit: 'abc123' }, files: { added: 1, deleted: 1, modified: 1, renamed: 1 },
    symbols: [{ node: at, change: 'changed', entries: 1, later: 0 }, { node: at, change: 'removed', entries: 1, later: 0 }], cosmetic: 1, otherFiles: [at.name],
    entries: [affected, { ...affected, change: 'added' }, { ...way, change: 'removed' }], of: 4,
    state: [{ cell, writers: [at], otherWriters: [at], readers: [at] }],
    dependencies: [{ resource, change: 'added', strength: 'hard', ways: [way] }, { resource, change: 'removed', strength: 'guarded', ways: [way] }],
    fallbacksLost: [{ entry, resource, before: fallback, way }],
    points: [{ node: resource, change: 'added', lost: 2, of: 4 }, { node: resource, change: 'removed', lost: 2, of: 4 }],
    cycles: { added: [[name, 'src/b.ts']], removed: [[name, 'src/c.ts']] },
    findings: { added: [aFinding({ rule: name, file: name, message: name })], fixed: [aFinding({ rule: name, file: name, message: name })] },
    questions: [
      { about: 'resource', resource, entries: [entry] }, { about: 'fallback', resource, entry }, { about: 'writer', cell, writers: [at] },
      { about: 'removed', node: at, readers: [at] }, { about: 'spof', node: resource, lost: 2, of: 4 }, { about: 'entry', entry, resources: [resource] },
    ],
  };
  return report(name, { change: whole });
}
