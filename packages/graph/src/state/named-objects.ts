/** Object literals that a module's variables hold: whoever has the object has the variable's. */
import type { Expr, ModuleFacts } from '@dist-lint/model';
import type { LinkedModule } from '../program.ts';
import { once } from '../once.ts';
import { indexOf } from '../linked-modules.ts';

/** The module's variable that an object literal is the value of. */
export function holderOf(module: LinkedModule, object: Expr): number | undefined {
  return holders(module.facts).get(object);
}

const holders = once((facts: ModuleFacts): ReadonlyMap<Expr, number> => {
  const found = new Map<Expr, number>();
  for (const [variable, assignments] of indexOf(facts).assignments.entries()) {
    if (facts.variables[variable]?.function !== 0) continue;
    for (const { value, path } of assignments ?? []) if (value.k === 'object' && path.length === 0) found.set(value, variable);
  }
  return found;
});
