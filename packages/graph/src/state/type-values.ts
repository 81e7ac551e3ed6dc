/** The values that a type of literals allows, and the types of members. Undefined when some of it cannot be read. */
import type { TypeFact } from '@dist-lint/model';
import type { Program } from '../link.ts';
import type { LinkedModule, PlacedType } from '../program.ts';
import type { Value } from '../values.ts';
import { joined, valuesOfEnum, type States } from './declared-values.ts';

const DEEPEST = 8;

/** What values a type of literals has: `'open' | 'paid'`, a string enum, an alias of these. `null` and `undefined` are none. */
export function valuesOfType(program: Program, placed: PlacedType, depth = 0): States {
  const { budget } = program.link;
  if (depth > DEEPEST || !budget.enter()) return undefined;
  try {
    return valuesOfTypeFact(program, placed, depth);
  } finally {
    budget.leave();
  }
}

function valuesOfTypeFact(program: Program, { module, type }: PlacedType, depth: number): States {
  switch (type.t) {
    case 'literal':
      return typeof type.value === 'string' ? [type.value] : undefined;
    case 'union': {
      const parts = type.of.filter((each) => !isEmpty(each));
      return joined(parts.map((each) => valuesOfType(program, { module, type: each }, depth + 1)));
    }
    case 'ref':
      return valuesOfName(program, module, type, depth);
    case 'index': {
      const found = program.link.type(module, type.of).map((owner) => memberType(program, owner, type.key));
      const [member] = found;
      return member && found.length === 1 ? valuesOfType(program, member, depth + 1) : undefined;
    }
    default:
      return undefined;
  }
}

function isEmpty(type: TypeFact): boolean {
  return (type.t === 'literal' && type.value === null) || (type.t === 'keyword' && (type.name === 'null' || type.name === 'undefined'));
}

function valuesOfName(program: Program, module: LinkedModule, type: Extract<TypeFact, { t: 'ref' }>, depth: number): States {
  const row = type.variable === undefined ? undefined : columnType(program, module, type.variable);
  const [first] = type.args ?? [];
  if (row?.values === '<0>' && first) return valuesOfType(program, { module, type: first }, depth + 1);
  if (type.name.includes('.') || type.variable === undefined) return undefined;
  const declared = declaration(program, module, type.variable);
  const fact = declared?.module.facts.variables[declared.variable];
  if (!declared || fact?.def === undefined) return undefined;
  if (fact.kind === 'enum') return valuesOfEnum(declared.module, fact.def);
  const alias = fact.kind === 'type' ? declared.module.facts.types[fact.def] : undefined;
  return alias?.kind === 'alias' && !alias.typeParams ? valuesOfType(program, { module: declared.module, type: alias.type }, depth + 1) : undefined;
}

function declaration(program: Program, module: LinkedModule, variable: number): { module: LinkedModule; variable: number } | undefined {
  if (module.facts.variables[variable]?.kind !== 'import') return { module, variable };
  const found = program.exports.import(module, variable, 'type');
  return found?.is === 'variable' ? found : undefined;
}

/** What a library's type says of a column: `Generated<number>`. */
export function columnType(program: Program, module: LinkedModule, variable: number) {
  if (module.facts.variables[variable]?.kind !== 'import') return undefined;
  const found = program.exports.import(module, variable, 'type');
  return found?.is === 'external' ? program.link.libraries.symbol(found.package, found.path)?.facts.column : undefined;
}

/** The declared type of a member, with bases. */
export function memberType(program: Program, owner: Value, name: string, depth = 0): PlacedType | undefined {
  if (depth > DEEPEST) return undefined;
  switch (owner.is) {
    case 'class':
    case 'instance': {
      const { module, fact } = program.modules.class(owner.number);
      const field = fact.fields.find((each) => each.name === name && !each.static);
      if (field) return field.type && { module, type: field.type };
      return first(program.link.hierarchy.bases(owner.number), (base) => memberType(program, base, name, depth + 1));
    }
    case 'interface': {
      const { module } = owner;
      const declared = module.facts.types[owner.index];
      if (declared?.type.t !== 'object') return undefined;
      const member = declared.type.members.find((each) => each.name === name);
      if (member) return member.type && { module, type: member.type };
      return first((declared.extends ?? []).flatMap((base) => program.link.type(module, base)), (base) => memberType(program, base, name, depth + 1));
    }
    case 'shape': {
      const { module, type } = owner.type;
      const member = type.t === 'object' ? type.members.find((each) => each.name === name) : undefined;
      return member?.type && { module, type: member.type };
    }
    default:
      return undefined;
  }
}

function first<A, B>(list: readonly A[], look: (each: A) => B | undefined): B | undefined {
  for (const each of list) {
    const found = look(each);
    if (found) return found;
  }
  return undefined;
}
