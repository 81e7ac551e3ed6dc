/** The two sides of a change, matched: what was moved is the same thing. */
import { addTo, groupBy, soleOf } from '@dist-lint/model';
import { countedEntries, type SystemGraph } from '@dist-lint/graph';

/** One file of a change; paths count from the root. */
export interface ChangedFile {
  /** Now; of a deleted file, as it was. */
  path: string;
  /** Before a rename. */
  before?: string;
  kind: 'added' | 'deleted' | 'modified' | 'renamed';
}

export interface Sides {
  base: SystemGraph;
  head: SystemGraph;
  /** By number in the head: its number in the base; undefined for what is new. */
  before(node: number): number | undefined;
  /** By number in the base: its number in the head. */
  now(node: number): number | undefined;
}

/** By identity, where renamed files count as one; entry points that are nowhere else by role and name. */
export function sidesOf(base: SystemGraph, head: SystemGraph, files: readonly ChangedFile[]): Sides {
  const moved = new Map(files.flatMap(({ path, before }) => (before === undefined ? [] : [[before, path]])));
  const before = new Map<number, number>();
  const now = new Map<number, number>();
  const pair = (old: number, current: number): void => {
    before.set(current, old);
    now.set(old, current);
  };
  base.nodes.forEach(({ id, module }, old) => {
    const to = module && moved.get(module.path);
    const current = head.number(to === undefined ? id : id.replaceAll(module?.path ?? '', to));
    if (current !== undefined) pair(old, current);
  });
  const waiting = new Map(countedEntries(base).filter((old) => !now.has(old)).map((old) => [entryName(base, old), old]));
  for (const current of countedEntries(head)) {
    const name = entryName(head, current);
    const old = before.has(current) || name === '' ? undefined : waiting.get(name);
    if (old === undefined) continue;
    waiting.delete(name);
    pair(old, current);
  }
  pairLone(base, head, before, now, pair);
  pairDatabases(base, head, before, now);
  return { base, head, before: (node) => before.get(node), now: (node) => now.get(node) };
}

/** A database that was the only one of its library has another name beside a second one, and was there before. */
function pairDatabases(base: SystemGraph, head: SystemGraph, before: Map<number, number>, now: Map<number, number>): void {
  const left = (graph: SystemGraph, known: ReadonlyMap<number, number>): Map<string, [number, ...number[]]> =>
    groupBy(graph.nodes.flatMap(({ kind }, node) => (kind === 'resource' && !known.has(node) ? [node] : [])), (node) => graph.nodes[node]?.alone ?? graph.nodes[node]?.name ?? '');
  // Several of one side may have been, or become, the one of the other.
  const note = (of: ReadonlyMap<string, readonly number[]>, others: ReadonlyMap<string, readonly number[]>, pairs: Map<number, number>): void => {
    for (const [name, nodes] of of) {
      const same = others.get(name)?.[0];
      if (same !== undefined) for (const node of nodes) pairs.set(node, same);
    }
  };
  const [old, current] = [left(base, now), left(head, before)];
  note(current, old, before);
  note(old, current, now);
}

/** One without a name that is in another function of the same file now, where there is no other it could be. */
function pairLone(base: SystemGraph, head: SystemGraph, before: ReadonlyMap<number, number>, now: ReadonlyMap<number, number>, pair: (old: number, current: number) => void): void {
  const left = (graph: SystemGraph, known: ReadonlyMap<number, number>): Map<string, number[]> => {
    const byPlace = new Map<string, number[]>();
    for (const node of countedEntries(graph)) {
      const { entry } = graph.nodes[node] ?? {};
      if (!known.has(node) && entry?.name === '') addTo(byPlace, `${entry.role} ${entry.module.path}`, node);
    }
    return byPlace;
  };
  const current = left(head, before);
  for (const [place, nodes] of left(base, now)) {
    const [old, one] = [soleOf(nodes), soleOf(current.get(place))];
    if (old !== undefined && one !== undefined) pair(old, one);
  }
}

/** Role and name; '' for one without a name, of which there may be many. */
function entryName(graph: SystemGraph, node: number): string {
  const { entry, name } = graph.nodes[node] ?? {};
  return entry?.name ? `${entry.role} ${entry.name}` : name?.includes(' ') === true ? name : '';
}
