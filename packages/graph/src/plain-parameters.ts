/** The plain value of a parameter: what a run of its function was given, or what holds when it is given nothing. */
import type { Expr, FunctionFact, TypeFact } from '@dist-lint/model';
import type { Link } from './link-context.ts';
import { isInLibraryOptions, isTakenByLibrary } from './library-parameters.ts';
import { parameterOf, type ParameterOf } from './parameter-of.ts';
import { ABSENT, runOrFunction, withEnv, type Reader, type Reading, type Scope } from './plain-scope.ts';
import type { LinkedModule } from './program.ts';
import { boundNames } from './walk.ts';

export function parameter(reader: Reader, scope: Scope, id: number, path: readonly string[], depth: number): Reading | undefined {
  const { module } = scope;
  const place = parameterOf(module, id);
  const owner = module.facts.variables[id]?.function ?? 0;
  const param = place && module.facts.functions[owner]?.params[place.index];
  const whole = place && withinRest(place.path, path, boundNames(param?.target ?? { k: 'unknown' }).map((each) => each.path));
  if (!place || !param || !whole) return undefined;
  if (whole === 'taken out') return ABSENT;
  // A text has no options.
  if (whole.length > 0 && param.type?.t === 'keyword' && PLAIN.has(param.type.name)) return whole[0] === 'length' ? undefined : ABSENT;
  const run = runOrFunction(scope, owner);
  const told = argument(reader, run, place, param, whole, depth);
  // What has a default may be left out, whatever its type: nobody is known to say it.
  const found: Reading | undefined = told ?? (place.default && path.length === 0 && !run.given && !run.isHidden ? ABSENT : undefined);
  if (found?.value !== undefined || !found || found.run || found.list || !place.default || path.length > 0) return found;
  return withEnv(reader.read(run, place.default, path, depth + 1), found);
}

const PLAIN = new Set(['string', 'number', 'boolean']);

/**
 * The path of a name that a pattern binds with a path below it: what is in `rest` of `{ tries, ...rest }` is in the whole, unless
 * it was taken out. Undefined where that cannot be told.
 */
export function withinRest(bound: readonly string[], below: readonly string[], all: readonly (readonly string[])[]): readonly string[] | 'taken out' | undefined {
  const around = bound.slice(0, -1);
  if (bound.at(-1) !== '...') return bound.some((each) => each === '*' || each === '...') ? undefined : [...bound, ...below];
  if (below.length === 0 || around.some((each) => each === '*' || each === '...' || /^\d+$/.test(each))) return undefined;
  const isTakenOut = all.some((each) => each.length > around.length && around.every((name, index) => each[index] === name) && each[around.length] === below[0]);
  return isTakenOut ? 'taken out' : [...around, ...below];
}

function argument(reader: Reader, run: Scope, { index }: ParameterOf, param: FunctionFact['params'][number], path: readonly string[], depth: number): Reading | undefined {
  const { given } = run;
  if (!given) {
    if (run.isHidden) return undefined;
    // Nobody is known to call it: what it does when it is told nothing.
    if (param.default) return reader.read(run, param.default, path, depth + 1);
    const isOptional = param.optional === true || (param.type !== undefined && ((run.handsOn ? isOptionalHere(run.module, param.type, path) : isOptionalMember(reader.link, run.module, param.type, path)) || (path.length > 0 && isTakenByLibrary(reader.link, run.module, param.type))));
    return isOptional ? ABSENT : undefined;
  }
  if (given.args.slice(0, index + 1).some(({ k }) => k === 'spread')) return undefined;
  const arg = given.args[index];
  const found: Reading | undefined = arg ? reader.read({ ...given.scope, handsOn: true }, arg, path, depth + 1) : ABSENT;
  const isWholeAbsent = !arg || (arg.k === 'global' && arg.name === 'undefined');
  const isNothing = found && found.value === undefined && !found.run && !found.list;
  if (isNothing && param.default && (isWholeAbsent || path.length === 0) && !found.isObject) return withEnv(reader.read(run, param.default, path, depth + 1), found);
  return found;
}

/**
 * Whether options may lack what is below them, for all that is known: `{ ...usual, ...options }`, `options.tries ?? 3`, of a parameter
 * that nobody in sight hands in, and whose type does not ask for it. What stands in for it says that it may be left out.
 */
