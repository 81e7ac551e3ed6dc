/** The plain value of what a call gives: conversions, arithmetic, merged options, items of lists, and functions of the program. */
import type { SymbolFacts } from '@dist-lint/libraries';
import type { CallStep, Expr } from '@dist-lint/model';
import { owningClass } from './index-module.ts';
import { arithmetic, MATH } from './plain-operators.ts';
import { property, type Property } from './plain-objects.ts';
import { returnedBy } from './plain-runs.ts';
import { ABSENT, inArithmetic, selfWithin, type Reader, type Reading, type Scope, type Self } from './plain-scope.ts';
import type { FunctionValue, Value } from './values.ts';

export function returned(reader: Reader, scope: Scope, expr: Extract<Expr, { k: 'result' }>, path: readonly string[], depth: number): Reading | undefined {
  const call = scope.module.index.calls[scope.function]?.[expr.id];
  if (call?.kind === 'new') return path.length === 0 ? { value: undefined, isObject: true } : undefined;
  if (!call || call.kind) return undefined;
  const { callee } = call;
  if (callee.k === 'global' && NUMBERS.has(callee.name)) return path.length === 0 ? converted(reader, scope, call.args[0], depth) : undefined;
  if (callee.k === 'member' && callee.of.k === 'global' && callee.of.name === 'Math') return path.length === 0 ? math(reader, scope, callee.name, call.args, depth) : undefined;
  if (callee.k === 'member' && callee.of.k === 'global' && callee.of.name === 'Object' && (callee.name === 'assign' || callee.name === 'freeze')) {
    return property(reader, scope, call.args.map((of): Property => ({ value: { k: 'spread', of } })), path, depth);
  }
  if (callee.k === 'member' && callee.of.k === 'global' && callee.of.name === 'Number' && CHECKS.has(callee.name)) return path.length === 0 ? checked(reader, scope, callee.name, call.args[0], depth) : undefined;
  if (callee.k === 'member' && callee.name === 'includes' && call.args.length === 1 && path.length === 0) {
    const found = included(reader, scope, callee.of, call.args[0] as Expr, depth);
    if (found) return found;
  }
  if (callee.k === 'member' && callee.name === 'at' && call.args.length === 1) {
    const found = item(reader, scope, callee.of, call.args[0] as Expr, path, depth);
    if (found) return found;
  }
  const handed = handedBack(reader, scope, call);
  if (handed) {
    const found: Reading | undefined = handed === 'absent' ? ABSENT : reader.read(scope, handed, path, depth + 1);
    return found?.list || path[0] === 'length' ? undefined : found; // a list comes back in another order, or shorter
  }
  const merged = mergedBy(reader, scope, call);
  if (merged) return property(reader, scope, merged.map((of): Property => ({ value: { k: 'spread', of } })), path, depth);
  const run = functionRun(reader, scope, callee, depth);
  if (run) return returnedBy(reader, { ...run, given: { args: call.args, scope } }, path, depth);
  return isRandom(reader, scope, call) ? math(reader, scope, 'random', [], depth) : undefined;
}

/** What a library gives back as it was handed: `queryOptions({ retry: 1 })`. */
function handedBack(reader: Reader, scope: Scope, call: CallStep): Expr | 'absent' | undefined {
  const index = /^arg(\d)$/.exec(rowOf(reader, scope, call)?.returns ?? '')?.[1];
  return index === undefined ? undefined : (call.args[Number(index)] ?? 'absent');
}

/** What a library makes one object of: the last of them wins. */
function mergedBy(reader: Reader, scope: Scope, call: CallStep): readonly Expr[] | undefined {
  const merges = rowOf(reader, scope, call)?.merges;
  return merges && (merges === 'first' ? call.args.toReversed() : call.args);
}

function rowOf({ link }: Reader, { module, function: fn }: Scope, call: CallStep): SymbolFacts | undefined {
  if (call.args.some(({ k }) => k === 'spread')) return undefined;
  const values = link.callee(module, fn, call);
  const [only] = values;
  return only?.is === 'external' && values.length === 1 ? link.libraries.symbol(only.package, only.path)?.facts : undefined;
}

const NUMBERS = new Set(['Number', 'parseInt', 'parseFloat']);

