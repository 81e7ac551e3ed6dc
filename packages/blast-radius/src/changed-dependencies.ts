/** Resources that entry points newly need, no longer need, or need where they could do without. */
import { countedEntries, isHardWork, isWorkEdge, reach, type Reach, type SystemGraph, wayOf } from '@dist-lint/graph';
import type { ChangedDependency, LostFallback, Strength } from '@dist-lint/model';
import { blastNode, blastWay, fallbackOf } from './nodes.ts';
import type { Sides } from './sides.ts';

export interface DependencyChanges {
  dependencies: ChangedDependency[];
  fallbacksLost: LostFallback[];
}

/** Entry points that are on both sides; a walk or two for each resource of each side. */
export function changedDependencies(sides: Sides): DependencyChanges {
  const { base, head } = sides;
  const kept = countedEntries(head).filter((entry) => sides.before(entry) !== undefined);
  const dependencies: ChangedDependency[] = [];
  const fallbacksLost: LostFallback[] = [];
  head.nodes.forEach(({ kind, isAside }, resource) => {
    if (kind !== 'resource' || isAside) return;
    const old = sides.before(resource);
    const now = waysTo(head, resource);
    const before = old === undefined ? undefined : waysTo(base, old);
    const added: number[] = [];
    for (const entry of kept) {
      const strength = now.strength(entry);
      if (!strength) continue;
      const earlier = sides.before(entry) ?? -1;
      const had = before?.strength(earlier);
      if (!had) added.push(entry);
      else if (strength === 'hard' && had !== 'hard') {
        const fallback = before && fallbackOf(wayOf(base, before.any, earlier, 'into'));
        if (fallback) fallbacksLost.push({ entry: blastNode(head, entry), resource: blastNode(head, resource), before: fallback, way: blastWay(head, now.hard, entry) });
      }
    }
    if (added.length > 0) dependencies.push(changed(head, resource, 'added', now, added));
  });
  base.nodes.forEach(({ kind, isAside }, resource) => {
    if (kind !== 'resource' || isAside) return;
    const current = sides.now(resource);
    const before = waysTo(base, resource);
    const now = current === undefined ? undefined : waysTo(head, current);
    const removed = kept.filter((entry) => before.strength(sides.before(entry) ?? -1) && !now?.strength(entry)).map((entry) => sides.before(entry) ?? -1);
    if (removed.length > 0) dependencies.push(changed(base, resource, 'removed', before, removed));
  });
  const weight = ({ change, strength, ways }: ChangedDependency): number => (change === 'added' ? 1_000_000 : 0) + (strength === 'hard' ? 100_000 : 0) + ways.length;
  return { dependencies: dependencies.sort((a, b) => weight(b) - weight(a)), fallbacksLost };
}

interface Ways {
  hard: Reach;
  any: Reach;
  strength(entry: number): Strength | undefined;
}

function waysTo(graph: SystemGraph, resource: number): Ways {
  const hard = reach(graph, [resource], 'into', isHardWork);
  const any = reach(graph, [resource], 'into', isWorkEdge);
  return {
    hard, any,
    strength(entry) {
      if ((hard.hops[entry] ?? -1) >= 0) return 'hard';
      if ((any.hops[entry] ?? -1) < 0) return undefined;
      return wayOf(graph, any, entry, 'into').find(({ strength }) => strength !== 'hard')?.strength ?? 'guarded';
    },
  };
}

function changed(graph: SystemGraph, resource: number, change: 'added' | 'removed', ways: Ways, entries: readonly number[]): ChangedDependency {
  const strengths = entries.map((entry) => ways.strength(entry));
  const byHops = [...entries].sort((a, b) => (ways.any.hops[a] ?? 0) - (ways.any.hops[b] ?? 0) || a - b);
  return {
    resource: blastNode(graph, resource), change,
    strength: strengths.includes('hard') ? 'hard' : strengths.includes('guarded') ? 'guarded' : 'asynchronous',
    ways: byHops.map((entry) => blastWay(graph, ways.strength(entry) === 'hard' ? ways.hard : ways.any, entry)),
  };
}
