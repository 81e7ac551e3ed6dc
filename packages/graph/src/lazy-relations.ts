/** Imports that entities need of one another only in thunks that an ORM calls when everything is loaded. */
import type { Expr, ImportBinding, ModuleFacts, Span } from '@dist-lint/model';
import { decoratorsOf } from './load-steps.ts';
import type { ModuleEdge } from './module-graph.ts';
import { subExpressions } from './walk.ts';

/**
 * Whether every name of an edge is used in thunks among a decorator's arguments alone:
 * `@ManyToOne(() => Order)`. A name whose type is emitted as well is more than that. O(decorators + names).
 */
export function isLazyRelation({ from, statements }: ModuleEdge): boolean {
  let thunks: Span[] | undefined;
  return statements.every(({ fact, bindings }) =>
    fact.kind === 'import' && bindings.length > 0 && bindings.every((binding) => {
      if (!isDeferred(binding, from.input.options.emitDecoratorMetadata === true)) return false;
      thunks ??= thunksOf(from.facts);
      return (binding.use?.deferredAt ?? []).every((at) => (thunks ?? []).some((thunk) => thunk.at <= at && at < thunk.end));
    }),
  );
}

function isDeferred({ use }: ImportBinding, emitsMetadata: boolean): boolean {
  return use !== undefined && use.evaluated.length === 0 && !use.exported && use.deferred > 0 && !(emitsMetadata && use.metadata > 0);
}

function thunksOf(facts: ModuleFacts): Span[] {
  const found: Span[] = [];
  const collect = (expr: Expr): void => {
    const fact = expr.k === 'function' ? facts.functions[expr.function] : undefined;
    if (fact) found.push(fact);
    for (const inner of subExpressions(expr)) collect(inner);
  };
  for (const fact of facts.classes) for (const decorator of decoratorsOf(facts, fact)) for (const arg of decorator.args ?? []) collect(arg);
  return found;
}