/** `[502, 503].includes(status)`, where all is told. */
function included(reader: Reader, scope: Scope, of: Expr, item: Expr, depth: number): Reading | undefined {
  const list = reader.read(scope, of, [], depth + 1)?.list;
  const wanted = list && reader.read(scope, item, [], depth + 1);
  if (!list || !wanted || wanted.guess || wanted.run || wanted.list || wanted.isObject || wanted.env !== undefined) return undefined;
  const all = list.items.map((each) => reader.read(list.scope, each, [], depth + 1));
  if (all.some((each) => each && each.value === wanted.value && !each.isObject && !each.run && !each.list)) return { value: true };
  return all.every((each) => each !== undefined) ? { value: false } : undefined;
}

const CHECKS = new Set(['isFinite', 'isInteger', 'isSafeInteger', 'isNaN']);

function checked(reader: Reader, scope: Scope, name: string, arg: Expr | undefined, depth: number): Reading | undefined {
  const found = arg && reader.read(scope, arg, [], depth + 1);
  if (!found || found.guess || found.env !== undefined) return undefined;
  const { value } = found;
  return { value: typeof value === 'number' && (name === 'isFinite' ? Number.isFinite(value) : name === 'isNaN' ? Number.isNaN(value) : Number.isInteger(value)) };
}

function converted(reader: Reader, scope: Scope, arg: Expr | undefined, depth: number): Reading | undefined {
  const found = arg && reader.read(scope, arg, [], depth + 1);
  if (!found || found.run || found.list || found.isObject) return undefined;
  // `Number(process.env.X)` without the variable is no number.
  return found.value === undefined ? found : Number.isNaN(Number(found.value)) ? undefined : { ...found, value: Number(found.value) };
}

/** `DELAYS.at(-1)`. */
function item(reader: Reader, scope: Scope, of: Expr, index: Expr, path: readonly string[], depth: number): Reading | undefined {
  const list = reader.read(scope, of, [], depth + 1)?.list;
  const at = list && reader.read(scope, index, [], depth + 1);
  if (!list || typeof at?.value !== 'number' || at.guess) return undefined;
  const found = list.items.at(at.value);
  return found ? reader.read(list.scope, found, path, depth + 1) : ABSENT;
}

/** The run, still without arguments, of the one function that an expression is. */
export function functionRun(reader: Reader, scope: Scope, expr: Expr, depth: number): Scope | undefined {
  const read = expr.k === 'var' || expr.k === 'member' || expr.k === 'function' || expr.k === 'result' ? reader.read(scope, expr, [], depth + 1) : undefined;
  if (read) return read.run;
  const values = reader.link.evaluate(scope.module, scope.function, expr);
  const [only] = values;
  return only?.is === 'function' && values.length === 1 ? runOfValue(reader, scope, expr, only) : undefined;
}

function runOfValue(reader: Reader, scope: Scope, expr: Expr, { number, self, within }: FunctionValue): Scope {
  const { module, id } = reader.link.modules.function(number);
  const made = within && reader.link.modules.function(within.callee);
  const outer: Scope | undefined = within && made && { module: made.module, function: made.id, given: { args: within.site.call.args, scope: { module: within.site.module, function: within.site.function } } };
  return { module, function: id, ...(outer ? { outer } : {}), ...calledOn(scope, expr, self) };
}

/** What `this` is in a function that is called as some expression. */
export function calledOn(scope: Scope, callee: Expr, object: Value | undefined): { self?: Self } {
  if (callee.k === 'member' && callee.of.k === 'this') return selfWithin(scope);
  if (object?.is !== 'instance' || !object.made) return {};
  const isKept = callee.k === 'member' && callee.of.k === 'member' && callee.of.of.k === 'this';
  const holder = isKept ? owningClass(scope.module.facts, scope.function) : undefined;
  return { self: { made: object.made.call, ...(holder === undefined ? {} : { holder: scope.module.classBase + holder }) } };
}

/** Another name for `Math.random`. */
function isRandom({ link }: Reader, { module, function: fn }: Scope, call: CallStep): boolean {
  const values = link.callee(module, fn, call);
  const isChance = (value: (typeof values)[number]): boolean => value.is === 'external' && value.package === 'global' && value.path === 'Math.random';
  // `options.random ?? Math.random`: what stands in for it does the same.
  return values.some(isChance) && values.every((value) => isChance(value) || value.is === 'signature');
}

function math(reader: Reader, scope: Scope, name: string, args: readonly Expr[], depth: number): Reading | undefined {
  if (name === 'random') return { value: 0.5, random: true };
  const apply = MATH[name];
  if (!apply || args.some(({ k }) => k === 'spread')) return undefined;
  return arithmetic(name, apply, args.map((arg) => inArithmetic(reader, reader.read(scope, arg, [], depth + 1))), reader.guesses);
}
