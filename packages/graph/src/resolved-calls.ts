/** Every call of the program with what it calls, and which functions it hands over. */
import type { Callback } from '@dist-lint/libraries';
import type { CallStep, Expr } from '@dist-lint/model';
import { isBind } from './calls.ts';
import type { Link } from './link-context.ts';
import type { FunctionNumber, LinkedModule } from './program.ts';
import { NOTHING, type Closure, type ExternalValue, type FunctionValue, type Value } from './values.ts';

/** A call to a function of the program. */
export interface CallTarget {
  number: FunctionNumber;
  /** The object on which it is called, when known. */
  self?: Value;
  /** The calls that made it, where it was made by one: what they were handed, it may call. */
  within?: readonly Closure[];
}

/** A function handed to a call. */
export interface Handed {
  /** Argument position with path: `1`, `0.eachMessage`. */
  at: string;
  functions: readonly CallTarget[];
  /** A function the caller itself was handed. */
  parameter?: ParameterPlace;
  /** How the callee runs it, when a library row says so. */
  row?: Callback;
  /** The library symbol whose row that is. */
  by?: ExternalValue;
}

/** A parameter (or a property of one) of a function. */
export interface ParameterPlace {
  function: FunctionNumber;
  index: number;
  /** Property names below the parameter. */
  path: readonly string[];
}

export interface ResolvedCall {
  call: CallStep;
  functions: readonly CallTarget[];
  externals: readonly ExternalValue[];
  /** It calls a function it was handed. */
  parameter?: ParameterPlace;
  /** Only the type of the callee is seen: its name, for people. */
  unseen?: string;
  handed: readonly Handed[];
}

export function resolveCall(link: Link, module: LinkedModule, fn: number, call: CallStep): ResolvedCall {
  const functions: CallTarget[] = [];
  const externals: ExternalValue[] = [];
  let unseen: string | undefined;
  const values = link.callee(module, fn, call);
  for (const value of values) {
    switch (value.is) {
      case 'function':
        if (isBind(call, link.modules.function(value.number).fact.name)) externals.push({ is: 'external', package: 'global', path: 'Function.bind', receiver: value });
        else functions.push(targetOf(value));
        break;
      case 'class':
        functions.push(...constructors(link, value.number));
        for (const base of externalBases(link, value.number)) externals.push(base);
        break;
      case 'external':
        externals.push(value);
        break;
      case 'signature':
        unseen ??= value.name || 'a function it was given';
        break;
      default:
    }
  }
  const resolved: ResolvedCall = { call, functions: unique(functions), externals, handed: NO_HANDED };
  const parameter = parameterBehind(link, module, fn, call.callee);
  if (parameter && functions.length === 0 && externals.length === 0) resolved.parameter = parameter;
  if (unseen !== undefined) resolved.unseen = unseen;
  resolved.handed = handedFunctions(link, module, fn, resolved);
  return resolved;
}

const NO_HANDED: readonly Handed[] = [];

function targetOf({ number, self, within }: FunctionValue): CallTarget {
  return { number, ...(self ? { self } : {}), ...(within ? { within: [within] } : {}) };
}

/** What was handed to the calls that made a function: by the function that was called, then by place. */
export function enclosing(target: CallTarget, call: (closure: Closure) => ResolvedCall | undefined): readonly { callee: FunctionNumber; handed: readonly Handed[] }[] {
  const found: { callee: FunctionNumber; handed: readonly Handed[] }[] = [];
  for (const made of target.within ?? []) {
    for (let each: Closure | undefined = made; each; each = each.outer) {
      const resolved = call(each);
      if (resolved && resolved.handed.length > 0) found.push({ callee: each.callee, handed: resolved.handed });
    }
  }
  return found;
}

/** What `new C()` runs: field initialisers and the constructor, bases first. */
function constructors(link: Link, number: number): CallTarget[] {
  const found: CallTarget[] = [];
  const seen = new Set<number>();
  for (let each: number | undefined = number; each !== undefined && !seen.has(each); ) {
    seen.add(each);
    const { module, fact } = link.modules.class(each);
    if (fact.instanceInit !== undefined) found.push({ number: module.functionBase + fact.instanceInit });
    const own = fact.methods.find((id) => module.facts.functions[id]?.kind === 'constructor' && !module.facts.functions[id].bodiless);
    if (own !== undefined) {
      found.push({ number: module.functionBase + own });
      break; // its super call says the rest
    }
    each = link.hierarchy.bases(each).find((base) => base.is === 'class')?.number;
  }
  return found;
}

function externalBases(link: Link, number: number): ExternalValue[] {
  return link.hierarchy.bases(number).filter((base) => base.is === 'external');
}

