/** Whether two modules run in one process, as far as imports tell: one loads the other, or a third loads both. */
import type { Program } from './link.ts';
import { edgesFrom } from './module-graph.ts';
import { once } from './once.ts';
import type { LinkedModule, ModuleNumber } from './program.ts';
import type { Memo, Table } from './tracking.ts';

/** Tests that load both say nothing of what runs outside of them. */
export function shareProcess(program: Program, a: LinkedModule, b: LinkedModule): boolean {
  if (a === b) return true;
  const ofA = loaders(program, a);
  const ofB = loaders(program, b);
  const [few, many] = ofA.size < ofB.size ? [ofA, ofB] : [ofB, ofA];
  return [...few].some((each) => many.has(each));
}

/** A module and all that load it, directly or through others: O(modules + imports), once for each module that is asked for. */
function loaders(program: Program, of: LinkedModule): ReadonlySet<ModuleNumber> {
  const known = loadersOf(program);
  return known.get(of, '') ?? known.fill(of, '', new Set([of.number]), () => {
    const reached = new Set([of.number]);
    for (const each of reached) for (const from of importersOf(program).get(each)) reached.add(from);
    return reached;
  });
}

const loadersOf = once((program: Program): Memo<string, ReadonlySet<ModuleNumber>> => program.tracker.memo());

/** Who loads a module, at once or later. Numbers alone, so that a new text with the same imports is nothing to those who asked. */
const importersOf = once((program: Program): Table<ModuleNumber, ModuleNumber> => program.tracker.table(() => program.modules.all, ({ number, path }) => {
  if (program.link.isExempt(path)) return [];
  const lists = edgesFrom(program, number)?.lists;
  return lists ? [...lists.runtime, ...lists.deferred].map(({ to }) => [to.number, number] as const) : [];
}, Object.is));
