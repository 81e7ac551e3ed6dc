import type { ts } from 'ts-morph';
import type { ClassFact, ClassId, DecoratorFact, Expr, FieldFact, FunctionFact, Step } from '@dist-lint/model';
import { callArguments, withHow } from './calls.ts';
import { expression } from './expressions.ts';
import { functionValue, isProperty, lowerFunction, within } from './functions.ts';
import { hoistBlock, hoistVars } from './hoisting.ts';
import { constructorFields, jsDocType } from './jsdoc.ts';
import { spanOf, startOf, type Lowering } from './lowering.ts';
import { computedName, memberName, qualified, uniqueName } from './naming.ts';
import { childScope, declareBoth } from './scopes.ts';
import { lowerStatements } from './statements.ts';
import * as K from './syntax.ts';
import { countMetadata, declareTypeParams, typeFact, typeFacts } from './types.ts';

type Initialiser = { node: ts.PropertyDeclaration | ts.ClassStaticBlockDeclaration; key: Expr | undefined; name: string };

/** A class, declared or as an operand. What runs at its evaluation precedes its step. */
export function lowerClass(cx: Lowering, node: ts.ClassLikeDeclaration, hint: string): Expr {
  const name = node.name?.text ?? '';
  const bits = K.modifiersOf(node);
  const fact: ClassFact = {
    name, nameAt: startOf(cx, node.name ?? node), function: cx.functionId, fields: [], methods: [], ...spanOf(cx, node),
  };
  const id = cx.facts.classes.push(fact) - 1;
  if ((bits & K.Mod.abstract) !== 0) fact.abstract = true;
  if ((bits & K.Mod.declare) !== 0) fact.ambient = true;
  const { scope, owner } = cx;
  cx.scope = childScope(scope, cx.functionId);
  nameClass(cx, node, fact, id, scope);
  const decorators = decoratorFacts(cx, node);
  if (decorators.length > 0) fact.decorators = decorators;
  if (node.typeParameters !== undefined) fact.typeParams = declareTypeParams(cx, node.typeParameters);
  lowerHeritage(cx, node, fact);
  cx.owner = uniqueClassName(cx, qualified(cx, name !== '' ? name : hint !== '' ? hint : '<class>'));
  lowerMembers(cx, node, fact, id, decorators.length > 0);
  cx.owner = owner;
  cx.scope = scope;
  if (fact.ambient !== true) cx.steps.push({ s: 'class', class: id, at: fact.at, end: fact.end });
  return { k: 'class', class: id };
}

function nameClass(cx: Lowering, node: ts.ClassLikeDeclaration, fact: ClassFact, id: ClassId, outer: Lowering['scope']): void {
  if (node.name === undefined || node.name.text === '') return;
  const variable = node.kind === K.ClassDeclaration ? outer.values?.get(node.name.text) : declareBoth(cx, cx.scope, node.name, 'class');
  if (variable === undefined) return;
  fact.variable = variable;
  const declared = cx.facts.variables[variable];
  if (declared !== undefined && declared.kind === 'class' && declared.def === undefined) declared.def = id;
}

/** Two classes of one name (in two blocks) give their members names that differ. */
function uniqueClassName(cx: Lowering, base: string): string {
  return uniqueName(cx, `class ${base}`).slice('class '.length);
}

function lowerHeritage(cx: Lowering, node: ts.ClassLikeDeclaration, fact: ClassFact): void {
  for (const clause of node.heritageClauses ?? []) {
    if (clause.token !== K.HeritageExtends) {
      fact.implements = [...(fact.implements ?? []), ...typeFacts(cx, clause.types)];
      continue;
    }
    const base = clause.types[0];
    if (base === undefined) continue;
    fact.extends = withHow(cx, 'extends', () => expression(cx, base.expression));
    if (base.typeArguments !== undefined) fact.extendsArgs = typeFacts(cx, base.typeArguments);
  }
}

