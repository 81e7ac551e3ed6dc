/**
 * The plain value of an expression (a number, a text, true, false, null, or nothing at all) and where it is said: through
 * constants of other files, options merged by spreads, defaults of parameters, environment variables with a default,
 * arithmetic, and functions that compute it. What cannot be told is `undefined`, never a guess.
 */
import type { Expr, FunctionFact } from '@dist-lint/model';
import type { Link } from './link-context.ts';
import { compute, MATH } from './plain-operators.ts';
import type { LinkedModule } from './program.ts';
import { boundNames } from './walk.ts';

export interface PlainValue {
  /** `undefined`: nothing was given. */
  value: number | string | boolean | null | undefined;
  /** The environment variable that may say something else. */
  env?: string;
  /** It is an object literal: something is given, and it is no plain value. */
  isObject?: true;
  /** Chance has a part in it; it then counts as one half. */
  random?: true;
  /** Where it is written, as far as an expression has a place. */
  place?: PlainPlace;
}

export interface PlainPlace {
  module: LinkedModule;
  at: number;
  end: number;
}

/** In which run of a function an expression stands. */
export interface Scope {
  module: LinkedModule;
  /** FunctionId within the module. */
  function: number;
  /** What variables hold at the moment, by id; `null` when it cannot be told. They go before what declarations say. */
  locals?: ReadonlyMap<number, PlainValue | null>;
  /** What the function was called with. Without it, only defaults of its parameters are known. */
  given?: { args: readonly Expr[]; scope: Scope };
  /** The run of the function around it. */
  outer?: Scope;
  /** It was called with arguments that nobody sees: nothing is known of its parameters, not even that they are left out. */
  isHidden?: true;
}

/** Functions, constants and options are followed this deep. */
const DEEPEST = 24;

export const ABSENT: PlainValue = { value: undefined };

/** The value of an expression in a scope. */
export function plainValue(link: Link, scope: Scope, expr: Expr): PlainValue | undefined {
  return read(link, scope, expr, [], 0);
}

/** The value below an expression: `plainProperty(…, options, ['retry', 'limit'])`. */
export function plainProperty(link: Link, scope: Scope, expr: Expr, path: readonly string[]): PlainValue | undefined {
  return read(link, scope, expr, path, 0);
}

function read(link: Link, scope: Scope, expr: Expr, path: readonly string[], depth: number): PlainValue | undefined {
  if (depth > DEEPEST) return undefined;
  switch (expr.k) {
    case 'literal':
      return path.length === 0 ? { value: expr.value } : ABSENT;
    case 'global':
      if (expr.name === 'undefined') return ABSENT;
      if (expr.name === 'Infinity') return { value: Infinity };
      if (expr.name === 'process' && path[0] === 'env' && path.length === 2) return { value: undefined, env: path[1] as string };
      if (expr.name === 'Number' && path[0] === 'POSITIVE_INFINITY') return { value: Infinity };
      if (expr.name === 'Number' && path[0] === 'MAX_SAFE_INTEGER') return { value: Number.MAX_SAFE_INTEGER };
      return undefined;
    case 'member':
      return read(link, scope, expr.of, [expr.name, ...path], depth);
    case 'index':
      return indexed(link, scope, expr, path, depth);
    case 'awaited':
      return read(link, scope, expr.of, path, depth + 1);
    case 'var':
      return variable(link, scope, expr.v, path, depth);
    case 'this':
      return path.length === 0 ? undefined : field(link, scope, path, depth);
    case 'object':
      return property(link, scope, expr.props.map(({ key, value, at, computed }) => ({ key, value, at, computed })), path, depth);
    case 'op':
      return operation(link, scope, expr.op, expr.args, path, depth);
    case 'result':
      return returned(link, scope, expr, path, depth);
    case 'function':
      return path.length > 0 ? ABSENT : undefined;
    case 'template':
    case 'array':
      return undefined;
    default:
      return path.length > 0 ? undefined : literalOf(link, scope, expr);
  }
}

