/**
 * Types that JavaScript says in comments, which TypeScript reads as it reads annotations: `@param {import('./order')} order`,
 * `@returns {Promise<Order>}`, `@type {Order}`, `@typedef`.
 *
 * Nothing checks them in most projects. So only what names something is stated: `{Object}`, `{*}`, and names that nothing
 * declares say no more than no type.
 */
import { ts } from 'ts-morph';
import type { ClassFact, TypeFact, TypeMember } from '@dist-lint/model';
import { spanOf, type Lowering } from './lowering.ts';
import { declareType } from './scopes.ts';
import * as K from './syntax.ts';
import { typeFact } from './types.ts';

/** What the comments of a file say, by the node they are about. */
export interface JsDocTypes {
  /** Of functions: those of their parameters, by name, and what they return. */
  functions: Map<ts.Node, { params: Map<string, ts.JSDocTypeExpression>; returns?: ts.JSDocTypeExpression }>;
  /** Of declarations of variables and fields. */
  declarations: Map<ts.Node, ts.JSDocTypeExpression>;
  /** Of `this.order` and `this.order = null`, statements of constructors. */
  fields: Map<ts.ConstructorDeclaration, { name: string; node: ts.Node; type: ts.JSDocTypeExpression }[]>;
  typedefs: ts.JSDocTypedefTag[];
}

/** Functions, classes and blocks in one another in which comments are looked for. */
const DEEPEST = 120;

/** One pass over the tree, and none where no comment says a type. */
export function jsDocTypesOf(source: ts.SourceFile): JsDocTypes | undefined {
  if (!saysTypes(source.text)) return undefined;
  const found: JsDocTypes = { functions: new Map(), declarations: new Map(), fields: new Map(), typedefs: [] };
  for (const statement of source.statements) walk(found, statement, 0);
  collectTypedefs(found, source.endOfFileToken);
  return found;
}