/** The decorators of a declaration; the steps of their arguments run here. */
function decoratorFacts(cx: Lowering, node: ts.Node): DecoratorFact[] {
  if ((K.modifiersOf(node) & K.Mod.decorated) === 0) return [];
  return withHow(cx, 'decorator', () => K.decoratorsOf(node).map((decorator) => {
    const inner = K.unwrapped(decorator.expression);
    if (inner.kind !== K.CallExpression) return { callee: expression(cx, inner), ...spanOf(cx, decorator) };
    const call = inner as ts.CallExpression;
    const callee = expression(cx, call.expression);
    return { callee, args: callArguments(cx, call.expression, call.arguments, '', '@'), ...spanOf(cx, decorator) };
  }));
}

function lowerMembers(cx: Lowering, node: ts.ClassLikeDeclaration, fact: ClassFact, id: ClassId, decorated: boolean): void {
  const instance: Initialiser[] = [];
  const statics: Initialiser[] = [];
  for (const member of node.members) {
    switch (member.kind) {
      case K.PropertyDeclaration:
        lowerField(cx, member as ts.PropertyDeclaration, fact, instance, statics);
        break;
      case K.StaticBlock:
        statics.push({ node: member as ts.ClassStaticBlockDeclaration, key: undefined, name: '' });
        break;
      case K.Constructor:
      case K.MethodDeclaration:
      case K.GetAccessor:
      case K.SetAccessor:
        lowerMethod(cx, member as ts.MethodDeclaration, fact, id, decorated);
        break;
    }
  }
  if (instance.length > 0) fact.instanceInit = initFunction(cx, node, id, 'field-init', instance);
  if (statics.length > 0) fact.staticInit = initFunction(cx, node, id, 'static-init', statics);
}

function accessibility(bits: number, name: ts.Node | undefined): 'private' | 'protected' | undefined {
  if ((bits & K.Mod.private) !== 0 || name?.kind === K.PrivateIdentifier) return 'private';
  return (bits & K.Mod.protected) !== 0 ? 'protected' : undefined;
}

function lowerField(cx: Lowering, node: ts.PropertyDeclaration, fact: ClassFact, instance: Initialiser[], statics: Initialiser[]): void {
  const bits = K.modifiersOf(node);
  const decorators = decoratorFacts(cx, node);
  const key = computedKey(cx, node.name);
  const name = memberName(node.name) ?? computedName(cx, node.name);
  const field: FieldFact = { name, ...spanOf(cx, node) };
  const isStatic = (bits & K.Mod.static) !== 0;
  if (isStatic) field.static = true;
  if ((bits & K.Mod.readonly) !== 0) field.readonly = true;
  if (node.questionToken !== undefined) field.optional = true;
  const access = accessibility(bits, node.name);
  if (access !== undefined) field.accessibility = access;
  if (node.type !== undefined) {
    field.type = typeFact(cx, node.type);
    if (decorators.length > 0) countMetadata(cx, node.type);
  }
  const said = node.type === undefined ? jsDocType(cx, cx.jsDoc?.declarations.get(node)) : undefined;
  if (said !== undefined) field.type = said;
  if (decorators.length > 0) field.decorators = decorators;
  if (node.initializer !== undefined) {
    field.init = true;
    (isStatic ? statics : instance).push({ node, key, name });
  }
  fact.fields.push(field);
}

/** The expression of a computed member name that is no literal; it runs when the class is evaluated. */
function computedKey(cx: Lowering, name: ts.PropertyName | undefined): Expr | undefined {
  if (name?.kind !== K.ComputedPropertyName || memberName(name) !== undefined) return undefined;
  return withHow(cx, 'computed', () => expression(cx, (name).expression));
}

