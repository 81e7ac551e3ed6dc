/** Lists that grow or shrink after they were made: how many they hold is not what their literal says. */
import type { LinkedModule, ModuleIndex } from './program.ts';
import { once } from './once.ts';

const CHANGES = new Set(['push', 'pop', 'shift', 'unshift', 'splice']);

/** Whether a module changes a list that it knows under the name of a variable (its id), or of a field. */
export function isChangedList({ index }: LinkedModule, named: number | string): boolean {
  return changedIn(index).has(named);
}

const changedIn = once(({ calls }: ModuleIndex): ReadonlySet<number | string> => {
  const found = new Set<number | string>();
  for (const call of calls.flat()) {
    if (call?.callee.k !== 'member' || !CHANGES.has(call.callee.name)) continue;
    const { of } = call.callee;
    if (of.k === 'var') found.add(of.v);
    else if (of.k === 'member') found.add(of.name);
  }
  return found;
});
