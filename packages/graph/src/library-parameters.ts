/**
 * Types of what a library's function takes: `Parameters<typeof generateText>[0]`. Whoever names the library's own type for
 * options takes options to hand them on, and what they hold cannot be told.
 */
import type { TypeFact } from '@dist-lint/model';
import { declaredElsewhere } from './declared-elsewhere.ts';
import type { Link } from './link-context.ts';
import type { LinkedModule } from './program.ts';

/** Whether a type is that of a library's parameter, with parts left out or added: whatever it holds may be left out. */
export function isTakenByLibrary(link: Link, module: LinkedModule, type: TypeFact, depth = 0): boolean {
  if (depth > DEEPEST) return false;
  const inner = (from: LinkedModule, each: TypeFact | undefined): boolean => each !== undefined && isTakenByLibrary(link, from, each, depth + 1);
  switch (type.t) {
    case 'index': {
      const { of, key } = type;
      const [callee] = of.t === 'ref' && of.variable === undefined && of.name === 'Parameters' && /^\d+$/.test(key) ? (of.args ?? []) : [];
      return callee !== undefined && link.type(module, callee).some((value) => {
        if (value.is !== 'function') return value.is === 'external' && isKnown(link, value.package);
        const own = link.modules.function(value.number);
        return inner(own.module, own.fact.params[Number(key)]?.type);
      });
    }
    case 'intersection':
      return type.of.some((each) => inner(module, each));
    case 'ref': {
      if (type.variable === undefined) return KEEPING.has(type.name) && inner(module, type.args?.[0]);
      const own = aliasOf(module, type.variable);
      if (own) return inner(module, own);
      const elsewhere = declaredElsewhere(link, module, type.variable);
      return elsewhere !== undefined && inner(elsewhere.module, aliasOf(elsewhere.module, elsewhere.variable));
    }
    default:
      return false;
  }
}

/** Whether what is at a path below a type is in such a type, or in one of a library's own for options: `{ redis: RedisOptions }`. */
export function isInLibraryOptions(link: Link, module: LinkedModule, type: TypeFact, [name, ...rest]: readonly string[], depth = 0): boolean {
  if (name === undefined || depth > DEEPEST) return false;
  if (isTakenByLibrary(link, module, type) || isOptionsType(link, module, type)) return true;
  const inMember = (from: LinkedModule, whole: TypeFact | undefined): boolean => {
    const member = whole?.t === 'object' ? whole.members.find((each) => each.name === name) : undefined;
    return member?.type !== undefined && isInLibraryOptions(link, from, member.type, rest, depth + 1);
  };
  if (type.t === 'object') return inMember(module, type);
  if (type.t === 'intersection') return type.of.some((each) => isInLibraryOptions(link, module, each, [name, ...rest], depth + 1));
  if (type.t !== 'ref' || type.variable === undefined) return false;
  const own = aliasOf(module, type.variable);
  if (own) return inMember(module, own);
  const elsewhere = declaredElsewhere(link, module, type.variable);
  return elsewhere !== undefined && inMember(elsewhere.module, aliasOf(elsewhere.module, elsewhere.variable));
}

const DEEPEST = 6;
/** Types of the language that take parts of another, or all of it. */
const KEEPING = new Set(['Readonly', 'Omit', 'Pick', 'NonNullable', 'Partial']);

function aliasOf({ facts }: LinkedModule, variable: number): TypeFact | undefined {
  return facts.types.find((each) => each.variable === variable)?.type;
}

/** `RedisOptions`, also as a part: a type of a library that is nothing which is made or called. */
function isOptionsType(link: Link, module: LinkedModule, type: TypeFact): boolean {
  if (type.t !== 'ref') return false;
  const [whole] = type.variable === undefined && KEEPING.has(type.name) ? (type.args ?? []) : [];
  if (whole) return isOptionsType(link, module, whole);
  return link.type(module, type).some((value) => value.is === 'external' && isKnown(link, value.package) && link.libraries.symbol(value.package, value.path) === undefined);
}

function isKnown({ libraries }: Link, name: string): boolean {
  return name !== 'global' && libraries.hasPackage(name);
}