/** `DELAYS[attempt]`. */
function indexed(link: Link, scope: Scope, expr: Extract<Expr, { k: 'index' }>, path: readonly string[], depth: number): PlainValue | undefined {
  const index = read(link, scope, expr.index, [], depth + 1);
  if (typeof index?.value === 'string') return read(link, scope, expr.of, [index.value, ...path], depth + 1);
  if (typeof index?.value !== 'number') return undefined;
  const array = arrayItems(link, scope, expr.of);
  if (!array) return undefined;
  const item = array.items[index.value];
  return item ? read(link, array.scope, item, path, depth + 1) : ABSENT;
}

/** The items of an array literal that an expression is, followed through constants. */
export function arrayItems(link: Link, scope: Scope, expr: Expr): { items: readonly Expr[]; scope: Scope } | undefined {
  let here = { expr, scope };
  for (let hops = 0; hops < 6; hops += 1) {
    const { expr: each } = here;
    if (each.k === 'array') return each.items.some(({ k }) => k === 'spread') ? undefined : { items: each.items, scope: here.scope };
    if (each.k !== 'var') return undefined;
    const next = followed(link, here.scope, each.v);
    if (!next) return undefined;
    here = next;
  }
  return undefined;
}

/** How many items an expression gives to a loop: an array literal, `Array(5)`, `Array.from({ length: 5 })`, `range(5)`. */
export function itemCount(link: Link, scope: Scope, expr: Expr, depth = 0): number | undefined {
  const array = arrayItems(link, scope, expr);
  if (array || depth > 4) return array?.items.length;
  if (expr.k === 'array') return expr.items.length === 1 && expr.items[0]?.k === 'spread' ? itemCount(link, scope, expr.items[0].of, depth + 1) : undefined;
  if (expr.k === 'var') {
    const bound = followed(link, scope, expr.v);
    return bound && itemCount(link, bound.scope, bound.expr, depth + 1);
  }
  const call = expr.k === 'result' ? scope.module.index.calls[scope.function]?.[expr.id] : undefined;
  const [first] = call?.args ?? [];
  if (!call) return undefined;
  const { callee } = call;
  const number = (of: Expr, path: readonly string[]): number | undefined => {
    const found = plainProperty(link, scope, of, path)?.value;
    return typeof found === 'number' ? found : undefined;
  };
  if (callee.k === 'global' && callee.name === 'Array') return first && number(first, []);
  if (callee.k === 'member' && (callee.name === 'keys' || callee.name === 'fill' || callee.name === 'entries')) return itemCount(link, scope, callee.of, depth + 1);
  if (callee.k === 'member' && callee.of.k === 'global' && callee.of.name === 'Array' && callee.name === 'from') return first && (number(first, ['length']) ?? itemCount(link, scope, first, depth + 1));
  return undefined;
}

/** The one expression that a variable was bound to as a whole, with its scope. */
function followed(link: Link, scope: Scope, id: number): { expr: Expr; scope: Scope } | undefined {
  const fact = scope.module.facts.variables[id];
  if (!fact) return undefined;
  if (fact.kind === 'import') return exportedExpression(link, scope.module, id);
  if (fact.kind === 'param') {
    const place = parameterOf(scope.module, id);
    const run = place && runOf(scope, fact.function);
    const arg = place && place.path.length === 0 ? run?.given?.args[place.index] : undefined;
    return arg && run?.given ? { expr: arg, scope: run.given.scope } : undefined;
  }
  const [only, ...more] = scope.module.index.assignments[id] ?? [];
  if (!only || more.length > 0 || only.path.length > 0 || only.item || (fact.writes ?? 0) > 0) return undefined;
  return { expr: only.value, scope: runOf(scope, only.function) ?? { module: scope.module, function: only.function } };
}

