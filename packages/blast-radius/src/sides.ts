/** The two sides of a change, matched: what was moved is the same thing. */
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
  return { base, head, before: (node) => before.get(node), now: (node) => now.get(node) };
}

/** Role and name; '' for one without a name, of which there may be many. */
function entryName(graph: SystemGraph, node: number): string {
  const { entry, name } = graph.nodes[node] ?? {};
  return entry?.name ? `${entry.role} ${entry.name}` : name?.includes(' ') === true ? name : '';
}
