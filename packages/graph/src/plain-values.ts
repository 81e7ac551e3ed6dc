/**
 * The plain value of an expression (a number, a text, true, false, null, or nothing at all) and where it is said: through
 * constants of other files, options merged by spreads, defaults of parameters, fields as constructors leave them,
 * environment variables with a default, arithmetic, and functions that compute it. What cannot be told is `undefined`,
 * never a guess, but for {@link plainEstimate}.
 */
import type { Expr } from '@dist-lint/model';
import type { Link } from './link-context.ts';
import { classOfThis, isOfClass, isOverridden, ownMember } from './own-members.ts';
import { functionRun, returned } from './plain-calls.ts';
import { field, firstOfField } from './plain-fields.ts';
import { localsAt } from './plain-locals.ts';
import { operation } from './plain-operations.ts';
import { property } from './plain-objects.ts';
import { returnedBy, returnedOnWays } from './plain-runs.ts';
import { ABSENT, DEEPEST, selfWithin, type PlainValue, type Reader, type Reading, type Scope } from './plain-scope.ts';
import { variable } from './plain-variables.ts';

export { ABSENT, type PlainPlace, type PlainValue, type Scope } from './plain-scope.ts';

/** The value of an expression in a scope. */
export function plainValue(link: Link, scope: Scope, expr: Expr): PlainValue | undefined {
  return plainProperty(link, scope, expr, []);
}

/** The value below an expression: `plainProperty(…, options, ['retry', 'limit'])`. */
export function plainProperty(link: Link, scope: Scope, expr: Expr, path: readonly string[]): PlainValue | undefined {
  return plain(readerOf(link, false).read(scope, expr, path, 0));
}

/**
 * The same, with numbers made up where they cannot be told and do not change. So a number with a `guess` says nothing but
 * how it compares to the same expression another time.
 */
export function plainEstimate(link: Link, scope: Scope, expr: Expr): PlainValue | undefined {
  return plain(readerOf(link, true).read(scope, expr, [], 0));
}

/** What a run of a function may give back, by the ways that may be taken; with guesses, as {@link plainEstimate}. */
export function plainResults(link: Link, run: Scope, guesses = false): readonly (PlainValue | undefined)[] {
  return returnedOnWays(readerOf(link, guesses), run, [], 0).map(plain);
}

/** A run of a function as it is where one of its steps stands: with what was set on the way there. */
export function plainRunAt(link: Link, run: Scope, at: number): Scope {
  const locals = localsAt(readerOf, link, run, at);
  return locals.size === 0 ? run : { ...run, locals };
}

/** The function that an expression is, or what is below it, as a run that has been given nothing yet. */
export function plainFunction(link: Link, scope: Scope, expr: Expr, path: readonly string[] = []): Scope | undefined {
  const reader = readerOf(link, false);
  return path.length === 0 ? functionRun(reader, scope, expr, 0) : reader.read(scope, expr, path, 0)?.run;
}

/** What a field that is set later, too, holds in an object that has just been made. */
export function plainFirst(link: Link, scope: Scope, name: string): PlainValue | undefined {
  return plain(firstOfField(readerOf(link, false), scope, name));
}

/** All that is known of an expression. */
export function plainReading(link: Link, scope: Scope, expr: Expr): Reading | undefined {
  return readerOf(link, false).read(scope, expr, [], 0);
}

/** Functions and lists are no plain values, and what may be handed in cannot be told. */
function plain(found: Reading | undefined): PlainValue | undefined {
  return found?.run || found?.list || found?.isOpen ? undefined : found;
}

function readerOf(link: Link, guesses: boolean): Reader {
  const reader: Reader = {
    link, guesses,
    left: MOST_READ,
    read: (scope, expr, path, depth) => read(reader, scope, expr, path, depth),
    anew: () => readerOf(link, guesses),
  };
  return reader;
}

/** A number is said within some hundreds, where options are filled in and handed on; functions that call functions may be read for ever. */
const MOST_READ = 800;

