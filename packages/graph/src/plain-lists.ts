/** Lists as far as they are literals: their items, and how many there are. */
import { soleOf, type Expr } from '@dist-lint/model';
import type { Link } from './link-context.ts';
import { runOrFunction, type Scope } from './plain-scope.ts';
import { plainProperty, plainReading } from './plain-values.ts';

/** The items of an array literal that an expression is, followed through constants, options and fields. */
export function arrayItems(link: Link, scope: Scope, expr: Expr): { items: readonly Expr[]; scope: Scope } | undefined {
  return plainReading(link, scope, expr)?.list;
}

/** How many items an expression gives to a loop: an array literal, `Array(5)`, `Array.from({ length: 5 })`, `range(5)`. */
export function itemCount(link: Link, scope: Scope, expr: Expr, depth = 0): number | undefined {
  const array = arrayItems(link, scope, expr);
  if (array || depth > 4) return array?.items.length;
  if (expr.k === 'array') return expr.items.length === 1 && expr.items[0]?.k === 'spread' ? itemCount(link, scope, expr.items[0].of, depth + 1) : undefined;
  if (expr.k === 'var') {
    const only = soleOf(scope.module.index.assignments[expr.v]);
    const isWhole = only && only.path.length === 0 && !only.item && (scope.module.facts.variables[expr.v]?.writes ?? 0) === 0;
    return isWhole ? itemCount(link, runOrFunction(scope, only.function), only.value, depth + 1) : undefined;
  }
  const call = expr.k === 'result' ? scope.module.index.calls[scope.function]?.[expr.id] : undefined;
  const [first] = call?.args ?? [];
  if (!call) return undefined;
  const { callee } = call;
  const number = (of: Expr, path: readonly string[]): number | undefined => {
    const found = plainProperty(link, scope, of, path)?.value;
    return typeof found === 'number' ? found : undefined;
  };
  if (callee.k === 'global' && callee.name === 'Array') return first && number(first, []);
  if (callee.k === 'member' && (callee.name === 'keys' || callee.name === 'fill' || callee.name === 'entries')) return itemCount(link, scope, callee.of, depth + 1);
  if (callee.k === 'member' && callee.of.k === 'global' && callee.of.name === 'Array' && callee.name === 'from') return first && (number(first, ['length']) ?? itemCount(link, scope, first, depth + 1));
  return undefined;
}