function lowerMethod(
  cx: Lowering, node: ts.MethodDeclaration | ts.ConstructorDeclaration | ts.AccessorDeclaration, fact: ClassFact, id: ClassId, decorated: boolean,
): void {
  const decorators = decoratorFacts(cx, node);
  const paramDecorators = node.parameters.map((param) => decoratorFacts(cx, param));
  const isConstructor = node.kind === K.Constructor;
  if (!isConstructor) computedKey(cx, node.name);
  const name = isConstructor ? 'constructor' : memberName(node.name) ?? computedName(cx, node.name);
  const kind = isConstructor ? 'constructor' : node.kind === K.GetAccessor ? 'getter' : node.kind === K.SetAccessor ? 'setter' : 'method';
  const hasMetadata = decorators.length > 0 || paramDecorators.some((own) => own.length > 0) || (isConstructor && decorated);
  const method = lowerFunction(cx, node, kind, {
    name: qualified(cx, name), nameNode: node.name, class: id, static: (K.modifiersOf(node) & K.Mod.static) !== 0, decorators, paramDecorators,
  });
  fact.methods.push(method);
  if (hasMetadata) {
    for (const param of node.parameters) countMetadata(cx, param.type);
    if (!isConstructor) countMetadata(cx, node.type);
  }
  if (isConstructor && node.body !== undefined) {
    parameterProperties(cx, node, fact, method);
    constructorFields(cx, node, fact);
  }
}

function parameterProperties(cx: Lowering, node: ts.ConstructorDeclaration, fact: ClassFact, constructorId: number): void {
  const params = cx.facts.functions[constructorId]?.params ?? [];
  for (const param of node.parameters) {
    if (!isProperty(param) || param.name.kind !== K.Identifier) continue;
    const at = startOf(cx, param);
    const index = params.findIndex((lowered) => lowered.at === at);
    const bits = K.modifiersOf(param);
    const field: FieldFact = { name: (param.name).text, param: index, at, end: param.end };
    if ((bits & K.Mod.readonly) !== 0) field.readonly = true;
    if (param.questionToken !== undefined) field.optional = true;
    const access = accessibility(bits, undefined);
    if (access !== undefined) field.accessibility = access;
    const type = params[index]?.type;
    if (type !== undefined) field.type = type;
    fact.fields.push(field);
  }
}

/** The synthetic function that runs field initialisers and static blocks. */
function initFunction(
  cx: Lowering, node: ts.ClassLikeDeclaration, id: ClassId, kind: 'field-init' | 'static-init', members: Initialiser[],
): number {
  const isStatic = kind === 'static-init';
  const at = startOf(cx, node);
  const fact: FunctionFact = {
    name: uniqueName(cx, qualified(cx, isStatic ? '<static>' : '<fields>')), nameAt: at, kind, parent: cx.functionId, class: id,
    params: [], body: [], at, end: node.end,
  };
  if (isStatic) fact.static = true;
  const className = cx.owner;
  return within(cx, fact, isStatic && cx.evaluating, () => {
    cx.owner = className;
    cx.how = 'static';
    for (const member of members) {
      if (member.node.kind === K.StaticBlock) {
        staticBlock(cx, member.node);
      } else {
        fieldInitialiser(cx, member.node, member, id, isStatic, cx.steps);
      }
    }
  });
}

function staticBlock(cx: Lowering, node: ts.ClassStaticBlockDeclaration): void {
  const { statements } = node.body;
  const { scope } = cx;
  cx.scope = childScope(scope, cx.functionId);
  hoistBlock(cx, statements, cx.scope);
  hoistVars(cx, statements, cx.scope);
  lowerStatements(cx, statements);
  cx.scope = scope;
}

function fieldInitialiser(
  cx: Lowering, node: ts.PropertyDeclaration, member: Initialiser, id: ClassId, isStatic: boolean, to: Step[],
): void {
  const initializer = node.initializer as ts.Expression;
  const inner = K.unwrapped(initializer);
  const value = K.isFunctionExpression(inner)
    ? functionValue(cx, inner, member.name, { class: id, static: isStatic })
    : expression(cx, initializer, member.name);
  const self: Expr = { k: 'this' };
  to.push({
    s: 'assign', op: '=', value, ...spanOf(cx, node),
    to: member.key === undefined ? { k: 'member', of: self, name: member.name } : { k: 'index', of: self, index: { k: 'unknown' } },
  });
}
