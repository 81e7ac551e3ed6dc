import { ts } from 'ts-morph';
import type { Expr, TypeFact, TypeMember, TypeParam } from '@dist-lint/model';
import { addImport } from './imports.ts';
import { enter, leave, unknown, type Lowering } from './lowering.ts';
import { memberName } from './naming.ts';
import { bindingOf, childScope, declareType, lookupType, lookupValue, type Scope } from './scopes.ts';
import * as K from './syntax.ts';

/** Types are data for looking things up, not for checking: what is larger becomes `other`. */
const deepest = 6;
const widestUnion = 64;
const widestObject = 64;

/** A type as written. */
export function typeFact(cx: Lowering, node: ts.TypeNode, level = 0): TypeFact {
  if (level >= deepest) {
    visitTypes(cx, node);
    return { t: 'other' };
  }
  const lower = lowering[node.kind];
  if (lower === undefined) {
    const keyword = ts.tokenToString(node.kind);
    if (keyword !== undefined) return { t: 'keyword', name: keyword };
    visitTypes(cx, node);
    return { t: 'other' };
  }
  enter(cx);
  const fact = lower(cx, node, level + 1);
  leave(cx);
  return fact;
}

export function typeFacts(cx: Lowering, nodes: readonly ts.TypeNode[], level = 0): TypeFact[] {
  return nodes.map((node) => typeFact(cx, node, level));
}

/** Counts the names in a type (or in any skipped code) as type uses without stating the type. */
export function visitTypes(cx: Lowering, node: ts.Node): void {
  enter(cx);
  switch (node.kind) {
    case K.TypeReference:
      typeVariable(cx, (node as ts.TypeReferenceNode).typeName);
      break;
    case ts.SyntaxKind.ExpressionWithTypeArguments:
      typeVariable(cx, (node as ts.ExpressionWithTypeArguments).expression);
      break;
    case ts.SyntaxKind.TypeQuery:
      queried(cx, (node as ts.TypeQueryNode).exprName);
      break;
    case ts.SyntaxKind.ImportType:
      importedType(cx, node as ts.ImportTypeNode);
      break;
    case K.ComputedPropertyName:
      typeKey(cx, node as ts.ComputedPropertyName);
      break;
  }
  ts.forEachChild(node, (child) => visitTypes(cx, child));
  leave(cx);
}

type Lower = (cx: Lowering, node: ts.Node, level: number) => TypeFact;
const lowering: (Lower | undefined)[] = [];

function on<T extends ts.Node>(kind: ts.SyntaxKind, lower: (cx: Lowering, node: T, level: number) => TypeFact): void {
  lowering[kind] = lower as Lower;
}

on<ts.TypeReferenceNode>(K.TypeReference, (cx, node, level) => reference(cx, node.typeName, node.typeArguments, level));

on<ts.ExpressionWithTypeArguments>(ts.SyntaxKind.ExpressionWithTypeArguments, (cx, node, level) =>
  reference(cx, node.expression, node.typeArguments, level));

function reference(
  cx: Lowering, name: ts.EntityName | ts.Expression, typeArguments: readonly ts.TypeNode[] | undefined, level: number,
): TypeFact {
  const text = dotted(name);
  const variable = typeVariable(cx, name);
  const args = typeArguments === undefined ? undefined : typeFacts(cx, typeArguments, level);
  if (text === '') return { t: 'other' };
  return {
    t: 'ref', name: text,
    ...(variable === -1 ? undefined : { variable }),
    ...(args === undefined || args.length === 0 ? undefined : { args }),
  };
}

/** `A.B.C` of an entity name or a path; '' for anything else. */
function dotted(name: ts.Node): string {
  const names: string[] = [];
  let at = name;
  for (;;) {
    if (at.kind === K.QualifiedName) {
      names.unshift((at as ts.QualifiedName).right.text);
      at = (at as ts.QualifiedName).left;
    } else if (at.kind === K.PropertyAccess) {
      names.unshift((at as ts.PropertyAccessExpression).name.text);
      at = (at as ts.PropertyAccessExpression).expression;
    } else {
      break;
    }
  }
  if (at.kind !== K.Identifier) return '';
  names.unshift((at as ts.Identifier).text);
  return names.join('.');
}

