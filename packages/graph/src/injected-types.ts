/** A container hands in what its decorator says; the type may say which class of the team that is: `@InjectRepository(Order) orders: OrderRepository`. */
import type { Link } from './link-context.ts';
import type { ClassNumber } from './program.ts';
import type { Value } from './values.ts';

const DEEPEST = 12;

/** Classes of the team that extend what is injected, where the type is one, with what is injected for their type arguments. */
export function narrowedByType(link: Pick<Link, 'modules' | 'hierarchy'>, injected: readonly Value[], typed: readonly Value[]): readonly Value[] {
  const own = typed.flatMap((value): Value[] => {
    if (value.is !== 'instance') return [];
    const base = injected.find((each) => each.is === 'external' && extendsExternal(link, value.number, each.path, 0));
    if (base?.is !== 'external') return [];
    const isOpen = !value.args && link.modules.class(value.number).fact.typeParams;
    return [isOpen && base.args ? { ...value, args: base.args } : value];
  });
  return own.length > 0 ? own : injected;
}

function extendsExternal(link: Pick<Link, 'hierarchy'>, number: ClassNumber, path: string, depth: number): boolean {
  return depth < DEEPEST && link.hierarchy.bases(number).some((base) => (base.is === 'external' ? base.path === path : base.is === 'class' && extendsExternal(link, base.number, path, depth + 1)));
}
