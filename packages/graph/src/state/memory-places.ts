/** Which piece of memory an expression names, if it outlives the call: by declaration, through imports, fields and local names for it. */
import type { Expr } from '@dist-lint/model';
import { isGlobalObject } from '../index-module.ts';
import type { Program } from '../link.ts';
import type { ClassNumber, LinkedModule } from '../program.ts';
import type { Value } from '../values.ts';
import { aliased } from './aliases.ts';
import { environmentMemory, globalMemory, isEnvironment, isGlobalName } from './environment.ts';
import { fieldOf, isStaticPlace, type Field } from './instance-fields.ts';
import type { Memory } from './memory.ts';
import { lastingVariable } from './module-variables.ts';
import { holderOf } from './named-objects.ts';
import { sharedClasses } from './shared-classes.ts';

export type MemoryPlace = Memory | { is: 'instance' | 'class'; number: ClassNumber } | { is: 'module'; module: LinkedModule } | { is: 'environment' | 'process' | 'globals' };

/** What an assignment to the expression changes. Undefined: a local, a parameter, or nothing that can be told. */
export function memoryTarget(program: Program, module: LinkedModule, fn: number, expr: Expr): Memory | undefined {
  switch (expr.k) {
    case 'var':
      return variableMemory(program, module, expr.v, fn);
    case 'global':
      return isGlobalName(expr.name) ? globalMemory(expr.name) : undefined;
    case 'member': {
      const of = placeOf(program, module, fn, expr.of, 0);
      return of && memoryOf(memberOf(program, of, expr.name));
    }
    case 'index': {
      const of = placeOf(program, module, fn, expr.of, 0);
      if (!of) return undefined;
      if (expr.index.k === 'literal' && typeof expr.index.value === 'string') return memoryOf(memberOf(program, of, expr.index.value));
      if (of.is === 'environment') return environmentMemory('*');
      return of.is === 'memory' ? { ...of, inside: true } : undefined;
    }
    default:
      return undefined;
  }
}

/** What the thing is of which a member is written or a method called. */
export function memoryHeld(program: Program, module: LinkedModule, fn: number, expr: Expr): MemoryPlace | undefined {
  return placeOf(program, module, fn, expr, 0);
}

function memoryOf(place: MemoryPlace | undefined): Memory | undefined {
  return place?.is === 'memory' ? place : undefined;
}

function placeOf(program: Program, module: LinkedModule, fn: number, expr: Expr, hops: number): MemoryPlace | undefined {
  if (hops > MOST_HOPS) return undefined;
  switch (expr.k) {
    case 'this':
      return thisPlace(program, module, fn);
    case 'global':
      if (expr.name === 'process') return { is: 'process' };
      return isGlobalObject(expr.name) ? { is: 'globals' } : program.link.global(expr.name) && globalMemory(expr.name);
    case 'var':
      return variablePlace(program, module, fn, expr, hops);
    case 'member':
    case 'index': {
      const of = placeOf(program, module, fn, expr.of, hops + 1);
      const value = valuePlace(program, program.link.evaluate(module, fn, expr), of !== undefined);
      if (value || !of) return value;
      const key = expr.k === 'member' ? expr.name : expr.index.k === 'literal' && typeof expr.index.value === 'string' ? expr.index.value : undefined;
      if (key !== undefined) return memberOf(program, of, key);
      return of.is === 'memory' ? { ...of, inside: true } : undefined;
    }
    case 'awaited':
      return placeOf(program, module, fn, expr.of, hops + 1);
    case 'result':
      return resultPlace(program, module, fn, expr, hops);
    case 'op': {
      const [first] = expr.args;
      return first && PASSING.has(expr.op) ? placeOf(program, module, fn, first, hops + 1) : undefined;
    }
    default:
      return undefined;
  }
}

const MOST_HOPS = 8;
const PASSING = new Set(['??', '||', 'assign']);

function thisPlace(program: Program, module: LinkedModule, fn: number): MemoryPlace | undefined {
  const [value] = program.link.evaluate(module, fn, { k: 'this' });
  if (value?.is === 'instance' && isStaticPlace(module, fn)) return undefined;
  return value && valuePlace(program, [value], true);
}

/** The instance, class, module or named object that a value is. `lasts`: it is read from what lasts; else it may be one of many. */
function valuePlace(program: Program, values: readonly Value[], lasts: boolean): MemoryPlace | undefined {
  for (const value of values) {
    if (value.is === 'instance') {
      const shared = sharedClasses(program);
      if (lasts ? shared.has(value.number) : shared.alwaysShared(value.number)) return { is: 'instance', number: value.number };
    }
    if (value.is === 'class') return { is: 'class', number: value.number };
    if (value.is === 'module') return { is: 'module', module: value.module };
    if (value.is === 'object') {
      const variable = holderOf(value.module, value.expr);
      if (variable !== undefined) return variableMemory(program, value.module, variable, 0);
    }
    if (value.is === 'external' && isEnvironment(value)) return { is: 'environment' };
  }
  return undefined;
}