function unique(targets: CallTarget[]): CallTarget[] {
  if (targets.length < 2) return targets;
  const byNumber = new Map<number, CallTarget>();
  for (const target of targets) {
    const twin = byNumber.get(target.number);
    if (!twin) byNumber.set(target.number, target);
    else if (twin.within && target.within) byNumber.set(target.number, { ...twin, within: [...twin.within, ...target.within] });
  }
  return [...byNumber.values()].sort((a, b) => a.number - b.number);
}

/** The parameter that an expression is, or is read from. */
export function parameterBehind(link: Pick<Link, 'modules'>, module: LinkedModule, fn: number, expr: Expr): ParameterPlace | undefined {
  const path: string[] = [];
  let each = expr;
  while (each.k === 'member') {
    path.unshift(each.name);
    each = each.of;
  }
  if (each.k !== 'var') return undefined;
  const variable = module.facts.variables[each.v];
  if (variable?.kind !== 'param') return undefined;
  const owner = module.facts.functions[variable.function];
  if (!owner) return undefined;
  for (const [index, param] of owner.params.entries()) {
    if (param.target.k === 'var' && param.target.v === each.v) return { function: module.functionBase + variable.function, index, path };
    if (param.target.k === 'object-pattern') {
      const prop = param.target.props.find(({ to }) => to.k === 'var' && to.v === (each as { v: number }).v);
      if (prop?.key !== undefined) return { function: module.functionBase + variable.function, index, path: [prop.key, ...path] };
    }
  }
  return undefined;
}

function handedFunctions(link: Link, module: LinkedModule, fn: number, { call, functions, externals }: ResolvedCall): readonly Handed[] {
  const found: Handed[] = [];
  // `charge.call(this, order)`: the first argument is the receiver, unless it is a method that goes by that name.
  const isMethod = functions.some(({ number }) => /(^|\.)call$/.test(link.modules.function(number).fact.name));
  const args = call.callee.k === 'member' && call.callee.name === 'call' && externals.length === 0 && !isMethod ? call.args.slice(1) : call.args;
  args.forEach((arg, index) => collect(link, module, fn, arg, String(index), 0, found));
  if (found.length === 0) return NO_HANDED;
  for (const external of externals) {
    for (const handed of found) {
      const [target] = handed.functions;
      const count = target && link.modules.function(target.number).fact.params.length;
      const row = handed.row ? undefined : handedRow(link, external, handed.at, call.args.length, count);
      if (row) {
        handed.row = row;
        handed.by = external;
      }
    }
  }
  return found;
}

/**
 * How a library runs the function at a place among a call's arguments. Where rows differ only in how
 * many parameters the function takes (Express's error middleware), its own count decides.
 */
export function handedRow(link: Pick<Link, 'libraries'>, callee: ExternalValue, at: string, count: number, params?: number): Callback | undefined {
  const rows = link.libraries.symbol(callee.package, callee.path)?.facts.callbacks?.filter((each) => matches(each.at, at, count)) ?? [];
  return rows.find((each) => rows.length > 1 && each.params?.length === params) ?? rows[0];
}

/** Whether a slot for callbacks (`1`, `0.eachMessage`, `0.*`, `1+`, `last`) means this position. */
function matches(slot: string, at: string, count: number): boolean {
  if (slot === at) return true;
  if (slot === 'last') return at === String(count - 1);
  if (slot.endsWith('+')) return /^\d+$/.test(at) && Number(at) >= Number(slot.slice(0, -1));
  if (!slot.includes('*')) return false;
  const wanted = slot.split('.');
  const given = at.split('.');
  return wanted.length === given.length && wanted.every((segment, index) => segment === '*' || segment === given[index]);
}

function collect(link: Link, module: LinkedModule, fn: number, arg: Expr, at: string, depth: number, found: Handed[]): void {
  switch (arg.k) {
    case 'object':
      if (depth < 3) for (const prop of arg.props) if (prop.key !== undefined) collect(link, module, fn, prop.value, `${at}.${prop.key}`, depth + 1, found);
      return;
    case 'array':
      if (depth < 2) for (const item of arg.items) collect(link, module, fn, item, at, depth + 1, found);
      return;
    case 'function':
      found.push({ at, functions: [{ number: module.functionBase + arg.function }] });
      return;
    case 'var':
    case 'member':
    case 'result': {
      const values = mayBeFunction(module, arg) ? link.evaluate(module, fn, arg) : NOTHING;
      const functions = values.flatMap((value): CallTarget[] => (value.is === 'function' ? [targetOf(value)] : []));
      const parameter = functions.length === 0 ? parameterBehind(link, module, fn, arg) : undefined;
      if (functions.length > 0) found.push({ at, functions });
      else if (parameter) found.push({ at, functions, parameter });
      return;
    }
    default:
  }
}

/** Imports, functions, parameters, members and results may; other names seldom do. */
function mayBeFunction(module: LinkedModule, expr: Expr): boolean {
  if (expr.k !== 'var') return true;
  const kind = module.facts.variables[expr.v]?.kind;
  return kind !== 'catch' && kind !== 'class' && kind !== 'enum' && kind !== 'type';
}