function read(reader: Reader, scope: Scope, expr: Expr, path: readonly string[], depth: number): Reading | undefined {
  reader.left -= 1;
  if (depth > DEEPEST || reader.left < 0) return undefined;
  switch (expr.k) {
    case 'literal':
      return path.length === 0 ? { value: expr.value } : ABSENT;
    case 'global':
      return global(expr.name, path);
    case 'member':
      return read(reader, scope, expr.of, [expr.name, ...path], depth);
    case 'index':
      return indexed(reader, scope, expr, path, depth);
    case 'awaited':
      return read(reader, scope, expr.of, path, depth + 1);
    case 'var':
      return variable(reader, scope, expr.v, path, depth);
    case 'this':
      return path.length === 0 ? undefined : (field(reader, scope, path, depth) ?? method(reader, scope, path, depth));
    case 'object':
      return property(reader, scope, expr.props, path, depth);
    case 'op':
      return operation(reader, scope, expr.op, expr.args, path, depth);
    case 'result':
      return returned(reader, scope, expr, path, depth);
    case 'function':
      return path.length > 0 ? ABSENT : { value: undefined, run: { module: scope.module, function: expr.function, outer: scope } };
    case 'array':
      return listed(scope, expr.items, path);
    case 'template':
      return undefined;
    default:
      return path.length > 0 ? undefined : literalOf(reader, scope, expr);
  }
}

function global(name: string, path: readonly string[]): Reading | undefined {
  const [first, second] = path;
  if (name === 'undefined') return ABSENT;
  if (name === 'Infinity') return { value: Infinity };
  if (name === 'process' && first === 'env' && second !== undefined) return path.length === 2 ? { value: undefined, env: second } : ABSENT;
  if (name === 'Number' && first === 'POSITIVE_INFINITY') return { value: Infinity };
  if (name === 'Number' && first === 'MAX_SAFE_INTEGER') return { value: Number.MAX_SAFE_INTEGER };
  if (name === 'Math' && first === 'E' && path.length === 1) return { value: Math.E };
  return undefined;
}

/** An empty list is there to be filled: how many it holds is not said here. */
function listed(scope: Scope, items: readonly Expr[], path: readonly string[]): Reading | undefined {
  if (items.length === 0) return path.length === 0 ? { value: undefined, isObject: true } : undefined;
  if (items.some(({ k }) => k === 'spread')) return undefined;
  if (path.length === 0) return { value: undefined, list: { items, scope } };
  return path[0] === 'length' && path.length === 1 ? { value: items.length } : undefined;
}

/** `DELAYS[attempt]`, `options['limit']`. */
function indexed(reader: Reader, scope: Scope, expr: Extract<Expr, { k: 'index' }>, path: readonly string[], depth: number): Reading | undefined {
  const index = read(reader, scope, expr.index, [], depth + 1);
  if (typeof index?.value === 'string') return read(reader, scope, expr.of, [index.value, ...path], depth + 1);
  if (typeof index?.value !== 'number' || index.guess) return undefined;
  const list = read(reader, scope, expr.of, [], depth + 1)?.list;
  if (!list) return undefined;
  const item = list.items[index.value];
  return item ? read(reader, list.scope, item, path, depth + 1) : ABSENT;
}

/** What `this` has that is no field: a getter's value, a method. */
function method(reader: Reader, scope: Scope, [name = '', ...rest]: readonly string[], depth: number): Reading | undefined {
  const { module, function: fn } = scope;
  const { link } = reader;
  const owner = classOfThis(link, scope);
  const isJust = selfWithin(scope).self?.of !== undefined;
  const values = isJust ? [] : link.evaluate(module, fn, { k: 'member', of: { k: 'this' }, name });
  const [only] = values;
  const found = only?.is === 'function' && values.length === 1 ? only.number : owner === undefined || (!isJust && isOverridden(link, owner, name)) ? undefined : ownMember(link, owner, name, isOfClass(module, fn));
  if (found === undefined) return undefined;
  const place = reader.link.modules.function(found);
  const run: Scope = { module: place.module, function: place.id, ...selfWithin(scope) };
  if (place.fact.kind === 'getter') return returnedBy(reader, run, rest, depth + 1);
  return rest.length > 0 ? undefined : { value: undefined, run };
}

/** One literal that link finds, whatever the way. */
function literalOf({ link }: Reader, { module, function: fn }: Scope, expr: Expr): PlainValue | undefined {
  const values = link.evaluate(module, fn, expr);
  const [value] = values;
  return value?.is === 'literal' && values.length === 1 ? { value: value.value } : undefined;
}
