/**
 * The expressions that a value may have come from: through variables, fields, results of the program's own functions and
 * what callers hand in. Other than {@link Link.evaluate}, a declared type ends nothing here: what counts is where the thing
 * was made. What nobody in sight made is `isHidden`.
 */
import type { Expr } from '@dist-lint/model';
import type { Program } from './link.ts';
import { parameterOf } from './parameter-of.ts';
import { runOf, type Scope } from './plain-scope.ts';
import { declaredElsewhere, setAsWhole } from './declared-elsewhere.ts';
import type { ClassNumber } from './program.ts';
import { classKey, owningClass } from './index-module.ts';
import { simpleName } from './class-members.ts';
import { chainCall } from './slots.ts';
import { parameterInitial, propertyParameter } from './origin-parameters.ts';
import { asLinked, hide, isSeen, type Origins, type Walk } from './origin-walk.ts';

/** Variables, calls and fields are followed this far. */
const DEEPEST = 20;
const MOST_STEPS = 300;

/** @param stop at calls of libraries: those that `made` the thing in the end, or the `last` one, whose arguments count */
export function originsOf(program: Program, scope: Scope, expr: Expr, stop: 'made' | 'last' = 'made'): Origins {
  const walk: Walk = { program, stop, found: [], isHidden: false, lost: [], steps: 0, seen: new Set() };
  follow(walk, scope, expr, 0);
  return { found: walk.found, isHidden: walk.isHidden, lost: walk.lost };
}

function follow(walk: Walk, scope: Scope, expr: Expr, depth: number): void {
  if (depth > DEEPEST || (walk.steps += 1) > MOST_STEPS) {
    walk.isHidden = true;
    return;
  }
  switch (expr.k) {
    case 'awaited':
      return follow(walk, scope, expr.of, depth);
    case 'global':
      if (expr.name !== 'undefined') walk.found.push({ scope, expr });
      return;
    case 'literal':
      if (expr.value !== null) walk.found.push({ scope, expr });
      return;
    case 'var':
      return variable(walk, scope, expr.v, depth);
    case 'member':
      return member(walk, scope, expr, depth);
    case 'index':
      return indexed(walk, scope, expr, depth);
    case 'op':
      return operands(expr.op, expr.args).forEach((arg) => { follow(walk, scope, arg, depth + 1); });
    case 'result':
      return result(walk, scope, expr, depth);
    default:
      walk.found.push({ scope, expr });
  }
}

function operands(op: string, args: readonly Expr[]): readonly Expr[] {
  if (op === '??' || op === '||') return args;
  return op === '?:' ? args.slice(1) : args.slice(-1);
}

function variable(walk: Walk, scope: Scope, id: number, depth: number): void {
  const { module } = scope;
  const fact = module.facts.variables[id];
  if (!fact) return hide(walk);
  if (fact.kind === 'param') return parameter(walk, scope, id, [], depth);
  if (fact.kind === 'import') {
    const declared = declaredElsewhere(walk.program.link, module, id);
    if (declared) return variable(walk, { module: declared.module, function: 0 }, declared.variable, depth + 1);
    return asLinked(walk, scope, { k: 'var', v: id });
  }
  if (fact.kind === 'class' || fact.kind === 'function') {
    walk.found.push({ scope, expr: { k: 'var', v: id } });
    return;
  }
  const assignments = module.index.assignments[id] ?? [];
  if (assignments.length === 0 || assignments.some(({ item, path }) => item || path.some((step) => step === '...'))) return asLinked(walk, scope, { k: 'var', v: id });
  for (const each of assignments) {
    const run = runOf(scope, each.function) ?? { module, function: each.function };
    if (each.path.some((step) => step === '*' || /^\d+$/.test(step))) asLinked(walk, scope, { k: 'var', v: id });
    else follow(walk, run, each.path.reduce<Expr>((of, name) => ({ k: 'member', of, name }), each.value), depth + 1);
    if (each.default) follow(walk, run, each.default, depth + 1);
  }
}

