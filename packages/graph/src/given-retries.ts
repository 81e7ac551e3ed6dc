/**
 * Which thing retries are put on, and which one a call goes through: `axiosRetry(client)` holds for the calls of that client,
 * wherever its class or its callers keep it, and for nothing else of its type. What nobody sees made is no one's.
 */
import type { Expr } from '@dist-lint/model';
import type { Program } from './link.ts';
import { originsOf } from './origins.ts';
import type { Scope } from './plain-values.ts';
import type { ExternalValue } from './values.ts';

/** The things that an expression may be, as keys: each by the call that made it, or as what its package exports. */
export function thingsOf(program: Program, scope: Scope, expr: Expr, isWanted: (from: string) => boolean = () => true): string[] {
  const made = program.link.evaluate(scope.module, scope.function, expr).flatMap((value) => (value.is === 'external' && isWanted(value.package) ? (madeKey(value) ?? []) : []));
  if (made.length > 0) return [...new Set(made)];
  const found = originsOf(program, scope, expr).found.flatMap(({ scope: there, expr: origin }) => {
    if (origin.k === 'var' && there.module.facts.variables[origin.v]?.kind !== 'import') return [];
    return program.link.evaluate(there.module, there.function, origin).flatMap((value) =>
      (value.is !== 'external' || !isWanted(value.package) ? [] : (madeKey(value) ?? (origin.k === 'var' ? value.package : []))));
  });
  return [...new Set(found)];
}

/** By the first call on the way to it: `axios.create()`. */
function madeKey(external: ExternalValue): string | undefined {
  let made: ExternalValue['made'];
  let each: ExternalValue['receiver'] = external;
  for (let hops = 0; each?.is === 'external' && hops < LONGEST_CHAIN; hops += 1) {
    made = each.made ?? made;
    each = each.receiver;
  }
  return made && `${external.package} ${made.module.number} ${made.call.at}`;
}

const LONGEST_CHAIN = 20;
