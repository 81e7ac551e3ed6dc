/** Calls of another object's method: what an object wraps, its parent, its next. Whoever calls them does not begin itself anew. */
import type { CallStep, Expr } from '@dist-lint/model';
import type { Program } from './link.ts';
import type { FunctionNumber, LinkedModule } from './program.ts';

/**
 * Whether a method that is called is another object's, although it is one of the class at hand, or one that has the same name
 * in a class that may stand for it: `this.inner.get(key)` in a cache that is a store around a store.
 */
export function isOfOtherObject(program: Program, module: LinkedModule, fn: number, { callee, kind }: CallStep, number: FunctionNumber): boolean {
  if (kind === 'new' || callee.k !== 'member') return false;
  const around = methodAround(module, fn);
  const target = program.modules.function(number);
  if (around === undefined || target.fact.class === undefined || target.fact.static || isSelf(module, callee.of)) return false;
  const own = module.classBase + around.class;
  const other = target.module.classBase + target.fact.class;
  if (own === other) return true;
  const { hierarchy } = program.link;
  if (hierarchy.subclasses(own).includes(other) || hierarchy.subclasses(other).includes(own)) return true;
  return lastName(around.name) === lastName(target.fact.name) && lastName(target.fact.name) === callee.name;
}

/** The method, no static one, in which a function stands. */
function methodAround({ facts }: LinkedModule, fn: number): { class: number; name: string } | undefined {
  for (let id = fn; id > 0; id = facts.functions[id]?.parent ?? 0) {
    const fact = facts.functions[id];
    if (fact?.class !== undefined) return fact.static ? undefined : { class: fact.class, name: fact.name };
  }
  return undefined;
}

/** The object at hand, also under another name, and what may be: what a module keeps for all, what a call gives. */
function isSelf(module: LinkedModule, of: Expr): boolean {
  if (of.k === 'member' || of.k === 'index') return !isBelowThis(of);
  if (of.k !== 'var') return true;
  const fact = module.facts.variables[of.v];
  if (fact?.kind === 'param') return false;
  const all = module.index.assignments[of.v] ?? [];
  return fact?.function === 0 || all.length === 0 || all.some(({ value }) => value.k === 'this' || value.k === 'result');
}

/** `this.inner`, `this.shards[0]`. */
function isBelowThis(of: Expr): boolean {
  return of.k === 'this' || ((of.k === 'member' || of.k === 'index') && isBelowThis(of.of));
}

function lastName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