/** What a parameter is given, below which `path` is read: by the call at hand, or else by all who call. */
function parameter(walk: Walk, scope: Scope, id: number, path: readonly string[], depth: number): void {
  const place = parameterOf(scope.module, id);
  const owner = scope.module.facts.variables[id]?.function ?? 0;
  if (!place || place.path.some((step) => step === '*' || step === '...')) return asLinked(walk, scope, { k: 'var', v: id });
  const run = runOf(scope, owner) ?? { module: scope.module, function: owner };
  if (!run.given && isSeen(walk, `${scope.module.number} ${owner} ${place.index} ${[...place.path, ...path].join('.')}`)) return;
  const { given, isMadeOutside } = parameterInitial(walk.program, run, place.index);
  // A framework hands it over as its rows say: made with nothing that the program says.
  if (isMadeOutside) return;
  if (given.length === 0) return hide(walk);
  const below = [...place.path, ...path];
  for (const each of given) follow(walk, each.scope, below.reduce<Expr>((of, name) => ({ k: 'member', of, name }), each.expr), depth + 1);
}

function result(walk: Walk, scope: Scope, expr: Extract<Expr, { k: 'result' }>, depth: number): void {
  const { program } = walk;
  const resolved = program.call(scope.module, scope.function, expr.id);
  if (!resolved) return hide(walk);
  const { call } = resolved;
  if (call.kind === 'new') {
    walk.found.push({ scope, expr });
    return;
  }
  if (call.kind === 'import') {
    const whole = setAsWhole(program.link, scope.module, call);
    return whole ? follow(walk, { module: whole.module, function: 0 }, whole.value, depth + 1) : asLinked(walk, scope, expr);
  }
  for (const { number } of resolved.functions) {
    const { module, id } = program.modules.function(number);
    const returns = module.index.returns[id] ?? [];
    if (returns.length === 0) hide(walk);
    for (const each of returns) follow(walk, { module, function: id, given: { args: call.args, scope } }, each, depth + 1);
  }
  for (const external of resolved.externals) {
    const { package: from, path } = external;
    const returns = program.link.libraries.symbol(from, path)?.facts.returns;
    const made = chainCall(external, 'new');
    const [first] = call.args;
    // What a map gives was put into it, by whoever made it.
    if (walk.stop === 'last') walk.found.push({ scope, expr });
    else if (from === 'global' && (path === 'Map.get' || path === 'WeakMap.get')) continue;
    else if (returns === 'arg0' && first) follow(walk, scope, first, depth + 1);
    else if (returns === 'this' && call.callee.k === 'member') follow(walk, scope, call.callee.of, depth + 1);
    else if (returns?.startsWith('result') === true || returns === 'element') asLinked(walk, scope, expr);
    else if (made) walk.found.push({ scope: made.module === scope.module && made.function === scope.function ? scope : { module: made.module, function: made.function }, expr: { k: 'result', id: made.call.id } });
    // `service.container('mails')` is made with what its service was made with.
    else if (call.callee.k === 'member' && !isImported(scope, call.callee.of)) follow(walk, scope, call.callee.of, depth + 1);
    else walk.found.push({ scope, expr });
  }
  if (resolved.functions.length + resolved.externals.length === 0) asLinked(walk, scope, expr);
}

function isImported({ module, function: fn }: Scope, expr: Expr): boolean {
  if (expr.k === 'result') return module.index.calls[fn]?.[expr.id]?.kind === 'import'; // `require('express').Router()`
  return expr.k === 'member' ? isImported({ module, function: fn }, expr.of) : expr.k === 'global' || (expr.k === 'var' && module.facts.variables[expr.v]?.kind === 'import');
}