function exportedExpression(link: Link, module: LinkedModule, id: number): { expr: Expr; scope: Scope } | undefined {
  for (const value of link.variable(module, id)) {
    if (value.is === 'object') return { expr: value.expr, scope: { module: value.module, function: value.function } };
    if (value.is === 'literal') return { expr: { k: 'literal', value: value.value }, scope: { module, function: 0 } };
  }
  return undefined;
}

function variable(link: Link, scope: Scope, id: number, path: readonly string[], depth: number): PlainValue | undefined {
  const fact = scope.module.facts.variables[id];
  if (!fact) return undefined;
  const run = runOf(scope, fact.function);
  const local = run?.locals?.get(id);
  if (local === null) return undefined;
  if (local && path.length === 0) return local;
  if (fact.kind === 'param') return parameter(link, scope, id, path, depth);
  if (fact.kind === 'import') return imported(link, scope.module, id, path, depth);
  if (fact.kind === 'enum') return path.length === 1 ? enumMember(scope.module, fact.def, path[0] as string) : undefined;
  const [only, ...more] = scope.module.index.assignments[id] ?? [];
  if (!only || more.length > 0 || only.item || (fact.writes ?? 0) > 0) return undefined;
  if (only.path.some((each) => each === '*' || each === '...')) return undefined;
  const found = read(link, runOf(scope, only.function) ?? { module: scope.module, function: only.function }, only.value, [...only.path, ...path], depth + 1);
  if (found?.value === undefined && found && only.default && path.length === 0) return withEnv(read(link, scope, only.default, path, depth + 1), found);
  return found && found.place === undefined && fact.kind === 'const' ? { ...found, place: { module: scope.module, at: fact.at, end: fact.end } } : found;
}

function imported(link: Link, module: LinkedModule, id: number, path: readonly string[], depth: number): PlainValue | undefined {
  const values = link.variable(module, id);
  const [value] = values;
  if (values.length > 1) return undefined;
  if (value?.is === 'literal') return path.length === 0 ? { value: value.value } : ABSENT;
  if (value?.is === 'object') return read(link, { module: value.module, function: value.function }, value.expr, path, depth + 1);
  if (value?.is === 'enum') return path.length === 1 ? enumMember(value.module, value.index, path[0] as string) : undefined;
  const declared = declaredElsewhere(link, module, id);
  return declared ? variable(link, { module: declared.module, function: 0 }, declared.variable, path, depth + 1) : undefined;
}

/** The variable of another module that an import names, when it is bound to a computed value. */
export function declaredElsewhere(link: Link, module: LinkedModule, id: number): { module: LinkedModule; variable: number } | undefined {
  const fact = module.facts.variables[id];
  const binding = fact?.def === undefined || fact.binding === undefined ? undefined : module.facts.imports[fact.def]?.bindings[fact.binding];
  const specifier = fact?.def === undefined ? undefined : module.facts.imports[fact.def]?.specifier;
  const resolution = specifier === undefined ? undefined : module.input.resolutions[specifier];
  const to = resolution?.to === 'module' ? link.modules.byPath(resolution.path) : undefined;
  return to && binding ? exportedVariable(link, to, binding.imported, 0) : undefined;
}

/** Followed through files that only hand it on. */
function exportedVariable(link: Link, module: LinkedModule, name: string, hops: number): { module: LinkedModule; variable: number } | undefined {
  if (hops > MOST_BARRELS) return undefined;
  for (const { name: exported, kind, variable, import: id, imported } of module.facts.exports) {
    if (exported === name && variable !== undefined && module.facts.variables[variable]?.kind !== 'import') return { module, variable };
    const isThrough = (kind === 'reexport' && exported === name) || kind === 'star';
    const specifier = isThrough && id !== undefined ? module.facts.imports[id]?.specifier : undefined;
    const resolution = specifier === undefined ? undefined : module.input.resolutions[specifier];
    const to = resolution?.to === 'module' ? link.modules.byPath(resolution.path) : undefined;
    const found = to && exportedVariable(link, to, kind === 'star' ? name : (imported ?? name), hops + 1);
    if (found) return found;
  }
  return undefined;
}

