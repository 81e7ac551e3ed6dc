/** Object literals that a module's variables hold: whoever has the object has the variable's. */
import type { Expr } from '@dist-lint/model';
import type { LinkedModule } from '../program.ts';

/** The module's variable that an object literal is the value of. */
export function holderOf(module: LinkedModule, object: Expr): number | undefined {
  let known = holders.get(module.facts);
  if (!known) {
    holders.set(module.facts, (known = new Map<Expr, number>()));
    for (const [variable, assignments] of module.index.assignments.entries()) {
      if (module.facts.variables[variable]?.function !== 0) continue;
      for (const { value, path } of assignments ?? []) if (value.k === 'object' && path.length === 0) known.set(value, variable);
    }
  }
  return known.get(object);
}

const holders = new WeakMap<LinkedModule['facts'], Map<Expr, number>>();