/** The first name of a dotted one. */
function firstName(name: ts.Node): ts.Node {
  let at = name;
  while (at.kind === K.QualifiedName || at.kind === K.PropertyAccess) {
    at = at.kind === K.QualifiedName ? (at as ts.QualifiedName).left : (at as ts.PropertyAccessExpression).expression;
  }
  return at;
}

/** The variable of a type name, counted as a type use; -1 without one. */
function typeVariable(cx: Lowering, name: ts.Node): number {
  const first = firstName(name);
  if (first.kind !== K.Identifier) return -1;
  const id = lookupType(cx, (first as ts.Identifier).text, first !== name);
  if (id !== -1) countType(cx, id, 'types');
  return id;
}

function countType(cx: Lowering, id: number, what: 'types' | 'metadata'): void {
  const fact = cx.facts.variables[id];
  const use = fact === undefined ? undefined : bindingOf(cx, fact)?.use;
  if (use !== undefined) use[what]++;
}

/** A member of a type that is named by a value: the compiler checks the value, and so takes its import for used. */
function typeKey(cx: Lowering, node: ts.ComputedPropertyName): void {
  const first = firstName(node.expression);
  if (first.kind !== K.Identifier || K.isAmbient(node)) return;
  const fact = cx.facts.variables[lookupValue(cx.scope, (first as ts.Identifier).text)];
  const use = fact === undefined ? undefined : bindingOf(cx, fact)?.use;
  if (use !== undefined) use.typeKeys = (use.typeKeys ?? 0) + 1;
}

/**
 * Counts a type that `emitDecoratorMetadata` keeps alive: a plain reference, also beside `null` and
 * `undefined`.
 */
export function countMetadata(cx: Lowering, node: ts.TypeNode | undefined): void {
  if (node === undefined) return;
  if (node.kind === ts.SyntaxKind.UnionType) {
    const real = (node as ts.UnionTypeNode).types.filter((type) => !isNullish(type));
    if (real.length === 1) countMetadata(cx, real[0]);
    return;
  }
  if (node.kind !== K.TypeReference) return;
  const first = firstName((node as ts.TypeReferenceNode).typeName);
  if (first.kind !== K.Identifier) return;
  const id = lookupType(cx, (first as ts.Identifier).text, first !== (node as ts.TypeReferenceNode).typeName);
  if (id !== -1) countType(cx, id, 'metadata');
}

function isNullish(node: ts.TypeNode): boolean {
  return node.kind === ts.SyntaxKind.UndefinedKeyword
    || (node.kind === ts.SyntaxKind.LiteralType && (node as ts.LiteralTypeNode).literal.kind === K.NullKeyword);
}

/** The operand of `typeof x.y` in a type: the value meaning, but a type use. */
function queried(cx: Lowering, name: ts.EntityName): Expr {
  const names: string[] = [];
  let at: ts.EntityName = name;
  for (; at.kind === K.QualifiedName; at = (at).left) names.push((at).right.text);
  const root = (at).text;
  if (root === '') return unknown();
  const id = lookupValue(cx.scope, root);
  if (id !== -1) countType(cx, id, 'types');
  let expr: Expr = id === -1 ? { k: 'global', name: root } : { k: 'var', v: id };
  for (let i = names.length - 1; i >= 0; i--) expr = { k: 'member', of: expr, name: names[i] as string };
  return expr;
}

on<ts.TypeQueryNode>(ts.SyntaxKind.TypeQuery, (cx, node) => {
  if (node.exprName.kind as ts.SyntaxKind === ts.SyntaxKind.ImportType) {
    visitTypes(cx, node.exprName);
    return { t: 'other' };
  }
  node.typeArguments?.forEach((type) => visitTypes(cx, type));
  return { t: 'query', of: queried(cx, node.exprName) };
});

function importedType(cx: Lowering, node: ts.ImportTypeNode): string | undefined {
  const literal = node.argument.kind === ts.SyntaxKind.LiteralType ? (node.argument as ts.LiteralTypeNode).literal : undefined;
  if (literal === undefined || K.literalText(literal) === undefined) return undefined;
  addImport(cx, node, literal, 'type', true, false);
  return K.literalText(literal);
}

