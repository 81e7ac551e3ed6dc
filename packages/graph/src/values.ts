/**
 * What an expression may stand for, by declaration and not by checked types.
 * A `Promise<T>` is not told from its `T`: rules that care look at `awaited`.
 */
import type { CallStep, Expr, TypeFact } from '@dist-lint/model';
import type { ClassNumber, FunctionNumber, LinkedModule, PlacedType } from './program.ts';

/** A call step with the function that makes it. */
export interface CallSite {
  module: LinkedModule;
  /** FunctionId within the module. */
  function: number;
  call: CallStep;
}

/** What the type parameters of a class or interface stand for, in order. */
export type TypeArguments = readonly (readonly Value[])[];

export type Value =
  | FunctionValue
  | { is: 'class'; number: ClassNumber }
  | InstanceValue
  | { is: 'module'; module: LinkedModule }
  | ObjectValue
  | ArrayValue
  | ExternalValue
  | { is: 'literal'; value: string | number | boolean | null }
  | { is: 'enum'; module: LinkedModule; index: number }
  | InterfaceValue
  /** An object type literal. */
  | { is: 'shape'; type: PlacedType; env?: TypeEnvironment }
  | SignatureValue
  | { is: 'type-parameter'; name: string };

export interface FunctionValue {
  is: 'function';
  number: FunctionNumber;
  /** The object whose method it is. */
  self?: Value;
  /** It was made by a call in sight, which gave values to the parameters around it. */
  within?: Closure;
}

/** The call that made a function, of the function around it: `withRetry(charge)` for what it returns. */
export interface Closure {
  site: CallSite;
  /** The function that was called. */
  callee: FunctionNumber;
  /** What made that one. */
  outer?: Closure;
}

export interface ArrayValue {
  is: 'array';
  /** What any element may be. */
  element: () => readonly Value[];
  /** An array literal: what the element at an index is. */
  at?: (index: number) => readonly Value[];
}

export interface InstanceValue {
  is: 'instance';
  number: ClassNumber;
  args?: TypeArguments;
  /** Made by `new` in sight, so no subclass. */
  exact?: true;
  /** The `new` that made it. */
  made?: CallSite;
  /** It is what `this` stands for in a method: for callers, the object it was called on. */
  own?: true;
}

export interface ObjectValue {
  is: 'object';
  module: LinkedModule;
  function: number;
  expr: Extract<Expr, { k: 'object' }>;
}

/** Something of a package outside the program, or a global. See `Library` for how symbols are named. */
export interface ExternalValue {
  is: 'external';
  package: string;
  path: string;
  args?: TypeArguments;
  /** What the member was read from, or the callee was. */
  receiver?: Value;
  /** The call or `new` that made it. */
  made?: CallSite;
}

export interface InterfaceValue {
  is: 'interface';
  module: LinkedModule;
  /** Index into the module's types. */
  index: number;
  args?: TypeArguments;
}

/** A function of which only the type is seen. */
export interface SignatureValue {
  is: 'signature';
  type: Extract<TypeFact, { t: 'function' }>;
  module: LinkedModule;
  env?: TypeEnvironment;
  /** `PaymentGateway.charge`, for people. */
  name: string;
}

/** Names of type parameters and what they stand for. */
export type TypeEnvironment = ReadonlyMap<string, readonly Value[]>;

/** No more answers than this are followed; more is a gap. */
export const MOST_ANSWERS = 24;

/** Two values with the same key are the same for all purposes of link. */
function keyOf(value: Value, depth = 0): string | Expr | TypeFact | (() => readonly Value[]) {
  switch (value.is) {
    case 'function':
      return value.within ? `f${value.number}@${value.within.site.module.number}.${value.within.site.call.at}` : `f${value.number}`;
    case 'class':
      return `c${value.number}`;
    case 'instance':
      return `i${value.number}${argumentsKey(value.args, depth)}`;
    case 'module':
      return `m${value.module.number}`;
    case 'object':
      return value.expr;
    case 'array':
      return value.element;
    case 'external':
      return `e${value.package}#${value.path}${argumentsKey(value.args, depth)}@${value.made?.call.at ?? ''}`;
    case 'literal':
      return `l${typeof value.value}${value.value}`;
    case 'enum':
      return `n${value.module.number}.${value.index}`;
    case 'interface':
      return `t${value.module.number}.${value.index}${argumentsKey(value.args, depth)}`;
    case 'shape':
      return value.type.type;
    case 'signature':
      return value.type;
    case 'type-parameter':
      return `p${value.name}`;
  }
}

/** Object literals and types as type arguments are not told apart. */
function argumentKey(value: Value, depth: number): string {
  const key = keyOf(value, depth);
  return typeof key === 'string' ? key : value.is;
}

/** Type arguments tell values apart two levels deep. */
function argumentsKey(args: TypeArguments | undefined, depth: number): string {
  if (!args || depth > 1) return '';
  return `<${args.map((each) => each.map((value) => argumentKey(value, depth + 1)).join('|')).join()}>`;
}

/** Joins lists of answers, each value once, in order; at most {@link MOST_ANSWERS}. */
export function join(lists: Iterable<readonly Value[]>): readonly Value[] {
  let first: readonly Value[] | undefined;
  let all: Value[] | undefined;
  let keys: Set<unknown> | undefined;
  for (const list of lists) {
    if (list.length === 0 || list === first) continue;
    if (!first) {
      first = list;
      continue;
    }
    if (!all || !keys) {
      all = [...first];
      keys = new Set(all.map((value) => keyOf(value)));
    }
    for (const value of list) {
      const key = keyOf(value);
      if (keys.has(key)) continue;
      keys.add(key);
      if (all.length < MOST_ANSWERS) all.push(value);
    }
  }
  return all ?? first ?? NOTHING;
}

/** The empty answer. */
export const NOTHING: readonly Value[] = [];

/** The path of a member: the default export's members are named like exports. */
export function memberPath(path: string, name: string): string {
  return path === '' || path === 'default' ? name : `${path}.${name}`;
}