const MOST_BARRELS = 6;

function enumMember(module: LinkedModule, index: number | undefined, name: string): PlainValue | undefined {
  const member = index === undefined ? undefined : module.facts.enums[index]?.members.find((each) => each.name === name);
  return member?.value === undefined ? undefined : { value: member.value };
}

export interface ParameterOf {
  index: number;
  path: string[];
  default?: Expr;
}

/** Which parameter of its function a variable is, or is part of. */
export function parameterOf(module: LinkedModule, id: number): ParameterOf | undefined {
  const owner = module.facts.functions[module.facts.variables[id]?.function ?? -1];
  for (const [index, param] of owner?.params.entries() ?? []) {
    if (param.rest) continue;
    const bound = boundNames(param.target).find((each) => each.variable === id);
    if (bound) return { index, path: bound.path, ...(bound.default ? { default: bound.default } : {}) };
  }
  return undefined;
}

function parameter(link: Link, scope: Scope, id: number, path: readonly string[], depth: number): PlainValue | undefined {
  const { module } = scope;
  const place = parameterOf(module, id);
  const owner = module.facts.variables[id]?.function ?? 0;
  const param = place && module.facts.functions[owner]?.params[place.index];
  if (!place || !param || place.path.some((each) => each === '*' || each === '...')) return undefined;
  const run = runOf(scope, owner) ?? { module, function: owner };
  const found = argument(link, run, place, param, [...place.path, ...path], depth);
  if (found?.value !== undefined || !found || !place.default || path.length > 0) return found;
  return withEnv(read(link, run, place.default, path, depth + 1), found);
}

function argument(link: Link, run: Scope, { index }: ParameterOf, param: FunctionFact['params'][number], path: readonly string[], depth: number): PlainValue | undefined {
  const { given } = run;
  if (!given) {
    if (run.isHidden) return undefined;
    // Nobody is known to call it: what it does when it is told nothing.
    if (param.default) return read(link, run, param.default, path, depth + 1);
    const isOptional = param.optional === true || isOptionalMember(run.module, param.type, path);
    return isOptional ? ABSENT : undefined;
  }
  if (given.args.slice(0, index + 1).some(({ k }) => k === 'spread')) return undefined;
  const arg = given.args[index];
  const found = arg ? read(link, given.scope, arg, path, depth + 1) : ABSENT;
  const isWholeAbsent = !arg || (arg.k === 'global' && arg.name === 'undefined');
  if (found && found.value === undefined && param.default && (isWholeAbsent || path.length === 0)) return withEnv(read(link, run, param.default, path, depth + 1), found);
  return found;
}

/** `options: { retries?: number }`. */
function isOptionalMember(module: LinkedModule, type: FunctionFact['params'][number]['type'], path: readonly string[]): boolean {
  if (!type || path.length === 0) return false;
  const [name] = path;
  if (type.t === 'object') return type.members.some((member) => member.name === name && member.optional);
  if (type.t !== 'ref' || type.variable === undefined) return false;
  const declared = module.facts.types.find((each) => each.variable === type.variable);
  return declared?.type.t === 'object' && declared.type.members.some((member) => member.name === name && member.optional);
}

/** The run of a function that a scope stands in, itself or around it. */
export function runOf(scope: Scope, fn: number): Scope | undefined {
  for (let each: Scope | undefined = scope; each; each = each.outer) if (each.module === scope.module && each.function === fn) return each;
  return undefined;
}

