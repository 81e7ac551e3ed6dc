import { ts } from 'ts-morph';
import type { EnumFact, TypeDeclarationFact } from '@dist-lint/model';
import { withHow } from './calls.ts';
import { effect } from './expressions.ts';
import { hoistBlock } from './hoisting.ts';
import { spanOf, type Lowering } from './lowering.ts';
import { memberName, qualified } from './naming.ts';
import { childScope } from './scopes.ts';
import { lowerStatements } from './statements.ts';
import * as K from './syntax.ts';
import { openTypeParams, objectType, typeFact, typeFacts, visitTypes } from './types.ts';

/** An enum's members with the values that can be seen; other initialisers are steps. */
export function lowerEnum(cx: Lowering, node: ts.EnumDeclaration): void {
  const bits = K.modifiersOf(node);
  const fact: EnumFact = { name: node.name.text, members: [], ...spanOf(cx, node) };
  if ((bits & K.Mod.const) !== 0) fact.const = true;
  const known = new Map<string, string | number>();
  let next: number | undefined = 0;
  for (const { name: key, initializer } of node.members) {
    const name = memberName(key) ?? '';
    const value: string | number | undefined = initializer === undefined ? next : constant(initializer, known);
    if (value === undefined) {
      if (initializer !== undefined) withHow(cx, 'enum', () => effect(cx, initializer, 0));
      fact.members.push({ name });
    } else {
      known.set(name, value);
      fact.members.push({ name, value });
    }
    next = typeof value === 'number' ? value + 1 : undefined;
  }
  define(cx, node.name.text, 'enum', cx.facts.enums.push(fact) - 1);
}

/** The value of a constant enum expression: literals, earlier members and arithmetic over them. */
function constant(node: ts.Expression, known: Map<string, string | number>): string | number | undefined {
  const inner = K.unwrapped(node);
  const text = K.literalText(inner);
  if (text !== undefined) return text;
  switch (inner.kind) {
    case K.NumericLiteral:
      return finite(Number((inner as ts.NumericLiteral).text));
    case K.Identifier:
      return known.get((inner as ts.Identifier).text);
    case K.PrefixUnary: {
      const { operator, operand } = inner as ts.PrefixUnaryExpression;
      if (operand.kind !== K.NumericLiteral) return undefined;
      const value = Number((operand as ts.NumericLiteral).text);
      if (operator === ts.SyntaxKind.MinusToken) return finite(0 - value);
      return operator === ts.SyntaxKind.TildeToken ? ~value : undefined;
    }
    case K.BinaryExpression: {
      const { left, operatorToken, right } = inner as ts.BinaryExpression;
      // Only short expressions: a longer one stays an effect.
      if (right.kind === K.BinaryExpression || left.kind === K.BinaryExpression && (left as ts.BinaryExpression).left.kind === K.BinaryExpression) {
        return undefined;
      }
      return combined(operatorToken.kind, constant(left, known), constant(right, known));
    }
    default:
      return undefined;
  }
}

function combined(operator: ts.SyntaxKind, a: string | number | undefined, b: string | number | undefined): string | number | undefined {
  if (typeof a === 'string' && typeof b === 'string' && operator === ts.SyntaxKind.PlusToken) return a + b;
  if (typeof a !== 'number' || typeof b !== 'number') return undefined;
  switch (operator) {
    case ts.SyntaxKind.PlusToken:
      return finite(a + b);
    case ts.SyntaxKind.MinusToken:
      return finite(a - b);
    case ts.SyntaxKind.AsteriskToken:
      return finite(a * b);
    case ts.SyntaxKind.BarToken:
      return a | b;
    case ts.SyntaxKind.AmpersandToken:
      return a & b;
    case ts.SyntaxKind.LessThanLessThanToken:
      return a << b;
    default:
      return undefined;
  }
}

/** A number that JSON can say; -0 becomes 0. */
function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value + 0 : undefined;
}

/** An interface or a type alias. */
export function lowerTypeDeclaration(cx: Lowering, node: ts.InterfaceDeclaration | ts.TypeAliasDeclaration): void {
  const variable = cx.scope.types?.get(node.name.text);
  const outer = openTypeParams(cx, node.typeParameters);
  const fact: TypeDeclarationFact = {
    name: node.name.text, kind: node.kind === K.InterfaceDeclaration ? 'interface' : 'alias', variable: variable ?? -1,
    type: { t: 'other' }, ...spanOf(cx, node),
  };
  if (node.typeParameters !== undefined) fact.typeParams = node.typeParameters.map((param) => param.name.text);
  if (node.kind === K.InterfaceDeclaration) {
    const { heritageClauses, members } = node;
    const bases = (heritageClauses ?? []).flatMap((clause) => typeFacts(cx, clause.types));
    if (bases.length > 0) fact.extends = bases;
    fact.type = objectType(cx, members, 1);
  } else {
    fact.type = typeFact(cx, (node).type);
  }
  cx.scope = outer;
  if (variable === undefined) return;
  const id = cx.facts.types.push(fact) - 1;
  const declared = cx.facts.variables[variable];
  if (declared?.kind === 'type' && declared.def === undefined) declared.def = id;
}

function define(cx: Lowering, name: string, kind: 'enum', id: number): void {
  const variable = cx.scope.values?.get(name);
  const fact = variable === undefined ? undefined : cx.facts.variables[variable];
  if (fact?.kind === kind && fact.def === undefined) fact.def = id;
}

/** `namespace N { … }` runs where it stands; of `declare module 's'` what it adds to interfaces is kept, `declare global` is skipped. */
export function lowerNamespace(cx: Lowering, node: ts.ModuleDeclaration): void {
  const skipped = node.name.kind !== K.Identifier || (node.name).text === 'global'
    || (K.modifiersOf(node) & K.Mod.declare) !== 0;
  const { body } = node;
  if (skipped || body === undefined) {
    if (body?.kind === K.ModuleBlock && K.literalText(node.name) !== undefined) lowerAugmentation(cx, K.literalText(node.name) ?? '', body);
    else if (body !== undefined) visitTypes(cx, body);
    return;
  }
  const { scope, owner } = cx;
  cx.owner = qualified(cx, (node.name).text);
  cx.scope = childScope(scope, cx.functionId);
  if (body.kind === K.ModuleBlock) {
    hoistBlock(cx, (body).statements, cx.scope);
    lowerStatements(cx, (body).statements);
  } else if (body.kind === K.ModuleDeclaration) {
    // `namespace A.B { … }`
    hoistBlock(cx, [body], cx.scope);
    lowerStatements(cx, [body]);
  }
  cx.scope = scope;
  cx.owner = owner;
}

/** Its interfaces stand in a scope of their own: they are merged with those of the package, not declared here. */
function lowerAugmentation(cx: Lowering, specifier: string, body: ts.ModuleBlock): void {
  for (const statement of body.statements) {
    if (statement.kind !== K.InterfaceDeclaration) {
      visitTypes(cx, statement);
      continue;
    }
    const { name, typeParameters, heritageClauses, members } = statement as ts.InterfaceDeclaration;
    const outer = openTypeParams(cx, typeParameters);
    for (const clause of heritageClauses ?? []) typeFacts(cx, clause.types);
    const type = objectType(cx, members, 1);
    cx.scope = outer;
    if (type.t !== 'object' || type.members.length === 0 || name.text === '') continue;
    (cx.facts.augments ??= []).push({ specifier, name: name.text, members: type.members, ...spanOf(cx, statement) });
  }
}
