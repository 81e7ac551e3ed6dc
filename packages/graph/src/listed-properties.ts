/** The plain value that every item of a list has below it: `[{ opts: { attempts: 3 } }]`, `orders.map((order) => ({ … }))`. */
import { soleOf, type Expr } from '@dist-lint/model';
import type { Program } from './link.ts';
import { originsOf } from './origins.ts';
import { arrayItems } from './plain-lists.ts';
import { plainProperty, type PlainValue, type Scope } from './plain-values.ts';

/** Undefined when items differ, or cannot be seen. */
export function listedProperties(program: Program, scope: Scope, list: Expr, path: readonly string[]): PlainValue | undefined {
  const items = itemsOf(program, scope, list);
  const values = items?.map((item) => plainProperty(program.link, item.scope, item.expr, path));
  const [first] = values ?? [];
  return values?.every((each) => each !== undefined && each.value === first?.value && each.isObject === first?.isObject) === true ? first : undefined;
}

function itemsOf(program: Program, scope: Scope, list: Expr): { scope: Scope; expr: Expr }[] | undefined {
  const array = arrayItems(program.link, scope, list);
  if (array) return array.items.map((expr) => ({ scope: array.scope, expr }));
  // Whatever the list is of which nothing is known: `map` is called on it here.
  const { found, isHidden } = list.k === 'result' ? { found: [{ scope, expr: list }], isHidden: false } : originsOf(program, scope, list, 'last');
  const only = soleOf(found);
  const call = only?.expr.k === 'result' ? only.scope.module.index.calls[only.scope.function]?.[only.expr.id] : undefined;
  const [callback] = call?.args ?? [];
  if (!only || isHidden || call?.callee.k !== 'member' || call.callee.name !== 'map' || callback?.k !== 'function') return undefined;
  const { module } = only.scope;
  return (module.index.returns[callback.function] ?? []).map((expr) => ({ scope: { module, function: callback.function, isHidden: true, outer: only.scope }, expr }));
}
