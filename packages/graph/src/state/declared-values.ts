/** The values that an enum, a list of constants, or a union of literals allows. Undefined when one of them cannot be read. */
import type { TypeFact } from '@dist-lint/model';
import type { Program } from '../link.ts';
import type { LinkedModule, Placed, PlacedType } from '../program.ts';
import type { ObjectValue, Value } from '../values.ts';

export type States = readonly string[] | undefined;

const DEEPEST = 8;

/** `['open', 'paid']`, `OrderStatus`, `Object.values(OrderStatus)`, `() => OrderStatus`. */
export function valuesOf(program: Program, placed: Placed, depth = 0): States {
  const { budget } = program.link;
  if (depth > DEEPEST || !budget.enter()) return undefined;
  try {
    return valuesOfExpr(program, placed, depth);
  } finally {
    budget.leave();
  }
}

function valuesOfExpr(program: Program, placed: Placed, depth: number): States {
  const { module, function: fn, expr } = placed;
  if (expr.k === 'array') {
    return joined(expr.items.map((item) => (item.k === 'spread' ? valuesOf(program, { ...placed, expr: item.of }, depth + 1) : textsOf(program, { ...placed, expr: item }))));
  }
  if (expr.k === 'result') {
    const call = module.index.calls[fn]?.[expr.id];
    const [of] = call?.args ?? [];
    if (call?.callee.k === 'member' && call.callee.of.k === 'global' && call.callee.of.name === 'Object' && call.callee.name === 'values' && of) {
      return valuesOf(program, { ...placed, expr: of }, depth + 1);
    }
  }
  if (expr.k === 'var' && module.facts.variables[expr.v]?.kind === 'import') return importedValues(program, module, expr.v, depth);
  const constant = expr.k === 'var' ? soleAssignment(module, expr.v) : undefined;
  if (constant) return valuesOf(program, constant, depth + 1);
  const values = program.link.evaluate(module, fn, expr);
  const [value] = values;
  return value && values.length === 1 ? valuesOfValue(program, value, depth) : undefined;
}

/** A list has to be read where it stands: as a value it is an array of anything. */
function importedValues(program: Program, module: LinkedModule, variable: number, depth: number): States {
  const found = program.exports.import(module, variable, 'value');
  if (found?.is === 'expression') return valuesOf(program, found.placed, depth + 1);
  if (found?.is !== 'variable') return undefined;
  const constant = soleAssignment(found.module, found.variable);
  if (constant) return valuesOf(program, constant, depth + 1);
  const values = program.link.variable(found.module, found.variable);
  return values.length === 1 && values[0] ? valuesOfValue(program, values[0], depth) : undefined;
}

/** What a constant is set to, once. */
export function soleAssignment(module: LinkedModule, variable: number): Placed | undefined {
  const fact = module.facts.variables[variable];
  const [assignment, ...more] = module.index.assignments[variable] ?? [];
  if (fact?.kind !== 'const' || !assignment || more.length > 0 || assignment.path.length > 0 || assignment.item) return undefined;
  return { module, function: assignment.function, expr: assignment.value };
}

function valuesOfValue(program: Program, value: Value, depth: number): States {
  switch (value.is) {
    case 'enum': {
      const members = value.module.facts.enums[value.index]?.members ?? [];
      return texts(members.map((member) => member.value));
    }
    case 'object':
      return valuesOfObject(program, value, depth);
    case 'function': {
      const { module, id } = program.modules.function(value.number);
      const [returned, ...more] = module.index.returns[id] ?? [];
      return returned && more.length === 0 ? valuesOf(program, { module, function: id, expr: returned }, depth + 1) : undefined;
    }
    default:
      return undefined;
  }
}

/** `{ Open: 'open', Paid: 'paid' } as const`. */
function valuesOfObject(program: Program, { module, function: fn, expr }: ObjectValue, depth: number): States {
  if (expr.props.length === 0) return undefined;
  return joined(expr.props.map((prop) =>
    prop.value.k === 'spread'
      ? valuesOf(program, { module, function: fn, expr: prop.value.of }, depth + 1)
      : textsOf(program, { module, function: fn, expr: prop.value })));
}

/** The texts that an expression may be. */
export function textsOf(program: Program, { module, function: fn, expr }: Placed): States {
  const values = program.link.evaluate(module, fn, expr);
  if (values.length === 0) return undefined;
  return texts(values.map((value) => (value.is === 'literal' ? value.value : undefined)));
}

function texts(values: readonly unknown[]): States {
  const found = values.filter((value) => typeof value === 'string');
  return found.length === values.length && found.length > 0 ? [...new Set(found)] : undefined;
}

function joined(lists: readonly States[]): States {
  if (lists.length === 0 || lists.includes(undefined)) return undefined;
  return [...new Set(lists.flatMap((list) => list ?? []))];
}

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
  if (fact.kind === 'enum') return valuesOfValue(program, { is: 'enum', module: declared.module, index: fact.def }, depth);
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
