/** Which symbols a change has given another meaning, and who needs them. */
import type { SystemGraph } from '@dist-lint/graph';
import type { BlastNode, ChangedSymbol } from '@dist-lint/model';
import { usersOf } from './members.ts';
import { blastNode } from './nodes.ts';
import type { ChangedFile } from './sides.ts';

/** What the symbols of a file mean; the same hash, the same meaning. */
export interface FileMeanings {
  /** By qualified name. */
  functions: ReadonlyMap<string, string>;
  /** Constants, classes and enums of the top level, by name. */
  names: ReadonlyMap<string, string>;
}

export interface SymbolChanges {
  symbols: Omit<ChangedSymbol, 'entries'>[];
  /** By place in `symbols`: where in the head it begins to be felt. */
  sources: ReadonlyMap<number, number>;
  /** Files with the same meaning as before. */
  cosmetic: number;
}

/**
 * @param meanings by path as it is on that side; of a side on which the file is missing, undefined
 */
export function changedSymbols(
  base: SystemGraph, head: SystemGraph, files: readonly ChangedFile[],
  meanings: { base(path: string): FileMeanings | undefined; head(path: string): FileMeanings | undefined },
): SymbolChanges {
  const symbols: Omit<ChangedSymbol, 'entries'>[] = [];
  const sources = new Map<number, number>();
  let cosmetic = 0;
  for (const { path, before = path, kind } of files) {
    const old = kind === 'added' ? undefined : meanings.base(before);
    const current = kind === 'deleted' ? undefined : meanings.head(path);
    if (!old && !current) continue;
    const found = symbols.length;
    for (const [name, change] of differing(old?.functions, current?.functions)) {
      const number = change === 'removed' ? base.number(`${before}#${name}`) : head.number(`${path}#${name}`);
      const graph = change === 'removed' ? base : head;
      if (number === undefined || graph.nodes[number]?.isAside) continue;
      if (change !== 'removed') sources.set(number, symbols.length);
      symbols.push({ node: blastNode(graph, number), change });
    }
    const isAside = head.nodes[head.number(path) ?? -1]?.isAside ?? base.nodes[base.number(before) ?? -1]?.isAside ?? false;
    for (const [name, change] of isAside ? [] : differing(old?.names, current?.names)) {
      for (const user of usersOf(head, path, name)) if (!sources.has(user)) sources.set(user, symbols.length);
      symbols.push({ node: named(path, name), change });
    }
    if (old && current && symbols.length === found && !isAside) cosmetic += 1;
  }
  return { symbols, sources, cosmetic };
}

function named(path: string, name: string): BlastNode {
  return { id: `${path}#${name}`, kind: 'module', name, file: path, line: 1 };
}

function* differing(old: ReadonlyMap<string, string> = new Map(), current: ReadonlyMap<string, string> = new Map()): Iterable<[string, ChangedSymbol['change']]> {
  for (const [name, hash] of current) {
    const before = old.get(name);
    if (before !== hash) yield [name, before === undefined ? 'added' : 'changed'];
  }
  for (const name of old.keys()) if (!current.has(name)) yield [name, 'removed'];
}
