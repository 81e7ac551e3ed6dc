/**
 * What a program hangs on a request for those who handle it later: `req.order = await Order.findByPk(id)` in a middleware
 * is what `req.order` is in a handler of the same package.
 */
import type { Expr } from '@dist-lint/model';
import type { Link } from './link-context.ts';
import type { LinkedModule } from './program.ts';
import { join, NOTHING, type ExternalValue, type Value } from './values.ts';

interface Hung {
  module: LinkedModule;
  function: number;
  of: Expr;
  value: Expr;
}

/** A name that is set in more places says nothing. */
const MOST_PLACES = 12;

/** @returns what a member of the holders is, where a library says that programs hang things on them. */
export function hungValues(link: Link): (module: LinkedModule, holders: readonly Value[], name: string) => readonly Value[] {
  const places = link.tracker.table<string, Hung>(() => link.modules.all, (module) =>
    (link.isExempt(module.path) ? [] : module.index.hung.map(({ name, ...each }) => [name, { module, ...each }] as const)));

  return (module, holders, name) => {
    const carriers = holders.filter((each): each is ExternalValue => each.is === 'external' && link.libraries.symbol(each.package, each.path)?.facts.carries === true);
    if (carriers.length === 0) return NOTHING;
    const set = places.get(name).filter((each) => each.module.input.package === module.input.package);
    if (set.length > MOST_PLACES) return NOTHING;
    return join(set.map((each) => {
      const isSame = link.evaluate(each.module, each.function, each.of).some((value) => value.is === 'external' && carriers.some(({ package: pkg, path }) => pkg === value.package && path === value.path));
      return isSame ? link.evaluate(each.module, each.function, each.value).filter(({ is }) => is === 'instance' || is === 'external') : NOTHING;
    }));
  };
}