function member(walk: Walk, scope: Scope, expr: Extract<Expr, { k: 'member' }>, depth: number): void {
  const { program } = walk;
  // What the environment says is made outside, and known by its name.
  if (isEnvironment(expr.of)) {
    walk.found.push({ scope, expr });
    return hide(walk);
  }
  const of = originsOfMember(walk, scope, expr.of, depth);
  if (of.isHidden || of.found.length === 0) return asLinked(walk, scope, expr);
  for (const each of of.found) {
    const { scope: there, expr: owner } = each;
    if (owner.k === 'object') property(walk, there, owner, expr.name, depth);
    else if (owner.k === 'this') {
      const id = owningClass(there.module.facts, there.function);
      if (id === undefined) asLinked(walk, scope, expr);
      else field(walk, there.module.classBase + id, expr.name, depth);
    } else {
      const own = program.link.evaluate(there.module, there.function, owner).flatMap((value) => (value.is === 'instance' || value.is === 'class' ? [value] : []));
      if (own.length > 0) own.forEach(({ number }) => { field(walk, number, expr.name, depth); });
      else if (owner.k === 'result') walk.found.push(each);
      else asLinked(walk, scope, expr);
    }
  }
}

function isEnvironment(expr: Expr): boolean {
  return expr.k === 'member' && expr.name === 'env' && expr.of.k === 'global' && expr.of.name === 'process';
}

/** `urls[service]`, where the callers say which. */
function indexed(walk: Walk, scope: Scope, expr: Extract<Expr, { k: 'index' }>, depth: number): void {
  const key = originsOfMember(walk, scope, expr.index, depth);
  const names = key.found.flatMap(({ expr: each }) => (each.k === 'literal' && typeof each.value === 'string' ? [each.value] : []));
  if (key.isHidden || names.length === 0 || names.length < key.found.length) return asLinked(walk, scope, expr);
  for (const name of new Set(names)) member(walk, scope, { k: 'member', of: expr.of, name }, depth);
}

function originsOfMember(walk: Walk, scope: Scope, of: Expr, depth: number): Origins {
  const inner: Walk = { program: walk.program, stop: walk.stop, found: [], isHidden: false, lost: [], steps: walk.steps, seen: new Set(walk.seen) };
  follow(inner, scope, of, depth + 1);
  walk.steps = inner.steps;
  return inner;
}

function property(walk: Walk, scope: Scope, { props }: Extract<Expr, { k: 'object' }>, name: string, depth: number): void {
  for (const { key, value, computed, kind } of props.toReversed()) {
    if (key === name) {
      const getter = kind === 'getter' && value.k === 'function' ? value.function : undefined;
      if (getter === undefined) return follow(walk, scope, value, depth + 1);
      return (scope.module.index.returns[getter] ?? []).forEach((each) => { follow(walk, { module: scope.module, function: getter }, each, depth + 1); });
    }
    if (computed) return hide(walk);
    if (value.k === 'spread') follow(walk, scope, { k: 'member', of: value.of, name }, depth + 1);
  }
}

/** A field, static or not, of a class, of what it extends, or of what extends it. */
function field(walk: Walk, number: ClassNumber, name: string, depth: number): void {
  const { program } = walk;
  if (isSeen(walk, `${number} ${name}`)) return;
  const bases = program.link.hierarchy.bases(number).flatMap((base) => (base.is === 'class' ? [base.number] : []));
  const places = [number, ...bases, ...program.link.hierarchy.subclasses(number)];
  for (const each of places) {
    const { module, id, fact } = program.modules.class(each);
    const assigned = [...(module.index.fieldAssignments[id]?.get(name) ?? []), ...(module.index.additions.get(classKey(id))?.get(name) ?? [])];
    for (const { function: fn, value, path } of assigned) follow(walk, { module, function: fn }, path.reduce<Expr>((of, step) => ({ k: 'member', of, name: step }), value), depth + 1);
    const param = propertyParameter(module, id, name);
    if (param) parameter(walk, { module, function: param.function }, param.variable, [], depth + 1);
    const getter = fact.methods.find((method) => module.facts.functions[method]?.kind === 'getter' && simpleName(module.facts.functions[method].name) === name);
    if (getter !== undefined) for (const value of module.index.returns[getter] ?? []) follow(walk, { module, function: getter }, value, depth + 1);
    if (assigned.length > 0 || param || getter !== undefined) return;
  }
  const decorated = program.modules.class(number).fact.fields.find((each) => each.name === name)?.decorators;
  if (!decorated) hide(walk);
}
