import type { ts } from 'ts-morph';
import type {
  ClassId, DecoratorFact, Expr, FunctionFact, FunctionId, FunctionKind, ParamFact, Step,
} from '@dist-lint/model';
import { expression } from './expressions.ts';
import { hoistBlock, hoistName, hoistVars } from './hoisting.ts';
import { jsDocType } from './jsdoc.ts';
import { Returned, spanOf, startOf, type Lowering } from './lowering.ts';
import { qualified, uniqueName } from './naming.ts';
import { bindingTarget, defaultValue } from './patterns.ts';
import { childScope, declareValue } from './scopes.ts';
import { lowerStatements } from './statements.ts';
import * as K from './syntax.ts';
import { declareTypeParams, typeFact } from './types.ts';

/** What the surroundings know about a function. */
export interface FunctionPlace {
  /** Its qualified name; `#2` is added here if it is taken. */
  name: string;
  nameNode?: ts.Node | undefined;
  class?: ClassId;
  static?: boolean;
  immediate?: boolean;
  decorators?: DecoratorFact[];
  /** The decorators of each parameter, lowered by the surroundings, in which they run. */
  paramDecorators?: (DecoratorFact[] | undefined)[];
}

export type FunctionNode =
  | ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction
  | ts.MethodDeclaration | ts.ConstructorDeclaration | ts.AccessorDeclaration;

/** A function or arrow as an operand; its creation is a step. */
export function functionValue(cx: Lowering, node: ts.FunctionExpression | ts.ArrowFunction, hint: string, place?: Partial<FunctionPlace>): Expr {
  const own = node.name?.text;
  const id = lowerFunction(cx, node, node.kind === K.ArrowFunction ? 'arrow' : 'function', {
    name: qualified(cx, hint !== '' ? hint : own !== undefined && own !== '' ? own : '<anonymous>'), nameNode: node.name, ...place,
  });
  cx.steps.push({ s: 'function', function: id, ...spanOf(cx, node) });
  return { k: 'function', function: id };
}

/** Lowers a function with all that is in it; answers its id. The step that creates it is the caller's. */
export function lowerFunction(cx: Lowering, node: FunctionNode, kind: FunctionKind, place: FunctionPlace): FunctionId {
  const bits = K.modifiersOf(node);
  const at = startOf(cx, node);
  const fact: FunctionFact = {
    name: place.name, nameAt: place.nameNode === undefined ? at : startOf(cx, place.nameNode),
    kind, parent: cx.functionId, params: [], body: [], at, end: node.end,
  };
  if (place.class !== undefined) fact.class = place.class;
  if (place.static === true) fact.static = true;
  if (place.immediate === true) fact.immediate = true;
  if (place.decorators !== undefined && place.decorators.length > 0) fact.decorators = place.decorators;
  if ((bits & K.Mod.async) !== 0) fact.async = true;
  if (node.asteriskToken !== undefined) fact.generator = true;
  if ((bits & K.Mod.private) !== 0 || place.nameNode?.kind === K.PrivateIdentifier) fact.accessibility = 'private';
  else if ((bits & K.Mod.protected) !== 0) fact.accessibility = 'protected';
  const { body } = node;
  if (body === undefined) {
    fact.bodiless = true;
    cx.unnamed.push({ fact, base: place.name });
  } else {
    fact.name = uniqueName(cx, place.name);
  }
  return within(cx, fact, place.immediate === true && cx.evaluating, () => {
    if (kind === 'function' && node.kind === K.FunctionExpression && node.name !== undefined && node.name.text !== '') {
      const variable = cx.facts.variables[declareValue(cx, cx.scope, node.name, 'function')];
      if (variable !== undefined) variable.def = cx.functionId;
      cx.scope = childScope(cx.scope, cx.functionId);
    }
    if (node.typeParameters !== undefined) fact.typeParams = declareTypeParams(cx, node.typeParameters);
    for (const param of node.parameters) hoistName(cx, param.name, 'param', cx.scope);
    const said = cx.jsDoc?.functions.get(node);
    lowerParams(cx, fact, node.parameters, place.paramDecorators, said?.params);
    const returns = node.type !== undefined ? typeFact(cx, node.type) : jsDocType(cx, said?.returns);
    if (returns !== undefined) fact.returns = returns;
    if (body === undefined) return;
    if (body.kind === K.Block) {
      const { statements } = body as ts.Block;
      hoistBlock(cx, statements, cx.scope);
      hoistVars(cx, statements, cx.scope);
      lowerStatements(cx, statements);
    } else {
      const value = expression(cx, body, '<returned>', Returned);
      cx.steps.push({ s: 'return', value, implicit: true, ...spanOf(cx, body) });
    }
  });
}