export function saysTypes(text: string): boolean {
  return /@(?:type|param|returns?|typedef)\s*\{/.test(text) || /@typedef\s+\w/.test(text);
}

function walk(found: JsDocTypes, node: ts.Node, depth: number): void {
  if (depth > DEEPEST) return;
  const docs = docsOf(node);
  if (docs.length > 0) {
    collectTypedefs(found, node);
    read(found, node, docs);
  }
  if (node.kind === K.Constructor) readFields(found, node as ts.ConstructorDeclaration);
  ts.forEachChild(node, (child) => walk(found, child, depth + 1));
}

function docsOf(node: ts.Node): readonly ts.JSDoc[] {
  return (node as { jsDoc?: readonly ts.JSDoc[] }).jsDoc ?? [];
}

function collectTypedefs(found: JsDocTypes, node: ts.Node): void {
  for (const { tags } of docsOf(node)) for (const tag of tags ?? []) if (ts.isJSDocTypedefTag(tag)) found.typedefs.push(tag);
}

/** The comment right before a declaration is about it. */
function read(found: JsDocTypes, node: ts.Node, docs: readonly ts.JSDoc[]): void {
  const tags = docs.at(-1)?.tags;
  const of = tags && declaredBy(node);
  if (!tags || !of) return;
  if (of.value && ts.isFunctionLike(of.value)) {
    const params = new Map<string, ts.JSDocTypeExpression>();
    let returns: ts.JSDocTypeExpression | undefined;
    for (const tag of tags) {
      if (ts.isJSDocParameterTag(tag) && tag.typeExpression && tag.name.kind === K.Identifier && !params.has(tag.name.text)) params.set(tag.name.text, tag.typeExpression);
      if (ts.isJSDocReturnTag(tag) && tag.typeExpression) returns ??= tag.typeExpression;
      if (ts.isJSDocTypeTag(tag) && (node.kind === K.GetAccessor)) returns ??= tag.typeExpression;
    }
    if (params.size > 0 || returns) found.functions.set(of.value, { params, ...(returns ? { returns } : {}) });
    return;
  }
  const type = typeTag(tags);
  if (type) found.declarations.set(of.node, type);
}

function typeTag(tags: readonly ts.JSDocTag[]): ts.JSDocTypeExpression | undefined {
  return tags.find((tag) => ts.isJSDocTypeTag(tag))?.typeExpression;
}

/** What the statement, member or property declares, and the function that it is, if it is one. */
function declaredBy(node: ts.Node): { node: ts.Node; value: ts.Node | undefined } | undefined {
  if (ts.isVariableStatement(node)) {
    const [declaration, ...others] = node.declarationList.declarations;
    return declaration && others.length === 0 ? { node: declaration, value: unwrapped(declaration.initializer) } : undefined;
  }
  if (ts.isExpressionStatement(node) && ts.isBinaryExpression(node.expression)) return { node, value: unwrapped(node.expression.right) };
  if (ts.isPropertyAssignment(node) || ts.isPropertyDeclaration(node)) return { node, value: unwrapped(node.initializer) };
  if (ts.isExportAssignment(node)) return { node, value: unwrapped(node.expression) };
  return { node, value: node };
}

function unwrapped(node: ts.Expression | undefined): ts.Node | undefined {
  return node && K.unwrapped(node);
}

function readFields(found: JsDocTypes, node: ts.ConstructorDeclaration): void {
  const fields = (node.body?.statements ?? []).flatMap((statement) => {
    const type = typeTag(docsOf(statement).at(-1)?.tags ?? []);
    if (!type || !ts.isExpressionStatement(statement)) return [];
    const { expression } = statement;
    const target = ts.isBinaryExpression(expression) && expression.operatorToken.kind === ts.SyntaxKind.EqualsToken ? expression.left : expression;
    return ts.isPropertyAccessExpression(target) && target.expression.kind === ts.SyntaxKind.ThisKeyword ? [{ name: target.name.text, node: statement, type }] : [];
  });
  if (fields.length > 0) found.fields.set(node, fields);
}

/** The type that a comment says; undefined where it says nothing that code could be found by. */
export function jsDocType(cx: Lowering, said: ts.JSDocTypeExpression | undefined): TypeFact | undefined {
  if (!said || (said as ts.Node).kind === ts.SyntaxKind.JSDocTypeLiteral) return undefined;
  const fact = telling(typeFact(cx, said));
  return saysNothing(fact) ? undefined : fact;
}

function saysNothing(fact: TypeFact): boolean {
  if (fact.t === 'keyword') return ['any', 'unknown', 'object'].includes(fact.name);
  return fact.t === 'other' || ((fact.t === 'union' || fact.t === 'intersection') && fact.of.every(saysNothing));
}

/** Of the names that no file declares, those that mean the same everywhere. A `Request` may be anybody's. */
const GLOBALS = new Set(['Promise', 'Array', 'ReadonlyArray', 'Map', 'Set', 'Record', 'Readonly', 'Partial', 'Required', 'Omit', 'Pick', 'Iterable', 'AsyncIterable', 'Generator', 'AsyncGenerator', 'Error', 'Date', 'Buffer', 'AbortSignal']);
const PRIMITIVES = new Map([['String', 'string'], ['Number', 'number'], ['Boolean', 'boolean']]);

function telling(fact: TypeFact): TypeFact {
  switch (fact.t) {
    case 'ref': {
      const args = fact.args?.map(telling);
      if (fact.variable !== undefined) return args ? { ...fact, args } : fact;
      const primitive = PRIMITIVES.get(fact.name);
      if (primitive !== undefined) return { t: 'keyword', name: primitive };
      // `Object<string, Order>`
      if (fact.name === 'Object' && args?.length === 2) return { t: 'ref', name: 'Record', args };
      if (!GLOBALS.has(fact.name) || (fact.name === 'Promise' && (!args?.[0] || saysNothing(args[0])))) return { t: 'other' };
      return args ? { ...fact, args } : fact;
    }
    case 'union':
    case 'intersection':
      return { ...fact, of: fact.of.map(telling) };
    case 'array':
      return { ...fact, of: telling(fact.of) };
    case 'object':
      return { ...fact, members: fact.members.map((member) => (member.type ? { ...member, type: telling(member.type) } : member)) };
    default:
      return fact;
  }
}

/** Declares the names of `@typedef`s, before anything is lowered. */
export function hoistTypedefs(cx: Lowering): void {
  for (const { name } of cx.jsDoc?.typedefs ?? []) if (name?.kind === K.Identifier && (name).text !== '') declareType(cx, cx.scope, name, 'type');
}

/** States the `@typedef`s of a file, each of which its module exports. */
export function lowerTypedefs(cx: Lowering): void {
  for (const { name, typeExpression } of cx.jsDoc?.typedefs ?? []) {
    if (name?.kind !== K.Identifier || !typeExpression) continue;
    const { text } = name;
    const variable = cx.scope.types?.get(text);
    const declared = variable === undefined ? undefined : cx.facts.variables[variable];
    if (variable === undefined || declared?.kind !== 'type' || declared.def !== undefined) continue;
    const type = typeExpression.kind === ts.SyntaxKind.JSDocTypeLiteral ? literalType(cx, typeExpression) : telling(typeFact(cx, typeExpression));
    declared.def = cx.facts.types.push({ name: text, kind: 'alias', variable, type, ...spanOf(cx, name) }) - 1;
    cx.facts.exports.push({ name: text, kind: 'local', typeOnly: true, variable, ...spanOf(cx, name) });
  }
}

/** `@typedef Session` with its `@property {string} id`. */
function literalType(cx: Lowering, node: ts.JSDocTypeLiteral): TypeFact {
  const members = (node.jsDocPropertyTags ?? []).flatMap((tag): TypeMember[] => {
    if (tag.name.kind !== K.Identifier) return [];
    const type = jsDocType(cx, tag.typeExpression);
    return [{ name: tag.name.text, ...(type ? { type } : {}), ...(tag.isBracketed ? { optional: true as const } : {}) }];
  });
  return node.isArrayType ? { t: 'array', of: { t: 'object', members } } : { t: 'object', members };
}

/** The fields whose types a class says in its constructor alone. */
export function constructorFields(cx: Lowering, node: ts.ConstructorDeclaration, fact: ClassFact): void {
  for (const { name, node: statement, type: said } of cx.jsDoc?.fields.get(node) ?? []) {
    const type = fact.fields.some((field) => field.name === name) ? undefined : jsDocType(cx, said);
    if (type) fact.fields.push({ name, type, ...spanOf(cx, statement) });
  }
}
