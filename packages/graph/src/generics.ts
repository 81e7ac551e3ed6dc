/** What the type parameters of a class stand for, seen from an object: `BaseRepo<Order>` behind `OrderRepo`. */
import type { TypeFact } from '@dist-lint/model';
import { environment } from './evaluate.ts';
import type { Link } from './link-context.ts';
import type { ClassNumber, LinkedModule } from './program.ts';
import type { InstanceValue, TypeArguments, TypeEnvironment, Value } from './values.ts';

/** The name under which an environment holds what the type `this` stands for. */
export const THIS_TYPE = 'this';

const DEEPEST = 12;

/** The type parameters of the class that declares a member, and `this`, for the object it is called on. O(base classes). */
export function classEnvironment(link: Link, self: Value, declaring: ClassNumber): TypeEnvironment | undefined {
  if (self.is !== 'instance') return undefined;
  const own = from(link, self.number, self.args, declaring, 0);
  return new Map([...(own ?? []), [THIS_TYPE, [self satisfies InstanceValue]]]);
}

function from(link: Link, number: ClassNumber, args: TypeArguments | undefined, wanted: ClassNumber, depth: number): TypeEnvironment | undefined {
  const { module, fact } = link.modules.class(number);
  const env = environment(fact.typeParams, args);
  if (number === wanted) return env;
  if (depth >= DEEPEST) return undefined;
  const given = fact.extendsArgs?.map((arg) => link.type(module, arg, env));
  for (const base of link.hierarchy.bases(number)) {
    const found = base.is === 'class' ? from(link, base.number, given, wanted, depth + 1) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** The type parameters, and `this`, that a type mentions. */
export function mentioned(module: LinkedModule, type: TypeFact, found = new Set<string>()): ReadonlySet<string> {
  switch (type.t) {
    case 'ref':
      if (type.variable !== undefined && module.facts.variables[type.variable]?.kind === 'type-param') found.add(type.name);
      type.args?.forEach((arg) => mentioned(module, arg, found));
      break;
    case 'keyword':
      if (type.name === THIS_TYPE) found.add(THIS_TYPE);
      break;
    case 'array':
    case 'index':
      mentioned(module, type.of, found);
      break;
    case 'union':
    case 'intersection':
      type.of.forEach((each) => mentioned(module, each, found));
      break;
    case 'function':
      if (type.returns) mentioned(module, type.returns, found);
      type.params.forEach((param) => param.type && mentioned(module, param.type, found));
      break;
    case 'object':
      type.members.forEach((member) => member.type && mentioned(module, member.type, found));
      break;
    default:
  }
  return found;
}