/** Runs `lower` inside a new function and registers it. */
export function within(cx: Lowering, fact: FunctionFact, evaluating: boolean, lower: () => void): FunctionId {
  const { scope, functionId, steps, nextCall, evaluating: outerEvaluating, how, owner } = cx;
  const id = cx.facts.functions.push(fact) - 1;
  cx.scope = childScope(scope, id);
  cx.functionId = id;
  cx.steps = fact.body;
  cx.nextCall = 0;
  cx.evaluating = evaluating;
  cx.owner = fact.name;
  lower();
  cx.scope = scope;
  cx.functionId = functionId;
  cx.steps = steps;
  cx.nextCall = nextCall;
  cx.evaluating = outerEvaluating;
  cx.how = how;
  cx.owner = owner;
  return id;
}

function lowerParams(
  cx: Lowering, fact: FunctionFact, params: readonly ts.ParameterDeclaration[], decorators: FunctionPlace['paramDecorators'],
  said: ReadonlyMap<string, ts.JSDocTypeExpression> | undefined,
): void {
  for (const [i, param] of params.entries()) {
    const { name } = param;
    if (name.kind === K.Identifier && (name).text === 'this') {
      if (param.type !== undefined) typeFact(cx, param.type);
      continue;
    }
    const target = bindingTarget(cx, name);
    const lowered: ParamFact = { target, ...spanOf(cx, param) };
    const type = param.type !== undefined ? typeFact(cx, param.type) : name.kind === K.Identifier ? jsDocType(cx, said?.get((name).text)) : undefined;
    if (type !== undefined) {
      lowered.type = type;
      const variable = target.k === 'var' ? cx.facts.variables[target.v] : undefined;
      if (variable !== undefined) variable.type = lowered.type;
    }
    if (param.questionToken !== undefined) lowered.optional = true;
    if (param.dotDotDotToken !== undefined) lowered.rest = true;
    if (param.initializer !== undefined) {
      const test: Expr = target.k === 'var' ? target : { k: 'unknown' };
      lowered.default = defaultValue(cx, param.initializer, test, name.kind === K.Identifier ? (name).text : '');
    }
    if (fact.kind === 'constructor' && isProperty(param)) lowered.property = true;
    const own = decorators?.[i];
    if (own !== undefined && own.length > 0) lowered.decorators = own;
    fact.params.push(lowered);
  }
}

/** `private readonly db: Db` in a constructor's parameters. */
export function isProperty(param: ts.ParameterDeclaration): boolean {
  const { private: a, protected: b, public: c, readonly: d, override: e } = K.Mod;
  return (K.modifiersOf(param) & (a | b | c | d | e)) !== 0;
}

/** `function f() {}` as a statement. Functions without a body make no step. */
export function lowerFunctionDeclaration(cx: Lowering, node: ts.FunctionDeclaration, to: Step[]): FunctionId {
  const name = node.name?.text ?? '';
  const id = lowerFunction(cx, node, 'function', { name: qualified(cx, name === '' ? 'default' : name), nameNode: node.name });
  const values = name === '' ? undefined : cx.scope.values?.get(name);
  const variable = values === undefined ? undefined : cx.facts.variables[values];
  if (variable !== undefined && variable.kind === 'function' && (node.body !== undefined || variable.def === undefined)) variable.def = id;
  if (node.body !== undefined) to.push({ s: 'function', function: id, ...spanOf(cx, node) });
  return id;
}