/** A field of the object at hand: what it is set to, if it is set once. */
function field(link: Link, scope: Scope, path: readonly string[], depth: number): PlainValue | undefined {
  const { module, function: fn } = scope;
  const [name = '', ...rest] = path;
  const owner = classAround(module, fn);
  const assigned = owner === undefined ? undefined : module.index.fieldAssignments[owner]?.get(name);
  const [only, ...more] = assigned ?? [];
  // What is set later was something else before.
  const kind = only && module.facts.functions[only.function]?.kind;
  if (only && more.length === 0 && (kind === 'constructor' || kind === 'field-init' || kind === 'static-init')) {
    const run = scope.outer && runOf(scope.outer, only.function);
    // The constructor's arguments are out of sight.
    return read(link, run ?? { module, function: only.function, isHidden: true }, only.value, rest, depth + 1);
  }
  if (assigned) return undefined;
  const param = owner === undefined ? undefined : propertyParameter(module, owner, name);
  if (param) return parameter(link, { module, function: param.function, isHidden: true }, param.variable, rest, depth + 1);
  return rest.length > 0 ? undefined : literalOf(link, scope, { k: 'member', of: { k: 'this' }, name });
}

/** `constructor(private readonly options: Options = {})`. */
export function propertyParameter(module: LinkedModule, owner: number, name: string): { function: number; variable: number } | undefined {
  const index = module.facts.classes[owner]?.fields.find((each) => each.name === name)?.param;
  const id = module.facts.classes[owner]?.methods.find((each) => module.facts.functions[each]?.kind === 'constructor' && !module.facts.functions[each].bodiless);
  const target = id === undefined || index === undefined ? undefined : module.facts.functions[id]?.params[index]?.target;
  return target?.k === 'var' && id !== undefined ? { function: id, variable: target.v } : undefined;
}

export function classAround(module: LinkedModule, fn: number): number | undefined {
  for (let id = fn; id >= 0; ) {
    const fact = module.facts.functions[id];
    if (!fact || fact.class !== undefined) return fact?.class;
    id = fact.parent;
  }
  return undefined;
}

interface Property {
  key?: string | undefined;
  value: Expr;
  at?: number;
  computed?: Expr | undefined;
}

/** What the last property of that name says; spreads are looked through, the last first. */
function property(link: Link, scope: Scope, props: readonly Property[], path: readonly string[], depth: number): PlainValue | undefined {
  const [name = '', ...rest] = path;
  if (path.length === 0) return { value: undefined, isObject: true };
  for (const { key, value, at, computed } of props.toReversed()) {
    if (key === name) {
      const found = read(link, scope, value, rest, depth + 1);
      return found && found.place === undefined && at !== undefined ? { ...found, place: { module: scope.module, at, end: at + name.length } } : found;
    }
    if (computed) return undefined;
    if (value.k !== 'spread') continue;
    const found = read(link, scope, value.of, path, depth + 1);
    if (!found || found.value !== undefined || found.isObject) return found;
  }
  return ABSENT;
}

function operation(link: Link, scope: Scope, op: string, args: readonly Expr[], path: readonly string[], depth: number): PlainValue | undefined {
  const at = (index: number, below: readonly string[] = []): PlainValue | undefined => {
    const arg = args[index];
    return arg ? read(link, scope, arg, below, depth + 1) : undefined;
  };
  if (op === '??' || op === '||') {
    let before: PlainValue | undefined;
    for (let index = 0; index < args.length; index += 1) {
      const each = at(index, path);
      if (!each) return undefined;
      const isTaken = op === '??' ? each.isObject === true || (each.value !== undefined && each.value !== null) : each.isObject === true || Boolean(each.value);
      const merged = withEnv(each, before);
      if (isTaken) return merged;
      before = merged;
    }
    return before;
  }
  if (op === '?:') {
    const test = at(0);
    return test ? at(test.value ? 1 : 2, path) : sameValue(at(1, path), at(2, path));
  }
  if (op === 'assign' || op === '++' || op === '--') {
    const after = at(0, path);
    if (op === 'assign' || typeof after?.value !== 'number') return op === 'assign' ? after : undefined;
    return { ...after, value: after.value + (op === '++' ? -1 : 1) };
  }
  if (op === ',' || op === '&&') return op === ',' ? at(args.length - 1, path) : conjunction(args, (index) => at(index, path));
  if (path.length > 0) return undefined;
  const values = args.map((_, index) => at(index));
  if (!values.every((each) => each !== undefined && !(each.value === undefined && (each.env !== undefined || each.isObject)))) return undefined;
  const known = values as PlainValue[];
  const result = compute(op, known.map(({ value }) => value));
  return result === undefined ? undefined : known.reduce<PlainValue>((sum, each) => withEnv(sum, each) as PlainValue, { value: result });
}

