/** A graph from a few words, for tests. */
import { indexSystem, type SystemEdge, type SystemEdgeKind, type SystemGraph, type SystemNode } from '@dist-lint/graph';
import type { BlastKind, Strength } from '@dist-lint/model';

export type Line = readonly [from: string, kind: SystemEdgeKind, to: string, strength?: Strength];

/**
 * `POST /orders` is an entry point, `a.ts#f` a function in the module `a.ts`, `a.ts` a module, `<redis>` a resource,
 * `db:Order.status` state, `cmp:api` a component. A function's module holds it.
 */
export function systemOf(lines: readonly Line[], asides: readonly string[] = []): SystemGraph {
  const ids = new Set(lines.flatMap(([from, , to]) => [from, to]));
  const held: Line[] = [];
  for (const id of [...ids]) {
    const [file] = id.split('#');
    if (kindOf(id) !== 'function' || file === undefined) continue;
    ids.add(file);
    held.push([file, 'contains', id]);
  }
  const nodes = [...ids].sort().map((id): SystemNode => ({
    id, kind: kindOf(id), name: id.replace(/^<|>$/g, '').replace(/^.*#/, ''), ...(asides.includes(id) ? { isAside: true as const } : {}),
  }));
  const numbers = new Map(nodes.map(({ id }, number) => [id, number]));
  const edges = [...lines, ...held].map(([from, kind, to, strength = 'hard']): SystemEdge => ({
    from: numbers.get(from) ?? -1, to: numbers.get(to) ?? -1, kind, strength,
    ...(strength === 'guarded' ? { fallback: { kind: 'caught' as const, file: from.split('#')[0] ?? '', line: 1, says: 'the catch answers with a default' } } : {}),
  }));
  return indexSystem(nodes, edges);
}

function kindOf(id: string): BlastKind {
  if (id.startsWith('<')) return 'resource';
  if (/^(db|mod):/.test(id)) return 'state';
  if (id.startsWith('cmp:')) return 'component';
  if (id.startsWith('pkg:')) return 'package';
  if (id.includes(' ')) return 'entry';
  return id.includes('#') ? 'function' : 'module';
}