function variablePlace(program: Program, module: LinkedModule, fn: number, expr: Extract<Expr, { k: 'var' }>, hops: number): MemoryPlace | undefined {
  const fact = module.facts.variables[expr.v];
  if (!fact) return undefined;
  if (fact.kind === 'class') return fact.def === undefined ? undefined : { is: 'class', number: module.classBase + fact.def };
  if (fact.kind === 'param') return valuePlace(program, program.link.variable(module, expr.v).filter(({ is }) => is === 'instance'), false);
  const lasting = variableMemory(program, module, expr.v, fn);
  if (lasting || fact.kind === 'import') return valuePlace(program, program.link.variable(module, expr.v), true) ?? lasting;
  const source = aliased(module, expr.v);
  if (!source) return undefined;
  let place = placeOf(program, module, source.function, source.value, hops + 1);
  for (const name of source.path) place = place && partOf(program, place, name);
  return place;
}

/** `Cart.getInstance()`, and what a container hands out: `sessions.get(id)`. */
function resultPlace(program: Program, module: LinkedModule, fn: number, expr: Extract<Expr, { k: 'result' }>, hops: number): MemoryPlace | undefined {
  const call = module.index.calls[fn]?.[expr.id];
  if (!call || call.kind === 'new') return undefined;
  const value = valuePlace(program, program.link.evaluate(module, fn, expr).filter(({ is }) => is !== 'class' && is !== 'external'), false);
  if (value || call.callee.k !== 'member') return value;
  const isElement = program.call(module, fn, call.id)?.externals.some(({ package: from, path }) => ELEMENTS.has(program.link.libraries.symbol(from, path)?.facts.returns ?? ''));
  const container = isElement ? placeOf(program, module, fn, call.callee.of, hops + 1) : undefined;
  return container?.is === 'memory' ? { ...container, inside: true } : undefined;
}

/** What rows say of a member that hands out what the container holds, and not a copy. */
const ELEMENTS = new Set(['element', '<1>']);

function partOf(program: Program, of: MemoryPlace, name: string): MemoryPlace | undefined {
  if (name !== '*' && !/^\d+$/.test(name)) return memberOf(program, of, name);
  return of.is === 'memory' ? { ...of, inside: true } : undefined;
}

function memberOf(program: Program, of: MemoryPlace, name: string): MemoryPlace | undefined {
  switch (of.is) {
    case 'instance':
    case 'class': {
      const field = name === 'prototype' ? undefined : fieldOf(program, of.number, name, of.is === 'class');
      return field && fieldMemory(field);
    }
    case 'module': {
      const found = program.exports.export(of.module, name, 'value');
      return found?.is === 'variable' ? variableMemory(program, found.module, found.variable, 0) : undefined;
    }
    case 'process':
      return name === 'env' ? { is: 'environment' } : undefined;
    case 'environment':
      return environmentMemory(name);
    case 'globals':
      if (name === 'process') return { is: 'process' };
      if (isGlobalObject(name)) return of;
      return isGlobalName(name) ? globalMemory(name) : undefined;
    case 'memory':
      return of.inside || of.declared?.property !== undefined || of.kind === 'global' || of.kind === 'environment' || name === 'length' ? { ...of, inside: true } : propertyMemory(of, name);
  }
}

function propertyMemory(of: Memory, name: string): Memory {
  return {
    ...of, id: `${of.id}.${name}`, name: `${of.name}.${name}`, of: of.name, field: name,
    ...(of.declared ? { declared: { ...of.declared, property: name } } : {}),
  };
}

function fieldMemory({ number, module, className, name, isStatic, fact }: Field): Memory {
  const owner = module.facts.classes[number - module.classBase];
  const scope = isStatic ? { function: owner?.function ?? 0 } : { class: number };
  const at = fact ?? owner;
  return {
    is: 'memory', id: `cls:${module.path}#${className}.${name}`, kind: 'field', name: `${className}.${name}`, of: className, field: name,
    ...(at ? { declared: { module, at: at.at, end: fact ? fact.end : at.at + 1, scope, ...(fact?.type ? { type: fact.type } : {}) } } : {}),
  };
}

/** @param from the function that uses the variable */
function variableMemory(program: Program, module: LinkedModule, variable: number, from: number): Memory | undefined {
  const fact = module.facts.variables[variable];
  if (fact?.kind === 'import') {
    const found = program.exports.import(module, variable, 'value');
    if (found?.is === 'variable') return variableMemory(program, found.module, found.variable, 0);
    if (found?.is !== 'expression' || found.placed.expr.k !== 'object') return undefined;
    const home = found.placed.module;
    return { is: 'memory', id: `mod:${home.path}#default`, kind: 'variable', name: 'default', of: home.path, field: 'default', declared: { module: home, at: 0, end: 0, scope: { function: 0 } } };
  }
  const lasting = fact && lastingVariable(program, module, variable, from);
  if (!fact || !lasting) return undefined;
  return {
    is: 'memory', id: `mod:${module.path}#${lasting.name}`, kind: 'variable', name: lasting.name, of: module.path, field: fact.name,
    declared: { module, at: fact.at, end: fact.end, scope: { function: lasting.scope }, ...(fact.type ? { type: fact.type } : {}) },
  };
}
