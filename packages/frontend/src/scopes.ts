import type { ts } from 'ts-morph';
import type { EvaluatedUse, Expr, FunctionId, ImportBinding, VariableFact, VariableId, VariableKind } from '@dist-lint/model';
import { startOf, unknown, type Lowering } from './lowering.ts';

/** One lexical scope. Values and types are told apart: `const Order` and `type Order` are two things. */
export interface Scope {
  parent: Scope | undefined;
  values: Map<string, VariableId> | undefined;
  types: Map<string, VariableId> | undefined;
  /** The function in which the names are declared. */
  function: FunctionId;
}

export function childScope(parent: Scope | undefined, functionId: FunctionId): Scope {
  return { parent, values: undefined, types: undefined, function: functionId };
}

/** Declares a value. A second declaration of the name in the same scope is the same variable. */
export function declareValue(
  cx: Lowering, scope: Scope, name: ts.Node & { text: string }, kind: VariableKind, ambient = false,
): VariableId {
  const values = (scope.values ??= new Map<string, VariableId>());
  const known = values.get(name.text);
  if (known !== undefined) {
    const fact = cx.facts.variables[known];
    if (fact?.ambient && !ambient) delete fact.ambient;
    return known;
  }
  const id = newVariable(cx, scope, name, kind, ambient);
  values.set(name.text, id);
  return id;
}

/** Declares a name with a value and a type: a class, an enum or an import. */
export function declareBoth(
  cx: Lowering, scope: Scope, name: ts.Node & { text: string }, kind: VariableKind, ambient = false,
): VariableId {
  const types = (scope.types ??= new Map<string, VariableId>());
  const merged = types.get(name.text);
  const fact = merged === undefined ? undefined : cx.facts.variables[merged];
  if (merged !== undefined && fact?.kind === 'type' && scope.values?.get(name.text) === undefined) {
    // An interface of the same name came first: the class takes it over.
    fact.kind = kind;
    (scope.values ??= new Map<string, VariableId>()).set(name.text, merged);
    return merged;
  }
  const id = declareValue(cx, scope, name, kind, ambient);
  if (merged === undefined) types.set(name.text, id);
  return id;
}

/** Declares a type; an interface of a class's name extends the class. */
export function declareType(cx: Lowering, scope: Scope, name: ts.Node & { text: string }, kind: 'type' | 'type-param'): VariableId {
  const types = (scope.types ??= new Map<string, VariableId>());
  const known = types.get(name.text);
  if (known !== undefined) return known;
  const id = newVariable(cx, scope, name, kind, false);
  types.set(name.text, id);
  return id;
}

function newVariable(
  cx: Lowering, scope: Scope, name: ts.Node & { text: string }, kind: VariableKind, ambient: boolean,
): VariableId {
  const fact: VariableFact = { name: name.text, kind, function: scope.function, at: startOf(cx, name), end: name.end };
  if (ambient) fact.ambient = true;
  return cx.facts.variables.push(fact) - 1;
}

/** The variable that a name means as a value here, or -1. */
export function lookupValue(scope: Scope | undefined, name: string): VariableId {
  for (let at = scope; at !== undefined; at = at.parent) {
    const id = at.values?.get(name);
    if (id !== undefined) return id;
  }
  return -1;
}

/** The variable that a name means as a type here, or -1. `dotted`: as the left side of a `.`. */
export function lookupType(cx: Lowering, name: string, dotted: boolean): VariableId {
  for (let at: Scope | undefined = cx.scope; at !== undefined; at = at.parent) {
    if (dotted) {
      const value = at.values?.get(name);
      if (value !== undefined && cx.facts.variables[value]?.kind === 'namespace') return value;
    }
    const id = at.types?.get(name);
    if (id !== undefined) return id;
  }
  return -1;
}

/** A name that is read, as an operand. */
export function reference(cx: Lowering, name: ts.Identifier, how: EvaluatedUse['how'] = cx.how): Expr {
  const text = name.text;
  if (text === '') return unknown();
  const id = lookupValue(cx.scope, text);
  if (id === -1) return { k: 'global', name: text };
  const fact = cx.facts.variables[id] as VariableFact;
  if (fact.function !== cx.functionId) fact.captured = true;
  if (fact.kind === 'import') countValue(cx, fact, name, how);
  return { k: 'var', v: id };
}

/** A name that is assigned, as a target. */
export function writtenName(cx: Lowering, name: ts.Identifier): Expr {
  const text = name.text;
  if (text === '') return unknown();
  const id = lookupValue(cx.scope, text);
  if (id === -1) return { k: 'global', name: text };
  const fact = cx.facts.variables[id] as VariableFact;
  if (fact.function !== cx.functionId) fact.captured = true;
  fact.writes = (fact.writes ?? 0) + 1;
  return { k: 'var', v: id };
}

/** The binding that declares an imported variable. */
export function bindingOf(cx: Lowering, fact: VariableFact): ImportBinding | undefined {
  if (fact.kind !== 'import' || fact.def === undefined || fact.binding === undefined) return undefined;
  return cx.facts.imports[fact.def]?.bindings[fact.binding];
}

function countValue(cx: Lowering, fact: VariableFact, name: ts.Identifier, how: EvaluatedUse['how']): void {
  const use = bindingOf(cx, fact)?.use;
  if (use === undefined) return;
  if (cx.evaluating) {
    if (use.evaluated.length < 8) use.evaluated.push({ at: startOf(cx, name), how });
  } else {
    use.deferred++;
    if (use.deferredAt.length < 4) use.deferredAt.push(startOf(cx, name));
  }
}

/** What `how` says about a callee: the surroundings win if they name the reason themselves. */
export function calleeHow(cx: Lowering, how: EvaluatedUse['how']): EvaluatedUse['how'] {
  return cx.how === 'other' || cx.how === 'initialiser' ? how : cx.how;
}
