/** Resources that entry points newly need, no longer need, or need where they could do without. */
import { countedEntries, HARDNESS, isHardWork, isWorkEdge, reach, type Reach, type SystemGraph, wayOf } from '@dist-lint/graph';
import type { ChangedDependency, LostFallback, Strength } from '@dist-lint/model';
import { blastNode, blastWay, fallbackOf } from './nodes.ts';
import type { Sides } from './sides.ts';

export interface DependencyChanges {
  dependencies: ChangedDependency[];
  fallbacksLost: LostFallback[];
}

/** Of entry points that are on both sides; for each resource a walk or two on either side. */
export function changedDependencies(sides: Sides): DependencyChanges {
  const { base, head } = sides;
  const kept = countedEntries(head).flatMap((now): Kept[] => {
    const before = sides.before(now);
    return before === undefined ? [] : [{ now, before }];
  });
  const added: ChangedDependency[] = [];
  const removed: { resource: number; dependency: ChangedDependency }[] = [];
  const fallbacksLost: LostFallback[] = [];
  for (const { now: current, before: old } of resources(sides)) {
    const now = current === undefined ? undefined : waysTo(head, current);
    const before = old === undefined ? undefined : waysTo(base, old);
    const fresh: number[] = [];
    const gone: number[] = [];
    for (const entry of kept) {
      const [needs, needed] = [now?.strength(entry.now), before?.strength(entry.before)];
      if (needs && !needed) fresh.push(entry.now);
      if (needed && !needs) gone.push(entry.before);
      if (current === undefined || !now || !before || needs !== 'hard' || !needed || needed === 'hard') continue;
      const fallback = fallbackOf(wayOf(base, before.any, entry.before, 'into'));
      if (fallback) fallbacksLost.push({ entry: blastNode(head, entry.now), resource: blastNode(head, current), before: fallback, way: blastWay(head, now.hard, entry.now) });
    }
    if (current !== undefined && now && fresh.length > 0) added.push(changed(head, current, 'added', now, fresh));
    if (old !== undefined && before && gone.length > 0) removed.push({ resource: old, dependency: changed(base, old, 'removed', before, gone) });
  }
  const dependencies = [...added, ...removed.sort((a, b) => a.resource - b.resource).map(({ dependency }) => dependency)];
  const weight = ({ change, strength, ways }: ChangedDependency): number => (change === 'added' ? 1_000_000 : 0) + (strength === 'hard' ? 100_000 : 0) + ways.length;
  return { dependencies: dependencies.sort((a, b) => weight(b) - weight(a)), fallbacksLost };
}

/** One thing by its numbers in the head and in the base. */
interface Kept {
  now: number;
  before: number;
}

/** The resources of both sides, each once, those of the head first. */
function resources({ base, head, before, now }: Sides): { [side in keyof Kept]: number | undefined }[] {
  const of = ({ nodes }: SystemGraph): number[] => nodes.flatMap(({ kind, isAside }, node) => (kind === 'resource' && !isAside ? [node] : []));
  return [...of(head).map((node) => ({ now: node, before: before(node) })), ...of(base).filter((node) => now(node) === undefined).map((node) => ({ now: undefined, before: node }))];
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
  const strength = entries.reduce<Strength>((hardest, entry) => {
    const own = ways.strength(entry) ?? hardest;
    return HARDNESS[own] > HARDNESS[hardest] ? own : hardest;
  }, 'asynchronous');
  const byHops = [...entries].sort((a, b) => (ways.any.hops[a] ?? 0) - (ways.any.hops[b] ?? 0) || a - b);
  return {
    resource: blastNode(graph, resource), change, strength,
    ways: byHops.map((entry) => blastWay(graph, ways.strength(entry) === 'hard' ? ways.hard : ways.any, entry)),
  };
}
