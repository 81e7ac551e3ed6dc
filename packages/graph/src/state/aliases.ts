/** Local names for what lies elsewhere: `const { items } = this`. */
import { soleOf } from '@dist-lint/model';
import type { Assignment, LinkedModule } from '../program.ts';

/** Where the value of a local comes from, if it is given one value only. */
export function aliased(module: LinkedModule, variable: number): Pick<Assignment, 'function' | 'value' | 'path'> | undefined {
  const fact = module.facts.variables[variable];
  if (!fact || !LOCAL.has(fact.kind) || (fact.writes ?? 0) > 0) return undefined;
  const only = soleOf(module.index.assignments[variable]);
  return only && !only.item && !only.path.includes('...') ? only : undefined;
}

const LOCAL = new Set(['const', 'let', 'var', 'using']);
