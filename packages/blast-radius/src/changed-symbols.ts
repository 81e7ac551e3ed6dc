/** Which symbols a change has given another meaning, and who needs them. */
import { lineAndColumn, type SystemGraph } from '@dist-lint/graph';
import { groupBy, type BlastNode, type ChangedSymbol } from '@dist-lint/model';
import { usersOf } from './members.ts';
import { blastNode } from './nodes.ts';
import type { ChangedFile, Sides } from './sides.ts';

/** What the symbols of a file mean; the same hash, the same meaning. */
export interface FileMeanings {
  /** By qualified name. */
  functions: ReadonlyMap<string, string>;
  /** Constants, classes and enums of the top level, by name. */
  names: ReadonlyMap<string, string>;
}

export interface SymbolChanges {
  symbols: Omit<ChangedSymbol, 'entries' | 'later'>[];
  /** By place in `symbols`: where in the head it begins to be felt. */
  sources: ReadonlyMap<number, number>;
  /** Files with the same meaning as before. */
  cosmetic: number;
}

/**
 * @param meanings by path as it is on that side; of a side on which the file is missing, undefined
 */
export function changedSymbols(
  { base, head, now }: Sides, files: readonly ChangedFile[],
  meanings: { base(path: string): FileMeanings | undefined; head(path: string): FileMeanings | undefined },
): SymbolChanges {
  const symbols: Omit<ChangedSymbol, 'entries' | 'later'>[] = [];
  const sources = new Map<number, number>();
  let cosmetic = 0;
  for (const { path, before = path, kind } of files) {
    // Tests are long, and what they mean is asked by nobody.
    if (head.nodes[head.number(path) ?? -1]?.isAside ?? base.nodes[base.number(before) ?? -1]?.isAside) continue;
    const old = kind === 'added' ? undefined : meanings.base(before);
    const current = kind === 'deleted' ? undefined : meanings.head(path);
    if (!old && !current) continue;
    const first = symbols.length;
    for (const [name, change] of differing(old?.functions, current?.functions)) {
      const [graph, number] = change === 'removed' ? [base, base.number(`${before}#${name}`)] : [head, head.number(`${path}#${name}`)];
      // That a new file has something to load says nothing.
      if (number === undefined || (name === '<module>' && (!old || !current))) continue;
      if (change !== 'removed') sources.set(number, symbols.length);
      // Who called it and looks the same gets something else from now on: what the base class does, or nothing.
      else for (const caller of callersOf(base, number).flatMap((each) => now(each) ?? [])) if (!sources.has(caller)) sources.set(caller, symbols.length);
      symbols.push({ node: blastNode(graph, number), change });
    }
    for (const [name, change] of differing(old?.names, current?.names)) {
      // Of a class or a wrapped function, what is inside has changed and been told.
      const own = symbols.findIndex(({ node }, index) => index >= first && (node.name === name || node.name.startsWith(`${name}.`)));
      const symbol = own < 0 ? symbols.length : own;
      // Nobody names what is gone: who did has changed with it.
      for (const user of change === 'removed' ? [] : usersOf(head, path, name)) if (!sources.has(user)) sources.set(user, symbol);
      if (own < 0) symbols.push({ node: change === 'removed' ? named(base, before, name) : named(head, path, name), change });
    }
    if (old && current && symbols.length === first) cosmetic += 1;
  }
  return { symbols, sources, cosmetic };
}

function callersOf({ into, edges, nodes }: SystemGraph, fn: number): number[] {
  return into(fn).flatMap((number) => {
    const edge = edges[number];
    return edge && edge.kind === 'calls' && nodes[edge.from]?.kind === 'function' ? [edge.from] : [];
  });
}

function named(graph: SystemGraph, path: string, name: string): BlastNode {
  const facts = graph.nodes[graph.number(path) ?? -1]?.module?.facts;
  const at = facts?.variables.find((each) => each.function === 0 && each.name === name)?.at ?? 0;
  return { id: `${path}#${name}`, kind: 'module', name, file: path, line: facts ? lineAndColumn(facts.lineStarts, at)[0] : 1 };
}

function differing(old: ReadonlyMap<string, string> = new Map(), current: ReadonlyMap<string, string> = new Map()): [string, ChangedSymbol['change']][] {
  const found: [string, ChangedSymbol['change']][] = [];
  const [before, now] = [byBareName(old), byBareName(current)];
  for (const [bare, names] of now) {
    const earlier = before.get(bare) ?? [];
    // One that has been put in front of others of its name makes each of them the next: what is the same counts first.
    const left = earlier.filter((name) => !takeOne(names, (each) => current.get(each) === old.get(name)));
    for (const name of left) {
      const next = takeOne(names, (each) => each === name) ?? takeOne(names, () => true);
      found.push(next === undefined ? [name, 'removed'] : [next, 'changed']);
    }
    for (const name of names) found.push([name, 'added']);
  }
  for (const [bare, names] of before) if (!now.has(bare)) for (const name of names) found.push([name, 'removed']);
  return found;
}

/** Names without the numbers that tell those apart that have none of their own: `<action>#2.<map>`. */
function byBareName(meanings: ReadonlyMap<string, string>): Map<string, string[]> {
  return groupBy(meanings.keys(), (name) => name.replace(/#\d+(?=\.|$)/g, ''));
}

/** Takes the first that fits out of a list. */
function takeOne(names: string[], fits: (name: string) => boolean): string | undefined {
  const at = names.findIndex(fits);
  return at < 0 ? undefined : names.splice(at, 1)[0];
}