// What comments of JavaScript add to types.
on<ts.JSDocTypeExpression>(ts.SyntaxKind.JSDocTypeExpression, (cx, node, level) => typeFact(cx, node.type, level - 1));
on<ts.JSDocNullableType>(ts.SyntaxKind.JSDocNullableType, (cx, node, level) => typeFact(cx, node.type, level - 1));
on<ts.JSDocNonNullableType>(ts.SyntaxKind.JSDocNonNullableType, (cx, node, level) => typeFact(cx, node.type, level - 1));
on<ts.JSDocOptionalType>(ts.SyntaxKind.JSDocOptionalType, (cx, node, level) => typeFact(cx, node.type, level - 1));

on<ts.ImportTypeNode>(ts.SyntaxKind.ImportType, (cx, node, level) => {
  const specifier = importedType(cx, node);
  const args = node.typeArguments === undefined ? undefined : typeFacts(cx, node.typeArguments, level);
  if (specifier === undefined) return { t: 'other' };
  return {
    t: 'import', specifier, name: node.qualifier === undefined ? '' : dotted(node.qualifier),
    ...(node.isTypeOf ? { typeof: true as const } : undefined),
    ...(args === undefined || args.length === 0 ? undefined : { args }),
  };
});

on<ts.LiteralTypeNode>(ts.SyntaxKind.LiteralType, (_cx, node) => {
  const { literal } = node;
  const text = K.literalText(literal);
  if (text !== undefined) return { t: 'literal', value: text };
  switch (literal.kind) {
    case K.NumericLiteral:
      return numericType(Number((literal as ts.NumericLiteral).text));
    case K.TrueKeyword:
      return { t: 'literal', value: true };
    case K.FalseKeyword:
      return { t: 'literal', value: false };
    case K.NullKeyword:
      return { t: 'literal', value: null };
    case K.PrefixUnary: {
      const { operator, operand } = literal as ts.PrefixUnaryExpression;
      if (operator !== ts.SyntaxKind.MinusToken || operand.kind !== K.NumericLiteral) return { t: 'other' };
      return numericType(0 - Number((operand as ts.NumericLiteral).text));
    }
    default:
      return { t: 'other' };
  }
});

function numericType(value: number): TypeFact {
  return Number.isFinite(value) ? { t: 'literal', value } : { t: 'keyword', name: 'number' };
}

on<ts.UnionTypeNode>(ts.SyntaxKind.UnionType, (cx, node, level) => members(cx, 'union', node.types, level));
on<ts.IntersectionTypeNode>(ts.SyntaxKind.IntersectionType, (cx, node, level) => members(cx, 'intersection', node.types, level));

function members(cx: Lowering, t: 'union' | 'intersection', types: readonly ts.TypeNode[], level: number): TypeFact {
  const of = typeFacts(cx, types.slice(0, widestUnion), level);
  for (const rest of types.slice(widestUnion)) visitTypes(cx, rest);
  if (types.length > widestUnion) of.push({ t: 'other' });
  return { t, of };
}

on<ts.ArrayTypeNode>(ts.SyntaxKind.ArrayType, (cx, node, level) => ({ t: 'array', of: typeFact(cx, node.elementType, level) }));

on<ts.TupleTypeNode>(ts.SyntaxKind.TupleType, (cx, node, level) => {
  if (node.elements.length === 1) return { t: 'array', of: typeFact(cx, node.elements[0] as ts.TypeNode, level) };
  return { t: 'array', of: members(cx, 'union', node.elements, level) };
});

on<ts.NamedTupleMember>(ts.SyntaxKind.NamedTupleMember, (cx, node, level) => typeFact(cx, node.type, level - 1));
on<ts.OptionalTypeNode>(ts.SyntaxKind.OptionalType, (cx, node, level) => typeFact(cx, node.type, level - 1));
on<ts.RestTypeNode>(ts.SyntaxKind.RestType, (cx, node, level) => typeFact(cx, node.type, level - 1));
on<ts.ParenthesizedTypeNode>(ts.SyntaxKind.ParenthesizedType, (cx, node, level) => typeFact(cx, node.type, level - 1));

