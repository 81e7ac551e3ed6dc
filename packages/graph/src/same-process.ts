/** Whether two modules run in one process, as far as imports tell: one loads the other, or a third loads both. */
import type { Program } from './link.ts';
import { moduleGraph, type ModuleGraph } from './module-graph.ts';
import type { LinkedModule, ModuleNumber } from './program.ts';

/** Tests that load both say nothing of what runs outside of them. */
export function shareProcess(program: Program, a: LinkedModule, b: LinkedModule): boolean {
  if (a === b) return true;
  const ofA = loaders(program, a.number);
  const ofB = loaders(program, b.number);
  const [few, many] = ofA.size < ofB.size ? [ofA, ofB] : [ofB, ofA];
  return [...few].some((each) => many.has(each));
}

interface Kept {
  into: readonly (readonly ModuleNumber[])[];
  loaders: Map<ModuleNumber, ReadonlySet<ModuleNumber>>;
}

/** By graph, which is another one after each change of the program. */
const kept = new WeakMap<ModuleGraph, Kept>();

/** A module and all that load it, directly or through others: O(modules + imports), once for each module that is asked for. */
function loaders(program: Program, of: ModuleNumber): ReadonlySet<ModuleNumber> {
  const graph = moduleGraph(program);
  let here = kept.get(graph);
  if (!here) kept.set(graph, (here = { into: turned(program, graph), loaders: new Map() }));
  let found = here.loaders.get(of);
  if (!found) {
    const reached = new Set([of]);
    for (const each of reached) for (const from of here.into[each] ?? []) reached.add(from);
    here.loaders.set(of, (found = reached));
  }
  return found;
}

function turned(program: Program, { modules, runtime, deferred }: ModuleGraph): ModuleNumber[][] {
  const into: ModuleNumber[][] = [];
  for (const { number, path } of modules) {
    if (program.link.isExempt(path)) continue;
    for (const { to } of [...(runtime[number] ?? []), ...(deferred[number] ?? [])]) (into[to.number] ??= []).push(number);
  }
  return into;
}