function conjunction(args: readonly Expr[], at: (index: number) => PlainValue | undefined): PlainValue | undefined {
  let unknown = false;
  let last: PlainValue | undefined;
  for (let index = 0; index < args.length; index += 1) {
    last = at(index);
    if (!last) unknown = true;
    else if (!last.value) return last;
  }
  return unknown ? undefined : last;
}

function sameValue(a: PlainValue | undefined, b: PlainValue | undefined): PlainValue | undefined {
  return a && b && a.value === b.value ? a : undefined;
}

/** What a call gives: conversions, arithmetic, merged options, and functions of the program with one return. */
function returned(link: Link, scope: Scope, expr: Extract<Expr, { k: 'result' }>, path: readonly string[], depth: number): PlainValue | undefined {
  const call = scope.module.index.calls[scope.function]?.[expr.id];
  if (!call) return undefined;
  const { callee } = call;
  if (callee.k === 'global' && ['Number', 'parseInt', 'parseFloat'].includes(callee.name) && call.args[0] && path.length === 0) {
    const found = read(link, scope, call.args[0], [], depth + 1);
    if (!found) return undefined;
    // `Number(process.env.X)` without the variable is no number.
    return found.value === undefined ? found : Number.isNaN(Number(found.value)) ? undefined : { ...found, value: Number(found.value) };
  }
  if (callee.k === 'member' && callee.of.k === 'global' && callee.of.name === 'Math' && path.length === 0) return math(link, scope, callee.name, call.args, depth);
  if (callee.k === 'member' && callee.of.k === 'global' && callee.of.name === 'Object' && (callee.name === 'assign' || callee.name === 'freeze')) {
    return property(link, scope, call.args.map((of): Property => ({ value: { k: 'spread', of } })), path, depth);
  }
  const callees = link.callee(scope.module, scope.function, call);
  const [target] = callees;
  if (target?.is !== 'function' || callees.length > 1) return undefined;
  const place = link.modules.function(target.number);
  const [only, ...more] = place.module.index.returns[place.id] ?? [];
  if (!only || more.length > 0) return undefined;
  return read(link, { module: place.module, function: place.id, given: { args: call.args, scope } }, only, path, depth + 1);
}

function math(link: Link, scope: Scope, name: string, args: readonly Expr[], depth: number): PlainValue | undefined {
  if (name === 'random') return { value: 0.5, random: true };
  const apply = MATH[name];
  const values = args.map((arg) => read(link, scope, arg, [], depth + 1));
  if (!apply || !values.every((each) => typeof each?.value === 'number')) return undefined;
  const known = values as (PlainValue & { value: number })[];
  return known.reduce<PlainValue>((sum, each) => withEnv(sum, each) as PlainValue, { value: apply(...known.map(({ value }) => value)) });
}

/** One literal that link finds, whatever the way. */
function literalOf(link: Link, { module, function: fn }: Scope, expr: Expr): PlainValue | undefined {
  const values = link.evaluate(module, fn, expr);
  const [value] = values;
  return value?.is === 'literal' && values.length === 1 ? { value: value.value } : undefined;
}

/** The value of the first, with what the second knows of chance and environment. */
function withEnv(found: PlainValue | undefined, before: PlainValue | undefined): PlainValue | undefined {
  if (!found || !before) return found;
  return {
    ...found,
    ...(found.env === undefined && before.env !== undefined ? { env: before.env } : {}),
    ...(before.random ? { random: true } : {}),
  };
}