on<ts.TypeOperatorNode>(ts.SyntaxKind.TypeOperator, (cx, node, level) => {
  if (node.operator === ts.SyntaxKind.ReadonlyKeyword) return typeFact(cx, node.type, level - 1);
  visitTypes(cx, node.type);
  return { t: 'other' };
});

on<ts.IndexedAccessTypeNode>(ts.SyntaxKind.IndexedAccessType, (cx, node, level) => {
  const of = typeFact(cx, node.objectType, level);
  const literal = node.indexType.kind === ts.SyntaxKind.LiteralType ? (node.indexType as ts.LiteralTypeNode).literal : undefined;
  // `Parameters<typeof f>[0]`
  const key = literal?.kind === ts.SyntaxKind.NumericLiteral ? (literal as ts.NumericLiteral).text : K.literalText(literal);
  if (key !== undefined) return { t: 'index', of, key };
  visitTypes(cx, node.indexType);
  return { t: 'other' };
});

on<ts.ThisTypeNode>(ts.SyntaxKind.ThisType, () => ({ t: 'keyword', name: 'this' }));

on<ts.FunctionTypeNode>(ts.SyntaxKind.FunctionType, (cx, node, level) => signature(cx, node, level));
on<ts.ConstructorTypeNode>(ts.SyntaxKind.ConstructorType, (cx, node, level) => ({ ...signature(cx, node, level), constructs: true }));

function signature(cx: Lowering, node: ts.SignatureDeclarationBase, level: number): TypeFact & { t: 'function' } {
  const outer = openTypeParams(cx, node.typeParameters);
  const params: TypeParam[] = [];
  for (const param of node.parameters) {
    const name = param.name.kind === K.Identifier ? (param.name).text : '';
    if (name === 'this') continue;
    params.push({
      name,
      ...(param.type === undefined ? undefined : { type: typeFact(cx, param.type, level) }),
      ...(param.questionToken === undefined ? undefined : { optional: true as const }),
      ...(param.dotDotDotToken === undefined ? undefined : { rest: true as const }),
    });
  }
  const fact: TypeFact & { t: 'function' } = { t: 'function', params };
  if (node.type !== undefined) fact.returns = typeFact(cx, node.type, level);
  cx.scope = outer;
  return fact;
}

/** Opens a scope for type parameters, if there are any; the caller restores what is returned. */
export function openTypeParams(cx: Lowering, params: readonly ts.TypeParameterDeclaration[] | undefined): Scope {
  const outer = cx.scope;
  if (params === undefined) return outer;
  cx.scope = childScope(outer, cx.functionId);
  declareTypeParams(cx, params);
  return outer;
}

/** Declares type parameters in the present scope and answers their names. */
export function declareTypeParams(cx: Lowering, params: readonly ts.TypeParameterDeclaration[]): string[] {
  for (const { name } of params) if (name.text !== '') declareType(cx, cx.scope, name, 'type-param');
  for (const { constraint, default: standard } of params) {
    if (constraint !== undefined) visitTypes(cx, constraint);
    if (standard !== undefined) visitTypes(cx, standard);
  }
  return params.map((param) => param.name.text);
}

on<ts.TypeLiteralNode>(ts.SyntaxKind.TypeLiteral, (cx, node, level) => objectType(cx, node.members, level));

/** The named members of an interface or an object type; index and call signatures are left out. */
export function objectType(cx: Lowering, elements: readonly ts.TypeElement[], level: number): TypeFact {
  const members: TypeMember[] = [];
  for (const element of elements) {
    const name = element.name === undefined ? undefined : memberName(element.name);
    if (name === undefined || name === '' || members.length >= widestObject) {
      visitTypes(cx, element);
      continue;
    }
    const member: TypeMember = { name };
    if ((element as ts.PropertySignature).questionToken !== undefined) member.optional = true;
    if ((K.modifiersOf(element) & K.Mod.readonly) !== 0) member.readonly = true;
    enter(cx);
    if (element.kind === ts.SyntaxKind.MethodSignature) {
      member.type = level >= deepest ? { t: 'other' } : signature(cx, element as ts.MethodSignature, level);
    } else {
      const type = (element as ts.PropertySignature).type;
      if (type !== undefined) member.type = typeFact(cx, type, level);
      else visitTypes(cx, element);
    }
    leave(cx);
    members.push(member);
  }
  return { t: 'object', members };
}
