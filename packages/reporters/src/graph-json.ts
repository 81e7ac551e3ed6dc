import type { BlastDrawing } from '@dist-lint/model';
import { jsonDocument } from './json-document.ts';

/** The graph for programs, whole: what a size limit would leave out is in it. */
export function graphJson(drawing: BlastDrawing): string {
  return jsonDocument({ schemaVersion: 1, ...drawingDocument(drawing) });
}

/** Edges by index in `nodes`, as they are given. */
function drawingDocument({ nodes, edges }: BlastDrawing) {
  return {
    nodes: nodes.map(({ id, kind, name, role, file, line, parent, lost, mark }) => ({ id, kind, name, role: role ?? null, file: file ?? null, line: line ?? null, parent: parent ?? null, lost, mark: mark ?? null })),
    edges: edges.map(({ from, to, strength, mark }) => ({ from, to, strength, mark: mark ?? null })),
  };
}
