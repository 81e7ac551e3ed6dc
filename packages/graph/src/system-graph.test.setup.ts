/** The system graph of some texts, written down for tests. */
import { libraries } from '@dist-lint/libraries';
import { linkTexts } from './linked-texts.test.setup.ts';
import type { LinkInput } from './link.ts';
import { systemGraph } from './system-graph.ts';
import type { SystemEdge, SystemGraph } from './system-model.ts';

export function graphOf(files: string | Record<string, string>, known: Partial<LinkInput> = {}): SystemGraph {
  return systemGraph(linkTexts(typeof files === 'string' ? { 'app.ts': files } : files, {}, { libraries, ...known }));
}

/** The edges of some kinds, one a line: `place -uses-> queue mail`, `(guarded: the catch in line 3 …)`; functions by their names alone. */
export function edgesOf(graph: SystemGraph, ...kinds: readonly SystemEdge['kind'][]): string[] {
  return graph.edges.filter(({ kind }) => kinds.includes(kind)).map(({ from, to, kind, strength, fallback }) => {
    const why = strength === 'hard' ? '' : ` (${strength}${fallback ? `, ${fallback.kind}: ${fallback.says}` : ''})`;
    return `${graph.nodes[from]?.name ?? ''} -${kind}-> ${graph.nodes[to]?.name ?? ''}${why}`;
  });
}

export function namesOf(graph: SystemGraph, kind: SystemGraph['nodes'][number]['kind']): string[] {
  return graph.nodes.filter((node) => node.kind === kind && !node.isAside).map(({ name, entry }) => (entry ? `${entry.role} ${name}` : name));
}
