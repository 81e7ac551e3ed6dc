/** What is known on the way to where a value came from, and what link alone knows. */
import type { Expr } from '@dist-lint/model';
import type { Program } from './link.ts';
import type { Scope } from './plain-scope.ts';
import { chainCall } from './slots.ts';

export interface Origin {
  scope: Scope;
  expr: Expr;
}

export interface Origins {
  found: Origin[];
  /** Some of it was made where nobody sees it. */
  isHidden: boolean;
  /** The last that is seen of what is hidden. */
  lost: Origin[];
}

export interface Walk extends Origins {
  program: Program;
  stop: 'made' | 'last';
  steps: number;
  /** Parameters of any run, and fields, that were followed: a function that calls itself hands on what it was given. */
  seen: Set<string>;
}

/** As link resolves it: what it knows to be made by a call in sight, and what packages export. */
export function asLinked(walk: Walk, scope: Scope, expr: Expr): void {
  const values = walk.program.link.evaluate(scope.module, scope.function, expr);
  if (values.length === 0) {
    walk.lost.push({ scope, expr });
    return hide(walk);
  }
  for (const value of values) {
    const made = value.is === 'external' ? chainCall(value, 'new') : undefined;
    if (made) walk.found.push({ scope: { module: made.module, function: made.function }, expr: { k: 'result', id: made.call.id } });
    else if (value.is === 'external' && expr.k === 'var' && scope.module.facts.variables[expr.v]?.kind === 'import') walk.found.push({ scope, expr });
    else if (value.is !== 'literal') {
      walk.lost.push({ scope, expr });
      hide(walk);
    }
  }
}

export function isSeen({ seen }: Walk, key: string): boolean {
  if (seen.has(key)) return true;
  seen.add(key);
  return false;
}

export function hide(walk: Walk): void {
  walk.isHidden = true;
}
