/** Lists that grow or shrink after they were made: how many they hold is not what their literal says. */
import type { ModuleFacts } from '@dist-lint/model';
import type { LinkedModule } from './program.ts';

const CHANGES = new Set(['push', 'pop', 'shift', 'unshift', 'splice']);

/** Whether a module changes a list that it knows under the name of a variable (its id), or of a field. */
export function isChangedList({ facts, index }: LinkedModule, named: number | string): boolean {
  let known = kept.get(facts);
  if (!known) {
    known = new Set();
    for (const call of index.calls.flat()) {
      if (call?.callee.k !== 'member' || !CHANGES.has(call.callee.name)) continue;
      const { of } = call.callee;
      if (of.k === 'var') known.add(of.v);
      else if (of.k === 'member') known.add(of.name);
    }
    kept.set(facts, known);
  }
  return known.has(named);
}

/** By facts, which do not change. */
const kept = new WeakMap<ModuleFacts, Set<number | string>>();