export function mayLack(link: Link, scope: Scope, options: Expr, path: readonly string[]): boolean {
  const below: string[] = [];
  let of = options;
  for (; ; ) {
    if (of.k === 'member') {
      below.unshift(of.name);
      of = of.of;
      continue;
    }
    // `const given = options as Options;`
    const name: Expr | undefined = of.k === 'var' ? otherName(scope.module, of.v) : undefined;
    if (!name) break;
    of = name;
  }
  const place = of.k === 'var' ? parameterOf(scope.module, of.v) : undefined;
  if (of.k !== 'var' || !place) return false;
  const owner = scope.module.facts.variables[of.v]?.function ?? 0;
  const run = runOrFunction(scope, owner);
  const type = scope.module.facts.functions[owner]?.params[place.index]?.type;
  const whole = [...place.path, ...below, ...path];
  if (run.given || run.isHidden || whole.some((each) => each === '*' || each === '...')) return false;
  return type === undefined || isInLibraryOptions(link, scope.module, type, whole) || memberIn(link, scope.module, type, whole) !== 'asked for';
}

/** What a constant is another name for. */
function otherName(module: LinkedModule, variable: number): Expr | undefined {
  const [only, ...more] = module.facts.variables[variable]?.kind === 'const' ? (module.index.assignments[variable] ?? []) : [];
  return only && more.length === 0 && !only.item && only.path.length === 0 && (only.value.k === 'var' || only.value.k === 'member') ? only.value : undefined;
}

/** The same, as far as its own file says so. */
function isOptionalHere(module: LinkedModule, type: TypeFact, [name]: readonly string[]): boolean {
  const declared = type.t === 'ref' ? module.facts.types.find((each) => each.variable === type.variable)?.type : type;
  return name !== undefined && declared?.t === 'object' && declared.members.some((member) => member.name === name && member.optional);
}

/** Whether the type of something lets what is at a path below it be left out: `{ retries?: number }`. */
function isOptionalMember(link: Link, module: LinkedModule, type: TypeFact, path: readonly string[]): boolean {
  return memberIn(link, module, type, path) === 'optional';
}

/** What a type says of a path below it; undefined, where it cannot be told. */
function memberIn(link: Link, module: LinkedModule, type: TypeFact, [name, ...rest]: readonly string[], depth = 0): 'optional' | 'asked for' | undefined {
  if (name === undefined || depth > MOST_TYPES) return undefined;
  const inner: Inner = (from, each, path = [name, ...rest]) => memberIn(link, from, each, path, depth + 1);
  switch (type.t) {
    case 'object': {
      const member = type.members.find((each) => each.name === name);
      if (member?.optional) return 'optional';
      return member?.type && rest.length > 0 ? inner(module, member.type, rest) : member && 'asked for';
    }
    case 'union':
    case 'intersection':
      return firstSaid(type.of.map((each) => inner(module, each)));
    case 'ref': {
      if (type.variable === undefined && type.name === 'Partial') return 'optional';
      const [only] = type.args ?? [];
      if (type.variable === undefined && KEEPING.has(type.name) && only) return inner(module, only);
      return firstSaid(link.type(module, type).map((value) => memberOf(link, value, name, inner)));
    }
    case 'import':
      return firstSaid(link.type(module, type).map((value) => memberOf(link, value, name, inner)));
    default:
      return undefined;
  }
}

type Inner = (module: LinkedModule, type: TypeFact, path?: readonly string[]) => 'optional' | 'asked for' | undefined;

/** What one of several types lets be left out may be left out. */
function firstSaid(all: readonly ReturnType<Inner>[]): ReturnType<Inner> {
  return all.find((each) => each === 'optional') ?? all.find((each) => each !== undefined);
}

function memberOf(link: Link, value: ReturnType<Link['type']>[number], name: string, inner: Inner): ReturnType<Inner> {
  if (value.is === 'shape') return inner(value.type.module, value.type.type);
  if (value.is === 'instance') {
    const field = link.modules.class(value.number).fact.fields.find((each) => each.name === name && !each.init);
    return field && (field.optional ? 'optional' : 'asked for');
  }
  if (value.is !== 'interface') return undefined;
  const declared = value.module.facts.types[value.index];
  return declared && firstSaid([declared.type, ...(declared.extends ?? [])].map((each) => inner(value.module, each)));
}

const MOST_TYPES = 6;
/** Types of the language that leave it as it is whether a member is optional. */
const KEEPING = new Set(['Readonly', 'Omit', 'Pick', 'NonNullable']);
